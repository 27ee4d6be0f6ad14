"""Published rates of engagement and reach, and what was found of formats.

Rates compare only within a `series`: one publisher, one year, one population, one definition and
one denominator. Nothing here is of the reader's own accounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from balise.reference import table

Outcome = Literal["engagement", "reach"]
_KINDS: Mapping[str, str] = {
    "reel": "short_video",
    "carousel_images": "carousel",
    "single image": "image",
    "photo carousel": "carousel",
    "document carousel": "document",
    "reshare": "repost",
}
"""Names of formats in the tables -> kinds of a post."""
_ELSEWHERE = {("tiktok", "video"): "short_video"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One published rate in percent. `kind` is `all` or a kind of post."""

    row_id: str
    network: str
    kind: str
    industry: str
    population: str
    statistic: str
    value: float
    unit: str
    definition: str
    denominator: str
    posts_per_week: float | None
    year: int
    source_title: str
    source_url: str
    original_publisher: str
    confidence: str
    note: str

    @property
    def outcome(self) -> Outcome | None:
        """What the rate is of; `None` of views a post, cadences and trends, which are no rates."""
        if self.unit != "percent" or self.denominator == "none":
            return None
        return "reach" if self.definition.startswith("REACH") else "engagement"

    @property
    def series(self) -> tuple[str, int, str, str, str, str]:
        """What two rates must have in common to be compared."""
        return (
            self.original_publisher, self.year, self.population, self.statistic,
            self.definition, self.denominator,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A published difference between two formats of a network, as a ratio of their outcomes.

    `against` is empty where it is against the median post of the same account.
    """

    row_id: str
    network: str
    kind: str
    against: str
    outcome: Outcome
    ratio: float
    population: str
    year: int
    source_title: str
    source_url: str
    original_publisher: str
    confidence: str
    note: str


@cache
def rows() -> tuple[Benchmark, ...]:
    """All published rates, in the order of the table.

    Examples
    --------
    >>> [(row.network, row.kind, row.value) for row in rows() if row.row_id == "E0074"]
    [('instagram', 'short_video', 0.52)]
    """
    return tuple(_row(line) for line in table("engagement_benchmarks"))


@cache
def contrasts() -> tuple[Contrast, ...]:
    """Published differences between formats.

    Examples
    --------
    >>> [(c.kind, c.against, c.ratio) for c in contrasts() if c.row_id == "T028"]
    [('carousel', 'short_video', 2.09)]
    """
    return tuple(_contrast(line) for line in table("timing_gain") if line["topic"] == "kind")


@cache
def cadence(network: str) -> Benchmark | None:
    """Posts a week of small accounts of a network, `None` where none is published.

    Examples
    --------
    >>> cadence("linkedin").value
    2.3
    """
    found = [
        row
        for row in rows()
        if row.network == network and row.unit == "posts per week" and row.industry == "all"
    ]
    return max(found, key=lambda row: row.year, default=None)


def _kind(network: str, name: str) -> str:
    kind = _KINDS.get(name, name)
    return _ELSEWHERE.get((network, kind), kind)


def _row(line: dict[str, str]) -> Benchmark:
    told = line["posts_per_week"]
    return Benchmark(
        row_id=line["row_id"],
        network=line["network"],
        kind=_kind(line["network"], line["kind"]),
        industry=line["industry"],
        population=line["population"],
        statistic=line["statistic"],
        value=float(line["value"]),
        unit=line["unit"],
        definition=line["definition"],
        denominator=line["denominator"],
        posts_per_week=float(told) if told else None,
        year=int(line["year"]),
        source_title=line["source_title"],
        source_url=line["source_url"],
        original_publisher=line["original_publisher"],
        confidence=line["confidence"],
        note=line["note"],
    )


def _contrast(line: dict[str, str]) -> Contrast:
    kind, _, against = line["contrast"].partition(" vs ")
    network = line["network"]
    return Contrast(
        row_id=line["row_id"],
        network=network,
        kind=_kind(network, kind),
        against="" if against == "own median" else _kind(network, against),
        outcome="reach" if line["outcome"] == "reach" else "engagement",
        ratio=1 + float(line["effect"]) / 100,
        population=line["population"],
        year=int(line["year"]),
        source_title=line["source_title"],
        source_url=line["source_url"],
        original_publisher=line["original_publisher"],
        confidence=line["confidence"],
        note=line["note"],
    )
