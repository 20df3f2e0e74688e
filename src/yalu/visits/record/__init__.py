"""What the record of visits covers, and what was not searched."""
