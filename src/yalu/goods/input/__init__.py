"""What a user types or brings: values, units, words, tables of items."""
