"""Words of one post put into another, and words that have no post any more."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.content import Card
from balise.domain.team import Right
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.pages.calendar.lines import address, line
from balise.web.pages.calendar.span import weekday
from balise.web.pages.calendar.whole import cards_of
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark
from balise.workspace import Workspace

_MOST = 300
_PLACE = mark("{network}, {when}: {what}")


def copies(s: Speech, space: Workspace, brand: str, one: Card) -> dict[str, Any]:
    """List the posts that the words of one may be put into; none where it has no words."""
    if one.content is None or one.content.is_empty:
        return {"places": ()}
    return {"places": places(s, space, brand, but=one.slot.slot_id)}


def places(s: Speech, space: Workspace, brand: str, but: str = "") -> list[tuple[str, str]]:
    """List the posts that are open, those without words first."""
    there = [
        one
        for one in cards_of(space, brand)
        if one.slot.state in {"planned", "approved"} and one.slot.slot_id != but
    ]
    there.sort(key=lambda one: (bool(one.content and one.content.text), one.slot.publish_at))
    return [(one.slot.slot_id, _place(s, brand, one)) for one in there[:_MOST]]


def _place(s: Speech, brand: str, card: Card) -> str:
    one = line(s, brand, card, {})
    when = f"{weekday(s, one.at.date())}, {one.time}"
    return s.text(_PLACE, network=one.name, when=when, what=one.what)


@needs(Right.EDIT)
def copy(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Lead to the post that the words of another are to be put into; nothing is kept yet."""
    space, to = site_of(request).space, request.GET.get("to", "")
    if not any(one.slot.slot_id == to for one in space.cards(brand)):
        messages.error(request, speech_of(request).text(mark("Choose one of the list.")))
        return HttpResponseRedirect(reverse("calendar-texts", kwargs={"brand": brand}))
    return HttpResponseRedirect(f"{address(brand, to)}?{urlencode({'words': slot})}#write-title")


@needs(Right.SEE, post=Right.EDIT)
def texts(request: HttpRequest, brand: str) -> HttpResponse:
    """List what was written and has no post any more; set one aside."""
    s, space = speech_of(request), site_of(request).space
    if request.method == "POST":
        space.set_aside(brand, request.POST.get("slot", ""), by=who_of(request).name)
        messages.success(request, s.text(mark("Set aside.")))
        return HttpResponseRedirect(reverse("calendar-texts", kwargs={"brand": brand}))
    loose = space.loose(brand)
    return page(
        request,
        "calendar/texts.html",
        brand=brand,
        here="calendar",
        texts=[(line(s, brand, one, {}), one.content, weekday(s, one.slot.local_at.date()))
               for one in loose],
        places=places(s, space, brand) if loose else (),
        may_edit=who_of(request).may(Right.EDIT, brand),
    )  # fmt: skip
