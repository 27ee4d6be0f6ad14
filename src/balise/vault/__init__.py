"""What keeps secrets: hashes of passwords, codes of a second factor, the key that seals."""
