"""The readings of an account itself, by day."""
