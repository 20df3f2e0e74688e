"""What changed between two versions of a case: figures moved, verdicts flipped, rows in and out."""
