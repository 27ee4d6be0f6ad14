"""What the owner of a brand settles: its team, the links of clients, its log."""
