"""Long work: files brought in, learning, planning; and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from balise.domain import job as of_jobs
from balise.domain.team import Right
from balise.errors import BodyError, BodySizeError
from balise.ingest.mapping_text import toml
from balise.web.access import who_of
from balise.web.api.rights import needs
from balise.web.api.routes.plans import router as of_plans
from balise.web.api.routes.posts import router as of_imports
from balise.web.api.shapes import Given, Job, Learn, MakePlan, Name, Page, Paged, Values, cut
from balise.web.language import speech_of
from balise.web.site import site_of
from balise.web.uploads import MOST_BYTES, MOST_FILES, kept

router = Router(tags=["jobs"])
_LISTED = 1_000
# An address that is read and sent to is one address: those who read it have it already.


class ImportTold(Given):
    """What an import is told beside its files."""

    timezone: Name = ""
    competitor: Name = ""


@router.get("/brands/{brand:brand}/jobs", response=Page[Job], **needs(Right.INSPECT))
def jobs(request: HttpRequest, brand: str, asked: Query[Paged]) -> dict[str, Any]:
    """List long work, the newest first."""
    return cut(site_of(request).space.jobs(brand, limit=_LISTED), asked)


@router.get("/brands/{brand:brand}/jobs/{job_id}", response=Job, **needs(Right.INSPECT))
def job(request: HttpRequest, brand: str, job_id: str) -> of_jobs.Job:
    """Tell how far a piece of work is, and what came of it."""
    return site_of(request).space.job(brand, job_id)


@router.post("/brands/{brand:brand}/jobs/{job_id}/cancel", response=Job, **needs(Right.EDIT))
def cancel(request: HttpRequest, brand: str, job_id: str) -> of_jobs.Job:
    """Ask that a piece of work be done no more."""
    return site_of(request).space.cancel_job(brand, job_id)


@of_imports.post("/brands/{brand:brand}/imports", response={202: Job}, **needs(Right.EDIT))
def import_(
    request: HttpRequest,
    brand: str,
    files: File[list[UploadedFile]],
    told: Form[ImportTold],
    mapping: File[UploadedFile | None] = None,
) -> of_jobs.Job:
    """Bring export files in; `mapping` (TOML) says what the columns of a table of one's own are."""
    said: dict[str, Any] = {name: value for name, value in told.dict().items() if value}
    said["paths"] = _paths(request, files)
    if mapping is not None:
        said["mapping"] = _paths(request, [mapping])[0]
    return _started(request, "import", brand, said)


@router.post("/brands/{brand:brand}/imports/suggest", response=Values, **needs(Right.EDIT))
def suggest(request: HttpRequest, brand: str, file: File[UploadedFile]) -> Any:
    """Suggest a mapping for a table of one's own: TOML, to be read, changed and sent with it."""
    del brand
    space = site_of(request).space
    path = _paths(request, [file])[0]
    try:
        found = space.suggest(path)
    finally:
        space.upload(path).unlink()
    return {"mapping": toml(found, speech_of(request), "balise import"), "format": found.format}


def _paths(request: HttpRequest, files: Sequence[UploadedFile]) -> list[str]:
    """Keep files for the worker; gives their paths from the folder of uploads."""
    if not 1 <= len(files) <= MOST_FILES:
        raise BodyError(form=f"multipart/form-data (files: 1–{MOST_FILES})")
    if sum(one.size or 0 for one in files) > MOST_BYTES:
        raise BodySizeError(megabytes=MOST_BYTES >> 20)
    return kept(site_of(request).space.uploads, files)


@router.post("/brands/{brand:brand}/learn", response={202: Job}, **needs(Right.EDIT))
def learn(request: HttpRequest, brand: str, given: Learn) -> of_jobs.Job:
    """Learn what drives a KPI."""
    return _started(request, "learn", brand, {"kpis": [given.kpi]})


@of_plans.post("/brands/{brand:brand}/plan", response={202: Job}, **needs(Right.EDIT))
def plan(request: HttpRequest, brand: str, given: MakePlan) -> of_jobs.Job:
    """Plan what to post, by the strategy that was kept last."""
    asked = given.dict() | {"start": given.start.isoformat() if given.start else None}
    return _started(request, "plan", brand, {k: v for k, v in asked.items() if v not in (None, [])})


def _started(request: HttpRequest, kind: str, brand: str, asked: dict[str, Any]) -> of_jobs.Job:
    """Ask for work in the name of the one who asks."""
    by = who_of(request).name
    return site_of(request).space.start_job(kind, brand=brand, asked=asked, by=by)
