"""The agreement of an option: its steps, dated payments and escrow, and the levers that wait for a step."""
