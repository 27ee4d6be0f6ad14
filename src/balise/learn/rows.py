"""Posts in order of time -> rows of the model, with what only the posts before can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from balise.domain.design import Design, Young
from balise.domain.post import KNOWS_HOUR, Post
from balise.learn.features import Level, levels, local

_GAPS = ((0.25, "0-15min"), (0.5, "15-30min"), (1, "30-60min"), (2, "1-2h"), (4, "2-4h"),
         (8, "4-8h"), (16, "8-16h"), (24, "16-24h"), (48, "1-2d"), (168, "2-7d"))  # fmt: skip
_LONG_GAP = "7d+"
_MANY_POSTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One post as the model sees it: its cell, its outcome on the log scale, its columns.

    `weight` is that of a rate (`balise.learn.exposure.weight`); None: all posts tell as much.
    """

    account: str
    week: int
    kind: str
    y: float
    active: tuple[int, ...]
    weight: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What must be known of an account's last post to place the next one."""

    at: datetime
    day: date
    on_day: int


def account_of(post: Post) -> str:
    """Name the account of a post as the model knows it, `<network>:<handle>`.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> account_of(Post(uid="x:1", network="x", account="a", published_at=datetime.now(UTC)))
    'x:a'
    """
    return f"{post.network}:{post.account}"


def week_of(at: datetime) -> int:
    """Count ISO weeks from Monday 0001-01-01.

    Examples
    --------
    >>> from datetime import UTC
    >>> sunday, monday = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
    >>> week_of(monday) - week_of(sunday)
    1
    """
    return (at.toordinal() - 1) // 7


def follow(
    posts: Iterable[Post], zones: Mapping[str, str], earlier: Mapping[str, Earlier] | None = None
) -> Iterator[tuple[Post, tuple[Level, ...], Earlier]]:
    """Tell all the levels of posts that come in order of time, account by account or mixed.

    Parameters
    ----------
    posts
        In order of time within each account. All that was published belongs here, also posts
        whose outcome is not known: they are what a later post comes after.
    zones
        Account (`<network>:<handle>`) -> IANA zone; `""` -> the zone of all others.
    earlier
        Account -> its last post before these, where there is one.

    Yields
    ------
    post, levels, earlier
        `earlier` is the state after the post, to go on from later.

    Examples
    --------
    >>> from datetime import UTC
    >>> posts = [
    ...     Post(
    ...         uid=f"x:{h}",
    ...         network="x",
    ...         account="a",
    ...         published_at=datetime(2026, 3, 2, h, tzinfo=UTC),
    ...     )
    ...     for h in (8, 11)
    ... ]
    >>> [dict(found).get("gap") for _, found, _ in follow(posts, {"": "UTC"})]
    [None, '2-4h']
    """
    last = dict(earlier or {})
    for post in posts:
        account = account_of(post)
        timezone = zones.get(account, zones.get("", "UTC"))
        before = last.get(account)
        day = local(post, timezone).date()
        on_day = before.on_day + 1 if before is not None and before.day == day else 0
        last[account] = Earlier(at=post.published_at, day=day, on_day=on_day)
        yield post, (*levels(post, timezone=timezone), *_after(post, before, on_day)), last[account]


def zones_of(design: Design) -> dict[str, str]:
    """Lay out the zones of a design as `follow` takes them.

    Examples
    --------
    >>> zones_of(Design(id="", kpi="engagement", timezone="UTC", columns=()))
    {'': 'UTC'}
    """
    return {"": design.timezone, **dict(design.zones)}


def row(post: Post, y: float, active: Iterable[int], weight: int | None = None) -> Row:
    """Make the row of a post: `y` on the log scale, `active` its columns (`columns.active`).

    Examples
    --------
    >>> from datetime import UTC
    >>> row(
    ...     Post(uid="x:1", network="x", account="a", published_at=datetime.now(UTC)), 1.0, [0]
    ... ).active
    (0,)
    """
    return Row(
        account=account_of(post),
        week=week_of(post.published_at),
        kind=post.kind,
        y=y,
        active=tuple(active),
        weight=weight,
    )


def young(post: Post, read: tuple[float, float], active: Iterable[int]) -> Young:
    """Make the row of a post that was read too young; `read` is its figure and age in hours."""
    return Young(
        account=account_of(post),
        week=week_of(post.published_at),
        kind=post.kind,
        value=read[0],
        age_h=read[1],
        active=tuple(active),
    )


def _after(post: Post, before: Earlier | None, on_day: int) -> Iterator[Level]:
    if post.precision not in KNOWS_HOUR:
        return
    yield "post of the day", str(on_day + 1) if on_day < _MANY_POSTS else f"{_MANY_POSTS + 1}+"
    if before is not None:
        hours = (post.published_at - before.at).total_seconds() / 3600
        yield "gap", next((name for edge, name in _GAPS if hours <= edge), _LONG_GAP)
