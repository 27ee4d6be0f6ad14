"""Made-up plans to look at and to test with: of one week and of twelve, of one account and of many.

They are laid out by hand, without a solver, so that pages can be tested apart from it. Their
figures are invented; the pages that they make are labelled so.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from balise.domain.estimate import Provenance
from balise.domain.plan import (
    Draw,
    Exchange,
    KeyDate,
    Need,
    Outlook,
    Plan,
    Point,
    Shortfall,
    Slot,
    Swap,
)
from balise.domain.strategy import (
    Adaptation,
    Audience,
    Blackout,
    Budget,
    CallToAction,
    Event,
    Hashtags,
    Identity,
    Objective,
    Phase,
    Pillar,
    Planning,
    Presence,
    Series,
    Strategy,
)

STARTS = date(2026, 11, 30)
MADE = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
ZONE = "Europe/Brussels"
KINDS: Mapping[str, tuple[str, ...]] = {
    "instagram": ("image", "carousel", "short_video", "story"),
    "facebook": ("image", "link", "video"),
    "tiktok": ("short_video",),
    "linkedin": ("document", "text", "article"),
    "youtube": ("video", "short_video"),
    "pinterest": ("image",),
    "mastodon": ("text", "poll"),
}
TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "name": "The Heron Hardware Store",
        "positioning": "The only shop that shows how it is done",
        "audience": "home owners who renovate",
        "interest": "home improvement",
        "need": "do it myself",
        "how": "how-to",
        "people": "people of the shop",
        "offers": "offers",
        "visit": "come to the shop",
        "ask": "ask a question",
        "keep": "keep for later",
        "series": "Tuesday tip",
        "event": "Garden days",
        "save": "save the date",
        "last": "last days",
        "closed": "closed for stock-taking",
        "holiday": "Christmas Day",
        "moment": "Black Friday weekend",
        "reason": "Short videos on Tuesday evening did best of late.",
        "sales": "winter-sales",
        "seen": "seen-around-here",
        "liked": "people-who-answer",
    },
    "fr": {
        "name": "Quincaillerie du Héron",
        "positioning": "La seule qui montre le geste",
        "audience": "propriétaires qui rénovent",
        "interest": "bricolage",
        "need": "le faire soi-même",
        "how": "gestes-et-astuces",
        "people": "équipe du magasin",
        "offers": "offres",
        "visit": "venir au magasin",
        "ask": "poser sa question",
        "keep": "garder pour plus tard",
        "series": "Mardi astuce",
        "event": "Journées du jardin",
        "save": "à vos agendas",
        "last": "derniers jours",
        "closed": "fermé pour inventaire",
        "holiday": "Noël",
        "moment": "Vendredi noir",
        "reason": "Le mardi soir, les vidéos courtes ont fait mieux ces derniers temps.",
        "sales": "ventes-d’hiver",
        "seen": "vus-dans-le-quartier",
        "liked": "ceux-qui-répondent",
    },
}


def strategy(
    language: str = "en", *, networks: tuple[str, ...] = ("instagram", "facebook", "tiktok"),
    weeks: int = 4, names: Mapping[str, str] = MappingProxyType({}),
) -> Strategy:  # fmt: skip
    """Write a strategy of some networks; `names` replaces texts."""
    said = {**TEXTS[language], **names}
    ends = STARTS + timedelta(weeks=max(weeks, 1)) - timedelta(days=1)
    return Strategy(
        identity=Identity(
            name=said["name"], language=language, timezone=ZONE, positioning=said["positioning"]
        ),
        objectives=tuple(_objectives(said, ends)),
        audiences=(
            Audience(
                name=said["audience"],
                ages=(30, 60),
                countries=("BE",),
                interests=(said["interest"],),
                needs=(said["need"],),
            ),
        ),
        accounts=tuple(
            Presence(network=one, handle="heron", posts_per_week=(1, 4), posts_per_day=2)
            for one in networks
        ),
        pillars=(
            Pillar(name=said["how"], share=0.5, stage="consideration"),
            Pillar(name=said["people"], share=0.3, stage="awareness"),
            Pillar(name=said["offers"], share=None, stage="conversion"),
        ),
        calls_to_action=(
            CallToAction(name=said["visit"], stage="conversion"),
            CallToAction(name=said["ask"], stage="consideration"),
            CallToAction(name=said["keep"], stage="awareness"),
        ),
        funnel={"awareness": 0.3, "consideration": 0.5, "conversion": 0.2},
        hashtags=Hashtags(brand=("#heron",), pool=("#diy", "#garden")),
        capacity={
            "short_video": 4.0, "image": 6.0, "carousel": 2.0, "document": 0.5, "video": 3.0,
            "story": 3.0, "link": 2.0, "text": 4.0, "poll": 1.0, "article": 1.0,
        },
        adaptations=(Adaptation(kind="short_video", networks=networks),),
        plan=Planning(reserve=0.1, explore=0.02),
        budget=Budget(total=900.0, boost_per_post=(20.0, 80.0)),
        series=(
            Series(
                name=said["series"], weekday="tuesday", pillar=said["how"], hour=18,
                networks=networks[:1],
            ),
        ),
        events=(
            Event(
                name=said["event"],
                date=date(2026, 12, 19),
                objective=said["sales"],
                phases=(
                    Phase(name=said["save"], from_day=-14, to_day=-6),
                    Phase(
                        name=said["last"], from_day=-3, to_day=0, posts_per_day=2,
                        cta=said["visit"],
                    ),
                ),
            ),
        ),
        blackouts=(
            Blackout(starts=date(2026, 12, 24), ends=date(2026, 12, 26), reason=said["closed"]),
        ),
    )  # fmt: skip


def _objectives(said: Mapping[str, str], ends: date) -> Iterator[Objective]:
    yield Objective(
        name=said["sales"], stage="conversion", kpi="link_clicks", aggregate="total",
        target=1200.0, baseline=640.0, starts=STARTS, ends=ends, value=0.8,
        supports="",
    )  # fmt: skip
    yield Objective(
        name=said["seen"], stage="awareness", kpi="views", aggregate="total", target=60000.0,
        starts=STARTS, ends=ends, priority=0.4, supports=said["sales"],
    )  # fmt: skip
    yield Objective(
        name=said["liked"], stage="consideration", kpi="engagement_rate_by_reach",
        aggregate="rate", target=0.045, starts=STARTS, ends=ends, priority=0.3,
    )  # fmt: skip


def plan(
    ours: Strategy, *, weeks: int = 4, per_week: int = 3, knows: bool = True, seed: int = 1
) -> Plan:
    """Lay a plan out, `per_week` posts a week on each account."""
    chance = random.Random(seed)  # noqa: S311 - a made-up plan
    slots = [
        slot
        for week in range(weeks)
        for place, one in enumerate(ours.accounts)
        for slot in _week(ours, one, (week, place, per_week), chance)
    ]
    slots = sorted(_randomised(slots, chance), key=lambda slot: (slot.publish_at, slot.slot_id))
    if not knows:
        slots = [replace(one, q05=math.nan, q50=math.nan, q95=math.nan) for one in slots]
    said = TEXTS[ours.identity.language]
    return Plan(
        slots=tuple(slots),
        objectives=tuple(_outlooks(ours, weeks, knows=knows)),
        optimality_gap=0.008,
        violations=(),
        strategy_hash="5d41402abc4b2a76b9719d911017c592ae2f1d7b3f4a5c6d7e8f901234567890",
        provenance=Provenance(
            snapshot="9f86d081884c7d659a2feaa0c55ad015", model="cells-3", seed=7, made_at=MADE
        ),
        starts=STARTS,
        weeks=weeks,
        value=1.04,
        bound=1.05,
        cost=0.011 if any(one.draw_id for one in slots) else 0.0,
        draws=tuple(_draws(slots)),
        free={week: 1 + week % 2 for week in range(weeks)},
        key_dates=tuple(
            one
            for one in (
                KeyDate(day=date(2026, 12, 5), name=said["moment"], kind="moment"),
                KeyDate(day=date(2026, 12, 25), name=said["holiday"], kind="holiday"),
            )
            if one.day < STARTS + timedelta(weeks=weeks)
        ),
        shortfalls=(
            Shortfall(
                code="phase-pace", what=f"{said['event']} / {said['last']}",
                day=date(2026, 12, 17), missing=1,
            ),
            Shortfall(code="draft-unplaced", what="opening-film", day=date(2026, 12, 2)),
        )
        if weeks > 1
        else (),
        prior=not knows,
    )  # fmt: skip


def _week(
    ours: Strategy, one: Presence, where: tuple[int, int, int], chance: random.Random
) -> Iterator[Slot]:
    week, place, n = where
    closed = [(each.starts, each.ends) for each in ours.blackouts]
    begins = STARTS + timedelta(weeks=week)
    days = [begins + timedelta(days=d) for d in range(7)]
    open_ = [day for day in days if not any(a <= day <= b for a, b in closed)]
    pillars = ours.pillars
    for nth, day in enumerate(sorted(chance.sample(open_, min(n, len(open_))))):
        is_series = bool(ours.series) and place == 0 and day.weekday() == 1
        phase = next((p for e in ours.events for p in e.phases
                      if p.from_day <= (day - e.date).days <= p.to_day), None)  # fmt: skip
        pillar = pillars[0 if is_series else (week + nth) % len(pillars)]
        cta = ours.calls_to_action[(nth + place) % len(ours.calls_to_action)]
        hour = 18 if is_series else chance.choice((8, 12, 13, 17, 18, 20))
        at = datetime.combine(day, time(hour, chance.choice((0, 15, 30))), ZoneInfo(ZONE))
        middle = chance.uniform(8, 60)
        kind = chance.choice(KINDS[one.network])
        yield Slot(
            slot_id=f"{week:02d}-{one.network}-{nth}",
            content_id=f"piece-{week}-{nth if kind == 'short_video' else (place, nth)}",
            network=one.network,
            account=one.handle,
            publish_at=at.astimezone(UTC),
            timezone=ZONE,
            kind=kind,
            pillar=pillar.name,
            stage=cta.stage or "",
            cta=cta.name,
            hashtags=("#heron", chance.choice(("#diy", "#garden"))),
            objective=ours.objectives[0].name,
            audience=ours.audiences[0].name,
            series=ours.series[0].name if is_series else "",
            event=ours.events[0].name if phase else "",
            phase=phase.name if phase else "",
            draft="opening-film" if nth == 0 and week == 1 and place == 1 else "",
            q05=middle * 0.3,
            q50=middle,
            q95=middle * 2.8,
            boost=40.0 if nth == 0 and place == 0 else 0.0,
            state="approved" if week == 0 and nth == 0 else "planned",
            reason=TEXTS[ours.identity.language]["reason"],
        )  # fmt: skip


def _randomised(slots: list[Slot], chance: random.Random) -> Iterator[Slot]:
    for one in slots:
        if one.state == "planned" and chance.random() < 0.35:
            yield replace(one, propensity=0.5, draw_id=f"{one.account_id}/{one.slot_id[:2]}")
        else:
            yield one


def _draws(slots: list[Slot]) -> Iterator[Draw]:
    for draw_id in dict.fromkeys(one.draw_id for one in slots if one.draw_id):
        its = [one for one in slots if one.draw_id == draw_id]
        first = its[0]
        swap = Swap(slot_id=first.slot_id, aspect="hour", before="18", after="12")
        kind = Swap(slot_id=its[-1].slot_id, aspect="kind", before="image", after="carousel")
        yield Draw(
            draw_id=draw_id,
            account=first.account_id,
            week=STARTS + timedelta(weeks=int(first.slot_id[:2])),
            explore=0.1,
            temperature=0.02,
            exchanges=(
                Exchange(swaps=(), value=1.0, chance=0.5),
                Exchange(swaps=(swap,), value=0.99, chance=0.3),
                Exchange(swaps=(kind,), value=0.98, chance=0.2),
            ),
            chosen=0,
            cost=0.011,
        )


def _outlooks(ours: Strategy, weeks: int, *, knows: bool) -> Iterator[Outlook]:
    for place, aim in enumerate(ours.objectives):
        if not knows or place == 2:
            yield Outlook(
                objective=aim.name, kpi=aim.kpi, target=aim.target, q05=math.nan, q50=math.nan,
                q95=math.nan, p_reached=math.nan, starts=aim.starts, ends=aim.ends,
                lack="no-fit",
            )  # fmt: skip
            continue
        share = (1.06, 0.72)[place]
        curve = tuple(_curve(aim, share, weeks))
        last = curve[-1]
        ends = [one for one in curve if (one.day + timedelta(days=1)).day == 1]
        yield Outlook(
            objective=aim.name,
            kpi=aim.kpi,
            target=aim.target,
            q05=last.q05,
            q50=last.q50,
            q95=last.q95,
            p_reached=(0.68, 0.14)[place],
            starts=aim.starts,
            ends=aim.ends,
            published=(85.0, 0.0)[place],
            course=("on course", "behind")[place],
            curve=curve,
            milestones=tuple(dict.fromkeys((*ends, last))),
            needs=()
            if place == 0
            else (
                Need(way="posts", amount=14, p_reached=0.44),
                Need(way="format", what="short_video", amount=0.6, p_reached=0.5),
                Need(way="network", what="youtube", amount=2, p_reached=0.38),
                Need(way="budget", amount=1500, p_reached=0.5),
                Need(way="target", amount=44000, p_reached=0.5),
            ),
        )


def _curve(aim: Objective, share: float, weeks: int) -> Iterator[Point]:
    days = 7 * max(weeks, 1)
    for n in range(days):
        part = (n + 1) / days
        middle = aim.target * share * part
        spread = 0.12 + 0.3 * part
        yield Point(
            day=aim.starts + timedelta(days=n),
            q05=middle * (1 - spread * 0.7),
            q50=middle,
            q95=middle * (1 + spread),
        )


def empty(ours: Strategy) -> Plan:
    """Give a plan without any post."""
    return replace(plan(ours, weeks=1), slots=(), draws=(), free={}, cost=0.0)


SEVEN = tuple(KINDS)
