"""How to begin: ten questions, export files, or a made-up brand to look around in."""
