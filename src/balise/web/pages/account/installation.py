"""The installation itself, for its owners: backups, the key, a copy that waits."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from balise import __version__
from balise.backup.found import ROOM as BACKUPS
from balise.errors import BaliseError
from balise.web.access import Circle, needs, who_of
from balise.web.language import speech_of
from balise.web.pages.account.forms import BackupForm, Nothing
from balise.web.pages.account.frame import framed
from balise.web.sent import sent
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.web.told import told
from balise.words import mark


@needs(Circle.MASTER)
def installation(request: HttpRequest) -> HttpResponse:
    """Show where everything lies, and what can be done with it."""
    site = site_of(request)
    folder = site.space.store.folder
    name = f"balise-{datetime.now(UTC):%Y-%m-%d-%H%M}.zip"
    return framed(
        request,
        "installation",
        version=__version__,
        place=site.shown,
        is_server=folder is None,
        is_paused=site.space.is_paused(),
        chain=site.space.verify_audit(),
        form=BackupForm(
            speech_of(request), initial={"file": folder / BACKUPS / name if folder else ""}
        ),
    )


@needs(Circle.MASTER, post=Circle.MASTER)
def download(request: HttpRequest) -> HttpResponseBase:
    """Give a backup as a file; it is not kept here."""
    if request.method != "POST":
        return redirect("installation")
    given = TemporaryFile()  # noqa: SIM115 - closed once it was sent
    with TemporaryDirectory() as folder:
        file = Path(folder) / "backup.zip"
        try:
            site_of(request).space.back_up(file, by=who_of(request).name)
        except BaliseError as error:
            return told(request, error)
        with file.open("rb") as made:
            shutil.copyfileobj(made, given)
    given.seek(0)
    name = f"balise-{datetime.now(UTC):%Y-%m-%d-%H%M}.zip"
    return FileResponse(given, as_attachment=True, filename=name)


@needs(Circle.MASTER, post=Circle.MASTER)
def write(request: HttpRequest) -> HttpResponse:
    """Write a backup to a file of the machine."""

    def act(given: Mapping[str, Any]) -> str:
        site_of(request).space.back_up(given["file"], by=who_of(request).name)
        return mark("The backup is written.")

    return sent(request, BackupForm, reverse("installation"), act)


@needs(Circle.MASTER, post=Circle.MASTER)
def rotate(request: HttpRequest) -> HttpResponse:
    """Put a new key in place of the old one."""
    ask = Ask(
        title=mark("Make a new key?"),
        effect=mark(
            "Every secret is sealed anew. Copies of the old key open nothing any more: "
            "keep a copy of the new one elsewhere."
        ),
        button=mark("Make a new key"),
        back=reverse("installation"),
        is_guarded=True,
    )
    if request.method == "POST" and (asks := unsure(request, ask)) is not None:
        return asks

    def act(_given: Mapping[str, Any]) -> str:
        site_of(request).space.rotate_key(by=who_of(request))
        return mark("There is a new key, and every secret is sealed with it.")

    return sent(request, Nothing, reverse("installation"), act)


@needs(Circle.MASTER, post=Circle.MASTER)
def resume(request: HttpRequest) -> HttpResponse:
    """Go on in a copy: the workspace that it was copied from works no more."""

    def act(_given: Mapping[str, Any]) -> str:
        site_of(request).space.resume(who_of(request).name)
        return mark("Balise works in this place from now on.")

    return sent(request, Nothing, reverse("installation"), act)
