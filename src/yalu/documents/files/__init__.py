"""Files and folders: the one way in, limits, locks, and whole files or none."""
