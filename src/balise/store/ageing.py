"""What the posts of a block tell of ages: kept beside its sums, read at each fit."""

from __future__ import annotations

import json
import math
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from balise.domain.design import Young
from balise.domain.post import KNOWS_HOUR, Post
from balise.domain.reading import Aged
from balise.learn.growth import thinned
from balise.learn.kpi import accumulates, metrics_of, value, young
from balise.learn.maturity import HORIZON_H
from balise.learn.rows import week_of
from balise.store.rows import Latest

_MOST = 2_000
"""Posts read more than once that a fit looks at, the newest first."""
_Row = tuple[str, datetime, Mapping[str, float]]


class Ageing(NamedTuple):
    """Young posts, posts that were read more than once, and the ages of settled ones.

    A young post is (week, kind, figure, age in hours, levels); a trace (uid, kind, readings) with
    readings (age in hours, figure); `settled` counts posts and sums their log ages.
    """

    young: list[tuple[int, str, float, float, list[int]]]
    traces: list[tuple[str, str, list[tuple[float, float]]]]
    settled: tuple[int, float]


@dataclass(slots=True, kw_only=True)
class Notes:
    """What is noted of a block while its posts are read."""

    kpi: str
    _young: list[tuple[int, str, float, float, list[int]]] = field(default_factory=list)
    _logs: list[float] = field(default_factory=list)

    def add(self, post: Post, read: Latest, levels: array[int], *, is_settled: bool) -> None:
        """Note one post as it was read last."""
        if is_settled:
            self._logs.append(math.log(max(_age(post, read.as_of), 1.0)))
        elif found := young(post, read.values, read.as_of, self.kpi):
            week = week_of(post.published_at)
            self._young.append((week, post.kind, *found, levels.tolist()))

    def ageing(self, posts: Iterable[Post], readings: Iterable[_Row]) -> Ageing:
        """Sum up, with the traces of posts of which there are several readings."""
        settled = (len(self._logs), math.fsum(self._logs))
        return Ageing(self._young, _traces(posts, readings, self.kpi), settled)


@dataclass(slots=True, kw_only=True)
class Gathered:
    """The ageing of all blocks, as they come in: the newest first."""

    active: Callable[[Sequence[int]], Iterable[int]]
    young: list[Young] = field(default_factory=list)
    readings: list[Aged] = field(default_factory=list)
    _settled: dict[str, tuple[int, float]] = field(default_factory=dict)
    _traced: int = 0

    def add(self, account: str, data: bytes) -> None:
        """Add a block of an account."""
        found = Ageing(**json.loads(zlib.decompress(data)))
        for week, kind, figure, age, levels in found.young:
            self.young.append(
                Young(
                    account=account,
                    week=week,
                    kind=kind,
                    value=figure,
                    age_h=age,
                    active=tuple(self.active(levels)),
                )
            )
        handle = account.partition(":")[2]
        for uid, kind, read in found.traces[: _MOST - self._traced]:
            self._traced += 1
            self.readings += [Aged(uid, handle, kind, age, figure) for age, figure in read]
        n, logs = self._settled.get(account, (0, 0.0))
        self._settled[account] = (n + found.settled[0], logs + found.settled[1])

    def ages(self) -> dict[str, float]:
        """Average the log ages of settled posts, by account."""
        return {a: logs / n for a, (n, logs) in sorted(self._settled.items()) if n}


def to_bytes(found: Ageing) -> bytes:
    """Write what is known of ages; nothing where nothing is.

    Examples
    --------
    >>> to_bytes(Ageing([], [], (0, 0.0)))
    b''
    """
    if not (found.young or found.traces or found.settled[0]):
        return b""
    return zlib.compress(json.dumps(found._asdict()).encode(), 1)


def _traces(
    posts: Iterable[Post], readings: Iterable[_Row], kpi: str
) -> list[tuple[str, str, list[tuple[float, float]]]]:
    if not accumulates(kpi):
        return []
    by_post: dict[str, list[tuple[datetime, Mapping[str, float]]]] = {}
    for uid, as_of, values in readings:
        by_post.setdefault(uid, []).append((as_of, values))
    found = []
    for post in posts:
        read = by_post.get(post.uid, [])
        if len(read) > 1 and post.is_original and post.precision in KNOWS_HOUR:
            told = _trace(post, read, kpi)
            if len(told) > 1:
                found.append((post.uid, post.kind, told))
    return found


def _trace(
    post: Post, read: Sequence[tuple[datetime, Mapping[str, float]]], kpi: str
) -> list[tuple[float, float]]:
    """Readings that tell the same parts of the KPI as the last: a part that joins is no growth."""
    parts = metrics_of(kpi)
    last = {name for name in parts if name in read[-1][1]}
    told: dict[float, float] = {}
    for as_of, values in read:
        age, figure = _age(post, as_of), value(values, kpi)
        same = {name for name in parts if name in values} == last
        if figure is not None and same and 0 < age <= HORIZON_H:
            told[age] = figure
    ages = sorted(told)
    return [(ages[i], told[ages[i]]) for i in thinned(ages)]


def _age(post: Post, as_of: datetime) -> float:
    return (as_of - post.published_at).total_seconds() / 3600
