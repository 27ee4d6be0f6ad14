"""Coming in: the login, and the links by which a password is chosen."""
