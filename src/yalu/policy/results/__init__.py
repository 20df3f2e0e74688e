"""A comparison as a reader meets it: put together, shown side by side, explained."""
