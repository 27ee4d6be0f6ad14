"""The posts to come: those of the plan, those before it, and the plan's pace after its end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zlib import crc32
from zoneinfo import ZoneInfo

from balise.domain.plan import Slot
from balise.domain.post import Post
from balise.domain.strategy import Strategy
from balise.plan.past import PastPost

ONE_DAY = timedelta(days=1)
WEEK = 7
PACE_WEEKS = 4
"""Weeks before today of which the pace is carried on up to a plan. Ours."""
SAME = timedelta(hours=1)
"""A slot is out where a post of its account was published so near to it. Ours."""
_LONGEST = timedelta(days=3 * 366)
"""Nobody's pace holds longer than this; what comes later is not counted. Ours."""
_LATEST = 20
"""Posts of an account whose words are lent. Ours."""
From = Literal["before", "plan", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A post to come.

    Parameters
    ----------
    post
        As a fit is asked of it. Its words are not known yet: those of an earlier post of the
        account stand in for them.
    day
        Local.
    share
        What is left to it of a first post of its account and day.
    origin
        `plan`, or carried on at the pace of what was published `before`, or at the plan's `after`.
    """

    post: Post
    day: date
    share: float = 1.0
    origin: From = "plan"

    @property
    def account_id(self) -> str:
        """Name its account: `<network>:<handle>`."""
        return f"{self.post.network}:{self.post.account}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """The time that a plan has: `weeks` from `start`, carried on up to `until`; `now`: last read.

    `now` is None where nothing was published.
    """

    start: date
    weeks: int
    until: date
    zone: ZoneInfo
    now: date | None = None

    @property
    def end(self) -> date:
        """Give the first day after the plan."""
        return self.start + timedelta(WEEK * self.weeks)

    def day(self, at: datetime) -> date:
        """Tell the local day of a moment."""
        return at.astimezone(self.zone).date()


def time_of(
    strategy: Strategy, past: Sequence[PastPost], *, start: date, weeks: int, until: date
) -> Time:
    """Lay out the time of a plan."""
    zone = ZoneInfo(strategy.identity.timezone)
    known = [one.post.published_at for one in past] + [one.as_of for one in past if one.as_of]
    now = max(known).astimezone(zone).date() if known else None
    return Time(start=start, weeks=weeks, until=until, zone=zone, now=now)


def coming(
    strategy: Strategy,
    slots: Sequence[Slot],
    past: Sequence[PastPost],
    time: Time,
    fatigue: float,
) -> tuple[Coming, ...]:
    """Lay out all posts to come, in order of time.

    From the last reading up to the first of them what was published in the four weeks before goes
    on; after the plan its slots come again, week for week, but for those of an event, which is
    once. A plan of no weeks is none, and what was published goes on. A slot that is not out comes
    no more once its account has published later.
    """
    out: dict[str, list[datetime]] = {}
    for one in past:
        out.setdefault(one.account_id, []).append(one.post.published_at)
    wanted = [slot for slot in slots if slot.state != "skipped"]
    open_ = [
        slot
        for slot in wanted
        if not (_is_out(slot, known := out.get(slot.account_id, [])) or _is_missed(slot, known))
    ]
    words = _Words(past)
    within = [slot for slot in wanted if time.start <= time.day(slot.publish_at) < time.end]
    days = (time.day(slot.publish_at) for slot in open_)
    first = min((day for day in days if time.now is None or day > time.now), default=time.start)
    found = [
        *_before(past, time, min(first, time.start)),
        *(Coming(post=words.lend(slot), day=time.day(slot.publish_at)) for slot in open_),
        *_after([(slot, words.lend(slot, again=True)) for slot in within], time),
    ]
    closed = [(one.starts, one.ends) for one in strategy.blackouts]
    found = [
        one for one in found
        if one.origin == "plan" or not any(a <= one.day <= b for a, b in closed)
    ]  # fmt: skip
    return _tired(found, past, time, fatigue)


def _is_out(slot: Slot, out: Sequence[datetime]) -> bool:
    """Tell whether one of these times, in order, is near enough."""
    place = bisect_left(out, slot.publish_at - SAME)
    return place < len(out) and out[place] <= slot.publish_at + SAME


def _is_missed(slot: Slot, out: Sequence[datetime]) -> bool:
    """Tell whether its account went on without it; that old posts were read later says nothing."""
    return bool(out) and slot.publish_at + ONE_DAY <= out[-1]


def _before(past: Sequence[PastPost], time: Time, first: date) -> Iterator[Coming]:
    """Carry on what was published, from the day after the last reading."""
    last = time.until if time.weeks == 0 else min(first - ONE_DAY, time.until)
    if time.now is None or last <= time.now:
        return
    days = [time.day(one.post.published_at) for one in past]
    weeks = min(PACE_WEEKS, max(1, (time.now - min(days)).days // WEEK))
    since = time.now - timedelta(WEEK * weeks)
    recent = [one.post for one, day in zip(past, days, strict=True) if day > since]
    yield from _again(recent, weeks, time, last=last, origin="before")


def _after(slots: Sequence[tuple[Slot, Post]], time: Time) -> Iterator[Coming]:
    if time.weeks > 0:
        posts = [post for slot, post in slots if not slot.event]
        yield from _again(posts, time.weeks, time, last=time.until, origin="after")


def _again(
    posts: Sequence[Post], weeks: int, time: Time, *, last: date, origin: From
) -> Iterator[Coming]:
    """Let posts come again every so many weeks, at the same hour of the clock."""
    for post in posts:
        local = post.published_at.astimezone(time.zone)
        end = min(last, local.date() + _LONGEST)
        for turn in range(1, (end - local.date()).days // (WEEK * weeks) + 1):
            at = (local + timedelta(WEEK * weeks * turn)).astimezone(UTC)
            uid = f"{post.uid}+{turn}"
            again = replace(post, uid=uid, published_at=at, followers=None)
            yield Coming(post=again, day=time.day(at), origin=origin)


def _tired(
    found: Sequence[Coming], past: Sequence[PastPost], time: Time, fatigue: float
) -> tuple[Coming, ...]:
    """Leave less to a later post of an account and day."""
    days = {(one.account_id, time.day(one.post.published_at)) for one in past}
    told = []
    for one in sorted(found, key=lambda one: (one.post.published_at, one.account_id, one.post.uid)):
        place = (one.account_id, one.day)
        told.append(replace(one, share=1 - fatigue) if place in days else one)
        days.add(place)
    return tuple(told)


class _Words:
    """Words for posts that have none yet: those of the account's latest, of the same kind first.

    Which, is told by the name of the slot: where another slot is added, moved or left out a slot
    keeps its words, so that forecasts differ by that alone.
    """

    def __init__(self, past: Sequence[PastPost]) -> None:
        self._posts: dict[tuple[str, str], list[Post]] = {}
        for one in reversed(past):
            if one.post.is_original:
                for kind in (one.post.kind, ""):
                    self._posts.setdefault((one.account_id, kind), []).append(one.post)

    def lend(self, slot: Slot, *, again: bool = False) -> Post:
        """Make the post that a fit is asked of."""
        from_ = self._posts.get((slot.account_id, slot.kind)) or self._posts.get(
            (slot.account_id, ""), []
        )
        turn = crc32(f"{slot.slot_id} {again}".encode(errors="replace"))
        words = from_[turn % min(len(from_), _LATEST)] if from_ else None
        return Post(
            uid=slot.slot_id,
            network=slot.network,
            account=slot.account,
            published_at=slot.publish_at,
            kind=slot.kind,
            text=words.text if words else "",
            title=words.title if words else "",
            hashtags=slot.hashtags,
            cta=slot.cta,
            pillar=slot.pillar or None,
            language=words.language if words else None,
            is_paid=slot.boost > 0,
        )
