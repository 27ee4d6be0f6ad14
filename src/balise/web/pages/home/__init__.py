"""The first page: the brands of the workspace."""
