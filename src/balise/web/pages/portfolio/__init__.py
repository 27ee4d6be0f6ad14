"""The first page: the brands that somebody sees."""
