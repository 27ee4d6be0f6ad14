"""Files are sent, an import begins, and what came of it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.job import Job
from balise.domain.team import Right
from balise.reference.export_paths import ExportPath, paths
from balise.remembering import KeptMapping
from balise.report.export_steps import said
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.imports import told
from balise.web.pages.imports.forms import ImportForm
from balise.web.render import page
from balise.web.site import site_of
from balise.web.uploads import begin_import
from balise.web.works import Work, watched, work
from balise.words import Speech, mark

_LAST = 8
_NAMED = 6
_GONE = mark(
    "The file is not here any more: it was brought in, or called off, or kept for long enough. "
    "Send it again."
)


@needs(Right.EDIT, post=Right.EDIT)
def imports(request: HttpRequest, brand: str) -> HttpResponse:
    """Ask for files; those that are sent begin an import."""
    s = speech_of(request)
    if request.method != "POST":
        return _asked(request, brand, ImportForm(speech=s))
    form = ImportForm(request.POST, request.FILES, speech=s)
    if not form.is_valid():
        return _asked(request, brand, form, 400)
    given = form.cleaned_data
    job = begin_import(request, brand, given["files"], given["competitor"])
    return HttpResponseRedirect(address("import_job", brand, job=job.id))


@needs(Right.EDIT)
def one(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Show how far an import is, then what came of it."""
    s, space = speech_of(request), site_of(request).space
    found = space.job(brand, job)
    is_there = found.is_over and brand in space.brands()
    again = watched(
        request,
        found,
        again=address("import_job", brand, job=found.id),
        cancel=address("import_cancel", brand, job=found.id),
    )
    kept = space.kept_uploads(found) if found.is_over else ()
    return page(
        request,
        "imports/one.html",
        brand=brand,
        name=s.term("brand", brand),
        here="import",
        work=again,
        is_lost=found.is_over and brand not in space.every_brand(),
        kept=len(kept),
        until=space.kept_until(found),
        retry=address("import_again", brand, job=found.id) if found.failure and kept else "",
        doors=address("start") if who_of(request).is_master else "",
        files=(files := tuple(told.files(s, found))),
        is_unread=found.state == "done" and bool(files) and all(one.error for one in files),
        posts=told.posts(found),
        competitor=found.asked.get("competitor", ""),
        insights=address("insights", brand) if is_there else "",
        findings=address("findings", brand) if is_there else "",
        back=address("import", brand),
    )


@needs(Right.EDIT)
def grid(request: HttpRequest, brand: str) -> HttpResponse:
    """Give an empty table to note the public posts of a competitor in, in the reader's language."""
    del brand
    s, space = speech_of(request), site_of(request).space
    written = space.empty_grid(s.language).encode("utf-8-sig")
    answer = HttpResponse(written, content_type="text/csv; charset=utf-8")
    name = s.text(mark("competitors.csv"))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needs(Right.EDIT, post=Right.EDIT)
def cancel(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Call an import off."""
    if request.method == "POST":
        site_of(request).space.cancel_job(brand, job)
    return HttpResponseRedirect(address("import_job", brand, job=job))


@needs(Right.EDIT, post=Right.EDIT)
def again(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Try an import that failed once more, with the files that are kept of it."""
    space = site_of(request).space
    found = space.job(brand, job)
    paths = space.kept_uploads(found)
    is_fit = request.method == "POST" and found.kind == "import" and found.is_over
    if not is_fit:
        return HttpResponseRedirect(address("import_job", brand, job=job))
    if not paths:
        return gone(request, brand)
    asked = {**found.asked, "paths": list(paths)}
    begun = space.start_job("import", brand=brand, asked=asked, by=who_of(request).name)
    return HttpResponseRedirect(address("import_job", brand, job=begun.id))


def gone(request: HttpRequest, brand: str) -> HttpResponse:
    """Say that a file that was sent is kept no longer, where others are sent."""
    messages.error(request, speech_of(request).text(_GONE))
    return HttpResponseRedirect(address("import", brand))


def _asked(request: HttpRequest, brand: str, form: ImportForm, status: int = 200) -> HttpResponse:
    s, space = speech_of(request), site_of(request).space
    last = [each for each in space.jobs(brand) if each.kind == "import"][:_LAST]
    return page(
        request,
        "imports/imports.html",
        status=status,
        brand=brand,
        name=s.term("brand", brand),
        here="import",
        form=form,
        last=[(_work(s, each), _names(each)) for each in last],
        files=address("files", brand) if brand in space.brands() else "",
        exports=tuple(_ways(s)),
        mappings=tuple(_mappings(brand, space.mappings(brand))),
    )


def _work(s: Speech, job: Job) -> Work:
    again = address("import_job", job.brand, job=job.id)
    return work(s, job, again=again, cancel=address("import_cancel", job.brand, job=job.id))


def _names(job: Job) -> str:
    return ", ".join(str(path).rpartition("/")[2] for path in job.asked.get("paths", ()))


def _mappings(
    brand: str, kept: Iterable[KeptMapping]
) -> Iterator[tuple[KeptMapping, str, str, str]]:
    """Say of each mapping which columns it knows, and where it is changed and forgotten."""
    for one in kept:
        named = [key for key, field in one.said["columns"].items() if field != "ignored"]
        told = ", ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
        number = str(one.id)
        change = address("import_mapping", brand, number=number)
        yield one, told, change, address("import_mapping_forget", brand, number=number)


def _ways(s: Speech) -> Iterator[tuple[ExportPath, str, list[str], str, list[str]]]:
    """Say where to click for each export: the steps, what is in it, and what is not."""
    for each in paths():
        steps = [said(step, each, s) for step in each.steps]
        yield each, s.text(each.title), steps, s.text(each.holds), [s.text(x) for x in each.lacks]
