"""What is to be done about a match: a written policy, reviewers' judgements, a log that can be replayed."""
