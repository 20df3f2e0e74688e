"""Trade: files read into the flows table, and what the flows say of shares, growth, prices and responses."""
