"""Which levels become columns of a design. Outcomes are never looked at."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balise.domain.design import Column, Design
from balise.learn.features import WEEKDAYS, Level

BASELINE = ("baseline", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """How the levels of a factor become columns, and what is believed of them before any data.

    Parameters
    ----------
    group
        Factors of the same group share one prior variance.
    scale
        Prior guess of that variance (log scale), worth about one level.
    exclusive
        Whether a post has one level at most, so that levels are compared with one another.
    least
        Fewest posts for a column.
    most
        Most columns, the most frequent first.
    reported
        Whether it appears among the effects; the others are there to hold fixed.
    """

    group: str
    scale: float = 0.003
    exclusive: bool = True
    least: int = 1
    most: int = 200
    reported: bool = True


_YES_OR_NO = Factor(group="form", exclusive=False)
FACTORS: Mapping[str, Factor] = {
    "network": Factor(group="network", scale=0.5),
    "kind": Factor(group="kind", scale=0.02),
    "hour": Factor(group="hour"),
    "weekday": Factor(group="weekday"),
    "holiday": Factor(group="holiday", scale=0.02, exclusive=False),
    "cta": Factor(group="cta"),
    "pillar": Factor(group="pillar"),
    "paid": Factor(group="paid", scale=0.05),
    "language": Factor(group="language"),
    "length": Factor(group="length"),
    "title length": Factor(group="title length"),
    "hashtag count": Factor(group="hashtag count"),
    "media count": Factor(group="media count"),
    "gap": Factor(group="gap"),
    "post of the day": Factor(group="post of the day"),
    "question": _YES_OR_NO,
    "exclamation": _YES_OR_NO,
    "number": _YES_OR_NO,
    "link": _YES_OR_NO,
    "mention": _YES_OR_NO,
    "emoji": _YES_OR_NO,
    "hashtag": Factor(group="hashtag", exclusive=False, least=5, most=500),
    "word": Factor(group="word", exclusive=False, least=10, most=500, reported=False),
}
_WHOLE: Mapping[str, tuple[str, ...]] = {
    "hour": tuple(str(hour) for hour in range(24)),
    "weekday": WEEKDAYS,
}
_RARE_WORD = 0.002
_COMMON_WORD = 0.5


def count(found: Iterable[Iterable[Level]]) -> Counter[Level]:
    """Count in how many posts each level occurs.

    Examples
    --------
    >>> count([[("kind", "text")], [("kind", "text"), ("hashtag", "ad")]])[("kind", "text")]
    2
    """
    counted: Counter[Level] = Counter()
    for levels in found:
        counted.update(levels)
    return counted


def choose(
    counts: Mapping[Level, int],
    *,
    kpi: str,
    timezone: str = "UTC",
    zones: Mapping[str, str] | None = None,
    base: Design | None = None,
) -> Design:
    """Choose the columns of a design.

    Parameters
    ----------
    counts
        Level -> number of posts with it (`count`). Counters of parts of the posts add with `+`.
    kpi, timezone, zones
        Kept in the design; `zones` are the accounts (`<network>:<handle>`) of another zone.
    base
        A design to go on from: its columns stay as they are and new ones come after them.

    Returns
    -------
    Design
        Column 0 is the baseline. Hours and weekdays come complete; hashtags from 5 posts, words
        from 10 posts and 0.2 % of all up to half of all, at most 500 of each.

    Examples
    --------
    >>> design = choose({("kind", "text"): 3, ("hashtag", "rare"): 1}, kpi="engagement")
    >>> [(c.index, c.factor, c.level) for c in design.columns]
    [(0, 'baseline', 'all'), (1, 'kind', 'text')]
    """
    known = [BASELINE] if base is None else [(c.factor, c.level) for c in base.columns]
    seen = set(known)
    total = sum(n for (name, _), n in counts.items() if name == "kind")
    fresh = [level for name in FACTORS for level in _chosen(name, counts, total)]
    return _design([*known, *(v for v in fresh if v not in seen)], kpi, timezone, zones or {})


def extend(design: Design, levels: Iterable[Level]) -> Design:
    """Append columns for levels that a design lacks; sums of the old design hold zeros there.

    Examples
    --------
    >>> design = choose({("kind", "text"): 3}, kpi="engagement")
    >>> len(extend(design, [("kind", "text"), ("cta", "buy")]).columns)
    3
    """
    known = [(c.factor, c.level) for c in design.columns]
    fresh = [v for v in dict.fromkeys(levels) if v not in set(known) and v[0] in FACTORS]
    if not fresh:
        return design
    return _design([*known, *fresh], design.kpi, design.timezone, dict(design.zones))


def active(levels: Iterable[Level], index: Mapping[Level, int]) -> tuple[int, ...]:
    """List the columns of a post, ascending; a level without a column is left out.

    Parameters
    ----------
    levels
        Of one post.
    index
        `places` of the design, made once for many posts.

    Examples
    --------
    >>> design = choose({("kind", "text"): 3}, kpi="engagement")
    >>> active([("kind", "text"), ("kind", "never seen")], places(design))
    (0, 1)
    """
    return (0, *sorted({place for level in levels if (place := index.get(level)) is not None}))


def places(design: Design) -> Mapping[Level, int]:
    """Map each level of a design to its column.

    Examples
    --------
    >>> places(choose({("kind", "text"): 3}, kpi="engagement"))[("kind", "text")]
    1
    """
    return {(column.factor, column.level): column.index for column in design.columns}


def _chosen(name: str, counts: Mapping[Level, int], total: int) -> list[Level]:
    factor = FACTORS[name]
    mine = {level: n for (f, level), n in counts.items() if f == name and level}
    if name in _WHOLE:
        return [(name, level) for level in _WHOLE[name]] if mine else []
    least, most = factor.least, float(total)
    if name == "word":
        least, most = max(least, int(_RARE_WORD * total)), _COMMON_WORD * total
    kept = sorted((-n, level) for level, n in mine.items() if least <= n <= most)
    return [(name, level) for _, level in kept[: factor.most]]


def _design(levels: list[Level], kpi: str, timezone: str, zones: Mapping[str, str]) -> Design:
    places_ = tuple(sorted(zones.items()))
    written = json.dumps([kpi, timezone, places_, levels], ensure_ascii=False)
    columns = tuple(
        Column(index=i, factor=name, level=level, group=FACTORS[name].group if i else "baseline")
        for i, (name, level) in enumerate(levels)
    )
    return Design(
        id=hashlib.sha256(written.encode()).hexdigest()[:16],
        kpi=kpi,
        timezone=timezone,
        columns=columns,
        zones=places_,
    )
