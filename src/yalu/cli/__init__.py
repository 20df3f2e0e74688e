"""The command line: nouns, then verbs. A teller; it computes nothing."""
