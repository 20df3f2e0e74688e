"""Pages on trade."""
