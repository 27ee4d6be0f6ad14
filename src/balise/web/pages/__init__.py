"""The pages, one folder each: what it asks (forms), what it shows (views), where it is (urls)."""
