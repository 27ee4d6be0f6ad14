"""What cannot be told yet: the range that others' figures give, and when it becomes one's own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from balise.domain.ranking import Citation
from balise.report.roadmap import Roadmap
from balise.strategy.expect import Expected, views
from balise.words import Speech, mark

_MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A thing that is not known: what, the range today, and when it is known."""

    what: str
    range: str
    when: str


def doubts(s: Speech, road: Roadmap) -> Iterator[Doubt]:
    """List what cannot be told yet, the objective first."""
    yield _worth(s, road)
    if road.ranking.verdict == "cannot tell" and len(road.ranking.ranked) > 1:
        yield _lead(s, road)
    for beat in road.beats[: _MOST - 1]:
        one = road.expected[beat.account.id]
        weeks = one.posts / beat.total if beat.total else math.nan
        yield Doubt(
            what=s.text(
                mark("{network}: interactions of a post"),
                network=s.term("network", beat.account.network),
            ),
            range=_range(s, one, beat.account.followers),
            when=_when(s, one.posts, weeks),
        )


def _worth(s: Speech, road: Roadmap) -> Doubt:
    """Say that nobody knows yet what a post brings to the objective."""
    main, (n, weeks) = road.main, road.events
    range_ = s.text(mark("cannot tell: no published figure compares"))
    if main.kpi == "views":
        told = [views(one.network, one.followers) for one in road.strategy.accounts]
        found = sorted(each[0] for each in told if each)
        if found:
            range_ = s.text(
                mark("around {low} to {high} a short video, by published means"),
                low=s.number(found[0]),
                high=s.number(found[-1]),
            )
    if not math.isfinite(weeks):
        when = s.text(mark("read once a month"))
    elif main.kpi in {"views", "engagement", "watch_time_s", "comments", "shares", "saves"}:
        posts = next(iter(road.expected.values())).posts
        when = _when(s, posts, posts / road.posts if road.posts else math.nan)
    elif weeks > road.weeks:
        when = s.text(mark("not within this strategy: it takes {n} of them"), n=s.number(n))
    else:
        when = s.text(
            mark("after {n} of them: week {week} at the pace aimed at"),
            n=s.number(n),
            week=s.number(max(1, math.ceil(weeks))),
        )
    return Doubt(
        what=s.text(mark("What a post brings: {kpi}"), kpi=s.counted(main.kpi)),
        range=range_,
        when=when,
    )


def _lead(s: Speech, road: Roadmap) -> Doubt:
    ahead = sorted(road.ranking.ranked, key=lambda one: -one.p_first)[:2]
    return Doubt(
        what=s.text(mark("Which network comes first")),
        range=", ".join(f"{s.term('network', x.name)} {s.percent(x.p_first)}" for x in ahead),
        when=s.text(
            mark("after some {n} posts on both, for a difference of half"), n=s.number(road.apart)
        ),
    )


def _range(s: Speech, one: Expected, followers: float | None) -> str:
    if one.low is None or one.high is None:
        if followers is None:
            return s.text(mark("cannot tell: followers not known"))
        return s.text(mark("cannot tell: nothing published by followers"))
    n = s.number(followers or 0)
    if one.high < 1:
        return s.text(
            mark(
                "cannot tell; at published rates of larger brands, with {n} followers: less than 1"
            ),
            n=n,
        )
    low, high = (s.number(math.floor(float(f"{value:.2g}"))) for value in (one.low, one.high))
    said = mark(
        "cannot tell; at published rates of larger brands, with {n} followers: {low} to {high}"
    )
    return s.text(said, n=n, low=low, high=high)


def _when(s: Speech, posts: int, weeks: float) -> str:
    if not math.isfinite(weeks):
        return s.text(mark("after {n} posts"), n=s.number(posts))
    return s.text(
        mark("after {n} posts: week {week} at this pace"),
        n=s.number(posts),
        week=s.number(max(1, math.ceil(weeks))),
    )


def sources(s: Speech, road: Roadmap) -> str:
    """Name where published figures come from, by publisher and year, and what they are worth."""
    ranked = (cite for one in road.networks for cite in one.sources)
    ranges = (cite for one in road.expected.values() for cite in one.sources)
    named: dict[str, set[int]] = {}
    for cite in (*ranked, *ranges):
        named.setdefault(_publisher(cite), set()).add(cite.year)
    told = ", ".join(f"{name} {_years(years)}" for name, years in named.items())
    if not told:
        return ""
    return s.text(
        mark(
            "Priors, of others' accounts and surveys: {sources}. They yield to your own posts. "
            "Hours a piece, spread of posts and examples of figures are our defaults."
        ),
        sources=told,
    )


def _publisher(cite: Citation) -> str:
    return cite.publisher or cite.title


def _years(years: set[int]) -> str:
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
