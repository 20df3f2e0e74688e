"""How a table is laid out: long or wide, which column is which, and which are not read."""
