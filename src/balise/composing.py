"""What a report tells besides posts, from what is kept: nothing is learnt and nothing planned.

strategy, last plan, posts with their fit, competitors --strategic--> parts of a report
"""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from balise import cycle
from balise.competition import compared
from balise.domain.plan import Outlook, Slot
from balise.domain.ports import Store
from balise.domain.standing import Standing
from balise.domain.strategy import Objective, Strategy
from balise.known_as import renamed
from balise.looking_back import Looking
from balise.plan.past import PastPost, figure, read, unseen
from balise.planning import names_of
from balise.report import Answers, Material
from balise.report.funnel import funnel
from balise.report.planned.goals import told_aims
from balise.report.strategic.pillars import pillars
from balise.report.strategic.values import Aim, Strategic, is_of_posts


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
    looked = Looking(store=store, brand=known.brand, strategy=ours, today_fits={}, now=now)
    slots = [one for one in looked.slots if one.state != "skipped"]
    within = [one for one in slots if span and span.start <= one.local_at.date() <= span.end]
    coming = [one for one in slots if one.publish_at > now]
    made_at = standing.plan.made_at if standing.plan else None
    return Strategic(
        aims=_aims(store, known, ours, standing, coming) if "objectives" in parts else (),
        told_at=standing.foretold.at if standing.foretold else made_at,
        pillars=pillars(known, ours, within, span) if "pillars" in parts else None,
        funnel=funnel(known, ours, answers.outcomes, span) if "funnel" in parts else None,
        competition=told.competition,
    )


def _aims(
    store: Store, known: Material, ours: Strategy, standing: Standing, coming: Sequence[Slot]
) -> tuple[Aim, ...]:
    past = read(renamed(known.posts, names_of(store, known.brand, ours)))
    zone = ZoneInfo(ours.identity.timezone)
    days = [one.post.published_at.astimezone(zone).date() for one in past]
    pairs = told_aims(standing.outlooks, ours)
    return tuple(counted(aim, told, past, days, coming) for aim, told in pairs)


def counted(
    aim: Objective,
    told: Outlook,
    past: Sequence[PastPost],
    days: Sequence[date],
    coming: Sequence[Slot],
) -> Aim:
    """Count the posts behind an objective, as its forecast does.

    `days` are those of the posts of `past`, `coming` what is planned and still to come.
    """
    away = unseen(past, aim.kpi) if is_of_posts(aim) else frozenset()
    dated = zip(past, days, strict=True)
    out = [one for one, day in dated if aim.starts <= day <= aim.ends]
    ahead = (one.local_at.date() for one in coming if one.account_id not in away)
    return Aim(
        objective=aim,
        told=told,
        posts=sum(one.post.is_original for one in out),
        planned=sum(aim.starts <= day <= aim.ends for day in ahead),
        read=sum(not math.isnan(figure(one.values, aim.kpi)) for one in out),
    )
