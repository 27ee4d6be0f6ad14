"""The strategy of a brand: to read, to change, and as it was."""
