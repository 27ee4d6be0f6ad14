"""Files as the networks let one download them, byte for byte."""
