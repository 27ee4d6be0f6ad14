"""The nouns of Balise: frozen values and the protocols between rooms. Standard library only."""
