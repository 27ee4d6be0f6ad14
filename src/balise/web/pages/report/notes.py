"""The words of an analyst in the parts of a report."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from balise.domain.remark import LONGEST, SECTIONS, Remark
from balise.domain.team import Right
from balise.errors import BaliseError
from balise.report.markup import Markup
from balise.report.note_html import aside
from balise.report.parts import titles
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.report.forms import NoteForm
from balise.web.pages.report.tabs import shown
from balise.web.site import site_of
from balise.words import Speech, mark


@needs(Right.EDIT, post=Right.EDIT)
def notes(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the notes of a part; what is sent is kept, an empty text removes."""
    s, space = speech_of(request), site_of(request).space
    if request.method != "POST":
        return _shown(request, brand, request.GET)
    form = NoteForm(_plain(request.POST), speech=s)
    if not form.is_valid():
        return _shown(request, brand, request.POST, form)
    given = form.cleaned_data
    by = who_of(request).name
    try:
        space.keep_remark(given["section"], given["text"], brand, by=by, about=given["about"])
    except BaliseError as error:
        form.add_error("text", s.error(error))
        return _shown(request, brand, request.POST, form)
    is_kept = given["text"].strip()
    said = mark("The note was kept.") if is_kept else mark("The note was removed.")
    messages.success(request, s.text(said))
    where = address("report_notes", brand)
    return HttpResponseRedirect(f"{where}?section={given['section']}")


@needs(Right.EDIT, post=Right.EDIT)
def preview(request: HttpRequest, brand: str) -> HttpResponse:
    """Show how a note will look; nothing is kept."""
    if request.method != "POST":
        return HttpResponseRedirect(address("report_notes", brand))
    return _shown(request, brand, request.POST, NoteForm(_plain(request.POST), speech=_s(request)))


def _s(request: HttpRequest) -> Speech:
    return speech_of(request)


def _plain(given: QueryDict) -> QueryDict:
    """Take lines as they are kept: browsers send two signs at the end of each."""
    sent = given.copy()
    sent["text"] = given.get("text", "").replace("\r\n", "\n")
    return sent


def _shown(
    request: HttpRequest, brand: str, given: QueryDict, form: NoteForm | None = None
) -> HttpResponse:
    s, space = speech_of(request), site_of(request).space
    of = titles(s)
    section = given.get("section", "") if given.get("section", "") in of else SECTIONS[0]
    kept = space.remarks(brand)
    mine = [one for one in kept if one.section == section]
    about = given.get("about", "")
    here = next(
        (one for one in mine if (one.about.isoformat() if one.about else "") == about), None
    )
    if form is None:
        told = {"text": here.text if here else "", "about": here.about if here else None}
        form = NoteForm(speech=s, initial=told)
    text = str(form["text"].value() or "")
    return shown(
        request,
        brand,
        "report_notes",
        status=400 if form.is_bound and not form.is_valid() else 200,
        form=form,
        text=text,
        section=section,
        title=of[section],
        sections=[
            (code, said, n, s.plural(mark("{n} note"), mark("{n} notes"), n))
            for code, said in of.items()
            for n in [sum(one.section == code for one in kept)]
        ],
        mine=mine,
        shown=_drawn(s, section, text, who_of(request).name),
        most=LONGEST,
    )


def _drawn(s: Speech, section: str, text: str, by: str) -> Markup:
    note = Remark(section=section, text=text[:LONGEST], by=by, at=datetime.now(UTC))
    return aside(s, note) if text.strip() else Markup()
