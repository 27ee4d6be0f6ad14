"""One post with all its readings."""
