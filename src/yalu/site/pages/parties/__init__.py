"""A page for every party of a case."""
