"""Pages on visits and crises."""
