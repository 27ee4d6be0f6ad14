"""Forms that are sent to change something: what is said of them, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.errors import BaliseError
from balise.web.language import speech_of
from balise.words import Speech, mark

_WRONG = mark("Nothing was changed: something in the form is missing or cannot be taken.")


class SaidForm(forms.Form):
    """A form whose labels and hints are said in the reader's language."""

    labels: ClassVar[Mapping[str, str]] = {}
    hints: ClassVar[Mapping[str, str]] = {}

    def __init__(self, s: Speech, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s", **given)
        for name, label in self.labels.items():
            self.fields[name].label = s.text(label)
        for name, hint in self.hints.items():
            self.fields[name].help_text = s.text(hint)


Act = Callable[[Mapping[str, Any]], str | HttpResponse]
"""Does what was asked, and gives what to say of it, or a page that is shown this once."""


def sent(request: HttpRequest, form: type[SaidForm], back: str, act: Act) -> HttpResponse:
    """Do what a form asks, and lead back to say how it went."""
    s = speech_of(request)
    found = form(s, request.POST)
    try:
        done = act(found.cleaned_data) if found.is_valid() else None
    except BaliseError as error:
        messages.error(request, s.error(error))
        return HttpResponseRedirect(back)
    if isinstance(done, HttpResponse):
        return done
    if done is None:
        messages.error(request, s.text(_WRONG))
    else:
        messages.success(request, s.text(done))
    return HttpResponseRedirect(back)
