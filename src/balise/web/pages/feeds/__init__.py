"""The plan as a calendar that other programs read by a secret address."""
