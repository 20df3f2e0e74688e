"""Pages on claims."""
