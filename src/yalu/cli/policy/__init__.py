"""`yalu policy`: the commands, and a comparison as text."""
