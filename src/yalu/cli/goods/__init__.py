"""`yalu goods`: the commands, and their answers as text."""
