"""Pages on enforcement actions and responses."""
