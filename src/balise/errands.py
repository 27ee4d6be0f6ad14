"""What needs a hand, reckoned from how a brand stands: the most urgent first.

standing, now --errands--> what to do, and on which page
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from balise.domain.content import Voice
from balise.domain.errand import Code, Errand, Place, Urgency
from balise.domain.plan import Outlook, Slot
from balise.domain.standing import Standing
from balise.domain.team import Right
from balise.refine.review import ended

SOON = timedelta(hours=48)
AHEAD = timedelta(days=14)
BACK = timedelta(days=14)
"""How far what is asked lies ahead, and what is looked back at behind."""
STALE, VERY_STALE = timedelta(days=14), timedelta(days=28)
PLAN_ENDS = timedelta(days=7)
_OVER = timedelta(days=31)
_DAY = timedelta(days=1)


def errands(standing: Standing, now: datetime) -> tuple[Errand, ...]:
    """List what needs a hand.

    Parameters
    ----------
    now
        The moment of asking: what is soon and what is late depends on it.
    """
    parts = (_asks, _jobs, _strategy, _figures, _posts, _plan, _objectives, _review)
    found = [one for part in parts for one in part(standing, now)]
    return tuple(sorted(found, key=lambda one: one.urgency))


def _asks(standing: Standing, now: datetime) -> Iterator[Errand]:
    """Tell what people ask of one another: a yes to what is ready, and changes."""
    for code, voice, right in _ASKED:
        those = [one for one in standing.slots if standing.asked_of(one, now) == voice]
        if those:
            first = min(those, key=lambda one: one.publish_at)
            yield Errand(
                code=code, urgency=1 if first.publish_at <= now + SOON else 2, place="calendar",
                needs=right, n=len(those), day=first.local_at.date(),
            )  # fmt: skip


_ASKED: tuple[tuple[Code, Voice, Right], ...] = (
    ("asked", "ready", Right.APPROVE),
    ("back", "changes", Right.EDIT),
)


def _jobs(standing: Standing, _now: datetime) -> Iterator[Errand]:
    """Tell what failed, unless the same was done since."""
    over: set[str] = set()
    for job in sorted(standing.jobs, key=lambda one: one.asked_at, reverse=True):
        if not job.is_over or job.kind in over:
            continue
        over.add(job.kind)
        if job.state == "failed":
            place = _JOBS.get(job.kind, "import")
            yield Errand(
                code="job-failed", urgency=1, place=place, needs=Right.EDIT, what=job.kind,
                day=standing.day_of(job.ended_at or job.asked_at),
            )  # fmt: skip


_JOBS: Mapping[str, Place] = {
    "plan": "calendar",
    "learn": "insights",
    "refine": "refine",
    "report": "report",
}


def _strategy(standing: Standing, _now: datetime) -> Iterator[Errand]:
    if standing.is_broken:
        yield Errand(code="strategy-broken", urgency=1, place="strategy", needs=Right.EDIT)
    elif standing.strategy is None:
        yield Errand(code="no-strategy", urgency=2, place="strategy", needs=Right.EDIT)
    if standing.doubts:
        n = len(standing.doubts)
        yield Errand(code="doubts", urgency=3, place="strategy", needs=Right.EDIT, n=n)


def _posts(standing: Standing, now: datetime) -> Iterator[Errand]:
    """Tell which posts wait for a yes, and which did not come."""
    waiting = [
        one
        for one in standing.slots
        if one.state == "planned"
        and one.publish_at <= now + AHEAD
        and standing.is_ahead(one, now)
        and not standing.asked_of(one, now)
    ]
    soon = [one for one in waiting if one.publish_at <= now + SOON]
    if soon:
        yield _waiting(soon, "approve-now", 1)
    if later := waiting[len(soon) :]:
        yield _waiting(later, "approve", 2)
    yield from _unwritten(standing, now)
    missed = [one for one in standing.slots if _is_missed(standing, one, now)]
    if missed:
        yield Errand(
            code="missed", urgency=2, place="refine", needs=Right.INSPECT, n=len(missed),
            day=missed[0].local_at.date(),
        )  # fmt: skip


def _unwritten(standing: Standing, now: datetime) -> Iterator[Errand]:
    """Tell which posts of the next two weeks say nothing yet, whether somebody agreed or not."""
    bare = [
        one
        for one in standing.slots
        if one.state in {"planned", "approved"}
        and one.publish_at <= now + AHEAD
        and standing.is_ahead(one, now)
        and one.slot_id not in standing.written
    ]
    if bare:
        first = min(bare, key=lambda one: one.publish_at)
        yield Errand(
            code="write", urgency=1 if first.publish_at <= now + SOON else 2, place="calendar",
            needs=Right.EDIT, n=len(bare), day=first.local_at.date(),
        )  # fmt: skip


def _waiting(slots: list[Slot], code: str, urgency: Urgency) -> Errand:
    return Errand(
        code="approve-now" if code == "approve-now" else "approve",
        urgency=urgency,
        place="calendar",
        needs=Right.APPROVE,
        n=len(slots),
        day=slots[0].local_at.date(),
    )


def _is_missed(standing: Standing, slot: Slot, now: datetime) -> bool:
    """Tell whether a post that nobody left out did not come."""
    is_late = now - BACK <= slot.publish_at <= now
    return is_late and slot.state != "skipped" and standing.fates.get(slot.slot_id) == "missed"


def _plan(standing: Standing, now: datetime) -> Iterator[Errand]:
    if standing.strategy is None:
        return
    version = standing.plan
    if version is None or version.plan.starts is None:
        yield Errand(code="no-plan", urgency=2, place="calendar", needs=Right.EDIT)
        return
    last = version.plan.starts + 7 * version.plan.weeks * _DAY - _DAY
    if last - standing.day_of(now) < PLAN_ENDS and not _is_done(standing, now):
        urgency: Urgency = 1 if last < standing.day_of(now) else 2
        yield Errand(
            code="plan-ends", urgency=urgency, place="calendar", needs=Right.EDIT, day=last
        )
    if standing.strategy_at and standing.strategy_at > version.made_at:
        yield _of_plan(standing, "plan-older", standing.strategy_at)
    elif standing.last_at and standing.last_at > version.made_at:
        yield _of_plan(standing, "figures-newer", standing.last_at)


def _of_plan(standing: Standing, code: str, since: datetime) -> Errand:
    return Errand(
        code="plan-older" if code == "plan-older" else "figures-newer",
        urgency=2 if code == "plan-older" else 3,
        place="calendar",
        needs=Right.EDIT,
        day=standing.day_of(since),
    )


def _is_done(standing: Standing, now: datetime) -> bool:
    """Tell whether every objective is over: nothing more has to be planned for them."""
    aims = standing.strategy.objectives if standing.strategy else ()
    return all(one.ends < standing.day_of(now) for one in aims)


def _objectives(standing: Standing, now: datetime) -> Iterator[Errand]:
    today = standing.day_of(now)
    every = standing.outlooks
    known = {one.name for one in standing.strategy.objectives} if standing.strategy else set()
    told = [one for one in every if one.objective in known]
    for one in told:
        yield from _objective(one, today)
    dark = [one for one in told if one.course == "cannot tell" and not _is_over(one, today)]
    if dark:
        yield Errand(
            code="untold", urgency=3, place="import", needs=Right.EDIT, n=len(dark),
            what=dark[0].objective,
        )  # fmt: skip


def _objective(one: Outlook, today: date) -> Iterator[Errand]:
    if one.course == "behind" and not _is_over(one, today):
        yield Errand(
            code="behind", urgency=2, place="strategy", needs=Right.INSPECT, what=one.objective,
            p=one.p_reached,
        )  # fmt: skip
    elif one.course == "missed" and one.ends and today - one.ends <= _OVER:
        yield Errand(
            code="target-missed", urgency=3, place="refine", needs=Right.INSPECT,
            what=one.objective, day=one.ends,
        )  # fmt: skip


def _is_over(one: Outlook, today: date) -> bool:
    return one.ends is not None and one.ends < today


def _figures(standing: Standing, now: datetime) -> Iterator[Errand]:
    if standing.last_at is None:
        yield Errand(code="no-data", urgency=2, place="import", needs=Right.EDIT)
        return
    age = now - standing.last_at
    if age >= STALE:
        yield Errand(
            code="stale", urgency=1 if age >= VERY_STALE else 2, place="import",
            needs=Right.EDIT, n=age.days, day=standing.day_of(standing.last_at),
        )  # fmt: skip
    if standing.lost:
        n, files = len(standing.lost), {one.file for one in standing.lost}
        yield Errand(
            code="rows-lost", urgency=2, place="findings", needs=Right.INSPECT, n=n,
            what=next(iter(files)) if len(files) == 1 else "",
        )  # fmt: skip
    learnt = max((made.made_at for made in standing.fits.values()), default=None)
    if learnt is None or learnt < standing.last_at:
        yield Errand(
            code="unlearnt", urgency=3, place="insights", needs=Right.SEE,
            day=standing.day_of(standing.last_at),
        )  # fmt: skip


def _review(standing: Standing, now: datetime) -> Iterator[Errand]:
    """Ask for a look back at the period of `[review]` that ended last, until somebody took it."""
    if standing.strategy is None or standing.begun_at is None or not standing.files:
        return
    asked = standing.strategy.review
    period = ended(asked.every, asked.day, standing.day_of(now))
    if standing.day_of(standing.begun_at) > period.ends:
        return
    looked = _days(standing, (standing.reviewed_at, standing.decided_at))
    if not any(day > period.ends for day in looked):
        yield Errand(
            code="review", urgency=2, place="refine-review", needs=Right.INSPECT,
            day=period.ends, what=asked.every,
        )  # fmt: skip


def _days(standing: Standing, moments: Iterable[datetime | None]) -> list[date]:
    return [standing.day_of(one) for one in moments if one is not None]
