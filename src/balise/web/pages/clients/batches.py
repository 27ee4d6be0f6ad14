"""Work of many brands that was asked for together: how far it is, and what came of it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from secrets import token_hex
from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from balise.domain.client import file_stem
from balise.domain.job import Job
from balise.domain.team import Right
from balise.web.access import Circle, forbidden, needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.clients.forms import ReportsForm
from balise.web.render import page
from balise.web.site import site_of
from balise.web.works import Work, lack_of, work
from balise.words import Speech, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One brand: how far its work is, and what there is to see or to take."""

    brand: str
    work: Work
    said: str
    address: str
    file: str


@needs(Circle.INSIDE)
def batch(request: HttpRequest, batch: str) -> HttpResponse:
    """Tell how far the work of each brand is."""
    s, found = speech_of(request), _jobs(request, batch)
    is_over = all(one.is_over for one in found)
    lack = "" if is_over else lack_of(request)
    lines = [_line(s, one) for one in found]
    reports = [one for one in found if one.kind == "report" and one.state == "done"]
    n_over = sum(one.is_over for one in found)
    return page(
        request,
        "clients/batch.html",
        lines=lines,
        is_over=is_over,
        is_reports=found[0].kind == "report",
        n=len(found),
        n_over=n_over,
        lack=s.text(lack) if lack else "",
        here_again=reverse("batch", kwargs={"batch": batch}),
        cancel="" if is_over else reverse("batch_cancel", kwargs={"batch": batch}),
        taken=reverse("batch_reports", kwargs={"batch": batch}) if is_over and reports else "",
        form=ReportsForm(speech=s) if is_over and found[0].kind == "import" else None,
    )


@needs(Circle.INSIDE, post=Circle.INSIDE)
def cancel(request: HttpRequest, batch: str) -> HttpResponse:
    """Call off what is not over."""
    if request.method == "POST":
        space = site_of(request).space
        for one in _jobs(request, batch):
            if not one.is_over:
                space.cancel_job(one.brand, one.id)
    return HttpResponseRedirect(reverse("batch", kwargs={"batch": batch}))


@needs(Circle.INSIDE, post=Circle.INSIDE)
def reports(request: HttpRequest) -> HttpResponse:
    """Have a report made of each brand that has posts."""
    s, space, who = speech_of(request), site_of(request).space, who_of(request)
    brands = [one for one in who.sees(space.brands()) if who.may(Right.EDIT, one)]
    form = ReportsForm(request.POST, speech=s)
    if request.method != "POST" or (brands and not form.is_valid()):
        return HttpResponseRedirect(reverse("portfolio"))
    if not brands:
        return forbidden(request)
    name = token_hex(16)
    for brand in brands:
        asked = {**form.cleaned_data, "kpi": "engagement", "batch": name}
        space.start_job("report", brand=brand, asked=asked, by=who.name)
    return HttpResponseRedirect(reverse("batch", kwargs={"batch": name}))


@needs(Circle.INSIDE)
def taken(request: HttpRequest, batch: str) -> HttpResponseBase:
    """Give the reports that were made, as one ZIP."""
    found = [one for one in _jobs(request, batch) if one.kind == "report" and one.state == "done"]
    if not found:
        raise Http404
    file = TemporaryFile()  # noqa: SIM115 - closed once it was sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _contents(request, found):
            archive.writestr(name, content)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="balise-reports.zip")


def _contents(request: HttpRequest, found: Sequence[Job]) -> Iterator[tuple[str, bytes]]:
    """Give each report under the name of its brand; one that was removed since is left out."""
    space, names = site_of(request).space, set[str]()
    for job in found:
        kept = {one.id for one in space.reports(job.brand)}
        number = int(job.result["report"])
        if number in kept:
            report = space.report_file(job.brand, number)
            stem = file_stem(job.brand, names)
            names.add(stem.casefold())
            yield f"{stem}.{report.report.file_name.rpartition('.')[2]}", report.content


def _jobs(request: HttpRequest, batch: str) -> list[Job]:
    """Give the jobs of brands that the one who asks writes for.

    Raises
    ------
    Http404
        There is none.
    """
    who = who_of(request)
    found = [one for one in site_of(request).space.batch(batch) if who.may(Right.EDIT, one.brand)]
    if not found:
        raise Http404
    return found


def _line(s: Speech, job: Job) -> Line:
    is_report, is_done = job.kind == "report", job.state == "done"
    where = address("report", job.brand) if is_report else ""
    number = str(job.result.get("report", ""))
    return Line(
        brand=s.term("brand", job.brand),
        work=work(s, job, again=""),
        said=_said(s, job),
        address=where or address("import_job", job.brand, job=job.id),
        file=address("report_file", job.brand, id_=number) if is_report and is_done else "",
    )


def _said(s: Speech, job: Job) -> str:
    """Count what an import brought, and what it could not read."""
    several = job.result.get("reports", ())
    if not several:
        return ""
    posts = sum(int(one["posts"]) for one in several)
    wrong = sum(bool(one["error"]) for one in several)
    said = s.plural(mark("{n} new post"), "{n} new posts", posts)
    more = s.plural(mark("{n} file not read"), "{n} files not read", wrong)
    return f"{said} · {more}" if wrong else said
