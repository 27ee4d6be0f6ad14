"""A post moved or changed: what that does is shown first, then it is kept or left."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.moved import Moved
from balise.domain.plan import Slot
from balise.domain.team import Right
from balise.errors import BaliseError, RecordNotFoundError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.pages.calendar import choices
from balise.web.pages.calendar.done import back
from balise.web.pages.calendar.effect import effect
from balise.web.pages.calendar.forms import ChangeForm, MoveForm
from balise.web.pages.calendar.lines import address, kpis_of, line
from balise.web.pages.calendar.span import weekday
from balise.web.pages.calendar.whole import card_of, plan_of, strategy_of
from balise.web.render import page
from balise.web.site import site_of
from balise.web.told import status_of
from balise.words import Speech, mark

_UNREAD = mark("Choose a day and a time, as 2026-12-01 and 18:30.")
_MOVED = mark("Moved to {when}.")
_TAKEN_BACK = mark("The approval was taken back: the post is to be approved anew.")


@needs(Right.SEE, post=Right.EDIT)
def move(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Try a moment, and keep it where `step` is `keep`."""
    s, space, way = speech_of(request), site_of(request).space, address(brand, slot)
    if request.method != "POST":
        return HttpResponseRedirect(way)
    form = MoveForm(s, request.POST)
    if not form.is_valid():
        return _refused(request, way, s.text(_UNREAD), 400)
    day, time = form.cleaned_data["day"], form.cleaned_data["time"]
    try:
        at = space.moment(brand, day, time)
        if request.POST.get("step") != "keep":
            found = space.try_move(brand, slot, at)
            at = found.slot.local_at
            kept = {"day": at.date().isoformat(), "time": f"{at:%H:%M}"}
            return _tried(
                request, brand, found, way="calendar-move", kept=kept, now=_when(s, found)
            )
        found = space.move_slot(brand, slot, at, by=who_of(request).name)
    except RecordNotFoundError:
        raise
    except BaliseError as error:
        return _refused(request, way, named(s, s.error(error)), status_of(error))
    messages.success(request, s.text(_MOVED, when=_when(s, found)))
    _told_back(request, s, found)
    return back(request, way)


def _when(s: Speech, found: Moved) -> str:
    at = found.slot.local_at
    return f"{weekday(s, at.date())}, {at:%H:%M}"


def _told_back(request: HttpRequest, s: Speech, found: Moved) -> None:
    if found.was is not None and found.was.state == "approved":
        messages.warning(request, s.text(_TAKEN_BACK))


def _tried(  # noqa: PLR0913 - what the page says, each by its name
    request: HttpRequest,
    brand: str,
    found: Moved,
    *,
    way: str,
    kept: Mapping[str, str],
    now: str,
    was: str = "",
) -> HttpResponse:
    """Say what a move or a change would do; to a script only the part that it shows."""
    s, space = speech_of(request), site_of(request).space
    plan = plan_of(space, brand)
    one = line(s, brand, card_of(space, brand, found.slot.slot_id), {})
    name = "effect" if request.headers.get("HX-Request") else "moved"
    return page(
        request,
        f"calendar/{name}.html",
        brand=brand,
        here="calendar",
        line=one,
        effect=effect(s, found, kpis_of(plan) if plan else {}),
        was=was or f"{weekday(s, one.at.date())}, {one.time}",
        now=now,
        action=address(brand, found.slot.slot_id, way),
        is_move=way == "calendar-move",
        kept={**kept, "step": "keep", "back": request.POST.get("back", "")},
        is_approved=found.was is not None and found.was.state == "approved",
    )


def _refused(request: HttpRequest, way: str, sentence: str, status: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return page(request, "calendar/refused.html", status=status, sentence=sentence)
    messages.error(request, sentence)
    return back(request, way)


@needs(Right.SEE, post=Right.EDIT)
def change(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Say what another format, pillar or ask would do, and keep it where `step` is `keep`."""
    s, space, way = speech_of(request), site_of(request).space, address(brand, slot)
    if request.method != "POST":
        return HttpResponseRedirect(way)
    there = card_of(space, brand, slot).slot
    form = ChangeForm(s, request.POST, choices=choices.of_slot(s, strategy_of(space, brand), there))
    if not form.is_valid():
        return _refused(request, way, s.text(mark("Choose one of the list.")), 400)
    given = form.cleaned_data
    asked = {"kind": given["kind"], "pillar": given["pillar"], "cta": given["ask"]}
    try:
        if request.POST.get("step") != "keep":
            found = space.try_change(brand, slot, **asked)
            was, now = (_named(s, one) for one in (there, found.slot))
            return _tried(
                request, brand, found, way="calendar-change", kept=given, was=was, now=now
            )
        found = space.change_slot(brand, slot, by=who_of(request).name, **asked)
    except RecordNotFoundError:
        raise
    except BaliseError as error:
        return _refused(request, way, named(s, s.error(error)), status_of(error))
    messages.success(request, s.text(mark("Saved.")))
    _told_back(request, s, found)
    return back(request, way)


def _named(s: Speech, slot: Slot) -> str:
    """Name format, pillar and ask of a post."""
    ask = s.term("cta", slot.cta) if slot.cta else ""
    return " · ".join(filter(None, [s.term("kind", slot.kind), slot.pillar, ask]))


@needs(Right.EDIT)
def ready(request: HttpRequest, brand: str) -> HttpResponse:
    """Bring into memory what moving a post needs, before one is moved."""
    space = site_of(request).space
    plan = plan_of(space, brand)
    if plan is not None and strategy_of(space, brand) is not None:
        _ = space.bench(brand).standing
    return HttpResponse(status=204)
