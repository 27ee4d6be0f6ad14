"""A plan laid out on the local days of its strategy, for the rules to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from balise.domain.plan import Breach, OwnDraft, Published, Slot
from balise.domain.strategy import Presence, Strategy

WEEK = 7
ROUNDING = 1e-9
"""What binary fractions may miss a decimal figure by: 0.2 + 0.1 is no more than 0.3."""
_SAME_POST = timedelta(minutes=15)
"""A slot counts as published and the post that came of it are one post within this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A post on its day: of the plan, or published before (`slot` is None then).

    `day` counts local days from the start of the plan; it is below 0 before it. `is_ours` is
    whether the plan placed it: what was approved or published already is not.
    """

    slot: Slot | None
    account: str
    kind: str
    at: datetime
    local: datetime
    day: int
    is_ours: bool

    @property
    def week(self) -> int:
        """Weeks from the start of the plan."""
        return self.day // WEEK

    def breach(self, rule: str, **params: str | float | date) -> Breach:
        """Say that it does not keep a rule."""
        return Breach(
            rule=rule,
            what=self.slot.slot_id if self.slot else "",
            day=self.local.date(),
            params={"account": self.account, "time": f"{self.local:%H:%M}", **params},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A strategy, its plan on local days in order of time, and what was published.

    `unread` are slots whose time cannot be told, `lost` published posts of that kind.
    """

    strategy: Strategy
    start: date
    weeks: int
    zone: ZoneInfo
    posts: tuple[Placed, ...]
    past: tuple[Placed, ...]
    unread: tuple[Slot, ...]
    lost: tuple[Published, ...]
    drafts: tuple[OwnDraft, ...]
    kept: tuple[Slot, ...]
    budget: float | None

    @property
    def ours(self) -> Iterator[tuple[Placed, Slot]]:
        """What the plan itself placed."""
        for one in self.posts:
            if one.is_ours and one.slot is not None:
                yield one, one.slot

    @property
    def both(self) -> Iterator[Placed]:
        """Slots and what was published."""
        return chain(self.posts, self.past)

    def of(self, account: Presence) -> list[Placed]:
        """Slots and published posts of an account, in order of time."""
        return sorted((o for o in self.both if o.account == account.id), key=lambda o: o.at)

    def day(self, n: int) -> date | None:
        """Give the local day by its number; None beyond the last year that a date can have."""
        try:
            return self.start + timedelta(days=n)
        except OverflowError:
            return None

    def starts(self) -> Iterator[tuple[int, date]]:
        """Give the weeks of the plan with their first days."""
        for week in range(self.weeks):
            first = self.day(week * WEEK)
            if first is None:
                return
            yield week, first

    def is_closed(self, day: date) -> bool:
        """Whether a blackout holds the day."""
        return any(one.starts <= day <= one.ends for one in self.strategy.blackouts)


def zone_of(strategy: Strategy) -> ZoneInfo | None:
    """Give the zone of a strategy; None where there is none of that name."""
    try:
        return ZoneInfo(strategy.identity.timezone)
    except (KeyError, ValueError, OSError, TypeError):
        return None


def instant(at: object) -> datetime | None:
    """Give a time in UTC; None for what is no time: no zone, NaN, NaT, beyond what can be told.

    Examples
    --------
    >>> instant(datetime(2027, 1, 4, 9)), instant(float("nan"))
    (None, None)
    """
    try:
        if not isinstance(at, datetime) or at.utcoffset() is None:
            return None
        return at.astimezone(UTC)
    except (ArithmeticError, ValueError, TypeError, AttributeError):
        return None


def is_real(day: date, hour: int, zone: ZoneInfo) -> bool:
    """Whether the clock of a zone shows a full hour on a day: not where it is put forward.

    Examples
    --------
    >>> brussels = ZoneInfo("Europe/Brussels")
    >>> is_real(date(2027, 3, 28), 2, brussels), is_real(date(2027, 3, 28), 3, brussels)
    (False, True)
    """
    told = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
    try:
        back = told.astimezone(UTC).astimezone(zone)
    except OverflowError:
        return False
    return (back.date(), back.hour, back.minute) == (day, hour, 0)


def placed(slot: Slot, start: date, zone: ZoneInfo) -> Placed | None:
    """Lay a slot on its local day; None where its time cannot be told."""
    clock = _clock(slot.publish_at, zone)
    if clock is None:
        return None
    return Placed(
        slot=slot,
        account=slot.account_id,
        kind=slot.kind,
        at=clock[0],
        local=clock[1],
        day=clock[1].date().toordinal() - start.toordinal(),
        is_ours=slot.state not in {"approved", "published"},
    )


def past(post: Published, start: date, zone: ZoneInfo) -> Placed | None:
    """Lay a published post on its local day; None where its time cannot be told."""
    clock = _clock(post.published_at, zone)
    if clock is None:
        return None
    return Placed(
        slot=None,
        account=post.account,
        kind=post.kind,
        at=clock[0],
        local=clock[1],
        day=clock[1].date().toordinal() - start.toordinal(),
        is_ours=False,
    )


def _clock(said: object, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Give a time in UTC and on the clock of the zone."""
    at = instant(said)
    try:
        return (at, at.astimezone(zone)) if at else None
    except (OverflowError, ValueError):
        return None


def without_known(posts: Sequence[Placed], out: Sequence[Placed]) -> tuple[Placed, ...]:
    """Leave out published posts that a slot of the plan already stands for, each slot for one."""
    free = [one for one in posts if one.slot is not None and one.slot.state == "published"]
    rest = []
    for one in out:
        near = [o for o in free if o.account == one.account and abs(o.at - one.at) <= _SAME_POST]
        if near:
            free.remove(min(near, key=lambda o: abs(o.at - one.at)))
        else:
            rest.append(one)
    return tuple(rest)
