"""The static site: pages, figures and downloads built from a case. It computes nothing."""
