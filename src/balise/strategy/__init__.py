"""From what is wanted, of whom, to where and with what: a strategy, and what it rests on."""
