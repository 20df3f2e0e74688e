"""Charts as pictures: drawn by two processes, kept between builds, written for a page and as files."""
