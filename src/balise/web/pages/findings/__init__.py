"""What the imports found."""
