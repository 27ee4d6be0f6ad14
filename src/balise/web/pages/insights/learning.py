"""What stands in place of answers until a worker has found them, and why it ended without."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.job import Job
from balise.domain.team import Right
from balise.errors import BaliseError, KpiUnknownError, PeriodError, RecordNotFoundError
from balise.studying import Wanted
from balise.web import links
from balise.web.access import needs, who_of
from balise.web.nav import address
from balise.web.render import page
from balise.web.site import site_of
from balise.web.works import watched

_ACCEPTED = 202


def learning(
    request: HttpRequest, brand: str, wanted: Wanted, frame: dict[str, Any]
) -> HttpResponse:
    """Say that the answers are being worked out, and have a worker do so."""
    desk, who = site_of(request).desk, who_of(request)
    job = desk.begin(brand, wanted, by=who.name)
    may = who.may(Right.EDIT, brand)
    where = request.get_full_path()
    shown = watched(
        request,
        job,
        again=where,
        cancel=address("insights_cancel", brand, job=job.id) if may else "",
    )
    begin = address("insights_begin", brand, job=job.id) if may and job.is_over else ""
    return page(
        request,
        "insights/learning.html",
        status=_status(job),
        work=shown,
        begin=begin,
        n=desk.ledger(brand).posts,
        **frame,
    )


def _status(job: Job) -> int:
    return status_of(job.failure) if job.failure else _ACCEPTED


def status_of(error: BaliseError) -> int:
    """Give the status of a page that says why there are no answers."""
    if isinstance(error, RecordNotFoundError):
        return 404
    return 400 if isinstance(error, KpiUnknownError | PeriodError) else 200


@needs(Right.EDIT, post=Right.EDIT)
def cancel(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Call off the learning."""
    space = site_of(request).space
    found = space.cancel_job(brand, job) if request.method == "POST" else space.job(brand, job)
    return HttpResponseRedirect(_back(brand, found))


@needs(Right.EDIT, post=Right.EDIT)
def begin(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Begin anew what was called off, or what failed."""
    site = site_of(request)
    found = site.space.job(brand, job)
    if request.method == "POST":
        site.desk.begin(brand, Wanted.of(found.asked), by=who_of(request).name, anew=True)
    return HttpResponseRedirect(_back(brand, found))


def _back(brand: str, job: Job) -> str:
    """Lead back to the answers that the job was to find."""
    wanted = Wanted.of(job.asked)
    return links.insights(brand, wanted.kpi, wanted.start, wanted.end, account=wanted.account)
