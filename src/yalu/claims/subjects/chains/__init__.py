"""Subjects of supply chains."""
