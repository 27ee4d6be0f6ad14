"""What is done to several posts of the list at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from balise.domain.content import Card
from balise.domain.moved import Shifted
from balise.domain.plan import Slot
from balise.domain.team import Right
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.pages.calendar.done import back, tried
from balise.web.pages.calendar.effect import effect
from balise.web.pages.calendar.forms import ShiftForm
from balise.web.pages.calendar.span import weekday
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark

_MOST = 1_000
_NONE = mark("No post was chosen.")
_THERE = (
    mark("{n} post is approved, or its approval was asked for already."),
    "{n} posts are approved, or their approval was asked for already.",
)
_BARE = (
    mark("{n} post says nothing yet: write it first, then ask."),
    "{n} posts say nothing yet: write them first, then ask.",
)
_OTHER = (
    mark("{n} post was changed or closed meanwhile: read it again, then ask."),
    "{n} posts were changed or closed meanwhile: read them again, then ask.",
)
_OVER = (
    mark("{n} post is over: nothing to ask for."),
    "{n} posts are over: nothing to ask for.",
)
_DAYS = mark("Say by how many days, from -366 to 366.")


@needs(Right.SEE, post=Right.APPROVE)
def approve(request: HttpRequest, brand: str) -> HttpResponse:
    """Agree to the chosen posts, each as it was shown; one that is another now is left out."""
    s, space = speech_of(request), site_of(request).space
    chosen = _chosen(request)
    cards = {one.slot.slot_id: one for one in space.cards(brand)}
    read = {name: request.POST.get(f"hash:{name}", "") for name in chosen}
    shown = [name for name in chosen if name in cards and _is_as_read(cards[name], read[name])]
    held = [name for name in shown if cards[name].is_written]
    hashes, by = {name: read[name] for name in held}, who_of(request).name
    done: tuple[Card, ...] | None = ()
    if held:
        done = tried(request, lambda: space.approve_slots(brand, held, by=by, content_hash=hashes))
    if done:
        said = s.plural(mark("{n} post approved."), mark("{n} posts approved."), len(held))
        messages.success(request, said)
    if len(held) < len(shown):
        said = s.plural(
            mark("{n} post says nothing yet: write it first, then approve."),
            mark("{n} posts say nothing yet: write them first, then approve."),
            len(shown) - len(held),
        )
        messages.warning(request, said)
    if len(shown) < len(chosen):
        said = s.plural(
            mark("{n} post was changed or closed meanwhile: read it again, then approve."),
            mark("{n} posts were changed or closed meanwhile: read them again, then approve."),
            len(chosen) - len(shown),
        )
        messages.warning(request, said)
    return _over(request, brand, chosen)


@needs(Right.SEE, post=Right.EDIT)
def ask(request: HttpRequest, brand: str) -> HttpResponse:
    """Ask for approval of the chosen posts, each as it was shown; what cannot be is left out."""
    s, space = speech_of(request), site_of(request).space
    chosen, by, now = _chosen(request), who_of(request).name, datetime.now(UTC)
    cards = {one.slot.slot_id: one for one in space.cards(brand) if one.slot.slot_id in {*chosen}}
    read = {name: request.POST.get(f"hash:{name}", "") for name in chosen}
    shown = [one for name, one in cards.items() if _is_as_read(one, read[name])]
    ahead = [one for one in shown if one.slot.publish_at > now]
    held = [one for one in ahead if one.is_written]
    names = [one.slot.slot_id for one in held if one.slot.state == "planned" and not one.ready]
    done: tuple[Card, ...] | None = ()
    if names:
        done = tried(request, lambda: space.ask_approval(brand, names, by=by, now=now))
    if done:
        said = s.plural(
            mark("Approval was asked for: {n} post."),
            mark("Approval was asked for: {n} posts."),
            len(names),
        )
        messages.success(request, said)
    left = (
        (_THERE, len(held) - len(names)),
        (_BARE, len(ahead) - len(held)),
        (_OVER, len(shown) - len(ahead)),
        (_OTHER, len(chosen) - len(shown)),
    )
    for (one_is, many_are), n in left:
        if n:
            messages.warning(request, s.plural(one_is, many_are, n))
    return _over(request, brand, chosen)


def _is_as_read(card: Card, digest: str) -> bool:
    there = card.content.content_hash if card.content else ""
    return there == digest and card.slot.state in {"planned", "approved"}


@needs(Right.SEE, post=Right.EDIT)
def skip(request: HttpRequest, brand: str) -> HttpResponse:
    """Leave the chosen posts out."""
    s, space = speech_of(request), site_of(request).space
    chosen = _chosen(request)
    if _is_done(request, brand, chosen, partial(space.skip_slots, by=who_of(request).name)):
        said = s.plural(mark("{n} post skipped."), mark("{n} posts skipped."), len(chosen))
        messages.success(request, said)
    return _over(request, brand, chosen)


@needs(Right.SEE, post=Right.EDIT)
def restore(request: HttpRequest, brand: str) -> HttpResponse:
    """Take the chosen posts up again."""
    s, space = speech_of(request), site_of(request).space
    chosen = _chosen(request)
    if _is_done(request, brand, chosen, partial(space.unskip_slots, by=who_of(request).name)):
        said = s.plural(
            mark("{n} post taken up again."), mark("{n} posts taken up again."), len(chosen)
        )
        messages.success(request, said)
    return _over(request, brand, chosen)


@needs(Right.SEE, post=Right.EDIT)
def shift(request: HttpRequest, brand: str) -> HttpResponse:
    """Say what it would do to move the chosen posts some days; keep it where `step` is `keep`."""
    s, space = speech_of(request), site_of(request).space
    chosen, form = _chosen(request), ShiftForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["days"]:
        messages.error(request, s.text(_DAYS))
        return back(request, reverse("calendar", kwargs={"brand": brand}))
    days = form.cleaned_data["days"]
    if request.POST.get("step") != "keep":
        found = tried(request, lambda: space.try_shift(brand, chosen, days)) if chosen else None
        return _shifted(request, brand, found, days) if found else _over(request, brand, chosen)
    by = who_of(request).name
    done = tried(request, lambda: space.shift_slots(brand, chosen, days, by=by)) if chosen else None
    if done:
        said = s.plural(mark("{n} post moved."), mark("{n} posts moved."), len(chosen))
        messages.success(request, said)
    return _over(request, brand, chosen)


def _shifted(request: HttpRequest, brand: str, found: Shifted, days: int) -> HttpResponse:
    """Show what moving several posts would do."""
    s = speech_of(request)
    return page(
        request,
        "calendar/shifted.html",
        brand=brand,
        here="calendar",
        effect=effect(s, found, {}),
        days=days,
        posts=[_from_to(s, *pair) for pair in zip(found.was, found.slots, strict=True)],
        approved=sum(one.state == "approved" for one in found.was),
        back=request.POST.get("back", ""),
    )


def _from_to(s: Speech, was: Slot, now: Slot) -> tuple[str, str, str, str]:
    told = (
        f"{weekday(s, at.date())}, {at:%H:%M}"
        for at in (replace(one, timezone=now.timezone).local_at for one in (was, now))
    )
    return (was.slot_id, s.term("network", was.network), *told)  # type: ignore[return-value]


def _is_done(
    request: HttpRequest,
    brand: str,
    chosen: Sequence[str],
    do: Callable[[str, Sequence[str]], None],
) -> bool:
    def act() -> bool:
        do(brand, chosen)
        return True

    return bool(chosen and tried(request, act))


def _chosen(request: HttpRequest) -> list[str]:
    return [*dict.fromkeys(request.POST.getlist("slot"))][:_MOST]


def _over(request: HttpRequest, brand: str, chosen: Sequence[str]) -> HttpResponse:
    if not chosen:
        messages.warning(request, speech_of(request).text(_NONE))
    return back(request, reverse("calendar", kwargs={"brand": brand}))
