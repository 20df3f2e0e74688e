"""Dated snapshots of lists: fetched, checked for plausibility, kept, compared, and read as of a day."""
