"""Rates of own posts beside published ones; never with another denominator.

Only posts that are old enough for their network count. Followers are those of the day of the post:
what its file says, else the last count before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeGuard

from balise.domain.audit import Amount, Comparison, Lack, Position, Yardstick
from balise.domain.metric import ENGAGEMENT, EXPOSURES
from balise.domain.ports import AccountDay, MeasuredPost
from balise.learn import kpi as figure
from balise.report.auditing.dated import Dated, by_account
from balise.report.auditing.tallies import LEAST, mean, median, to_settle
from balise.strategy.yardsticks import Asked, kinds, yardstick

FOLLOWERS = "followers"
DENOMINATORS = (FOLLOWERS, *EXPOSURES)
"""By what a rate may be divided, in the order in which it is told."""
_BESIDE = ("saves", "clicks_all")
WIDE = ("engagements", *_BESIDE, "link_clicks")
"""Interactions beside reactions, comments and shares; `engagements` is a network's own sum."""
MOSTLY = 0.8
"""Share of the posts that must tell a metric for a rate that counts it."""
Counted = Sequence[tuple[date, float]]
"""How many followed an account, by day."""
Pair = tuple[float | None, float | None, int]
"""What is divided, by what, and the week of a post."""


def _is_size(value: float | None) -> TypeGuard[float]:
    return value is not None and 1 <= value <= figure.HIGHEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Followers by account: as told by hand, as counted by day, or as files say of each post."""

    by_hand: Mapping[str, float]
    counted: Mapping[str, Counted]

    @classmethod
    def of(cls, days: Iterable[AccountDay], by_hand: Mapping[str, float]) -> Sizes:
        """Gather what the day series of the accounts count."""
        found: dict[str, dict[date, float]] = {}
        for one in sorted(days, key=lambda one: one.as_of):
            value = one.values.get(FOLLOWERS)
            if _is_size(value):
                day = one.day or one.as_of.date()
                found.setdefault(f"{one.network}:{one.account}", {})[day] = value
        return cls(
            by_hand=by_hand, counted={name: sorted(days.items()) for name, days in found.items()}
        )

    def at(self, one: Dated) -> float | None:
        """Give the followers on the day of a post: the last count before it, else the first."""
        if _is_size(one.post.followers):
            return one.post.followers
        counted = self.counted.get(one.account)
        if counted:
            place = bisect_right([day for day, _ in counted], one.at.date())
            return counted[max(place - 1, 0)][1]
        return self.by_hand.get(one.account)

    def latest(self, account: str, posts: Sequence[Dated]) -> tuple[float | None, date | None]:
        """Give the followers known last, and when that was; told by hand goes before all."""
        if account in self.by_hand:
            return self.by_hand[account], None
        told = [(day, value) for day, value in self.counted.get(account, ())[-1:]]
        told += [
            (one.at.date(), one.post.followers) for one in posts if _is_size(one.post.followers)
        ]
        if not told:
            return None, None
        day, value = max(told, key=lambda pair: pair[0])
        return value, day


def comparisons(posts: Sequence[Dated], sizes: Sizes, industry: str = "") -> tuple[Comparison, ...]:
    """Hold each account against published rates; where none fits, that is said, with why."""
    found: list[Comparison] = []
    for account, mine in by_account(posts).items():
        size, _ = sizes.latest(account, mine)
        grown = [one for one in mine if figure.is_mature(one.post, one.measured.as_of)]
        figures = _Figures(posts=grown, sizes=sizes, tops={}, belows={})
        compared = (_compare(asked, figures) for asked in _asked(account, grown, size, industry))
        found += [replace(one, account=account) for one in compared if one is not None]
    return tuple(found)


def _rates(pairs: Iterable[Pair]) -> tuple[list[float], list[int]]:
    """Divide what is known, and name the week of each rate."""
    known = [(top / below, week) for top, below, week in pairs if top is not None and below]
    return [rate for rate, _ in known], [week for _, week in known]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """The figures of one account's posts, each read once."""

    posts: Sequence[Dated]
    sizes: Sizes
    tops: dict[tuple[str, ...], list[float | None]]
    belows: dict[str, list[float | None]]

    def widest(self, asked: Asked) -> tuple[list[float], list[int]]:
        """Give the rates of the posts by all the interactions that their files count."""
        self.tops.setdefault(WIDE, [wide(one.measured) for one in self.posts])
        return _rates(self.pairs(WIDE, asked.denominator, asked.kind))

    def pairs(self, parts: tuple[str, ...], denominator: str, kind: str) -> list[Pair]:
        """Give what is divided, by what, and the week, of each post of a kind."""
        if parts not in self.tops:
            self.tops[parts] = [summed(one.measured, parts) for one in self.posts]
        if denominator not in self.belows:
            self.belows[denominator] = [_below(one, denominator, self.sizes) for one in self.posts]
        every = zip(self.posts, self.tops[parts], self.belows[denominator], strict=True)
        return [
            (top, below, one.at.toordinal() // 7)
            for one, top, below in every
            if kind in {"all", one.post.kind}
        ]


def _asked(
    account: str, posts: Sequence[Dated], size: float | None, industry: str
) -> Iterator[Asked]:
    """List what may be compared: all posts by each denominator, then kinds that have posts."""
    network = account.partition(":")[0]
    base = Asked(
        network=network,
        denominator=FOLLOWERS,
        industry=industry or "all",
        followers=size,
        told=told_in(posts) if posts else None,
    )
    made = Counter(one.post.kind for one in posts)
    for denominator in DENOMINATORS:
        yield replace(base, denominator=denominator)
        for kind in sorted(kinds(network, denominator)):
            if made[kind] >= LEAST:
                yield replace(base, denominator=denominator, kind=kind)
    yield replace(base, measure="reach")


def told_in(posts: Sequence[Dated]) -> frozenset[str]:
    """Name the metrics that most posts have; a whole engagement stands for its parts."""
    counts = Counter(name for one in posts for name in one.measured.values)
    told = {name for name, n in counts.items() if n >= MOSTLY * len(posts)}
    return frozenset(told | set(ENGAGEMENT if "engagement" in told else ()))


def _compare(asked: Asked, figures: _Figures) -> Comparison | None:
    """Compare, or say why not; `None` where there is nothing to say of it."""
    against = yardstick(asked)
    known = against if isinstance(against, Yardstick) else None
    parts = known.parts if known else (("reach",) if asked.measure == "reach" else ENGAGEMENT)
    pairs = figures.pairs(parts, asked.denominator, asked.kind)
    whole = [each for each in pairs if each[0] is not None]
    rates, weeks = _rates(pairs)
    is_main = (asked.kind, asked.measure) == ("all", "engagement")
    if not rates and not (is_main and asked.denominator == FOLLOWERS):
        return None
    if known is None and not is_main:
        return None
    middle = mean if known and known.statistic == "average" else median
    if against == "size" and asked.followers is None:
        against = "followers"
    blank = Comparison(
        account="",
        denominator=asked.denominator,
        kind=asked.kind,
        measure=asked.measure,
        own=middle(rates, weeks),
        wide=middle(*figures.widest(asked)) if known and known.is_vague else None,
        against=known,
        lack=_lack(against, pairs, whole, rates),
    )
    return _placed(blank)


def _lack(against: Yardstick | Lack, mine: Sized, whole: Sized, rates: Sized) -> Lack | None:
    if mine and not whole:
        return "parts"
    if whole and not rates:
        return "followers"
    if not isinstance(against, Yardstick):
        return against
    return "posts" if len(rates) < LEAST else None


def summed(measured: MeasuredPost, parts: Sequence[str]) -> float | None:
    """Add the metrics that a rate counts; `None` where one of them is not known."""
    if tuple(parts) == ENGAGEMENT and "engagement" in measured.values:
        return figure.value(measured.values, "engagement")
    found = [measured.values.get(part) for part in parts]
    known = [value for value in found if value is not None and abs(value) <= figure.HIGHEST]
    return max(sum(known), 0.0) if len(known) == len(parts) else None


def wide(measured: MeasuredPost) -> float | None:
    """Add all interactions of a post that its file counts; `None` where it counts no others.

    The network's own sum is taken where there is one: it may hold what no column tells.
    """
    narrow = summed(measured, ENGAGEMENT)
    told = [measured.values.get(name) for name in WIDE]
    known = [value for value in told if value is not None and abs(value) <= figure.HIGHEST]
    if narrow is None or not known:
        return None
    return max(narrow, *known, narrow + sum(measured.values.get(name, 0.0) for name in _BESIDE))


def _below(one: Dated, denominator: str, sizes: Sizes) -> float | None:
    if denominator == FOLLOWERS:
        return sizes.at(one)
    value = one.measured.values.get(denominator)
    return value if value is not None and 1 <= value <= figure.HIGHEST else None


def _placed(one: Comparison) -> Comparison:
    """Tell on which side of the published figure the own one lies."""
    own, against = one.own, one.against
    if against is None or own.value is None or own.low is None or own.high is None:
        return one
    most = own if not against.is_vague else one.wide or Amount(n=0)
    position: Position = "cannot tell" if against.is_vague else "no clear difference"
    if own.low > against.value:
        position = "above"
    elif most.high is not None and most.high < against.value:
        position = "below"
    more = to_settle(own, against.value) if position == "no clear difference" else None
    ratio = Amount(
        n=own.n,
        value=own.value / against.value,
        low=own.low / against.value,
        high=own.high / against.value,
        more=more,
    )
    return replace(one, ratio=ratio, position=position)
