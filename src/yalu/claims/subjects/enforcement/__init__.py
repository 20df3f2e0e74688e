"""Subjects of enforcement acts and of responses to them."""
