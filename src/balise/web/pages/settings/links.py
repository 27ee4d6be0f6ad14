"""Links by which clients approve posts without a login."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from balise.domain.team import Right
from balise.errors import NotAllowedError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.account.forms import One
from balise.web.pages.settings.forms import LinkForm
from balise.web.pages.settings.frame import framed
from balise.web.secrets import link, shown
from balise.web.sent import sent
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.words import mark
from balise.workspace import Workspace


@needs(Right.OWN, post=Right.OWN)
def links(request: HttpRequest, brand: str) -> HttpResponse:
    """List the links of a brand, and make one."""
    space, back = site_of(request).space, address("client-links", brand)
    if request.method == "POST":

        def act(given: Mapping[str, Any]) -> str | HttpResponse:
            return _made(request, brand, given, back)

        return sent(request, LinkForm, back, act)
    now = datetime.now(UTC)
    listed = [(one, one.is_open(now)) for one in space.links(brand)]
    form = LinkForm(speech_of(request))
    return framed(request, brand, "client-links", listed=listed, form=form)


def _made(
    request: HttpRequest, brand: str, given: Mapping[str, Any], back: str
) -> str | HttpResponse:
    space, asked = site_of(request).space, dict(given)
    first, last = asked.pop("first"), asked.pop("last")
    if first or last:
        asked["slots"] = _slots(space, brand, first or date.min, last or date.max)
        if not asked["slots"]:  # none would stand for all of them
            return mark("No link was made: no post is planned on these days.")
    made = space.make_link(brand, by=who_of(request), **asked)
    where = link(request, reverse("approve", kwargs={"token": made.secret}))
    why = mark("Whoever has this link sees these posts and may approve them; nothing else.")
    s = speech_of(request)
    instead = (address("calendar-week", brand), s.text(mark("the brief of the week")))
    title = mark("A link for a client")
    return shown(request, title, why, where, back=back, is_link=True, instead=instead)


def _slots(space: Workspace, brand: str, first: date, last: date) -> list[str]:
    """Name the posts of some days, each on the clock of its audience."""
    cards = space.cards(brand)
    return [one.slot.slot_id for one in cards if first <= one.slot.local_at.date() <= last]


@needs(Right.OWN, post=Right.OWN)
def revoke(request: HttpRequest, brand: str) -> HttpResponse:
    """Take a link back."""
    space, name = site_of(request).space, request.POST.get("id")
    ask = Ask(
        title=mark("Take this link back?"),
        effect=mark("Whoever has it sees nothing any more, and cannot approve. Approvals stay."),
        button=mark("Take back"),
        back=address("client-links", brand),
        about=next((one.name for one in space.links(brand) if str(one.id) == name), ""),
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(given: Mapping[str, Any]) -> str:
        if given["id"] not in {one.id for one in space.links(brand)}:
            raise NotAllowedError
        space.revoke_link(brand, given["id"], by=who_of(request))
        return mark("The link does not work any more.")

    return sent(request, One, address("client-links", brand), act)
