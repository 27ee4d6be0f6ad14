"""Reports made, kept, shared, scheduled and dressed."""
