"""The page between a button and what cannot be taken back: it tells the effect, and asks.

It works without script. What decides who may do what is asked for once more with the password, so
that a session which was left open, or stolen, cannot do it (OWASP ASVS 5.0, 7.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from balise.errors import BaliseError, LoginsTooManyError, PasswordWrongError
from balise.web.access import who_of
from balise.web.language import speech_of
from balise.web.render import page
from balise.web.site import site_of
from balise.web.told import later
from balise.words import mark

SURE, PASSWORD = "sure", "password"
_OWN = frozenset({SURE, PASSWORD, "csrfmiddlewaretoken"})
_LONGEST_PASSWORD = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked before it is done.

    Parameters
    ----------
    title, effect, button
        Messages: the question, what follows, and what the button says.
    back
        The address of the way back.
    about
        Whom or what it is done to, shown as it is.
    is_guarded
        Whether it needs the password of those who have one.
    """

    title: str
    effect: str
    button: str
    back: str
    about: str = ""
    is_guarded: bool = False


class Again(forms.Form):
    """The password, once more."""

    password = forms.CharField(
        max_length=_LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def unsure(request: HttpRequest, ask: Ask) -> HttpResponse | None:
    """Give the page that asks; None: the answer was yes, and it is them."""
    person = who_of(request).person
    is_guarded = ask.is_guarded and person is not None
    if request.POST.get(SURE) != "yes":
        return _asked(request, ask, is_guarded=is_guarded)
    if not is_guarded or person is None:
        return None
    given = Again(request.POST)
    password = given.cleaned_data["password"] if given.is_valid() else ""
    try:
        site_of(request).space.confirmed(person, password)
    except (PasswordWrongError, LoginsTooManyError) as error:
        return _asked(request, ask, is_guarded=True, error=error)
    return None


def _asked(
    request: HttpRequest, ask: Ask, *, is_guarded: bool, error: BaliseError | None = None
) -> HttpResponse:
    s, form = speech_of(request), Again()
    form.fields[PASSWORD].label = s.text(mark("Your password"))
    status = 200 if error is None else 429 if isinstance(error, LoginsTooManyError) else 403
    given: dict[str, Any] = dict(request.POST.lists())
    response = page(
        request,
        "sure.html",
        status=status,
        title=s.text(ask.title),
        effect=s.text(ask.effect),
        button=s.text(ask.button),
        about=ask.about,
        way_back=ask.back,
        action=request.path,
        given=[(name, one) for name, those in given.items() if name not in _OWN for one in those],
        form=form if is_guarded else None,
        why=s.error(error) if error else "",
    )
    return later(response, error)
