"""A folder of client folders is sent, looked at, and brought in: one brand and one job each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.errors import ArchiveRefusedError, FileBrokenError
from balise.web.access import Circle, needs, who_of
from balise.web.language import speech_of
from balise.web.pages.clients import kept
from balise.web.pages.clients.forms import FolderForm
from balise.web.render import page
from balise.web.site import site_of
from balise.words import mark

_NONE = mark(
    "No folder of a client was found: choose the folder that holds them, each with its exports."
)
_GONE = mark("What was sent is not here any more. Send the folder again.")


@needs(Circle.MASTER, post=Circle.MASTER)
def clients(request: HttpRequest) -> HttpResponse:
    """Ask for the folder; keep what is sent, and lead to what it seems to be."""
    s, uploads = speech_of(request), site_of(request).space.uploads
    if request.method != "POST":
        return _asked(request, FolderForm(speech=s))
    form = FolderForm(request.POST, request.FILES, speech=s)
    if not form.is_valid():
        return _asked(request, form, 400)
    given = form.cleaned_data
    try:
        name = (
            kept.keep_archive(uploads, given["archive"])
            if given["archive"]
            else kept.keep_files(uploads, given["files"], given["paths"])
        )
    except (ArchiveRefusedError, FileBrokenError) as error:
        form.add_error("archive", s.error(error))
        return _asked(request, form, 400)
    if not (kept.note(uploads, name) or {}).get("brands"):
        kept.drop(uploads, name)
        form.add_error("files", s.text(_NONE))
        return _asked(request, form, 400)
    return HttpResponseRedirect(reverse("clients_sorted", kwargs={"name": name}))


@needs(Circle.MASTER, post=Circle.MASTER)
def sorted_(request: HttpRequest, name: str) -> HttpResponse:
    """Show which brands the files are of; a yes begins one import for each."""
    space = site_of(request).space
    found = kept.note(space.uploads, name)
    if found is None:
        if space.batch(name):
            return HttpResponseRedirect(reverse("batch", kwargs={"batch": name}))
        messages.error(request, speech_of(request).text(_GONE))
        return HttpResponseRedirect(reverse("clients"))
    if request.method == "POST":
        return _begun(request, name, found["brands"])
    known = space.every_brand()
    told = [
        (brand, brand in known, [path.rpartition("/")[2] for path in paths])
        for brand, paths in sorted(found["brands"].items())
    ]
    return page(
        request, "clients/sorted.html", name=name, clients=told, beside=found["beside"],
        n_files=sum(len(paths) for paths in found["brands"].values()),
    )  # fmt: skip


def _begun(request: HttpRequest, name: str, brands: dict[str, list[str]]) -> HttpResponse:
    space = site_of(request).space
    if "discard" in request.POST:
        kept.drop(space.uploads, name)
        return HttpResponseRedirect(reverse("clients"))
    if kept.answered(space.uploads, name):  # of two who say yes one begins
        by = who_of(request).name
        for brand, paths in sorted(brands.items()):
            asked = {"paths": paths, "timezone": space.zone(brand), "batch": name}
            space.start_job("import", brand=brand, asked=asked, by=by)
    return HttpResponseRedirect(reverse("batch", kwargs={"batch": name}))


def _asked(request: HttpRequest, form: FolderForm, status: int = 200) -> HttpResponse:
    return page(request, "clients/send.html", status=status, form=form)
