"""Words of number and precision, and East Asian signs."""
