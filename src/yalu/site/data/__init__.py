"""What the pages show, asked of the rooms once."""
