"""What past posts are about: proposed, and said by a person."""
