"""Options as files: reading, checking, and telling one in plain lines."""
