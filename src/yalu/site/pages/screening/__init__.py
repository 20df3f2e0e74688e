"""Pages on lists and screening."""
