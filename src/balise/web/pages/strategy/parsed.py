"""Strategies that were read already: a version never changes."""

from __future__ import annotations

from functools import lru_cache

from balise.errors import StrategyError
from balise.strategy import Strategy


@lru_cache(maxsize=128)
def parsed(text: str) -> Strategy:
    """Read the text of a version that was kept."""
    return Strategy.parse(text)


def readable(text: str) -> Strategy | None:
    """Read the text of a version; `None` where today's rules refuse it."""
    try:
        return parsed(text)
    except StrategyError:
        return None
