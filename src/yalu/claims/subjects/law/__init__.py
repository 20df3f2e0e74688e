"""Subjects of law."""
