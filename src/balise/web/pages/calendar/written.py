"""What a post says: written, laid out while it is typed, with its files."""

from __future__ import annotations

import re
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.content import Content
from balise.domain.team import Right
from balise.errors import BaliseError, RecordNotFoundError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.pages.calendar import choices, media
from balise.web.pages.calendar.card import seen as laid_out, shown
from balise.web.pages.calendar.forms import WriteForm
from balise.web.pages.calendar.lines import address
from balise.web.pages.calendar.whole import strategy_of, words_of
from balise.web.render import page
from balise.web.site import site_of
from balise.words import mark

_KEPT = mark("Saved.")
_BETWEEN = re.compile(r"[\s,;]+")
_TAKEN_BACK = mark("Saved. The approval was taken back: the post is to be approved anew.")
_MEANWHILE = mark(
    "Somebody saved other words meanwhile; they are in the list of revisions. Your words are still "
    "here and not saved: save again to put them in their place."
)
_UNREAD = mark("Not saved: see what is marked below.")


@needs(Right.SEE, post=Right.EDIT)
def write(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Keep what a post says; what cannot be kept stays on the page."""
    way = address(brand, slot)
    if request.method != "POST":
        return HttpResponseRedirect(way)
    s, space = speech_of(request), site_of(request).space
    before = space.content(brand, slot)
    form = _form(request, brand, before)
    if not form.is_valid():
        messages.error(request, s.text(_UNREAD))
        return shown(request, brand, slot, status=400, writing=form)
    said = _said(request, brand, form, before)
    if before.revision and form.cleaned_data["was"] != before.content_hash:
        messages.warning(request, s.text(_MEANWHILE))
        again = _form(request, brand, before, was=before.content_hash)
        return shown(request, brand, slot, status=409, draft=said, writing=again)
    was_approved = space.card(brand, slot).approval is not None
    try:
        whole = replace(said, media=media.with_new(request, brand, said.media))
        kept = space.write_content(brand, whole, by=who_of(request).name)
    except RecordNotFoundError:
        raise
    except BaliseError as error:
        messages.error(request, s.error(error))
        return shown(request, brand, slot, status=400, draft=said, writing=form)
    space.set_aside(brand, form.cleaned_data["words"], by=who_of(request).name)
    is_back = was_approved and kept.revision != before.revision
    messages.success(request, s.text(_TAKEN_BACK if is_back else _KEPT))
    moved = request.POST.get("earlier") or request.POST.get("later")
    return HttpResponseRedirect(f"{way}#files" if moved else way)


@needs(Right.SEE, post=Right.EDIT)
def seen(request: HttpRequest, brand: str, slot: str) -> HttpResponse:
    """Count and lay out what is being typed; nothing is kept."""
    s, space = speech_of(request), site_of(request).space
    before = space.content(brand, slot)
    form = _form(request, brand, before)
    said = _said(request, brand, form, before) if form.is_valid() else before
    given = laid_out(s, space, brand, space.card(brand, slot).slot, said)
    return page(request, "calendar/seen.html", brand=brand, may_edit=True, **given)


def _form(request: HttpRequest, brand: str, before: Content, was: str | None = None) -> WriteForm:
    s, space = speech_of(request), site_of(request).space
    data = request.POST.copy()
    if was is not None:
        data["was"] = was
    return WriteForm(s, data, choices=choices.of_text(s, strategy_of(space, brand), before))


def _said(request: HttpRequest, brand: str, form: WriteForm, before: Content) -> Content:
    """Take what is written; files stay but those that are to go."""
    given = form.cleaned_data
    there = {one.digest: one for one in before.media}
    lent = words_of(site_of(request).space, brand, given["words"])
    there |= {one.digest: one for one in lent.media} if lent else {}
    bare = (tag.lstrip("#＃") for tag in _BETWEEN.split(given["hashtags"]))
    typed = [f"#{tag}" for tag in bare if tag]
    return replace(
        before,
        text=given["text"],
        hashtags=tuple(dict.fromkeys([*request.POST.getlist("tags"), *typed])),
        cta=given["ask"],
        link=given["link"],
        media=media.as_asked(request, tuple(there.values())),
    )
