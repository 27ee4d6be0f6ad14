"""What is told to the outside: calendars read by a secret address, and calls of other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.hook import Event, Hook, HookCall
from balise.domain.team import Right
from balise.errors import HookAddressError, HooksTooManyError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.account.forms import NAMES, One
from balise.web.pages.settings.forms import FeedForm, HookForm
from balise.web.pages.settings.frame import framed
from balise.web.secrets import link, shown
from balise.web.sent import sent
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.web.works import lack_of
from balise.words import Speech, mark
from balise.words.hooks import EVENTS, STATES, why

_TONES = {"sent": ("good", "circle-check"), "failed": ("bad", "triangle-alert")}
_SUBSCRIBE = (
    mark("Google Calendar, on a computer: the + beside “Other calendars”, then “From URL”."),
    mark("Outlook: “Add calendar”, then “Subscribe from web”."),
    mark("Apple Calendar: “File”, then “New Calendar Subscription”."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """An address that is called, what it is told of, and how its last call went."""

    hook: Hook
    events: str
    last: HookCall | None = None
    state: str = ""
    tone: str = ""
    icon: str = "clock"
    why: str = ""


@needs(Right.OWN)
def outward(request: HttpRequest, brand: str) -> HttpResponse:
    """List the calendars and the webhooks of a brand, with the forms that make another."""
    return _listed(request, brand, HookForm(speech_of(request)))


@needs(Right.OWN, post=Right.OWN)
def add_feed(request: HttpRequest, brand: str) -> HttpResponse:
    """Make the address of a calendar, and show it this once."""
    back = address("outward", brand)

    def act(given: Mapping[str, Any]) -> HttpResponse:
        s, by = speech_of(request), who_of(request).name
        _, secret = site_of(request).space.add_feed(brand, language=given["language"], by=by)
        where = link(request, reverse("feed", kwargs={"secret": secret}))
        said = mark(
            "Whoever has this address sees the planned posts in their calendar; nothing else. "
            "Paste it where your calendar asks for an address:"
        )
        file = address("calendar-file", brand, form="ics")
        return shown(
            request, mark("The address of the calendar"), said, where,
            back=back, is_link=True, instead=(file, s.text(mark("the calendar file (.ics)"))),
            steps=[s.text(one) for one in _SUBSCRIBE],
        )  # fmt: skip

    return sent(request, FeedForm, back, act)


@needs(Right.OWN, post=Right.OWN)
def end_feed(request: HttpRequest, brand: str) -> HttpResponse:
    """Let a calendar be read no more."""
    space, back = site_of(request).space, address("outward", brand)
    ask = Ask(
        title=mark("End this address?"),
        effect=mark("Calendars that subscribed to it get no news any more. It cannot come back."),
        button=mark("End it now"),
        back=back,
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(given: Mapping[str, Any]) -> str:
        space.revoke_feed(brand, given["id"])
        return mark("The address leads nowhere now.")

    return sent(request, One, back, act)


@needs(Right.OWN, post=Right.OWN)
def add_hook(request: HttpRequest, brand: str) -> HttpResponse:
    """Call an address from now on, and show the secret of its calls this once."""
    s, space, back = speech_of(request), site_of(request).space, address("outward", brand)
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form = HookForm(s, request.POST)
    if form.is_valid():
        given, by = form.cleaned_data, who_of(request).name
        try:
            events = map(Event, given["events"])
            _, secret = space.add_hook(brand, given["url"], events=events, by=by)
        except (HookAddressError, HooksTooManyError) as error:
            form.add_error("url", s.error(error))
        else:
            said = mark("Every call is signed with it: give it to the program that is called.")
            return shown(request, mark("The secret of the webhook"), said, secret, back=back)
    return _listed(request, brand, form, 400)


@needs(Right.OWN, post=Right.OWN)
def try_hook(request: HttpRequest, brand: str) -> HttpResponse:
    """Call an address once to see whether it answers."""

    def act(given: Mapping[str, Any]) -> str:
        site_of(request).space.ping(brand, given["id"], by=who_of(request).name)
        return mark("A test is on its way. Open this page again in half a minute to see it taken.")

    return sent(request, One, address("outward", brand), act)


@needs(Right.OWN, post=Right.OWN)
def remove_hook(request: HttpRequest, brand: str) -> HttpResponse:
    """Call an address no more."""
    space, back = site_of(request).space, address("outward", brand)
    ask = Ask(
        title=mark("Remove this webhook?"),
        effect=mark("It is not called any more. Its log goes with it, and so does its secret."),
        button=mark("Remove"),
        back=back,
        about=next((o.url for o in space.hooks(brand) if str(o.id) == request.POST.get("id")), ""),
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(given: Mapping[str, Any]) -> str:
        space.remove_hook(brand, given["id"])
        return mark("The webhook is removed.")

    return sent(request, One, back, act)


def _listed(request: HttpRequest, brand: str, form: HookForm, status: int = 200) -> HttpResponse:
    s, space = speech_of(request), site_of(request).space
    feeds = [(one, NAMES.get(one.language, one.language)) for one in space.feeds(brand)]
    hooks = [_called(s, one, space.hook_calls(brand, one.id, most=1)) for one in space.hooks(brand)]
    return framed(
        request,
        brand,
        "outward",
        status=status,
        feeds=feeds,
        hooks=hooks,
        feed_form=FeedForm(s),
        form=form,
        lack=lack_of(request) if any(o.last and not o.last.ended_at for o in hooks) else "",
    )


def _called(s: Speech, hook: Hook, calls: Sequence[HookCall]) -> Called:
    events = ", ".join(s.text(EVENTS[one]) for one in Event if one in hook.events)
    if not calls:
        return Called(hook=hook, events=events)
    (last,) = calls
    tone, icon = _TONES.get(last.state, ("warn", "clock"))
    said = s.text(STATES[last.state])
    return Called(
        hook=hook, events=events, last=last, state=said, tone=tone, icon=icon, why=why(last, s)
    )
