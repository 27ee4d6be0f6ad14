"""Reports that are kept as they were made."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from ninja.responses import Status

from balise.domain.kept_report import KeptReport
from balise.domain.team import Right
from balise.web.access import who_of
from balise.web.api.files import sent
from balise.web.api.rights import needs
from balise.web.api.routes.insights import ReportAsked
from balise.web.api.shapes import Id, Job, Page, Paged, cut
from balise.web.language import speech_of
from balise.web.site import site_of

router = Router(tags=["reports"])


class Report(Schema):
    """A kept report."""

    id: int
    form: str
    language: str
    kpi: str
    start: date | None
    end: date | None
    made_at: datetime
    by: str
    digest: str
    size: int


@router.get("/brands/{brand:brand}/reports", response=Page[Report], **needs(Right.SEE))
def reports(request: HttpRequest, brand: str, asked: Query[Paged]) -> dict[str, Any]:
    """List the reports that were kept, the newest first."""
    return cut(site_of(request).space.reports(brand), asked)


@router.post("/brands/{brand:brand}/reports", response={202: Job}, **needs(Right.EDIT))
def make(request: HttpRequest, brand: str, given: ReportAsked) -> Any:
    """Make a report and keep it; its number is in the result of the job."""
    said = given.dict() | {"language": given.language or speech_of(request).language}
    asked = {name: str(value) for name, value in said.items() if value}
    space, by = site_of(request).space, who_of(request).name
    return Status(202, space.start_job("report", brand=brand, asked=asked, by=by))


@router.get("/brands/{brand:brand}/reports/{report_id}", **needs(Right.SEE))
def file(request: HttpRequest, brand: str, report_id: Path[Id]) -> HttpResponse:
    """Give a kept report as a file."""
    found = site_of(request).space.report_file(brand, report_id)
    kept: KeptReport = found.report
    return sent(found.content, kept.mime, kept.file_name)


@router.delete("/brands/{brand:brand}/reports/{report_id}", response={204: None},
               **needs(Right.EDIT))  # fmt: skip
def forget(request: HttpRequest, brand: str, report_id: Path[Id]) -> Any:
    """Remove a kept report; links to it end."""
    site_of(request).space.forget_report(brand, report_id)
    return Status(204, None)
