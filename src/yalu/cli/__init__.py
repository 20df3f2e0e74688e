"""The command line: nouns, then verbs. It presents results and computes nothing."""
