"""A folder as a case: where it lies, its descriptor, and a new one."""
