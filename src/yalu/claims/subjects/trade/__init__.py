"""Subjects of trade."""
