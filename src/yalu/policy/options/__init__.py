"""Options as files: reading and checking one, and writing it in plain lines."""
