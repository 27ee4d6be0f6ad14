"""The look back at the period that ended last: what changed, what stood out, what was kept."""

from __future__ import annotations

import calendar
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from balise.domain.metric import METRICS
from balise.domain.plan import Slot
from balise.domain.ports import MeasuredPost
from balise.domain.post import KNOWS_DAY
from balise.domain.refinement import Belief, Decision, FollowUp
from balise.domain.review import Review, Standing, Stretch
from balise.domain.strategy import Strategy
from balise.refine.answered import answered
from balise.refine.calibration import calibration
from balise.refine.execution import Window, execution, knows_hour
from balise.refine.gauge import Gauge, Result, account_of, from_log, results
from balise.refine.movement import movements

SHOWN = 5
QUESTIONS = 5
_DAY = timedelta(days=1)
_NEVER = datetime.max.replace(tzinfo=UTC)
_MONTHS = {"month": 1, "quarter": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All that a look back is made of.

    Parameters
    ----------
    slots, posts
        Of the plans, and all that was published, at least since the period before.
    texts
        Drafts by `slot_id`.
    decisions, follow_ups, beliefs
        What was said to proposals, how that went, and what the strategy takes to be so.
    """

    brand: str
    strategy: Strategy
    posts: Sequence[MeasuredPost]
    slots: Sequence[Slot] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()
    follow_ups: Sequence[FollowUp] = ()
    beliefs: Sequence[Belief] = ()
    is_made_up: bool = False


def review(past: Past, gauge: Gauge, *, now: datetime) -> Review:
    """Look back at the period of `[review]` that ended last before `now`."""
    asked, zone = past.strategy.review, past.strategy.identity.timezone
    this = ended(asked.every, asked.day, now.astimezone(ZoneInfo(zone)).date())
    earlier = ended(asked.every, asked.day, this.starts)
    window = Window(starts=this.starts, ends=this.ends, now=now, timezone=zone)
    there = [m for m in past.posts if m.post.published_at <= now]
    here = within(there, this, zone)
    done = execution(past.slots, there, window, gauge, texts=past.texts)
    best, worst, compared = standings(results(here, gauge), zone)
    return Review(
        brand=past.brand,
        kpi=gauge.kpi,
        every=asked.every,
        now=this,
        before=earlier,
        made_at=now,
        timezone=zone,
        movements=movements(here, within(there, earlier, zone), gauge, (this, earlier)),
        best=best,
        worst=worst,
        compared=compared,
        execution=done,
        calibration=calibration(done.fulfilments),
        decisions=_decided(past.decisions, this, zone),
        follow_ups=tuple(past.follow_ups),
        questions=questions(past.beliefs),
        is_made_up=past.is_made_up,
    )


def ended(every: str, day: int, today: date) -> Stretch:
    """Give the period that ended last before a local day.

    A period begins on the day of the review and ends the day before the next one. Where a month has
    no such day its last is meant; the day of a quarter counts from the quarter's first.

    Examples
    --------
    >>> ended("month", 1, date(2026, 11, 26))
    Stretch(starts=datetime.date(2026, 10, 1), ends=datetime.date(2026, 10, 31))
    >>> ended("week", 1, date(2026, 11, 26)).starts.isoformat()
    '2026-11-16'
    """
    last = _begun(every, day, today)
    return Stretch(starts=_begun(every, day, last - _DAY), ends=last - _DAY)


def _begun(every: str, day: int, today: date) -> date:
    """Give the day of the review that is today, or the last before."""
    if every == "week":
        return today - (today.isoweekday() - day) % 7 * _DAY
    months = _MONTHS[every]
    first = today.year * 12 + (today.month - 1) // months * months
    found = [_review_day(first - back * months, months, day) for back in (0, 1)]
    return next(one for one in found if one <= today)


def _review_day(month: int, months: int, day: int) -> date:
    """Give the day of a stretch of months (counted from the year 0) on which it is reviewed."""
    starts = date(month // 12, month % 12 + 1, 1)
    last = month + months - 1
    year, number = last // 12, last % 12 + 1
    ends = date(year, number, calendar.monthrange(year, number)[1])
    return min(starts + (day - 1) * _DAY, ends)


def within(posts: Sequence[MeasuredPost], days: Stretch, timezone: str) -> list[MeasuredPost]:
    """Take the posts of some local days, oldest first; those whose day nobody knows are in none."""
    window = Window(starts=days.starts, ends=days.ends, now=_NEVER, timezone=timezone)
    mine = [
        m for m in posts if m.post.precision in KNOWS_DAY and window.holds(window.day_of(m.post))
    ]
    return sorted(mine, key=lambda m: (m.post.published_at, m.post.uid))


def standings(
    found: Sequence[Result], timezone: str
) -> tuple[tuple[Standing, ...], tuple[Standing, ...], int]:
    """Rank posts by how far each lies from its own expectation; best, worst, and how many of all.

    What chance of counting and a young age add to a result is taken off in the mean: of a post of
    the expected spread s and such a noise v only the share (s - v) / s is believed. Only posts
    above their expectation are among the best, and only posts below it among the worst.
    """
    every = sorted(
        (_standing(one, timezone) for one in found), key=lambda one: (-one.score, one.post_uid)
    )
    best = tuple(one for one in every[:SHOWN] if one.score > 0)
    worst = tuple(one for one in reversed(every[-SHOWN:]) if one.score < 0)
    return best, worst, len(every)


def believed(one: Result) -> tuple[float, float]:
    """Give the part of a distance from expectation that is believed, and its spread."""
    whole = one.sd**2 + one.age_sd**2
    mean = from_log(one.mean, one.kpi)
    counted = one.kpi == "engagement" or (
        one.kpi in METRICS and METRICS[one.kpi].unit in {"count", "people"}
    )
    # variance of log(1 + N) of a Poisson count, by the delta method
    chance = min(mean / (1 + mean) ** 2, one.sd**2) if counted else 0.0
    return one.rest * (one.sd**2 - chance) / whole, math.sqrt(whole)


def _standing(one: Result, timezone: str) -> Standing:
    post = one.measured.post
    kept, sd = believed(one)
    at = post.published_at
    return Standing(
        post_uid=post.uid,
        account=account_of(post),
        kind=post.kind,
        at=at.astimezone(ZoneInfo(timezone)) if knows_hour(post) else at,
        precision=post.precision,
        text=post.text or post.title,
        url=post.url,
        actual=one.actual,
        low=one.low,
        high=one.high,
        expected=from_log(one.mean, one.kpi),
        ratio=math.exp(kept),
        score=kept / sd,
    )


def questions(beliefs: Sequence[Belief]) -> tuple[Belief, ...]:
    """Take what cannot be told yet, what the fewest posts would settle first."""
    still = [b for b in beliefs if _is_open(b)]
    still.sort(
        key=lambda b: (b.proposal.estimate.more_posts or math.inf, b.topic, b.level, b.scope)
    )
    return tuple(still[:QUESTIONS])


def _is_open(belief: Belief) -> bool:
    verdict = belief.proposal.estimate.verdict
    return belief.proposal.action == "test" or verdict == "not enough data"


def _decided(found: Sequence[Decision], days: Stretch, timezone: str) -> tuple[Decision, ...]:
    zone = ZoneInfo(timezone)
    last = (one.decision for one in answered(found))
    mine = [d for d in last if days.starts <= d.decided_at.astimezone(zone).date() <= days.ends]
    return tuple(sorted(mine, key=lambda d: (d.decided_at, d.decision_id)))
