"""The pages and the API: the whole loop in a browser, for one user of a computer or for a team.

`python -m balise.web` serves them; `balise serve` starts that process and watches over it. Every
view says what it needs (`balise.web.access`); long work is left to `balise.worker`.
"""
