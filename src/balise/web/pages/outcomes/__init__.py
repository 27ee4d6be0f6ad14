"""The rows of one's own tables: what no network sees."""
