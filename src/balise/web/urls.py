"""Every address of the pages."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, register_converter

from balise.errors import AddressUnknownError
from balise.errors.defects import defect_of
from balise.web import assets, paths  # noqa: F401 - `paths` names the converter of brands
from balise.web.access import Circle, needs
from balise.web.api import paths as api
from balise.web.api.faults import fault
from balise.web.forms import NOT_UNDERSTOOD
from balise.web.language import speech_of
from balise.web.pages.report.shared import shared
from balise.web.render import Notice, said
from balise.words import mark

register_converter(assets.AssetPath, "asset")

urlpatterns: list[URLPattern | URLResolver] = [
    path("static/<asset:name>", needs(Circle.OPEN)(assets.asset), name="asset"),
    path("api/v1/", include("balise.web.api.urls")),
    path("feeds/", include("balise.web.pages.feeds.urls")),
    path("shared/<str:token>", shared, name="shared"),
    path("", include("balise.web.pages.portfolio.urls")),
    path("", include("balise.web.pages.login.urls")),
    path("", include("balise.web.pages.account.urls")),
    path("approve/", include("balise.web.pages.approve.urls")),
    path("", include("balise.web.pages.start.urls")),
    path("", include("balise.web.pages.style.urls")),
    path("", include("balise.web.pages.clients.urls")),
    path("", include("balise.web.pages.theme.urls")),
    path("<brand:brand>/", include("balise.web.pages.home.urls")),
    path("<brand:brand>/", include("balise.web.pages.settings.urls")),
    path("<brand:brand>/", include("balise.web.pages.refine.urls")),
    path("<brand:brand>/", include("balise.web.pages.calendar.urls")),
    path("<brand:brand>/", include("balise.web.pages.insights.urls")),
    path("<brand:brand>/", include("balise.web.pages.tags.urls")),
    path("<brand:brand>/", include("balise.web.pages.strategy.urls")),
    path("<brand:brand>/", include("balise.web.pages.rows.urls")),
    path("<brand:brand>/", include("balise.web.pages.post.urls")),
    path("<brand:brand>/", include("balise.web.pages.days.urls")),
    path("<brand:brand>/", include("balise.web.pages.findings.urls")),
    path("<brand:brand>/", include("balise.web.pages.files.urls")),
    path("<brand:brand>/", include("balise.web.pages.outcomes.urls")),
    path("<brand:brand>/", include("balise.web.pages.imports.urls")),
    path("<brand:brand>/", include("balise.web.pages.report.urls")),
]


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """Say that there is no such page; to a program as programs read it."""
    if api.is_api(request):  # a line feed in an address fits none of its patterns
        return fault(request, AddressUnknownError())
    s = speech_of(request)
    sentence = s.text(mark("Nothing is at this address. It may have been typed or copied wrongly."))
    title = s.text(mark("There is no such page"))
    return said(request, Notice(status=404, title=title, sentences=(sentence,), way_on="/"))


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """Say that the address cannot be read."""
    s = speech_of(request)
    sentence, title = s.text(NOT_UNDERSTOOD), s.text(mark("This cannot be shown"))
    return said(request, Notice(status=400, title=title, sentences=(sentence,), way_on="/"))


def at_fault(request: HttpRequest) -> HttpResponse:
    """Say that we have a defect, wherever it arose."""
    error = sys.exc_info()[1] or RuntimeError(request.path)
    sentence, title = (
        speech_of(request).error(defect_of(error)),
        speech_of(request).text(mark("This cannot be shown")),
    )
    return said(request, Notice(status=500, title=title, sentences=(sentence,), way_on="/"))


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    """Say that a form is too old to be taken: its page was opened before this start."""
    s = speech_of(request)
    sentence = s.text(
        mark("Nothing was changed: the page is too old. Open it again, then send it.")
    )
    title = s.text(mark("This page is too old"))
    return said(request, Notice(status=403, title=title, sentences=(sentence,), way_on="/"))


handler400 = not_understood
handler403 = not_understood
handler404 = not_there
handler500 = at_fault
