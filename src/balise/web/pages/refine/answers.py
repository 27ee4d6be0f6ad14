"""What is said to a proposal: taken in once, and only where it still fits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from balise.domain.proposal import Proposal
from balise.domain.team import Right
from balise.errors import BaliseError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.refine.cards import find, last_word
from balise.web.pages.refine.forms import AnswerForm
from balise.web.site import site_of
from balise.words import Speech, mark

STALE = mark(
    "Nothing was changed: this proposal no longer stands, for the strategy or the figures have "
    "changed since the page was opened. What stands now is below."
)
_ACCEPTED = mark("Accepted: the strategy has a new version.")
_NOTED = mark("Noted: nothing in the strategy changes.")
_REFUSED = mark("Refused: it is told again, but not asked again.")
_KNOWN = mark("This was said already: nothing was changed.")
_UNREAD = mark("Nothing was changed: what was sent cannot be read. Send it again from the page.")


@needs(Right.INSPECT, post=Right.EDIT)
def answer(request: HttpRequest, brand: str) -> HttpResponse:
    """Take in what is said to a proposal, and show the page again."""
    if request.method == "POST":
        level, said = _answered(request, brand)
        messages.add_message(request, level, said)
    return redirect(address("refine", brand))


def _answered(request: HttpRequest, brand: str) -> tuple[int, str]:
    s, form = speech_of(request), AnswerForm(request.POST)
    if not form.is_valid():
        return messages.ERROR, s.text(_UNREAD)
    yes = form.cleaned_data["answer"] == "accept"
    board = site_of(request).board
    try:
        look = board.glimpse(brand)[0] or board.look(brand)
        proposal = find(look, form.cleaned_data["proposal"])
        if proposal is None:
            return messages.WARNING, s.text(STALE)
        return _said(request, brand, s, (proposal, yes))
    except BaliseError as error:
        return messages.ERROR, s.error(error)


def _said(
    request: HttpRequest, brand: str, s: Speech, told: tuple[Proposal, bool]
) -> tuple[int, str]:
    """Keep an answer, by the name of who gave it."""
    (proposal, yes), space = told, site_of(request).space
    last = last_word(proposal, space.decisions(brand))
    if last is not None and last.accepted == yes:
        return messages.INFO, s.text(_KNOWN)
    by = who_of(request).name
    if not yes:
        space.refuse([proposal], brand, by=by)
        return messages.SUCCESS, s.text(_REFUSED)
    space.accept([proposal], brand, by=by)
    is_change = proposal.before != proposal.after
    return messages.SUCCESS, s.text(_ACCEPTED if is_change else _NOTED)
