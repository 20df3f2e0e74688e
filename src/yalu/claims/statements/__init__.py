"""Statements read: what the words of a claim can mean, in numbers, days, places and words."""
