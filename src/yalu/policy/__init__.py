"""Policies as data, compared by what happens if they fail; never by a score or a probability."""
