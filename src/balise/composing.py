"""What a report tells besides posts, from what is kept: nothing is learnt and nothing planned.

strategy, last plan, posts with their fit, competitors --strategic--> parts of a report
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import datetime

from balise import cycle
from balise.competition import compared
from balise.domain.plan import Outlook, Slot
from balise.domain.ports import Store
from balise.domain.standing import Standing
from balise.domain.strategy import Strategy
from balise.looking_back import Looking
from balise.plan.forecast import UNSEEN
from balise.report import Answers, Material
from balise.report.funnel import funnel
from balise.report.period import local
from balise.report.planned.goals import told_aims
from balise.report.strategic.pillars import pillars
from balise.report.strategic.values import Aim, Strategic


def strategic(  # noqa: PLR0913 - what a report rests on, and what of it is wanted
    store: Store,
    known: Material,
    answers: Answers,
    standing: Standing,
    *,
    parts: Container[str],
    now: datetime,
) -> Strategic:
    """Gather what a report tells besides posts.

    Parameters
    ----------
    known, answers
        The posts with what is learnt of them, and what was answered of the period.
    standing
        The strategy, and where its objectives stand.
    parts
        Those of `balise.domain.kept_report.PARTS` that are wanted.
    now
        From when on a slot is still to come.

    Returns
    -------
    Strategic
        A part is left out where its strategy, plan or competitor is not there.
    """
    ours = cycle.strategy(store, known.brand) if standing.strategy else None
    rivals = compared(store, known.brand, ours) if "competitors" in parts else None
    told = Strategic(competition=rivals if rivals and rivals.rivals else None)
    if ours is None:
        return told
    span = answers.changed.now.span if answers.changed else None
    slots = Looking(store=store, brand=known.brand, strategy=ours, today_fits={}, now=now).slots
    within = [one for one in slots if span and span.start <= one.local_at.date() <= span.end]
    found = tuple(_aims(known, ours, standing.outlooks, slots, now))
    made_at = standing.plan.made_at if standing.plan else None
    return Strategic(
        aims=found if "objectives" in parts else (),
        told_at=standing.foretold.at if standing.foretold else made_at,
        pillars=pillars(known, ours, within, span) if "pillars" in parts else None,
        funnel=funnel(known, ours, answers.outcomes, span) if "funnel" in parts else None,
        competition=told.competition,
    )


def _aims(
    known: Material,
    ours: Strategy,
    outlooks: Sequence[Outlook],
    slots: Sequence[Slot],
    now: datetime,
) -> Iterator[Aim]:
    posts = [(m, at.date()) for m, at in local(known) if m.post.is_original]
    for aim, told in told_aims(outlooks, ours):
        away = _left_out(told)
        its = [day for m, day in posts if m.post.network not in away]
        coming = [
            one.local_at.date()
            for one in slots
            if one.publish_at > now and one.network not in away and one.state != "skipped"
        ]
        yield Aim(
            objective=aim,
            told=told,
            posts=sum(aim.starts <= day <= aim.ends for day in its),
            planned=sum(aim.starts <= day <= aim.ends for day in coming),
        )


def _left_out(told: Outlook) -> frozenset[str]:
    """Name the networks whose posts the forecast does not count."""
    notes = dict(one.split(":", 1) for one in told.lack.split() if ":" in one)
    return frozenset(notes.get(UNSEEN, "").split(","))
