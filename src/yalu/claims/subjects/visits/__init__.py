"""Subjects of visits, leaders and events."""
