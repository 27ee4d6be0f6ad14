"""The answers of a brand."""
