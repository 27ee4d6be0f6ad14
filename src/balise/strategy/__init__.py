"""What is wanted: the strategy, and what past posts say of it."""
