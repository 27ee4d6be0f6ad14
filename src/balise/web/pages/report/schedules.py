"""Reports that are made by themselves, and kept: nothing is mailed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise import errors
from balise.domain.report_schedule import ReportSchedule
from balise.domain.team import Right
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.report.forms import SAID, TONGUES, ScheduleForm
from balise.web.pages.report.tabs import shown
from balise.web.site import site_of
from balise.words import Speech, capital, mark


@needs(Right.EDIT, post=Right.EDIT)
def schedules(request: HttpRequest, brand: str) -> HttpResponse:
    """List the schedules; what is sent adds one."""
    s, space = speech_of(request), site_of(request).space
    form = ScheduleForm(request.POST or None, speech=s)
    if request.method == "POST" and form.is_valid():
        made = _schedule(brand, form.cleaned_data, who_of(request).name)
        space.keep_schedule(made)
        messages.success(request, s.text(mark("The report will be made and kept here.")))
        return HttpResponseRedirect(address("report_schedules", brand))
    return shown(
        request,
        brand,
        "report_schedules",
        status=400 if request.method == "POST" else 200,
        form=form,
        zone=space.zone(brand),
        lines=list(_lines(s, brand, space.report_schedules(brand), ZoneInfo(space.zone(brand)))),
    )


@needs(Right.EDIT, post=Right.EDIT)
def remove(request: HttpRequest, brand: str, id_: int) -> HttpResponse:
    """Remove a schedule; what it made stays."""
    if request.method == "POST":
        site_of(request).space.forget_schedule(brand, id_)
        said = mark("The schedule was removed. The reports that it made stay.")
        messages.success(request, speech_of(request).text(said))
    return HttpResponseRedirect(address("report_schedules", brand))


def _schedule(brand: str, given: dict[str, Any], by: str) -> ReportSchedule:
    every, _, day = given["when"].partition(".")
    return ReportSchedule(
        brand=brand,
        every="week" if every == "week" else "month",
        day=int(day),
        hour=int(given["hour"]),
        form=given["form"],
        language=given["language"],
        kpi=given["kpi"],
        by=by,
        made_at=datetime.now(UTC),
    )


def _lines(
    s: Speech, brand: str, several: tuple[ReportSchedule, ...], zone: ZoneInfo
) -> Iterator[tuple[ReportSchedule, str, str, datetime, str, str]]:
    """Say each: when, what, the next time, why the last could not be made, how to remove it."""
    days = dict(option for _, group in _whens(s) for option in group)
    now = datetime.now(UTC)
    for one in several:
        what = (
            capital(s.text(SAID[one.form])),
            s.term("metric", one.kpi),
            s.text(TONGUES.get(one.language, one.language)),
        )
        when = f"{capital(days[f'{one.every}.{one.day}'])}, {one.hour:02d}:00"
        where = address("report_schedule_remove", brand, id_=str(one.id))
        yield one, when, " · ".join(what), one.next(now, zone), _error(s, one), where


def _whens(s: Speech) -> Any:
    choices: Any = ScheduleForm(speech=s).fields["when"]
    return choices.choices


def _error(s: Speech, one: ReportSchedule) -> str:
    kind = getattr(errors, one.error, None) if one.error else None
    if not isinstance(kind, type) or not issubclass(kind, errors.BaliseError):
        return ""
    try:
        return s.error(kind(**one.facts))
    except LookupError:  # a later version told other facts
        return s.error(errors.BaliseError())
