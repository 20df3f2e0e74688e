"""Files of lists as publishers print them, read into parties."""
