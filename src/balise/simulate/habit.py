"""How the brand has posted until now: by habit, which is not what would serve it best.

Favourite hours that need not be the good ones, videos rather in the evening, pet hashtags, now
and then two posts on a day: so a naive comparison is misled, as in life.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np

from balise.simulate.brand import Presence
from balise.simulate.captions import PILLARS
from balise.simulate.entry import Entry
from balise.simulate.truth import BRAND_HASHTAG, HASHTAGS

_PILLAR_SHARES = (0.35, 0.3, 0.15, 0.2)
_SCHEDULED_SHARE, _BRANDED_SHARE = 0.4, 0.8
_DAYS = (0.14, 0.17, 0.17, 0.16, 0.16, 0.14, 0.06)
_CTAS: Mapping[str, tuple[str, ...]] = {
    "how-to": ("", "", "", "save", "save", "comment"),
    "shop": ("", "", "visit", "visit", "comment"),
    "workshops": ("", "book", "book", "book", "visit"),
    "community": ("", "", "comment", "comment", "save"),
}
_SEASONS = ("hiver", "hiver", "printemps", "printemps", "printemps", "ete", "ete", "ete",
            "rentree", "rentree", "rentree", "fetes")  # fmt: skip


def _weighted(rng: np.random.Generator, shares: Mapping[str, float]) -> str:
    weights = np.array(list(shares.values()))
    return str(rng.choice(list(shares), p=weights / weights.sum()))


def _moment(rng: np.random.Generator, monday: date, habit: float, kind: str) -> datetime:
    """Draw a local time: later for videos, on a round minute where the post was scheduled."""
    day = monday + timedelta(int(rng.choice(7, p=_DAYS)))
    hour = int(np.clip(np.rint(rng.normal(habit + 1.5 * ("video" in kind), 3)), 7, 21))
    if rng.random() < _SCHEDULED_SHARE:
        return datetime.combine(day, time(hour, int(rng.choice((0, 15, 30)))))
    return datetime.combine(day, time(hour, int(rng.integers(60)), int(rng.integers(60))))


def _hashtags(rng: np.random.Generator) -> tuple[str, ...]:
    weight = 1 / (3.0 + np.arange(len(HASHTAGS)))
    n = int(rng.choice((0, 1, 2, 3, 4), p=(0.1, 0.25, 0.3, 0.25, 0.1)))
    chosen = rng.choice(HASHTAGS, n, replace=False, p=weight / weight.sum())
    own = (BRAND_HASHTAG,) if rng.random() < _BRANDED_SHARE else ()
    return (*own, *(str(tag) for tag in chosen))


def _entry(
    rng: np.random.Generator, one: Presence, monday: date, zone: ZoneInfo, habit: float
) -> Entry:
    kind = _weighted(rng, one.kinds)
    pillar = str(rng.choice(PILLARS, p=_PILLAR_SHARES))
    moment = _moment(rng, monday, habit, kind)
    local = moment.replace(tzinfo=zone)
    return Entry(
        network=one.network,
        handle=one.handle,
        local=local,
        at=local.astimezone(UTC),
        kind=kind,
        cta=str(rng.choice(_CTAS[pillar])),
        hashtags=_hashtags(rng),
        pillar=pillar,
        campaign=f"{_SEASONS[moment.month - 1]}{moment.year}",
        is_paid=bool(rng.random() < one.boosted),
    )


def _answers(entries: list[Entry]) -> Iterator[Entry]:
    """On X one post is an answer to a neighbour and one repeats what a neighbour wrote."""
    changed = {len(entries) // 3: "reply", 2 * len(entries) // 3: "repost"}
    for index, entry in enumerate(entries):
        kind = changed.get(index) if entry.network == "x" else None
        yield replace(entry, kind=kind, cta="", hashtags=()) if kind else entry


def past(seed: int, one: Presence, start: date, weeks: int, zone: ZoneInfo) -> list[Entry]:
    """Give the posts of one account over the past weeks, in order, no two at the same second."""
    rng = np.random.default_rng([seed, 3, crc32(one.id.encode())])
    habit = float(rng.uniform(9, 18))
    found: dict[datetime, Entry] = {}
    for week in range(weeks):
        monday = start + timedelta(7 * week)
        for _ in range(int(rng.poisson(one.per_week))):
            entry = _entry(rng, one, monday, zone, habit)
            found.setdefault(entry.at, entry)
    return list(_answers([found[at] for at in sorted(found)]))
