"""What is answered to a form: back to where it was sent from, with what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from balise.errors import BaliseError, RecordNotFoundError
from balise.web.language import speech_of

_Made = TypeVar("_Made")


def back(request: HttpRequest, way: str) -> HttpResponse:
    """Lead back: to where the form says, as long as that is a page of ours, else to `way`."""
    asked = request.POST.get("back", "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return HttpResponseRedirect(asked if is_ours else way)


def tried(request: HttpRequest, do: Callable[[], _Made]) -> _Made | None:
    """Do something; where it cannot be done, say why on the next page and give None.

    Raises
    ------
    RecordNotFoundError
        There is no such thing: no page to go back to either.
    """
    try:
        return do()
    except RecordNotFoundError:
        raise
    except BaliseError as error:
        messages.error(request, speech_of(request).error(error))
        return None
