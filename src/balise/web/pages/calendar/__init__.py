"""The calendar: what is planned, moved, written and agreed to."""
