"""What a client sees by a link, and answers."""
