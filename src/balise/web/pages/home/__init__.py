"""The first page of a brand: where it stands, what comes, what needs a hand, what is news."""
