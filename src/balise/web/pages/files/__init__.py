"""The files that were imported."""
