"""Who uses which network: published shares, each with its source, date and population.

`metric` says what a share is of, and shares of different metrics do not compare: that somebody says
they use a network (`ever_use`, `use`) is not that they were there this week (`weekly_use`), nor
that advertising counts an account (`ad_reach_share`). `MEASURES` holds the metrics that say how
many people use a network at all; the others (the make-up of an audience, use for news, daily
use, publishing) answer another question and are in no measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from balise.reference import table

MEASURES: Mapping[str, str] = {
    "ever_use": "use",
    "use": "use",
    "use_12_months": "use",
    "monthly_use": "month",
    "monthly_reach": "metered",
    "reach (video platform)": "metered",
    "weekly_use": "week",
    "weekly_use_any_purpose": "week",
    "ad_reach_share": "adverts",
}
"""Metric of the table -> what was measured: declared use at all, in the month or in the week,
people counted by a panel's meters, accounts counted by an advertising tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """One published share: `share` (0 to 1) of `population` of `country` in `segment`.

    `segment_type` is `total`, `age`, `gender`, `education` ...; `n` the people asked, `None` where
    that is not told.
    """

    row_id: str
    network: str
    country: str
    population: str
    segment_type: str
    segment: str
    metric: str
    share: float
    year: int
    n: int | None
    source_title: str
    source_url: str
    original_publisher: str
    confidence: str
    note: str

    @property
    def measure(self) -> str:
        """What was measured, `""` where it is not how many people use the network."""
        return MEASURES.get(self.metric, "")

    @property
    def study(self) -> tuple[str, str, str, int, str]:
        """What rows must have in common for their difference to mean something."""
        return (
            self.country, self.original_publisher, self.metric, self.year, self.population,
        )  # fmt: skip


@cache
def rows() -> tuple[Usage, ...]:
    """All published shares, in the order of the table; counts of people are left out.

    Examples
    --------
    >>> row = rows()[0]
    >>> row.network, row.country, row.share, row.year, row.measure
    ('youtube', 'US', 0.84, 2025, 'use')
    """
    return tuple(_row(line) for line in table("platform_usage") if line["unit"] == "percent")


@cache
def shares() -> tuple[Usage, ...]:
    """Those that tell how many people use a network, in one measure or another."""
    return tuple(row for row in rows() if row.measure and row.network != "any_social")


def _row(line: dict[str, str]) -> Usage:
    return Usage(
        row_id=line["row_id"],
        network=line["network"],
        country=line["country"],
        population=line["population"],
        segment_type=line["segment_type"],
        segment=line["segment"],
        metric=line["metric"],
        share=float(line["value"]) / 100,
        year=int(line["year"]),
        n=int(line["n"]) if line["n"] else None,
        source_title=line["source_title"],
        source_url=line["source_url"],
        original_publisher=line["original_publisher"],
        confidence=line["confidence"],
        note=line["note"],
    )
