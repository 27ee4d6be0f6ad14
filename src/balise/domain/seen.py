"""What somebody saw when they last looked, and what is news since."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from balise.domain.estimate import Estimate, Provenance

CLEAR = frozenset({"better", "worse"})
MOVED = 0.1
"""The least by which a chance must have moved to be news."""
Turn = Literal["found", "turned", "faded", "chance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was known of a brand at a moment.

    Parameters
    ----------
    fits
        What made the fit of each KPI.
    clear
        What was clearly better or worse then, by KPI.
    chances
        Objective -> the chance of reaching it; those that could not be told are left out.
    """

    at: datetime
    fits: Mapping[str, Provenance] = field(default_factory=dict)
    clear: Mapping[str, tuple[Estimate, ...]] = field(default_factory=dict)
    chances: Mapping[str, float] = field(default_factory=dict)

    def is_of(self, other: Sight) -> bool:
        """Tell whether both rest on the same fits and the same forecasts."""
        mine, its = (
            {kpi: made.snapshot for kpi, made in one.fits.items()} for one in (self, other)
        )
        return mine == its and self.chances == other.chances


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that is known now and was not before, or no longer is.

    `found` is clear now, `turned` was clear the other way, `faded` is no longer clear (`estimate`
    is then what was known before), `chance` is that of an objective, `was` before.
    """

    turn: Turn
    kpi: str = ""
    estimate: Estimate | None = None
    objective: str = ""
    was: float = math.nan
    now: float = math.nan


def news(before: Sight, now: Sight) -> tuple[News, ...]:
    """Tell what is news, chances first, then what is surest.

    A KPI that was not learnt before is all new; one that is not learnt any more is no news.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = datetime(2026, 11, 27, tzinfo=UTC)
    >>> then = Sight(at=at, chances={"sales": 0.4, "fans": 0.5})
    >>> [
    ...     (one.objective, one.was, one.now)
    ...     for one in news(
    ...         then, Sight(at=at, chances={"sales": 0.62, "fans": 0.51, "visits": 0.9})
    ...     )
    ... ]
    [('sales', 0.4, 0.62)]
    """
    learnt = [one for kpi in now.clear for one in _learnt(before, now, kpi)]
    learnt.sort(key=lambda one: -_sureness(one))
    return (*_chances(before, now), *learnt)


def _chances(before: Sight, now: Sight) -> Iterator[News]:
    for name, p in now.chances.items():
        was = before.chances.get(name, math.nan)
        if abs(p - was) >= MOVED:
            yield News(turn="chance", objective=name, was=was, now=p)


def _learnt(before: Sight, now: Sight, kpi: str) -> Iterator[News]:
    known = {_key(one): one for one in before.clear.get(kpi, ())}
    found = {_key(one): one for one in now.clear[kpi]}
    for key, one in found.items():
        was = known.get(key)
        if was is None or was.verdict != one.verdict:
            yield News(turn="turned" if was else "found", kpi=kpi, estimate=one)
    for key, one in known.items():
        if key not in found:
            yield News(turn="faded", kpi=kpi, estimate=one)


def _key(one: Estimate) -> tuple[str, str, str]:
    return one.factor, one.level, one.scope


def _sureness(one: News) -> float:
    """Weigh news by the bound of its interval that is nearer to no effect; what faded is last."""
    told = one.estimate
    if told is None or one.turn == "faded" or not (told.low > 0 and math.isfinite(told.high)):
        return -1.0
    return min(abs(math.log(told.low)), abs(math.log(told.high)))
