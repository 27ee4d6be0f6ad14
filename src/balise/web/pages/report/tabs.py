"""The pages about reports, and what all of them show."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balise.domain.team import Right
from balise.web.access import who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.render import page
from balise.words import mark

_TABS = (
    ("report", mark("Reports"), Right.SEE),
    ("report_links", mark("Links"), Right.EDIT),
    ("report_schedules", mark("Schedule"), Right.EDIT),
    ("report_look", mark("Look"), Right.EDIT),
    ("report_notes", mark("Notes"), Right.EDIT),
)


def shown(
    request: HttpRequest, brand: str, here: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """Fill the template of a tab, `here`; only the tabs that its reader may see are named."""
    s, who = speech_of(request), who_of(request)
    tabs = [
        (address(name, brand), s.text(label), name == here)
        for name, label, right in _TABS
        if who.may(right, brand)
    ]
    return page(
        request,
        f"report/{here}.html",
        status=status,
        brand=brand,
        name=s.term("brand", brand),
        here="report",
        tabs=tabs if len(tabs) > 1 else (),
        may_edit=who.may(Right.EDIT, brand),
        **context,
    )
