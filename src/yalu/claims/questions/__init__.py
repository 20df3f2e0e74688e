"""Questions: what a claim asks of the data, with what its words name and what they leave open."""
