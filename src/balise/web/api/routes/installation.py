"""The installation itself, for whom it belongs to."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router

from balise import __version__
from balise.web.access import Circle, who_of
from balise.web.api.rights import needs
from balise.web.api.shapes import Values
from balise.web.site import site_of

router = Router(tags=["installation"])


@router.post("/backup", **needs(Circle.MASTER))
def backup(request: HttpRequest) -> HttpResponseBase:
    """Give a backup as a file: database and pictures, without the key; it is not kept here."""
    given = TemporaryFile()  # noqa: SIM115 - closed once it was sent
    with TemporaryDirectory() as folder:
        file = Path(folder) / "backup.zip"
        site_of(request).space.back_up(file, by=who_of(request).name)
        with file.open("rb") as made:
            shutil.copyfileobj(made, given)
    given.seek(0)
    name = f"balise-{datetime.now(UTC):%Y-%m-%d-%H%M}.zip"
    return FileResponse(given, as_attachment=True, filename=name)


@router.get("/health", response=Values, **needs(Circle.MASTER))
def health(request: HttpRequest) -> Any:
    """Tell the version, and whether the audit log is whole and a worker may work."""
    space = site_of(request).space
    return {
        "version": __version__,
        "audit_log_is_whole": space.verify_audit().is_whole,
        "is_paused": space.is_paused(),
    }
