"""Sourced figures and dated rules, as package data, read once.

Every row carries its source, its date and a confidence: `official` was read on the publisher's own
page, `reported` in a relay that names the study, `secondary` in a relay of a relay or is our own
compilation. These are starting values that yield to a user's own data.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a reference table, by column name.

    Parameters
    ----------
    name
        File name in `balise/reference/data`, without `.csv`.

    Examples
    --------
    >>> table("half_life")[0]["network"]
    'x'
    """
    path = files("balise.reference").joinpath("data", f"{name}.csv")
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
