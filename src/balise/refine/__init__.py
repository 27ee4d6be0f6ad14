"""From what became of a plan to what the strategy should keep, stop, change or test."""
