"""Looking back at a plan, and what is said to the proposals that come of it."""
