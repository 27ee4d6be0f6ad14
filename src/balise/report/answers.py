"""Posts and what was learnt of them -> the answers of a report. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from balise.domain.metric import METRICS, RATES
from balise.domain.shift import Watch
from balise.report.alerts import breaks, recent_shifts, watches
from balise.report.best_worst import NONE, rank
from balise.report.change import adds_up, changed
from balise.report.decisions import Pace, decide
from balise.report.growth import growth
from balise.report.outcomes import outcomes
from balise.report.period import Known, Periods, choose, compare, known
from balise.report.questions import questions, week
from balise.report.unknown import told, unknown
from balise.report.values import Answers, Format, Head, Material, Span

UNKNOWN_SPREAD = 1.0
"""Spread of single posts where nothing is expected of any; about that of the pages of brands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What answers rest on whatever the period, worked out once for many of them.

    `posts` have a KPI, `lacking` are the local times of those that have none.
    """

    posts: tuple[Known, ...]
    lacking: tuple[datetime, ...]
    watched: tuple[Watch, ...]

    @classmethod
    def of(cls, material: Material) -> Ground:
        """Work out what the answers of any period rest on."""
        posts, lacking = known(material)
        return cls(posts=posts, lacking=lacking, watched=watches(posts, material.fit))


def answer(
    material: Material,
    *,
    start: date | None = None,
    end: date | None = None,
    ground: Ground | None = None,
) -> Answers:
    """Answer what a marketer asks of a period.

    Parameters
    ----------
    material
        Posts with their readings, the fit, and what else is known of the brand.
    start, end
        First and last local day of the period. Without an end: up to the newest post whose figures
        are mature; without a start: 28 days.
    ground
        That of this material, where it was worked out already.

    Returns
    -------
    Answers
        Codes and numbers; `balise.report.render` puts them in words.

    Raises
    ------
    PeriodError
        The end comes before the start.
    """
    base = ground or Ground.of(material)
    posts, lacking, watched = base.posts, base.lacking, base.watched
    now = choose(posts, start, end)
    periods = compare(posts, lacking, now) if now else None
    estimates = tuple(material.fit.estimates()) if material.fit else ()
    head = _head(material, posts, lacking)
    accounts = [_pair(account) for account in head.accounts]
    return Answers(
        head=head,
        changed=changed(periods, material.fit, material.kpi) if periods else None,
        ranking=rank(periods.posts, material.fit, material.kpi) if periods else NONE,
        decisions=decide(estimates, _pace(material, periods, head)),
        questions=questions(estimates),
        week=week(estimates, posts),
        growth=growth(accounts, tuple(material.days), periods, material.kpi),
        unknown=unknown(estimates, head),
        findings=told(material.findings),
        outcomes=outcomes(material.outcomes, now),
        watches=watched,
        alerts=recent_shifts(watched, periods),
        breaks=breaks(posts, material.kpi, periods),
        lifetimes=tuple(material.lifetimes),
    )


def _head(material: Material, posts: Sequence[Known], lacking: Sequence[datetime]) -> Head:
    days = [k.at.date() for k in posts] + [at.date() for at in lacking]
    of_posts = {f"{m.post.network}:{m.post.account}" for m in material.posts}
    of_days = {f"{d.network}:{d.account}" for d in material.days}
    accounts = sorted(of_posts | of_days | {account.id for account in material.accounts})
    return Head(
        brand=material.brand,
        kpi=material.kpi,
        format=format_of(material.kpi),
        adds_up=adds_up(material.kpi),
        span=Span(start=min(days), end=max(days)) if days else None,
        posts=len(posts) + len(lacking),
        measured=len(posts),
        set_aside=len(material.posts) - len(posts) - len(lacking),
        accounts=tuple(accounts),
        networks=tuple(sorted({account.partition(":")[0] for account in accounts})),
        read_at=max((m.as_of for m in material.posts), default=None),
        provenance=material.provenance,
        is_made_up=material.is_made_up,
    )


def _pace(material: Material, periods: Periods | None, head: Head) -> Pace:
    weeks = max(head.span.days / 7, 1.0) if head.span else 1.0
    return Pace(spread=_spread(material, periods), posts=max(head.posts, 1) / weeks)


def _spread(material: Material, periods: Periods | None) -> float:
    """Tell how far single posts lie from their expectation, on the log scale."""
    posts = (*periods.posts, *periods.earlier) if periods else ()
    if material.fit is None or not posts:
        return UNKNOWN_SPREAD
    return median(sd for _, sd in material.fit.expect([k.measured.post for k in posts]))


def _pair(account: str) -> tuple[str, str]:
    network, _, handle = account.partition(":")
    return network, handle


def format_of(kpi: str) -> Format:
    """Tell the unit in which a KPI is written."""
    if kpi in RATES:
        return "ratio"
    unit = METRICS[kpi].unit if kpi in METRICS else "count"
    return "count" if unit == "people" else unit
