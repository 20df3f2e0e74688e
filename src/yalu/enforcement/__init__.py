"""Enforcement: what authorities did, how much money it was, what followed, and what was answered."""
