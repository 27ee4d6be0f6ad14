"""What somebody settles for themselves, and the owner of the installation for all."""
