"""`yalu trade`: the commands, and a trade file of one's own."""
