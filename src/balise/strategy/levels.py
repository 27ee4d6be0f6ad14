"""How many people of a country use a network: one figure, carried to today and to one measure.

On the log-odds scale a published share is its value, with a variance that adds up: the sample; the
years since (what the network gained in the United States since then is added, the only country with
a series of years); the measure, where it isn't declared use; a population that isn't the adults of
the country; and how far the figure is from its source. Figures of different measures are never
averaged: the surest alone speaks. A country without any borrows from its neighbours, else from
Europe, else from wherever there are figures, the wider the farther.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from balise.reference.usage import Usage, shares

MEASURE = {
    "use": (0.0, 0.0), "month": (0.2, 0.2), "week": (0.7, 0.45), "metered": (-0.3, 0.5),
    "adverts": (-0.3, 0.6),
}  # fmt: skip
"""Measure -> what is added to its log odds to tell declared use, and the sd of that.

Ours, from pairs in the table: in Germany weekly use is below declared use by 0.3 (Instagram) to 1.2
(Facebook); in Belgium advertising tools count from 0.5 less (X) to 1.1 more (LinkedIn)."""
DRIFT = 0.15
"""sd of a year's change that the American series does not tell: its networks moved by 0.02 to 0.35
a year, TikTok most."""
DISTANCE = {"official": 0.0, "reported": 0.05, "secondary": 0.15}
OTHER_PEOPLE = 0.2
"""sd for internet users, social media users, users surveyed or a region in place of the adults."""
ADULTS = ("adults 18+", "population 14+", "population 15+", "population 12+", "population 13+")
UNKNOWN_N = 500
"""People taken to have been asked where that is not told; samples are weighted, so half count."""
NEIGHBOUR, CONTINENT, WEST, FAR = 0.45, 0.55, 0.7, 1.5
"""sd of the log odds of one network from country to country. From this table's western countries
about 0.4; elsewhere networks of the country's own, or a ban, can leave almost nothing, and no
figure of the table tells: ours, and wide."""
NEIGHBOURS = {
    "AT": ("DE",), "AU": ("GB", "US"), "BE": ("FR", "DE"), "CA": ("US",), "CH": ("DE", "FR"),
    "DE": ("BE", "FR"), "ES": ("PT", "FR"), "FR": ("BE", "DE"), "GB": ("US",), "IE": ("GB",),
    "LU": ("BE", "FR", "DE"), "NL": ("BE", "DE"), "NZ": ("GB", "US"), "PT": ("FR",),
    "US": ("GB",),
}  # fmt: skip
EUROPE = frozenset({
    "AD", "AL", "AT", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR",
    "GB", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "ME", "MK", "MT",
    "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK",
})  # fmt: skip
WESTERN = EUROPE | {"US", "CA", "AU", "NZ"}


@dataclass(frozen=True, eq=False)
class Figures:
    """The shares that are reasoned from; two are the same only where they are one object."""

    rows: tuple[Usage, ...]

    @cached_property
    def by_network(self) -> dict[str, tuple[Usage, ...]]:
        """The shares of each network."""
        found: dict[str, list[Usage]] = {}
        for row in self.rows:
            if row.measure and "teens" not in row.population:
                found.setdefault(row.network, []).append(row)
        return {network: tuple(rows) for network, rows in found.items()}

    def of(self, network: str, segment_type: str) -> list[Usage]:
        """List the shares of one network, by how they part the people."""
        rows = self.by_network.get(network, ())
        return [row for row in rows if row.segment_type == segment_type]

    def whole(self, row: Usage) -> Usage | None:
        """Find the share of all the people of the study that a row tells a part of."""
        totals = self.of(row.network, "total")
        return next((other for other in totals if other.study == row.study), None)


@cache
def published() -> Figures:
    """All that the reference tables hold."""
    return Figures(shares())


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Log odds of use with their variance; `near` says where the figures are from.

    `near` is `here`, `neighbours`, `continent`, `west`, `far` or `nowhere`.
    """

    mean: float
    var: float
    near: str
    rows: tuple[Usage, ...]


def logit(share: float) -> float:
    """Log odds of a share, kept off 0 and 1 by half a percent.

    Examples
    --------
    >>> logit(0.5)
    0.0
    """
    kept = min(max(share, 0.005), 0.995)
    return math.log(kept / (1 - kept))


def sampling(row: Usage) -> float:
    """Variance of the log odds of a share by its sample."""
    kept = min(max(row.share, 0.01), 0.99)
    return 2 / ((row.n or UNKNOWN_N) * kept * (1 - kept))


def trend(network: str, since: int, year: int, figures: Figures) -> float:
    """Change of the log odds in the American series between two years, flat beyond its ends."""
    series = {
        row.year: logit(row.share)
        for row in figures.of(network, "total")
        if (row.country, row.measure, row.population) == ("US", "use", "adults 18+")
    }
    if len(series) < 2:  # noqa: PLR2004 - one point is no series
        return 0.0
    return _at(series, year) - _at(series, since)


def _at(series: dict[int, float], year: int) -> float:
    before = max((y for y in series if y <= year), default=min(series))
    after = min((y for y in series if y >= year), default=max(series))
    if after == before:
        return series[before]
    return series[before] + (series[after] - series[before]) * (year - before) / (after - before)


def carried(row: Usage, year: int, figures: Figures) -> tuple[float, float]:
    """Log odds of declared use today that a figure tells, and their variance."""
    shift, spread = MEASURE[row.measure]
    others = 0.0 if row.population in ADULTS else OTHER_PEOPLE
    mean = logit(row.share) + shift + trend(row.network, row.year, year, figures)
    var = sampling(row) + DRIFT**2 * max(year - row.year, 0)
    return mean, var + spread**2 + others**2 + DISTANCE.get(row.confidence, 0.15) ** 2


@lru_cache(maxsize=4096)
def level(network: str, country: str, year: int, figures: Figures) -> Level:
    """How many of the adults of a country use a network.

    Examples
    --------
    >>> [level("facebook", code, 2026, published()).near for code in ("US", "LU", "SE", "JP")]
    ['here', 'neighbours', 'continent', 'far']
    """
    totals = figures.of(network, "total")
    own = [row for row in totals if row.country == country]
    if own:
        best = min(own, key=lambda row: carried(row, year, figures)[1])
        mean, var = carried(best, year, figures)
        return Level(mean=mean, var=var, near="here", rows=(best,))
    for near, spread, countries in _circles(country, {row.country for row in totals}):
        if countries:
            told = (level(network, code, year, figures) for code in sorted(countries))
            return _borrowed(told, near, spread)
    return Level(mean=logit(0.1), var=FAR**2 * 2, near="nowhere", rows=())


def _circles(country: str, told: set[str]) -> list[tuple[str, float, set[str]]]:
    return [
        ("neighbours", NEIGHBOUR, told & set(NEIGHBOURS.get(country, ()))),
        ("continent", CONTINENT, told & EUROPE if country in EUROPE else set()),
        ("west", WEST, told & WESTERN if country in WESTERN else set()),
        ("far", FAR, told),
    ]


def _borrowed(told: Iterable[Level], near: str, spread: float) -> Level:
    """Predict a country from others: their mean weighed by sureness, and how countries differ."""
    found = list(told)
    weights = [1 / (level.var + spread**2) for level in found]
    total = sum(weights)
    mean = sum(w * level.mean for w, level in zip(weights, found, strict=True)) / total
    rows = tuple(row for level in found for row in level.rows)
    return Level(mean=mean, var=spread**2 + 1 / total, near=near, rows=rows)
