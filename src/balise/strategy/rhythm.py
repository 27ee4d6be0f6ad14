"""What a team makes in a week within its hours, and how often that lets each account post."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from balise.domain.ranking import Capacity
from balise.domain.strategy import Presence, Strategy
from balise.strategy.effort import HOURS, KINDS, hours_of

ALSO: Mapping[str, tuple[str, ...]] = {
    "facebook": ("story", "live"), "instagram": ("live",), "linkedin": ("article", "carousel"),
    "threads": ("carousel", "poll"), "x": ("poll",), "pinterest": ("carousel",),
    "mastodon": ("poll", "link"), "bluesky": ("link",), "youtube": ("live",), "tiktok": ("live",),
}  # fmt: skip
"""What networks take besides the formats that an account is made of."""
_ONE = 2 / 3
"""A recurring piece that takes more of the hours than this leaves no room for any other. Ours."""
_LEAST = 0.25
"""One piece in four weeks: less is none."""
_CLOSE = 1e-9
"""A whole number that a computer wrote a little too small is whole all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week's work: pieces by kind, and the hours that they take, by our hours a piece."""

    pieces: Mapping[str, float]
    hours: float


def takes(network: str, kind: str) -> bool:
    """Tell whether a network takes a kind of piece.

    Examples
    --------
    >>> takes("facebook", "story"), takes("tiktok", "text"), takes("other", "text")
    (True, False, True)
    """
    return kind in (*KINDS.get(network, HOURS), *ALSO.get(network, ()))


def week(
    mix: Mapping[str, float],
    *,
    hours: float,
    most: Mapping[str, float],
    first: Sequence[str] = (),
) -> Week:
    """Fill the hours of a week with pieces, by a mix.

    Parameters
    ----------
    mix
        Weight of each kind.
    hours
        That there are. Where not even the smallest piece fits, it comes every other week or so.
    most
        Pieces of a kind that a week may have.
    first
        Kinds of recurring pieces, which come before all else.

    Examples
    --------
    >>> week({"image": 2, "short_video": 1}, hours=6, most={"image": 3, "short_video": 2}).pieces
    {'short_video': 1.0, 'image': 1.0}
    """
    able = Capacity()
    pieces: dict[str, float] = {}
    left = hours
    for kind in first:
        if kind in mix and hours_of(kind, able) <= min(left, hours * _ONE):
            pieces[kind] = pieces.get(kind, 0.0) + 1
            left -= hours_of(kind, able)
    while kind_ := _next(mix, pieces, left, most):
        pieces[kind_] = pieces.get(kind_, 0.0) + 1
        left -= hours_of(kind_, able)
    if not pieces and mix:
        least = min(mix, key=lambda kind: (hours_of(kind, able), kind))
        part = round(hours / hours_of(least, able) / _LEAST) * _LEAST
        pieces[least] = max(_LEAST, part)
    spent = sum(n * hours_of(kind, able) for kind, n in pieces.items())
    order = sorted(pieces, key=lambda kind: (-hours_of(kind, able), kind))
    return Week(pieces={kind: pieces[kind] for kind in order}, hours=spent)


def _next(
    mix: Mapping[str, float], pieces: Mapping[str, float], left: float, most: Mapping[str, float]
) -> str:
    """Choose the kind that the mix lacks most, of those that still fit."""
    able = Capacity()
    fits = [
        kind
        for kind in mix
        if hours_of(kind, able) <= left and pieces.get(kind, 0.0) + 1 <= most.get(kind, 0.0)
    ]
    return max(fits, key=lambda kind: (mix[kind] / (pieces.get(kind, 0.0) + 1), kind), default="")


def posts(strategy: Strategy) -> Mapping[str, Mapping[str, float]]:
    """Tell how many posts a week of each kind each account gets, from what the team makes.

    A piece that is adapted serves all its networks; any other goes where fewest posts are, in the
    order of the accounts, and never above the most that an account may have.

    Returns
    -------
    mapping
        Account (`network:handle`) -> kind -> posts a week.
    """
    found: dict[str, dict[str, float]] = {one.id: {} for one in strategy.accounts}
    room = {one.id: float(one.posts_per_week[1]) for one in strategy.accounts}
    shared = {one.kind: set(one.networks) for one in strategy.adaptations}
    for kind, n in strategy.capacity.items():
        those = [one for one in strategy.accounts if takes(one.network, kind)]
        together = [one.id for one in those if one.network in shared.get(kind, ())]
        if len(together) > 1:
            for name in together:
                _give(found[name], room, name, (kind, n))
        else:
            _spread(found, room, [one.id for one in those], (kind, n))
    return found


def filled(account: Presence, reserve: float) -> int:
    """Give the most posts a week that a plan fills: whole ones, less what is kept free.

    The reserve never takes what is asked for at least.

    Examples
    --------
    >>> filled(Presence(network="x", handle="shop", posts_per_week=(1, 4)), 0.1)
    3
    >>> filled(Presence(network="x", handle="shop", posts_per_week=(4, 4)), 0.1)
    4
    """
    least, most = account.posts_per_week
    return max(least, math.floor(most * (1 - reserve) + _CLOSE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Posts a week on all accounts: what the team can make, and what a plan fills of it."""

    made: float
    filled: float

    @property
    def free(self) -> float:
        """What stays free."""
        return self.made - self.filled


def pace(strategy: Strategy) -> Pace:
    """Tell how many posts a week a strategy lets the team make, and how many a plan fills."""
    made = posts(strategy)
    totals = [(one, sum(made[one.id].values())) for one in strategy.accounts]
    known = [(one, n or float(one.posts_per_week[0])) for one, n in totals]
    return Pace(
        made=sum(n for _, n in known),
        filled=sum(min(n, filled(one, strategy.plan.reserve)) for one, n in known),
    )


def _spread(
    found: Mapping[str, dict[str, float]],
    room: dict[str, float],
    names: Sequence[str],
    piece: tuple[str, float],
) -> None:
    kind, left = piece
    while left > 0 and names:
        name = min(names, key=lambda one: (room[one] <= 0, sum(found[one].values())))
        _give(found[name], room, name, (kind, min(left, 1.0)))
        left -= 1.0


def _give(
    its: dict[str, float], room: dict[str, float], name: str, piece: tuple[str, float]
) -> None:
    kind, n = piece
    given = min(n, room[name])
    if given > 0:
        its[kind] = its.get(kind, 0.0) + given
        room[name] -= given
