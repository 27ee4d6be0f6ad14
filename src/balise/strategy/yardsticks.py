"""Published rates that an account may be held against: same network, denominator, size, industry.

A rate whose formula or denominator its source does not state is never one, however near it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from balise.domain.audit import Lack, Measure, Yardstick
from balise.reference.benchmarks import Benchmark, rows
from balise.strategy.citing import cited

INTERACTIONS = ("reactions", "comments", "shares")
_FORMULAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("(likes+comments+shares+reactions, favourites, reposts", INTERACTIONS),
    ("(likes+comments)/", ("reactions", "comments")),
    ("(likes+comments+shares+saves)/", (*INTERACTIONS, "saves")),
    ("interactions/", INTERACTIONS),
    ("all interactions/", INTERACTIONS),
    ("engagements/", INTERACTIONS),
    ("REACH RATE", ("reach",)),
)
"""How a definition begins -> the metrics that it adds."""
_VAGUE = ("interactions/", "all interactions/", "engagements/")
_UNSAID = ("inferred", "not stated", "or impressions")
"""In a definition: its denominator or its formula is not known."""
_BAND = re.compile(r", (\d+)(k?)-(\d+)([kM]) followers")
_NAMED = {
    "creators, nano": (1e3, 1e4),
    "creators, micro": (1e4, 1e5),
    "creators, macro 100k-1M": (1e5, 1e6),
    "creators, mega": (1e6, None),
}
"""Sizes that a source names without figures, but for macro: as the trade uses the words."""
_TIMES = {"": 1.0, "k": 1e3, "M": 1e6}
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be compared.

    `followers` are the latest known, `industry` is `all` where unsaid, and `told` names the metrics
    that own posts have; `None`: all of them.
    """

    network: str
    denominator: str
    measure: Measure = "engagement"
    kind: str = "all"
    industry: str = "all"
    followers: float | None = None
    told: frozenset[str] | None = None


def industries() -> tuple[str, ...]:
    """Name the industries of which rates are published.

    Examples
    --------
    >>> "retail" in industries(), "all" in industries()
    (True, False)
    """
    return tuple(sorted({row.industry for row in rows()} - {"all"}))


def yardstick(asked: Asked) -> Yardstick | Lack:
    """Choose what to compare with: own industry, then a stated size, then the latest.

    Returns
    -------
    Yardstick or Lack
        `size`: rates are published of accounts of other sizes only (or the followers are not known,
        and all rates are of some size); `parts`: they count what own posts do not tell;
        `published`: there are none at all.

    Examples
    --------
    >>> found = yardstick(Asked(network="instagram", denominator="followers", followers=20_000))
    >>> found.row, found.value, found.statistic, (found.low, found.high)
    ('E0002', 0.0036, 'median', (5000.0, None))
    >>> yardstick(Asked(network="mastodon", denominator="followers"))
    'published'
    """
    published = [row for row in rows() if _is_asked(row, asked)]
    sized = [row for row in published if _holds(_bounds(row), asked.followers)]
    fit = [row for row in sized if asked.told is None or asked.told.issuperset(_formula(row) or ())]
    if not fit:
        return "parts" if sized else "size" if published else "published"
    return _yardstick(max(fit, key=lambda row: _merit(row, asked.industry)))


def _merit(row: Benchmark, industry: str) -> tuple[bool, bool, int, bool]:
    is_sized = _bounds(row) != (None, None)
    return row.industry == industry, is_sized, row.year, row.confidence != "secondary"


def _is_asked(row: Benchmark, asked: Asked) -> bool:
    formula = _formula(row)
    return (
        formula is not None
        and row.unit == "percent"
        and (row.network, row.denominator, row.kind)
        == (asked.network, asked.denominator, asked.kind)
        and row.industry in {"all", asked.industry}
        and (formula == ("reach",)) == (asked.measure == "reach")
    )


def _formula(row: Benchmark) -> tuple[str, ...] | None:
    """Give the metrics that a rate adds; `None` where its source does not state it."""
    if any(word in row.definition for word in _UNSAID):
        return None
    starts = (parts for start, parts in _FORMULAS if row.definition.startswith(start))
    return next(starts, None)


def _bounds(row: Benchmark) -> Bounds:
    """Read the followers of the accounts that a rate is of.

    Examples
    --------
    >>> of = {row.row_id: row for row in rows()}
    >>> _bounds(of["E0081"]), _bounds(of["E0001"]), _bounds(of["E0070"])
    ((5000.0, 10000.0), (25000.0, 1000000.0), (None, None))
    """
    if row.population in _NAMED:
        return _NAMED[row.population]
    if "25k-1M followers, >5k on the others" in row.population:
        return (25e3, 1e6) if row.network == "facebook" else (5e3, None)
    found = _BAND.search(row.population)
    if not found:
        return None, None
    low, unit, high, of_both = found.groups()
    return float(low) * _TIMES[unit or of_both], float(high) * _TIMES[of_both]


def _holds(bounds: Bounds, followers: float | None) -> bool:
    low, high = bounds
    if (low, high) == (None, None):
        return True
    return followers is not None and (low or 0) <= followers and (high is None or followers < high)


def _yardstick(row: Benchmark) -> Yardstick:
    low, high = _bounds(row)
    parts = _formula(row) or ()
    return Yardstick(
        row=row.row_id,
        kind=row.kind,
        industry=row.industry,
        statistic=row.statistic,
        measure="reach" if parts == ("reach",) else "engagement",
        parts=parts,
        denominator=row.denominator,
        value=row.value / 100,
        source=cited(row),
        low=low,
        high=high,
        is_vague=row.definition.startswith(_VAGUE),
    )


def kinds(network: str, denominator: str) -> Iterable[str]:
    """Name the kinds of post of which rates are published for a network.

    Examples
    --------
    >>> sorted(kinds("instagram", "followers"))
    ['carousel', 'image', 'short_video']
    """
    return {
        row.kind
        for row in rows()
        if (row.network, row.denominator) == (network, denominator)
        and row.kind != "all"
        and row.unit == "percent"
        and _formula(row)
    }
