"""Pages on supply chains."""
