"""A case: one studied pair of states, its tables of facts, and the checks that keep them honest."""
