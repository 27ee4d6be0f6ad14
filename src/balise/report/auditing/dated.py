"""The posts that are audited, each at its local time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from balise.domain.ports import MeasuredPost
from balise.domain.post import KNOWS_DAY, KNOWS_HOUR, Post
from balise.report.period import local
from balise.report.values import Material

DAYS = 365
"""Days that are audited where nothing else is said: habits of long ago are none any more."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A post with its local time; `account` is `<network>:<handle>`."""

    measured: MeasuredPost
    post: Post
    account: str
    at: datetime

    @property
    def day(self) -> date | None:
        """Its local day, where that is known."""
        return self.at.date() if self.post.precision in KNOWS_DAY else None

    @property
    def hour(self) -> int | None:
        """Its local hour, where that is known."""
        return self.at.hour if self.post.precision in KNOWS_HOUR else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The posts that are audited, how many are older, and how many are no publications of theirs.

    A post of which no time is known at all is audited, in all but what asks for its time.
    """

    posts: tuple[Dated, ...]
    start: date | None
    end: date | None
    earlier: int
    set_aside: int


def window(material: Material, days: int = DAYS) -> Window:
    """Take the posts of the last days up to the newest one."""
    every = [
        Dated(one, one.post, f"{one.post.network}:{one.post.account}", at)
        for one, at in local(material)
    ]
    own = [one for one in every if one.post.is_original]
    end = max((_date(one) for one in own if one.post.precision != "unknown"), default=None)
    first = None if end is None else end - timedelta(days=days - 1)
    kept = [one for one in own if _is_kept(one, first)]
    return Window(
        posts=tuple(kept),
        start=min((_date(one) for one in kept if one.post.precision != "unknown"), default=None),
        end=end,
        earlier=len(own) - len(kept),
        set_aside=len(every) - len(own),
    )


def _is_kept(one: Dated, first: date | None) -> bool:
    return one.post.precision == "unknown" or first is None or _date(one) >= first


def _date(one: Dated) -> date:
    return one.at.date()


def readable(posts: Sequence[Dated]) -> list[Dated]:
    """Leave out the posts of accounts whose files hold no texts: nothing is known of their words.

    Whether a single post has no text is known where others of the account have some. A title is no
    text: what a video asks stands below it.
    """
    found: list[Dated] = []
    for mine in by_account(posts).values():
        if any(one.post.text or one.post.cta not in {None, "", "none"} for one in mine):
            found += mine
    return found


def tagged(posts: Sequence[Dated]) -> list[Dated]:
    """Leave out the posts of accounts whose files hold neither texts nor titles nor hashtags."""
    found: list[Dated] = []
    for mine in by_account(posts).values():
        if any(one.post.text or one.post.title or one.post.hashtags for one in mine):
            found += mine
    return found


def by_account(posts: Sequence[Dated]) -> dict[str, list[Dated]]:
    """Sort posts by account, the most active first."""
    found: dict[str, list[Dated]] = {}
    for one in posts:
        found.setdefault(one.account, []).append(one)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))
