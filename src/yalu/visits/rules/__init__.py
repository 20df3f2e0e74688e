"""Counting rules: the codebook, what counts under it, and its switches."""
