"""A name as it can be read: folded, spelled out in each script's readings, cut into words with their classes."""
