"""The worker: does the long work that a workspace was asked for, in a process of its own."""
