"""The posts that a link is for, to be approved or not; nothing else of the brand is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from balise.domain.content import Card
from balise.domain.token import MagicLink
from balise.errors import ContentChangedError, InvitationOverError
from balise.web import session
from balise.web.access import Circle, needs
from balise.web.language import speech_of
from balise.web.pages.calendar.whole import became
from balise.web.render import page
from balise.web.sent import SaidForm, sent
from balise.web.site import site_of
from balise.web.streamed import streamed
from balise.web.told import told
from balise.words import Speech, mark

_OPEN = frozenset({"planned", "approved"})
_UNANSWERED = frozenset({"planned", "ready"})
_SAID = {
    "planned": (mark("to be approved"), "warn"),
    "ready": (mark("your answer is asked for"), "accent"),
    "approved": (mark("approved"), "good"),
    "changes": (mark("changes asked for"), "bad"),
    "published": (mark("published"), ""),
    "missed": (mark("did not come"), ""),
    "over": (mark("its time is over"), ""),
    "skipped": (mark("left out"), ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post as the client sees it; `is_open`: there is something to say yes or no to."""

    card: Card
    when: str
    standing: str
    tone: str
    is_open: bool


class AnswerForm(SaidForm):
    """One post as it was read, and what is said of it."""

    slot = forms.CharField(max_length=200)
    content_hash = forms.RegexField("^[0-9a-f]{64}$")
    answer = forms.ChoiceField(choices=[("approve", ""), ("changes", "")])
    comment = forms.CharField(required=False, max_length=5_000, strip=True)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where changes are wanted."""
        given = super().clean() or {}
        if given.get("answer") == "changes" and not given.get("comment"):
            self.add_error("comment", "-")
        return given


@needs(Circle.OPEN, post=Circle.OPEN)
def approve(request: HttpRequest, token: str) -> HttpResponse:
    """Show the posts, and keep what the client says of one; opening changes nothing."""
    space = site_of(request).space
    if request.method == "POST":
        found = space.link(token)
    else:
        found = space.open_link(token, address=session.address_of(request))
    if found is None:
        return told(request, InvitationOverError(), 404)
    if request.method == "POST":
        back = reverse("approve", kwargs={"token": token})
        return sent(request, AnswerForm, back, lambda given: _answered(request, found, given))
    posts = [_post(speech_of(request), one) for one in _covered(request, found)]
    left = sum(one.is_open and one.card.standing in _UNANSWERED for one in posts)
    return page(request, "approve/approve.html", link=found, posts=posts, left=left, token=token)


def _post(s: Speech, card: Card) -> Post:
    said, tone = _SAID.get(card.standing, (card.standing, ""))
    at = card.slot.local_at
    return Post(
        card=card,
        when=f"{s.day(at)}, {at:%H:%M}",
        standing=s.text(said),
        tone=tone,
        is_open=card.content is not None and card.slot.state in _OPEN,
    )


def _covered(request: HttpRequest, link: MagicLink) -> list[Card]:
    """Give the posts in order of time, first those of which an answer is asked for."""
    site = site_of(request)
    cards = became(site.space.cards(link.brand), site.board.standing(link.brand).fates)
    mine = [one for one in cards if link.covers(one.slot.slot_id)]
    return sorted(mine, key=lambda one: (one.standing != "ready", one.slot.publish_at))


def _answered(request: HttpRequest, link: MagicLink, given: Mapping[str, Any]) -> str:
    """Keep what is said of a post, as it was read."""
    space, slot, by = site_of(request).space, given["slot"], link.who.name
    found = next((one for one in _covered(request, link) if one.slot.slot_id == slot), None)
    if found is None:
        raise Http404
    if found.content is None or found.content.content_hash != given["content_hash"]:
        raise ContentChangedError(name=slot)
    if given["answer"] == "approve":
        space.approve_slots(link.brand, [slot], by=by, content_hash=given["content_hash"])
        return mark("Thank you: the post is approved.")
    space.ask_changes(link.brand, slot, by=by, comment=given["comment"])
    return mark("Thank you: the team reads what you would change.")


@needs(Circle.OPEN)
def picture(request: HttpRequest, token: str, digest: str) -> HttpResponseBase:
    """Give a file of one of the posts."""
    space = site_of(request).space
    link = space.link(token)
    cards = _covered(request, link) if link else []
    files = [one for card in cards if card.content for one in card.content.media]
    every = {name for one in files for name in (one.digest, one.captions)}
    if link is None or digest not in every:
        raise Http404
    return streamed(request, *space.medium(link.brand, digest))
