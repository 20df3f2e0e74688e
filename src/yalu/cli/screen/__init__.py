"""`yalu screen`: one name, a book of them, reviewers, owners."""
