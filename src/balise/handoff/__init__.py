"""A plan as the files that calendars and other tools read."""
