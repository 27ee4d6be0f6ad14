"""The posts behind a number."""
