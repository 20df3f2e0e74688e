"""Chains in other formats: FollowTheMoney entities read and written."""
