"""All clients at once: a folder of their folders comes in, a report of each goes out."""
