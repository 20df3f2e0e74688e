"""Checks of the tables of a case that only their own rows can answer."""
