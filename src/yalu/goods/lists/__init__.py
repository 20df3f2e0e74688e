"""Control lists as data: their entries, indexes, chemicals, and what a regime takes over."""
