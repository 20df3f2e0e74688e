"""Yalu."""
