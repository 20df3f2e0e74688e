"""`yalu claims`: statements, their parameters, articles."""
