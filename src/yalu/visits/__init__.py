"""Visits between two states: what counts under which rules, how often, how soon after a crisis."""
