"""A plan against what was done: which post answers to each slot, and what it brought.

A slot was `posted` where a post of its kind and call to action came out on its local day within
`ON_TIME` of its hour, `moved` where such a post came out at another time, `changed` where call to
action or kind are others (a kind that the files never tell of the account is no difference: some
networks call all pictures one), `missed` where its time is past and no post came, or somebody
skipped it.
It is `to come` while its time (and `ON_TIME` more) lies after `now`, or after the moment at which
its account was read last: what nobody has looked for is not missed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from balise.domain.plan import Slot, State, Touch
from balise.domain.ports import MeasuredPost
from balise.domain.post import KNOWS_HOUR, Post
from balise.domain.refinement import Execution, Fate, Fulfilment, OffPlan
from balise.refine.calibration import pit
from balise.refine.gap import level
from balise.refine.gauge import Gauge, Result, account_of, from_log, ratio, results
from balise.refine.matching import ask_differs, hours_off, is_answer, pairs, same_day

ON_TIME = timedelta(hours=2)
DRAWN_ON_TIME = timedelta(hours=1)
"""A drawn hour is an arm of a trial, and the next hour may be another one."""
NOT_KNOWN = (math.nan, math.nan, math.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The local days looked at, both ends included, and the moment of looking."""

    starts: date
    ends: date
    now: datetime
    timezone: str

    def holds(self, day: date) -> bool:
        """Tell whether a local day is one of them."""
        return self.starts <= day <= self.ends

    def day_of(self, post: Post) -> date:
        """Give the local day of a post; a bare day is the network's own and is not moved."""
        at = post.published_at
        return (at.astimezone(ZoneInfo(self.timezone)) if knows_hour(post) else at).date()


def knows_hour(post: Post) -> bool:
    """Tell whether the hour of a post is known."""
    return post.precision in KNOWS_HOUR


def execution(
    slots: Sequence[Slot],
    posts: Sequence[MeasuredPost],
    window: Window,
    gauge: Gauge,
    *,
    texts: Mapping[str, str] | None = None,
) -> Execution:
    """Set a plan against what was published.

    Parameters
    ----------
    slots
        Of the plan, also those just before and after the days looked at: a post that came late
        answers to one of them.
    posts
        Published posts with their figures, at least those within three days of the slots.
    window
        The days looked at, and the moment.
    gauge
        What was to be expected of each post, and how young figures are brought to full age.
        Results on plan and off plan are both set against what was to be expected of the post as it
        was published; where they fell in the slot's own forecast is told by `Fulfilment.pit`.
    texts
        Drafts by `slot_id`, where there are any.
    """
    found = {slot.slot_id: m for slot, m in pairs(slots, posts, now=window.now, texts=texts)}
    told = [slot for slot in slots if window.holds(slot.local_at.date())]
    told.sort(key=lambda slot: (slot.publish_at, slot.slot_id))
    judged = _judged([(slot, found[slot.slot_id]) for slot in told if slot.slot_id in found], gauge)
    known = _Known(
        read=_seen(posts, window.now), kinds=_kinds(posts), asks=any(slot.cta for slot in slots)
    )
    done = [
        _fulfilment(
            slot,
            _fate(slot, found.get(slot.slot_id), known),
            found.get(slot.slot_id),
            judged.get(slot.slot_id),
        )
        for slot in told
    ]
    taken = {m.post.uid for m in found.values()}
    loose = [m for m in posts if _is_loose(m.post, taken, window)]
    apart = results(sorted(loose, key=lambda m: (m.post.published_at, m.post.uid)), gauge)
    return Execution(
        starts=window.starts,
        ends=window.ends,
        fulfilments=tuple(done),
        off_plan=tuple(_off_plan(loose, apart)),
        ratio=overall(list(judged.values())),
        off_ratio=overall(apart),
    )


def overall(found: Sequence[Result]) -> tuple[float, float, float]:
    """Tell results over what was expected with its 90 % interval; NaN below five posts."""
    told = level(found)
    if told is None:
        return NOT_KNOWN
    middle, half = told
    kpis = {one.kpi for one in found}
    if len(kpis) > 1:  # no unit is common to them: the ratio of 1 + count
        low, mid, high = (math.exp(middle + d) for d in (-half, 0.0, half))
        return mid, low, high
    base, kpi = math.fsum(one.mean for one in found) / len(found), kpis.pop()
    low, mid, high = (ratio(base, middle + d, kpi) for d in (-half, 0.0, half))
    return mid, low, high


def settled(slots: Iterable[Slot], fulfilments: Iterable[Fulfilment]) -> tuple[Slot, ...]:
    """Write into the slots what became of them, so that what people changed is no longer random.

    What a person had done before stays. A drawn slot keeps its chance only where the post came out
    within `DRAWN_ON_TIME`.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = datetime(2026, 10, 5, 16, tzinfo=UTC)
    >>> slot = Slot(
    ...     slot_id="1",
    ...     content_id="1",
    ...     network="x",
    ...     account="a",
    ...     publish_at=at,
    ...     kind="image",
    ...     propensity=0.5,
    ... )
    >>> settled([slot], [Fulfilment(slot=slot, fate="missed")])[0].is_randomised
    False
    """
    fates = {one.slot.slot_id: one for one in fulfilments}
    return tuple(
        _settled(slot, fates[slot.slot_id]) if slot.slot_id in fates else slot for slot in slots
    )


_TOUCH: Mapping[Fate, Touch] = {"moved": "moved", "changed": "rewritten", "missed": "skipped"}


def _settled(slot: Slot, done: Fulfilment) -> Slot:
    if done.fate == "to come":
        return slot
    touch = _TOUCH.get(done.fate, "")
    if slot.propensity < 1 and done.published_at and done.fate == "posted":
        touch = "moved" if abs(done.published_at - slot.publish_at) > DRAWN_ON_TIME else ""
    state: State = "skipped" if done.fate == "missed" else "published"
    return replace(slot, touch=slot.touch or touch, state=state)


def _seen(posts: Sequence[MeasuredPost], now: datetime) -> dict[str, datetime]:
    """Tell until when each account was read; under an empty name the others."""
    read: dict[str, datetime] = {}
    for one in posts:
        for account in (account_of(one.post), ""):
            read[account] = max(read.get(account, one.as_of), one.as_of)
    return {account: min(at, now) for account, at in read.items()} | {"now": now}


def _kinds(posts: Sequence[MeasuredPost]) -> dict[str, set[str]]:
    """List the formats that the files tell of each account: some networks call all pictures one."""
    found: dict[str, set[str]] = {}
    for one in posts:
        found.setdefault(account_of(one.post), set()).add(one.post.kind)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Until when each account was read, the formats told of it, and whether posts ask anything."""

    read: Mapping[str, datetime]
    kinds: Mapping[str, AbstractSet[str]]
    asks: bool


def _fate(slot: Slot, answer: MeasuredPost | None, known: _Known) -> Fate:
    if answer is None:
        read = known.read
        until = read.get(slot.account_id, read.get("", read["now"]))
        past = slot.state == "skipped" or slot.publish_at + ON_TIME <= until
        return "missed" if past else "to come"
    post = answer.post
    is_told = slot.kind in known.kinds.get(slot.account_id, ())
    is_other = is_told and post.kind != slot.kind
    if is_other or ask_differs(slot, post, asks=known.asks):
        return "changed"
    on_time = abs(hours_off(slot, post)) * 3600 <= ON_TIME.total_seconds()
    return "posted" if on_time and same_day(slot, post) else "moved"


def _judged(found: Sequence[tuple[Slot, MeasuredPost]], gauge: Gauge) -> dict[str, Result]:
    """Judge each post by the KPI of the objective that its slot serves, many at once."""
    told: dict[str, Result] = {}
    for name in sorted({slot.objective for slot, _ in found}):
        mine = [both for both in found if both[0].objective == name]
        slots = {m.post.uid: slot.slot_id for slot, m in mine}
        for one in results([m for _, m in mine], gauge.of(mine[0][0])):
            told[slots[one.measured.post.uid]] = one
    return told


def _fulfilment(
    slot: Slot, fate: Fate, answer: MeasuredPost | None, judged: Result | None
) -> Fulfilment:
    if answer is None:
        return Fulfilment(slot=slot, fate=fate)
    post = answer.post
    told = Fulfilment(slot=slot, fate=fate, post_uid=post.uid, published_at=post.published_at)
    if judged is None:
        return told
    # what was changed is not what was forecast
    fell = math.nan if fate == "changed" else pit(slot, judged)
    return replace(told, actual=judged.actual, low=judged.low, high=judged.high, pit=fell)


def _is_loose(post: Post, taken: set[str], window: Window) -> bool:
    is_due = is_answer(post) and post.uid not in taken and window.holds(window.day_of(post))
    return is_due and post.published_at <= window.now


def _off_plan(loose: Sequence[MeasuredPost], judged: Sequence[Result]) -> Iterable[OffPlan]:
    known = {one.measured.post.uid: one for one in judged}
    for one in sorted(loose, key=lambda m: (m.post.published_at, m.post.uid)):
        post, result = one.post, known.get(one.post.uid)
        yield OffPlan(
            post_uid=post.uid,
            account=account_of(post),
            published_at=post.published_at,
            kind=post.kind,
            actual=result.actual if result else math.nan,
            expected=from_log(result.mean, result.kpi) if result else math.nan,
        )
