"""Whether the level of an account has shifted, and how soon that would be noticed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The level of an account became another one.

    Parameters
    ----------
    account
        `<network>:<handle>`.
    first_post, since
        The first post at the new level, as far as that can be told, and when it was published.
    noticed_post, noticed_at
        The post whose figures gave the alert, and when it was published.
    before, after
        Posts that tell the old level, and the new one: up to the next shift or the last post.
    multiplier, low, high
        The new level against the old one with its 90 % interval; of 1 + the KPI for a count.
    """

    account: str
    first_post: str
    since: datetime
    noticed_post: str
    noticed_at: datetime
    before: int
    after: int
    multiplier: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How many posts would pass, as a median, before a shift of this size is noticed.

    `posts` is `None` where it would take more than `Watch.one_in`. A shift to 1 / `multiplier`
    takes as long.
    """

    multiplier: float
    posts: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The watch over the level of one account.

    Parameters
    ----------
    account
        `<network>:<handle>`.
    posts
        Posts watched; `current` of them since the last alert tell the present level.
    spread
        Standard deviation of single posts on the log scale, all else equal.
    one_in
        Posts to one false alert, on average.
    shifts
        In order of time.
    delays
        For some sizes of a shift from now on.
    """

    account: str
    posts: int
    current: int
    spread: float
    one_in: int
    shifts: tuple[Shift, ...]
    delays: tuple[Delay, ...]
