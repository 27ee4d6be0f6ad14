"""Made-up strategies of every shape, on clocks that are odd, for the tests of plans.

`strategies(start)` gives strategies whose events, blackouts and periods lie around a start: roomy
ones that a plan fits into, and (unless `roomy=True`) ones that ask for what cannot be had.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from balise.domain.strategy import (
    STAGES,
    WEEKDAYS,
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
from balise.strategy.rhythm import takes

ZONES = (
    "Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Africa/Casablanca", "Pacific/Apia", "UTC",
)  # fmt: skip
"""Both ways of saving light, half an hour of it, three quarters beside the hour, a month without
it, a day that was left out, and none of that."""
ODD_DAYS = (
    date(2027, 3, 22), date(2027, 10, 25), date(2027, 3, 8), date(2027, 11, 1), date(2027, 4, 1),
    date(2027, 9, 27), date(2027, 2, 1), date(2011, 12, 26), date(2026, 12, 28), date(2028, 2, 28),
)  # fmt: skip
"""Weeks in which clocks go forward or back, Ramadan begins in Morocco, Samoa leaves out a Friday,
a year ends, a February has 29 days."""
NETWORKS = (
    "instagram", "facebook", "x", "linkedin", "tiktok", "youtube", "threads", "bluesky",
)  # fmt: skip
KINDS = ("text", "image", "carousel", "video", "short_video", "story", "link", "document")
STAGE_OR_NONE = st.sampled_from([None, *STAGES])
TAGS = ("#shop", "#spring", "#été", "#Plants", "#garden", "#balcony", "#green")


def starts() -> st.SearchStrategy[date]:
    """Days on which a plan may start: around odd ones, or any."""
    near = st.builds(
        lambda day, n: day + timedelta(days=n), st.sampled_from(ODD_DAYS), st.integers(-6, 6)
    )
    return near | st.dates(date(2024, 1, 1), date(2030, 12, 31))


def zones() -> st.SearchStrategy[str]:
    """Zones, the odd ones as often as the plain."""
    return st.sampled_from(ZONES)


@st.composite
def presences(draw: st.DrawFn, *, roomy: bool = False) -> tuple[Presence, ...]:
    """One to four accounts, on several networks, two of them on one at times."""
    networks = draw(st.lists(st.sampled_from(NETWORKS), min_size=1, max_size=4))
    found = []
    for n, network in enumerate(networks):
        least = draw(st.integers(0, 2 if roomy else 8))
        hours = (
            draw(st.tuples(st.integers(0, 10), st.integers(18, 24))) if roomy else draw(_hours())
        )
        found.append(
            Presence(
                network=network,
                handle=f"shop{n}",
                posts_per_week=(least, least + draw(st.integers(2 if roomy else 0, 5))),
                posts_per_day=draw(st.integers(1, 3)),
                min_gap_hours=draw(
                    st.sampled_from([0, 0.5, 3, 6] if roomy else [0, 5.5, 24, 48, 168])
                ),
                hours=hours,
            )
        )
    return tuple(found)


def _hours() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, 23), st.integers(1, 24)).map(
        lambda two: (two[0], max(two[1], two[0] + 1))
    )


@st.composite
def shares(draw: st.DrawFn, n: int) -> list[float]:
    """Shares of n parts that add up to 1 at most, as people write them."""
    left, found = 20, []
    for _ in range(n):
        part = draw(st.integers(0, left))
        left -= part
        found.append(part / 20)
    return found


@st.composite
def pillars(draw: st.DrawFn, *, roomy: bool = False) -> tuple[Pillar, ...]:
    """No pillar, or up to four, with shares or without; in a roomy strategy the last has none."""
    names = ["how-to", "offers", "people", "plants"][: draw(st.integers(0, 4))]
    parts = draw(shares(len(names)))
    return tuple(
        Pillar(
            name=name,
            share=part if draw(st.booleans()) and not (roomy and name == names[-1]) else None,
            stage=draw(STAGE_OR_NONE),
        )
        for name, part in zip(names, parts, strict=True)
    )


@st.composite
def funnels(draw: st.DrawFn) -> dict[str, float]:
    """No funnel, or shares of some of its stages."""
    if not draw(st.booleans()):
        return {}
    stages = draw(st.lists(st.sampled_from(STAGES), unique=True, max_size=4))
    return dict(zip(stages, draw(shares(len(stages))), strict=True))


@st.composite
def capacities(draw: st.DrawFn, kinds: Sequence[str], *, roomy: bool) -> dict[str, float]:
    """No limit, or pieces a week of some kinds, whole and in parts."""
    if draw(st.booleans()) or not kinds:
        return {}
    most = [4, 7, 10.5, 20] if roomy else [0, 0.1, 0.25, 1 / 3, 0.5, 1, 1.5, 3, 7]
    return {
        kind: float(draw(st.sampled_from(most)))
        for kind in kinds
        if roomy or draw(st.integers(0, 3))
    }


@st.composite
def adaptations(draw: st.DrawFn, accounts: Sequence[Presence]) -> tuple[Adaptation, ...]:
    """Kinds that several of the networks take, with lags of nothing to days."""
    found = []
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=2)):
        its = {one.network for one in accounts if takes(one.network, kind)}
        if len(its) > 1:
            lag = draw(st.sampled_from([0, 12, 24, 36.5, 72]))
            found.append(Adaptation(kind=kind, networks=tuple(sorted(its)), lag_hours=lag))
    return tuple(found)


@st.composite
def series(
    draw: st.DrawFn, accounts: Sequence[Presence], themes: Sequence[Pillar], *, roomy: bool
) -> tuple[Series, ...]:
    """Up to two appointments; in a roomy strategy one that an account can keep, at most."""
    found = []
    for n in range(draw(st.integers(0, 1 if roomy else 2))):
        host = draw(st.sampled_from(accounts))
        kinds = [kind for kind in KINDS if takes(host.network, kind)] if roomy else list(KINDS)
        hour = st.integers(*((host.hours[0], host.hours[1] - 1) if roomy else (0, 23)))
        free = [one.name for one in themes if one.share is None or not roomy]
        found.append(
            Series(
                name=f"tip {n}",
                weekday=draw(st.sampled_from(WEEKDAYS)),
                pillar=draw(st.sampled_from(["", *free])),
                kind=draw(st.sampled_from(["", *kinds])),
                hour=draw(st.none() | hour),
                networks=draw(st.sampled_from([(), (host.network,)])),
            )
        )
    return tuple(found)


@st.composite
def events(
    draw: st.DrawFn, start: date, asks: Sequence[CallToAction], aims: Sequence[Objective]
) -> tuple[Event, ...]:
    """Up to two events around the plan, with phases that have a pace, an ask, or neither."""
    found = []
    for n in range(draw(st.integers(0, 2))):
        phases, day = [], draw(st.integers(-20, -1))
        for name in ["save the date", "last days", "after"][: draw(st.integers(0, 3))]:
            end = day + draw(st.integers(0, 8))
            pace = draw(st.none() | st.integers(1, 3))
            cta = draw(st.sampled_from(["", *(one.name for one in asks)]))
            phases.append(Phase(name=name, from_day=day, to_day=end, posts_per_day=pace, cta=cta))
            day = end + 1 + draw(st.integers(0, 2))
        found.append(
            Event(
                name=f"fair {n}",
                date=start + timedelta(days=draw(st.integers(-5, 40))),
                objective=draw(st.sampled_from(["", *(one.name for one in aims)])),
                phases=tuple(phases),
            )
        )
    return tuple(found)


@st.composite
def blackouts(draw: st.DrawFn, start: date, *, roomy: bool) -> tuple[Blackout, ...]:
    """Closed days in or beside the plan: a day or two, or weeks of them."""
    found = []
    for _ in range(draw(st.integers(0, 2))):
        first = start + timedelta(days=draw(st.integers(-3, 28)))
        long = draw(st.integers(0, 2 if roomy else 16))
        found.append(Blackout(starts=first, ends=first + timedelta(days=long), reason="closed"))
    return tuple(found)


@st.composite
def objectives(draw: st.DrawFn, start: date) -> tuple[Objective, ...]:
    """One to three objectives whose periods hold the plan, a part of it, or nothing of it."""
    kpis = ["link_clicks", "views", "engagement"][: draw(st.integers(1, 3))]
    found = []
    for n, kpi in enumerate(kpis):
        first = start + timedelta(days=draw(st.integers(-30, 20 if n else 0)))
        found.append(
            Objective(
                name=f"more {kpi}",
                stage=draw(st.sampled_from(STAGES)),
                kpi=kpi,
                aggregate="total",
                target=draw(st.sampled_from([50.0, 1200.0, 30_000.0])),
                starts=first,
                ends=first + timedelta(days=draw(st.integers(30, 90))),
                priority=draw(st.sampled_from([0.3, 1.0, 2.0])),
                value=draw(st.none() | st.sampled_from([0.01, 0.8])),
            )
        )
    return tuple(found)


@st.composite
def hashtags(draw: st.DrawFn) -> Hashtags:
    """None, few or many, at times with one that is banned in another spelling."""
    every = draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=7))
    cut = draw(st.integers(0, min(2, len(every))))
    return Hashtags(
        brand=tuple(every[:cut]),
        pool=tuple(every[cut:]),
        banned=draw(st.sampled_from([(), ("#followback",), ("#ETE", "#plants")])),
        max_per_post=draw(st.integers(0, 7)),
    )


@st.composite
def strategies(draw: st.DrawFn, start: date = ODD_DAYS[0], *, roomy: bool = False) -> Strategy:
    """Make strategies of every shape around a start."""
    accounts, aims = draw(presences(roomy=roomy)), draw(objectives(start))
    themes = draw(pillars(roomy=roomy))
    asks = tuple(
        CallToAction(name=name, stage=draw(STAGE_OR_NONE))
        for name in ["visit", "write", "book"][: draw(st.integers(0, 3))]
    )
    kinds = [kind for kind in KINDS if any(takes(one.network, kind) for one in accounts)]
    tables: dict[str, Any] = {
        "capacity": draw(capacities(kinds, roomy=roomy)),
        "adaptations": draw(adaptations(accounts)),
        "series": draw(series(accounts, themes, roomy=roomy)),
        "events": draw(events(start, asks, aims)),
        "blackouts": draw(blackouts(start, roomy=roomy)),
        "funnel": {} if roomy else draw(funnels()),
        "hashtags": draw(hashtags()),
        "plan": Planning(
            reserve=draw(st.sampled_from([0.0, 0.0, 0.1, 0.25, 0.5])),
            explore=draw(st.sampled_from([0.0, 0.02, 0.2])),
        ),
        "budget": draw(st.sampled_from([Budget(), Budget(total=900, boost_per_post=(20, 80))])),
    }
    audience = Audience(name="balconies", countries=draw(st.sampled_from([(), ("BE", "FR")])))
    return Strategy(
        identity=Identity(
            name="Serre du Lac",
            language=draw(st.sampled_from(["fr", "en"])),
            timezone=draw(zones()),
        ),
        objectives=aims,
        accounts=accounts,
        audiences=draw(st.sampled_from([(), (audience,)])),
        pillars=themes,
        calls_to_action=asks,
        **tables,
    )
