"""How often a test draws: a third as often in every run, so that all of them are quick.

`make long` draws as often as each test says; what is found there becomes a test of its own.
"""

from __future__ import annotations

import os

LONG = bool(os.environ.get("BALISE_LONG"))


def often(n: int) -> int:
    """Give the examples of one run."""
    return n if LONG else max(n // 3, 8)
