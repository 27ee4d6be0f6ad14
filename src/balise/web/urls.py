"""Every address of the pages."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, register_converter

from balise.web import assets
from balise.web.defects import defect_of
from balise.web.forms import NOT_UNDERSTOOD
from balise.web.language import speech_of
from balise.web.paths import BrandPath
from balise.web.render import Notice, said
from balise.words import mark

register_converter(BrandPath, "brand")
register_converter(assets.AssetPath, "asset")

urlpatterns = [
    path("static/<asset:name>", assets.asset, name="asset"),
    path("", include("balise.web.pages.home.urls")),
    path("<brand:brand>/", include("balise.web.pages.insights.urls")),
    path("<brand:brand>/", include("balise.web.pages.rows.urls")),
    path("<brand:brand>/", include("balise.web.pages.post.urls")),
    path("<brand:brand>/", include("balise.web.pages.days.urls")),
    path("<brand:brand>/", include("balise.web.pages.findings.urls")),
    path("<brand:brand>/", include("balise.web.pages.files.urls")),
    path("<brand:brand>/", include("balise.web.pages.outcomes.urls")),
]


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """Say that there is no such page."""
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


handler400 = not_understood
handler403 = not_understood
handler404 = not_there
handler500 = at_fault
