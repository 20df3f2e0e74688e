"""What a regime says: its measures, instruments, bodies, windows and conditions, read and checked."""
