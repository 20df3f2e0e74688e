"""What every page stands in: theme, templates, figures, downloads, the data that pages share."""
