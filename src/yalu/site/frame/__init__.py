"""What every page stands in: theme, templates, figures, charts as SVG, downloads, the data that pages share."""
