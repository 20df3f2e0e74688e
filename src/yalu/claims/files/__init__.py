"""Files: claims read and checked, the history of verdicts, ClaimReview, and a trade file in place of the case's own flows."""
