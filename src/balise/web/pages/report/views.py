"""Reports are asked for, kept in a list, and fetched from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.estimate import Provenance
from balise.domain.job import Job
from balise.domain.kept_report import SHARE_FORMS, KeptReport
from balise.domain.team import Right
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.report.forms import SAID, TONGUES, MakeForm
from balise.web.pages.report.served import served
from balise.web.pages.report.tabs import shown
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.web.works import Work, work
from balise.words import Speech, capital, mark

_KILO = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One report of the list, in the reader's words."""

    report: KeptReport
    form: str
    kpi: str
    language: str
    days: str
    size: str
    made_by: str
    file: str
    share: str
    remove: str
    provenance: tuple[tuple[str, str], ...]


@needs(Right.SEE, post=Right.EDIT)
def report(request: HttpRequest, brand: str) -> HttpResponse:
    """List the reports that were kept; what is sent has another made."""
    s = speech_of(request)
    if request.method != "POST":
        return _listed(request, brand, MakeForm(speech=s))
    form = MakeForm(request.POST, speech=s)
    if not form.is_valid():
        return _listed(request, brand, form, 400)
    asked = dict(_told(form.cleaned_data))
    by = who_of(request).name
    job = site_of(request).space.start_job("report", brand=brand, asked=asked, by=by)
    return HttpResponseRedirect(f"{address('report', brand)}?job={job.id}#made")


@needs(Right.SEE)
def file(request: HttpRequest, brand: str, id_: int) -> HttpResponse:
    """Give a kept report: shown where browsers can, unless `save` asks for a file."""
    found = site_of(request).space.report_file(brand, id_)
    return served(found.report, found.content, is_download="save" in request.GET)


@needs(Right.EDIT, post=Right.EDIT)
def remove(request: HttpRequest, brand: str, id_: int) -> HttpResponse:
    """Remove a report for good; links to it end."""
    if request.method == "POST":
        ask = Ask(
            title=mark("Remove this report?"),
            effect=mark("It is removed for good, and links to it lead nowhere."),
            button=mark("Remove"),
            back=address("report", brand),
        )
        space = site_of(request).space
        is_there = any(one.id == id_ for one in space.reports(brand))
        if is_there and (asks := unsure(request, ask)) is not None:
            return asks
        space.forget_report(brand, id_)
        said = mark("The report was removed. Links to it lead nowhere now.")
        messages.success(request, speech_of(request).text(said))
    return HttpResponseRedirect(address("report", brand))


@needs(Right.EDIT, post=Right.EDIT)
def cancel(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Call off the making of a report."""
    if request.method == "POST":
        site_of(request).space.cancel_job(brand, job)
    return HttpResponseRedirect(f"{address('report', brand)}?job={job}")


def kept(s: Speech, brand: str, one: KeptReport) -> Kept:
    """Say what a report is."""
    days = " – ".join(s.day(day) for day in (one.start, one.end) if day)
    number = str(one.id)
    return Kept(
        report=one,
        form=capital(s.text(SAID[one.form])),
        kpi=capital(s.term("metric", one.kpi)),
        language=s.text(TONGUES.get(one.language, one.language)),
        days=days or s.text(mark("the last weeks that were final")),
        size=s.text(mark("{n} KB"), n=s.number(max(1, round(one.size / _KILO)))),
        made_by=s.text(mark("by the schedule")) if one.schedule else one.by,
        file=address("report_file", brand, id_=number),
        share=address("report_share", brand, id_=number) if one.form in SHARE_FORMS else "",
        remove=address("report_remove", brand, id_=number),
        provenance=tuple(_origin(s, one.provenance)) if one.provenance else (),
    )


def _origin(s: Speech, made: Provenance) -> Iterator[tuple[str, str]]:
    yield s.text(mark("Data it was learnt from")), made.snapshot
    yield s.text(mark("Model")), made.model
    yield s.text(mark("Learnt on")), s.day(made.made_at)


def _listed(request: HttpRequest, brand: str, form: MakeForm, status: int = 200) -> HttpResponse:
    s, space = speech_of(request), site_of(request).space
    listed = [kept(s, brand, one) for one in space.reports(brand)]
    job = _job(request, brand)
    return shown(
        request,
        brand,
        "report",
        status=status,
        form=form,
        made=listed,
        work=job,
        fresh=_fresh(job, listed),
        has_posts=brand in space.brands(),
        imports=address("import", brand),
    )


def _job(request: HttpRequest, brand: str) -> Work | None:
    """Find the making that is under way: that of the address, else the last that is not over."""
    s, space, wanted = speech_of(request), site_of(request).space, request.GET.get("job", "")
    several = (one for one in space.jobs(brand) if one.kind == "report")
    found = next((one for one in several if one.id == wanted or not (wanted or one.is_over)), None)
    if found is None:
        return None
    again = f"{address('report', brand)}?job={found.id}"
    may = who_of(request).may(Right.EDIT, brand)
    way = address("report_cancel", brand, job=found.id) if may else ""
    return work(s, found, again=again, cancel=way)


def _fresh(job: Work | None, listed: list[Kept]) -> Kept | None:
    number = _number(job.job) if job else 0
    return next((one for one in listed if one.report.id == number), None)


def _number(job: Job) -> int:
    return int(job.result.get("report", 0))


def _told(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("form", "kpi", "language"):
        yield name, given[name]
    yield "parts", ",".join(given["parts"])
    for name in ("start", "end"):
        if given.get(name):
            yield name, given[name].isoformat()
