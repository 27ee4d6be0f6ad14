"""A post added by hand, at a moment of one's own or at one that is free."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.moved import Moved, Suggestion
from balise.domain.plan import Breach
from balise.domain.team import Right
from balise.errors import BaliseError
from balise.plan.by_hand import Added
from balise.strategy import Strategy
from balise.web.access import needs, who_of
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.pages.calendar import choices
from balise.web.pages.calendar.effect import effect
from balise.web.pages.calendar.forms import AddForm
from balise.web.pages.calendar.lines import ABBR, address, expected, kpis_of
from balise.web.pages.calendar.span import WEEK, weekday
from balise.web.pages.calendar.whole import plan_of, strategy_of
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark
from balise.words.plan_breaches import told

_BEHIND_NONE = mark("this account has no post with figures yet: told from others")


class AskedForm(forms.Form):
    """The day about which a free moment is looked for, and what was chosen already."""

    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


@needs(Right.EDIT, post=Right.EDIT)
def new(request: HttpRequest, brand: str) -> HttpResponse:
    """Ask what to add; say what it would do; then add it."""
    s, space = speech_of(request), site_of(request).space
    plan, strategy = plan_of(space, brand), strategy_of(space, brand)
    if plan is None or strategy is None:
        return HttpResponseRedirect(reverse("calendar-plan", kwargs={"brand": brand}))
    if request.method != "POST":
        day = read(request, AskedForm).cleaned_data["day"]
        first = AddForm(s, choices=_choices(s, strategy), initial=_initial(request, day))
        return _asked(request, brand, first, day=day)
    form = AddForm(s, request.POST, choices=_choices(s, strategy))
    if not form.is_valid():
        return _asked(request, brand, form, status=400)
    try:
        return _answered(request, brand, form)
    except BaliseError as error:
        messages.error(request, named(s, s.error(error)))
        return _asked(request, brand, form, status=400)


def _answered(request: HttpRequest, brand: str, form: AddForm) -> HttpResponse:
    s, space, given = speech_of(request), site_of(request).space, form.cleaned_data
    network, _, account = given["account"].partition(":")
    asked = Added(
        network=network,
        account=account,
        kind=given["kind"],
        at=space.moment(brand, given["day"], given["time"]),
        pillar=given["pillar"],
        cta=given["ask"],
    )
    if request.POST.get("step") != "keep":
        return _asked(request, brand, form, found=space.try_add(brand, asked))
    found = space.add_slot(brand, asked, by=who_of(request).name)
    messages.success(request, s.text(mark("The post was added.")))
    return HttpResponseRedirect(address(brand, found.slot.slot_id))


def _initial(request: HttpRequest, day: date | None) -> dict[str, str]:
    names = ("account", "kind", "pillar", "ask", "time")
    known = {name: request.GET[name] for name in names if name in request.GET}
    return known | ({"day": day.isoformat()} if day else {})


def _choices(s: Speech, strategy: Strategy) -> dict[str, choices.Listed]:
    networks = dict.fromkeys(one.network for one in strategy.accounts)
    return {
        "account": choices.accounts(s, strategy),
        "kind": choices.kinds(s, *networks),
        "pillar": choices.pillars(s, strategy),
        "ask": choices.asks(s, strategy),
    }


def _asked(  # noqa: PLR0913 - what the page says, each by its name
    request: HttpRequest,
    brand: str,
    form: AddForm,
    *,
    status: int = 200,
    day: date | None = None,
    found: Moved | None = None,
) -> HttpResponse:
    s, space = speech_of(request), site_of(request).space
    plan = plan_of(space, brand)
    kpis = kpis_of(plan) if plan else {}
    return page(
        request,
        "calendar/new.html",
        status=status,
        brand=brand,
        here="calendar",
        form=form,
        day=day,
        effect=effect(s, found, kpis) if found else None,
    )


@needs(Right.EDIT)
def moments(request: HttpRequest, brand: str) -> HttpResponse:
    """Offer the best free moments of the week that a day is in."""
    s, space = speech_of(request), site_of(request).space
    day, plan = read(request, AskedForm).cleaned_data["day"], plan_of(space, brand)
    start = plan.starts if plan else None
    found: tuple[Suggestion, ...] = ()
    if start and strategy_of(space, brand):
        week = ((day or start) - start) // WEEK
        found = space.suggestions(brand, week)
    name = "moments" if request.headers.get("HX-Request") else "moments_page"
    return page(
        request,
        f"calendar/{name}.html",
        brand=brand,
        here="calendar",
        offers=[_offer(s, one, kpis_of(plan) if plan else {}) for one in found],
        is_beyond=any(one.breaches for one in found),
    )


def _offer(s: Speech, one: Suggestion, kpis: Mapping[str, str]) -> dict[str, object]:
    at = one.publish_at.astimezone(ZoneInfo(one.timezone))
    return {
        "network": one.network,
        "abbr": ABBR.get(one.network, one.network[:2].upper()),
        "name": s.term("network", one.network),
        "when": f"{weekday(s, at.date())}, {at:%H:%M}",
        "kind": s.term("kind", one.kind),
        "pillar": one.pillar,
        "brings": expected(s, one, kpis),
        "behind": _behind(s, one.n),
        "breaches": [beyond(s, each) for each in one.breaches],
        "fields": {
            "account": f"{one.network}:{one.account}",
            "day": at.date().isoformat(),
            "time": f"{at:%H:%M}",
            "kind": one.kind,
            "pillar": one.pillar,
            "ask": one.cta,
        },
    }


def _behind(s: Speech, n: int) -> str:
    if not n:
        return s.text(_BEHIND_NONE)
    return s.plural(
        mark("told from {n} post of this account"), mark("told from {n} posts of this account"), n
    )


def beyond(s: Speech, breach: Breach) -> str:
    """Say by how much a moment asks for more than the team makes; no other rule is broken."""
    found, limit = breach.params.get("found"), breach.params.get("limit")
    if not isinstance(found, int | float) or not isinstance(limit, int | float):
        return named(s, told(breach, s))
    return s.plural(
        mark(
            "{n} piece more than the team makes: {found} in this week instead of {limit} ({kind})."
        ),
        mark(
            "{n} pieces more than the team makes: {found} in this week instead of {limit} ({kind})."
        ),
        math.ceil(found - limit),
        found=s.number(found),
        limit=s.number(limit),
        kind=s.term("kind", str(breach.params["kind"])),
    )
