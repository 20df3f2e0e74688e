"""What changed since an earlier version of the case."""
