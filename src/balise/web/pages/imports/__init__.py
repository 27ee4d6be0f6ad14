"""Export files on their way in: the files, how far they are, and what was found."""
