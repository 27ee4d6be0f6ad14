"""The pages: what the report says, and the rows behind each number, for one user on one machine.

`python -m balise.web` serves them; `balise serve` starts that process and watches over it. Nothing
is changed through these pages, and nobody but the one who started them can read them.
"""
