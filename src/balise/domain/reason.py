"""Why a result is expected of a post."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One factor of a forecast: what a level of the post multiplies it by, with its 90 % interval.

    The first of a post is its baseline, what the account's typical post gets in that week; `level`
    names the account there. Of `wording` the level counts the frequent words.
    """

    factor: str
    level: str
    multiplier: float
    low: float
    high: float
