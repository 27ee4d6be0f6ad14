"""Light, dark, or as the reader's system is."""
