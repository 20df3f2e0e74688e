"""Pages of the site, one folder for each noun."""
