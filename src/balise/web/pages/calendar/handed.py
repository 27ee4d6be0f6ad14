"""The plan as files for calendars and other tools, and the brief of a week to print."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from balise.domain.handed import Handed
from balise.domain.team import Right
from balise.errors import PlanMissingError
from balise.handoff import FORMS, hand_off
from balise.report.week import Said
from balise.report.week_forms import render
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.calendar.whole import briefs_of, plan_of
from balise.web.site import site_of
from balise.words import Speech, mark

_OF_WEEK = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The page carries its own style, and lets through that alone by a digest of its own."""
_NOTHING = mark("No post of the plan can go into this file.")


class WeekForm(forms.Form):
    """The first day of the week that is printed."""

    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


def offered(s: Speech, brand: str) -> list[tuple[str, str]]:
    """List the files, each with where it is; those that need the program's own are not offered."""
    return [
        (s.text(one.label), reverse("calendar-file", kwargs={"brand": brand, "form": name}))
        for name, one in FORMS.items()
        if not one.needs_template
    ]


@needs(Right.SEE)
def file(request: HttpRequest, brand: str, form: str) -> HttpResponse:
    """Write the plan in a form; several files come together."""
    s, space = speech_of(request), site_of(request).space
    plan = plan_of(space, brand)
    if plan is None:
        raise PlanMissingError
    more: dict[str, Any] = dict(space.calendar(brand)) if form == "ics" else {}
    found = hand_off(
        plan,
        briefs_of(space, brand, plan, s.language).values(),
        form=form,
        language=s.language,
        now=datetime.now(UTC),
        texts=space.texts(brand),
        **more,
    )
    files = [one for one in found if one.rows]
    if not files:
        messages.warning(request, s.text(_NOTHING))
        for each in dict.fromkeys(s.finding(f) for one in found for f in one.findings):
            messages.info(request, each)
            break
        return HttpResponseRedirect(reverse("calendar", kwargs={"brand": brand}))
    return _sent(files[0]) if len(files) == 1 else _together(form, files)


def _together(form: str, files: list[Handed]) -> HttpResponse:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as box:
        for one in files:
            box.writestr(one.name, one.data)
    return _download(packed.getvalue(), f"{form}.zip", "application/zip")


def _sent(one: Handed) -> HttpResponse:
    return _download(one.data, one.name, one.media_type)


def _download(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    said = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = said or "attachment"
    return answer


@needs(Right.SEE)
def week(request: HttpRequest, brand: str) -> HttpResponse:
    """Write the brief of a week, to read or to print."""
    s, space = speech_of(request), site_of(request).space
    asked, plan = read(request, WeekForm).cleaned_data["day"], plan_of(space, brand)
    if plan is None:
        raise PlanMissingError
    today = datetime.now(UTC).astimezone(ZoneInfo(space.zone(brand))).date()
    told = Said(
        strategy=space.strategy(brand),
        starts=asked or plan.starts or today,
        made=today,
        is_prior=plan.prior,
        is_made_up=space.is_made_up(brand),
    )
    cards = list(briefs_of(space, brand, plan, s.language).values())
    answer = HttpResponse(render(cards, told, language=s.language, form="html"))
    answer.headers["Content-Security-Policy"] = _OF_WEEK
    return answer
