"""The audit log of a brand."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse

from balise.domain.team import Right
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.settings.frame import framed
from balise.web.site import site_of
from balise.words.notes import noted

_ON_A_PAGE = 50


class LogForm(forms.Form):
    """Before which row."""

    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)


@needs(Right.OWN)
def log(request: HttpRequest, brand: str) -> HttpResponse:
    """Show who did what, the newest first, and whether the log is as it was written."""
    s, space = speech_of(request), site_of(request).space
    before = read(request, LogForm).cleaned_data["before"]
    found = space.notes(brand, before=before, most=_ON_A_PAGE + 1)
    rows = [(one, noted(one, s)) for one in found[:_ON_A_PAGE]]
    older = found[_ON_A_PAGE - 1].number if len(found) > _ON_A_PAGE else None
    chain = space.verify_audit()
    return framed(request, brand, "log", rows=rows, older=older, chain=chain, is_first=not before)
