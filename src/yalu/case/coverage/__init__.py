"""What a table covers: days declared complete, and how well each was searched."""
