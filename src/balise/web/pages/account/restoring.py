"""A backup is put in place of the workspace: chosen, looked at, asked for twice, then done."""

from __future__ import annotations

from shlex import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from balise.backup.found import ROOM
from balise.domain.restore import Staged
from balise.errors import BackupClosedError, BackupLockedError, BackupServerError, BaliseError
from balise.web.access import Circle, needs, who_of
from balise.web.language import speech_of
from balise.web.pages.account.forms import RestoreForm
from balise.web.pages.account.frame import framed
from balise.web.render import page
from balise.web.session import token_of
from balise.web.site import Site, site_of
from balise.web.sure import Ask, unsure
from balise.words import Speech, mark

_MB = 1 << 20
_MOST_MB = 500  # the rest of `balise.web.serving.LARGEST_BODY` is for the form around it
_UNREAD = mark("Choose a file first.")
_COMMAND = "balise restore balise-2027-01-04-0900.zip --folder {folder}"
_SERVER = "pg_restore --dbname=postgres://balise@127.0.0.1/empty --no-owner balise.dump"


@needs(Circle.MASTER, post=Circle.MASTER)
def choose(request: HttpRequest) -> HttpResponse:
    """Show the backups there are; unpack the one that is chosen, and lead on to what is in it."""
    s, site = speech_of(request), site_of(request)
    if request.method != "POST":
        return _choice(request)
    if site.restores.is_under_way:
        return _waits(request, 202)
    try:
        _able(site)
        form = RestoreForm(s, request.POST, files=request.FILES)
        if not form.is_valid():
            return _choice(request, s.text(_UNREAD))
        found = _staged(site, form)
    except BaliseError as error:
        return _choice(request, s.error(error))
    return redirect("restore-look", room=found.id)


@needs(Circle.MASTER, post=Circle.MASTER)
def look(request: HttpRequest, room: str) -> HttpResponse:
    """Show what a backup holds; put it in place once that was asked for twice."""
    s, site = speech_of(request), site_of(request)
    if site.restores.is_under_way:
        return _waits(request, 202)
    try:
        _able(site)
        found = site.space.staged(room)
        if request.method != "POST":
            return _shown(request, found)
        if (asks := unsure(request, _ask(s, found, request.path))) is not None:
            return asks
        if not site.restores.claim():
            return _waits(request, 202)
        _begin(request, room)
    except BaliseError as error:
        return _choice(request, s.error(error))
    return _waits(request)


def _begin(request: HttpRequest, room: str) -> None:
    site, by = site_of(request), who_of(request).name
    try:
        asked = site.space.ready(room, by=by)
        site.restores.begin(asked, by=by, session=token_of(request))
    except BaseException:
        site.restores.release()
        raise


@needs(Circle.MASTER)
def wait(request: HttpRequest) -> HttpResponse:
    """Tell that it is under way, until the pages come back with how it went."""
    return _waits(request, 202) if site_of(request).restores.is_under_way else redirect("restore")


def _able(site: Site) -> None:
    """Refuse where the pages cannot end and start again."""
    if site.space.store.folder is None:
        raise BackupServerError(file="balise.dump")
    if site.restores.ask is None:
        raise BackupClosedError


def _staged(site: Site, form: RestoreForm) -> Staged:
    """Unpack what was chosen; where all have to log in, one in which nobody can is refused."""
    sent = form.cleaned_data["file"]
    name = str(form.cleaned_data["name"])
    found = site.space.stage_sent(sent.name, sent.chunks()) if sent else site.space.stage(name)
    if site.public and not found.has_people:
        site.space.drop_staged()
        raise BackupLockedError
    return found


def _shown(request: HttpRequest, found: Staged) -> HttpResponse:
    s, space = speech_of(request), site_of(request).space
    brands = [(name, s.plural("{n} post", "{n} posts", n)) for name, n in found.brands]
    return framed(
        request, "installation", template="restore-look", found=found, brands=brands,
        megabytes=found.size / _MB, is_team=space.has_people(),
    )  # fmt: skip


def _ask(s: Speech, found: Staged, back: str) -> Ask:
    effect = mark(
        "Balise stops for a moment and comes back as it was on that day. All of today is kept as a "
        "backup, from which you can come back the same way. Nothing goes out until you say so: "
        "what was published since that day would be published again."
    )
    return Ask(
        title=mark("Put this backup in place of what is here?"),
        effect=effect,
        button=mark("Put it in place"),
        back=back,
        about=f"{found.source} · {s.day(found.made_at.date())}",
        is_guarded=True,
    )


def _choice(request: HttpRequest, error: str = "") -> HttpResponse:
    site = site_of(request)
    folder, last = site.space.store.folder, site.restores.last
    is_here = folder is not None and site.restores.ask is not None
    found = site.space.backups() if is_here else ()
    return framed(
        request,
        "installation",
        template="restore",
        status=400 if error else 200,
        error=error,
        is_here=is_here,
        command=_command(site),
        is_server=folder is None,
        listed=[(one, one.size / _MB) for one in found],
        place=str(folder / ROOM) if folder else "",
        most=_MOST_MB,
        last=last,
        why=speech_of(request).error(last.error) if last and last.error else "",
    )


def _command(site: Site) -> str:
    folder = site.space.store.folder
    return _SERVER if folder is None else _COMMAND.format(folder=quote(f"{folder.name}-back"))


def _waits(request: HttpRequest, status: int = 200) -> HttpResponse:
    return page(request, "account/restore-wait.html", status=status, again=reverse("restore-wait"))
