"""Every component of the pages, to look at."""
