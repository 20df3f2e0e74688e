"""Pages on the law and its caps."""
