"""From a strategy and what was learnt to a calendar that knows its odds."""
