"""The calendar by month, by week and as a list; nothing is fitted while it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, JsonResponse

from balise.domain.content import Card
from balise.domain.plan import Plan
from balise.domain.team import Right
from balise.report.roadmap_words import kept_free
from balise.web.access import needs, who_of
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.calendar.elsewhere import elsewhere
from balise.web.pages.calendar.forms import STATES, VIEWS, EventsForm, SpanForm
from balise.web.pages.calendar.handed import offered
from balise.web.pages.calendar.lines import STANDINGS, Line, days, key, kpis_of, line
from balise.web.pages.calendar.span import Span, nearest, span
from balise.web.pages.calendar.whole import became, cards_of, plan_of
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark

_SHOWN = timedelta(hours=1)
"""How long a box is in a week: a post takes no time, but its words need room."""
_SHORTFALLS = {
    "phase-pace": mark("{what}: {n} posts are missing for the pace that was wished."),
    "draft-unplaced": mark("The draft {what} found no place."),
}


@needs(Right.SEE)
def calendar(request: HttpRequest, brand: str) -> HttpResponse:
    """Show a month or a week, or list it."""
    s, space, who = speech_of(request), site_of(request).space, who_of(request)
    asked = read(request, SpanForm).cleaned_data
    plan, clock = plan_of(space, brand), ZoneInfo(space.zone(brand))
    today = datetime.now(UTC).astimezone(clock).date()
    shown = span(
        asked["view"] or "month",
        asked["day"] or nearest(plan.slots if plan else (), clock, today),
    )
    standing = site_of(request).board.standing(brand)
    inside = became(cards_of(space, brand, (shown.start, shown.end)), standing.fates)
    there = [one for one in inside if asked["state"] in {"", one.standing}]
    keys = [one for one in plan.key_dates if shown.has(one.day)] if plan else []
    kpis = kpis_of(plan) if plan else {}
    lines = [line(s, brand, one, kpis) for one in there]
    return page(
        request,
        "calendar/calendar.html",
        brand=brand,
        here="calendar",
        plan=plan,
        has_strategy=plan is not None or bool(space.strategies(brand)),
        about=_about(s, plan),
        kept_free=kept_free(s, standing.strategy) if plan and standing.strategy else "",
        shown=shown,
        title=shown.title(s),
        views=_views(s, brand, shown, asked["state"]),
        filters=_filters(s, brand, shown, inside, asked["state"]),
        days=tuple(days(s, lines, keys, today)),
        total=len(inside),
        elsewhere=elsewhere(s, standing, shown, asked["state"], datetime.now(UTC)),
        may_edit=who.may(Right.EDIT, brand),
        may_approve=who.may(Right.APPROVE, brand),
        offered=offered(s, brand) if plan else (),
        shortfalls=tuple(_shortfalls(s, plan)) if plan else (),
        week_start=_week_start(shown, there, today),
        **_ways(brand, shown, today, asked["state"]),
    )


def _about(s: Speech, plan: Plan | None) -> str:
    """Say of which plan it is."""
    if plan is None or plan.starts is None:
        return ""
    last = plan.starts + timedelta(days=7 * plan.weeks - 1)
    said = mark("Plan of {n} posts, {start} to {end}")
    return s.text(said, n=len(plan.slots), start=s.day(plan.starts), end=s.day(last))


def _week_start(shown: Span, there: Sequence[Card], today: date) -> str:
    """Choose the week that is printed: this one, or that of the first post shown."""
    first = today if shown.has(today) else min(
        (one.slot.local_at.date() for one in there), default=shown.start
    )  # fmt: skip
    return (first - timedelta(days=first.weekday())).isoformat()


def _ways(brand: str, shown: Span, today: date, state: str) -> dict[str, Any]:
    kept = {"state": state} if state else {}
    return {
        "before": shown.address(brand, day=shown.before, **kept),
        "after": shown.address(brand, day=shown.after, **kept),
        "now": shown.address(brand, day=today.isoformat(), **kept),
        "here_again": shown.address(brand, **kept),
    }


def _views(s: Speech, brand: str, shown: Span, state: str) -> list[tuple[str, str, bool]]:
    kept = {"state": state} if state else {}
    return [
        (s.text(label), shown.address(brand, view=name, **kept), name == shown.view)
        for name, label in VIEWS.items()
    ]


def _filters(
    s: Speech, brand: str, shown: Span, inside: Sequence[Card], state: str
) -> list[tuple[str, str, int, bool]]:
    """Count the posts of each standing, with the way to them alone."""
    counts: Counter[str] = Counter(one.standing for one in inside)
    every = (s.text(mark("All")), shown.address(brand), len(inside), not state)
    return [
        every,
        *(
            (s.text(STANDINGS[one][0]), shown.address(brand, state=one), counts[one], one == state)
            for one in STATES
            if counts[one] or one == state
        ),
    ]


def _shortfalls(s: Speech, plan: Plan) -> list[str]:
    told = []
    for one in plan.shortfalls:
        missing = s.number(one.missing, 0 if one.missing == int(one.missing) else 1)
        said = s.text(_SHORTFALLS[one.code], what=one.what, n=missing)
        told.append(f"{s.day(one.day)} – {said}" if one.day else said)
    return told


@needs(Right.SEE)
def events(request: HttpRequest, brand: str) -> HttpResponse:
    """Give the posts of a stretch to the calendar that a browser draws."""
    s, space = speech_of(request), site_of(request).space
    asked = read(request, EventsForm).cleaned_data
    start, end = asked["start"].date(), asked["end"].date()
    plan = plan_of(space, brand)
    kpis = kpis_of(plan) if plan else {}
    may_edit = who_of(request).may(Right.EDIT, brand)
    fates = site_of(request).board.standing(brand).fates
    found = [
        _event(s, line(s, brand, one, kpis), may_edit=may_edit)
        for one in became(cards_of(space, brand, (start, end)), fates)
    ]
    found += [
        {
            "id": f"key-{n}",
            "allDay": True,
            "start": one.day.isoformat(),
            "end": (one.day + timedelta(days=1)).isoformat(),
            "title": key(s, one),
            "editable": False,
            "classNames": ["key-date"],
        }
        for n, one in enumerate(plan.key_dates if plan else ())
        if start <= one.day < end
    ]
    return JsonResponse(found, safe=False)


def _event(s: Speech, one: Line, *, may_edit: bool) -> dict[str, Any]:
    said = mark("{time}, {network}, {kind}: {what}. {state}.")
    facts = {"time": one.time, "network": one.name, "kind": one.kind, "what": one.what}
    return {
        "id": one.slot_id,
        "start": f"{one.at:%Y-%m-%dT%H:%M:%S}",
        "end": f"{one.at + _SHOWN:%Y-%m-%dT%H:%M:%S}",
        "title": one.what,
        "editable": may_edit and one.is_open,
        "classNames": ["post", f"of-{one.network}", f"is-{one.standing}"],
        "extendedProps": {
            "address": one.address,
            "abbr": one.abbr,
            "time": one.time,
            "more": f"{one.name}, {one.kind}, {one.state}",
            "icon": one.icon,
            "said": s.text(said, state=one.state, **facts),
        },
    }
