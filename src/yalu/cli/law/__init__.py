"""`yalu law`: the commands, and verdicts as text."""
