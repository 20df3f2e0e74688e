"""Pages on controlled goods."""
