"""Caps: what a limit is, what is used up of it, and why nothing is counted twice."""
