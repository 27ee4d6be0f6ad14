"""When networks began to count a metric in another way, or stopped giving it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast

from balise.reference import table

MetricChangeKind = Literal["recounted", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChange:
    """One change of a metric.

    `recounted`: figures before and after do not compare. `ended`: no longer given by the network's
    interface, so that later posts may lack it. `kind` is empty where it is of all kinds; of `day`
    only month and year hold where `precision` is `month`.
    """

    row_id: str
    network: str
    metric: str
    kind: str
    day: date
    precision: Literal["day", "month"]
    change: MetricChangeKind
    source_title: str
    source_url: str
    confidence: str
    note: str


@cache
def rows() -> tuple[MetricChange, ...]:
    """All known changes, in order of time.

    Examples
    --------
    >>> [(row.network, row.kind, row.day.year) for row in rows() if row.metric == "views"]
    [('instagram', '', 2024), ('facebook', '', 2024), ('youtube', 'short_video', 2025)]
    """
    return tuple(sorted(map(_row, table("metric_changes")), key=lambda row: (row.day, row.row_id)))


def between(network: str, metric: str, first: date, last: date) -> tuple[MetricChange, ...]:
    """List the changes of a metric of a network that part the days from `first` to `last`.

    Examples
    --------
    >>> [c.change for c in between("youtube", "views", date(2025, 3, 1), date(2025, 4, 30))]
    ['recounted']
    >>> between("youtube", "views", date(2025, 3, 31), date(2025, 4, 30))
    ()
    """
    return tuple(
        row
        for row in rows()
        if (row.network, row.metric) == (network, metric) and first < row.day <= last
    )


def _row(line: dict[str, str]) -> MetricChange:
    return MetricChange(
        row_id=line["row_id"],
        network=line["network"],
        metric=line["metric"],
        kind=line["kind"],
        day=date.fromisoformat(line["date"]),
        precision="month" if line["precision"] == "month" else "day",
        change=cast("MetricChangeKind", line["change"]),
        source_title=line["source_title"],
        source_url=line["source_url"],
        confidence=line["confidence"],
        note=line["note"],
    )
