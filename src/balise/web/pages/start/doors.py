"""Three doors: questions, files, and a made-up brand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.job import Job
from balise.web.access import Circle, needs
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.start.begun import begin_demo
from balise.web.pages.start.forms import FilesForm
from balise.web.render import page
from balise.web.site import site_of
from balise.web.uploads import begin_import
from balise.web.works import led, watched
from balise.words import mark


@needs(Circle.MASTER)
def doors(request: HttpRequest) -> HttpResponse:
    """Show the doors."""
    return shown(request, FilesForm(speech=speech_of(request)))


def shown(request: HttpRequest, form: FilesForm, status: int = 200) -> HttpResponse:
    """Show the doors, with what was wrong at the second."""
    site = site_of(request)
    return page(
        request,
        "start/doors.html",
        status=status,
        form=form,
        folder=site.shown,
        is_first=not site.space.every_brand(),
    )


@needs(Circle.MASTER, post=Circle.MASTER)
def files(request: HttpRequest) -> HttpResponse:
    """Keep the files, have them brought in, and lead to how far that is."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("start"))
    s, space = speech_of(request), site_of(request).space
    form = FilesForm(request.POST, request.FILES, speech=s, taken=space.every_brand())
    if not form.is_valid():
        return shown(request, form, 400)
    brand = form.cleaned_data["name"]
    job = begin_import(request, brand, form.cleaned_data["files"])
    return HttpResponseRedirect(reverse("import_job", kwargs={"brand": brand, "job": job.id}))


@needs(Circle.MASTER, post=Circle.MASTER)
def demo(request: HttpRequest) -> HttpResponse:
    """Have the made-up brand made; lead to how far that is, or to the brand."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("start"))
    job = begin_demo(request)
    return _to_demo(request) if job is None else HttpResponseRedirect(_making(job))


@needs(Circle.MASTER)
def demo_job(request: HttpRequest, job: str) -> HttpResponse:
    """Show how far the made-up brand is, and lead to it."""
    space = site_of(request).space
    found = space.job(space.made_up(), job)
    if found.state == "done":
        return _to_demo(request)
    cancel = reverse("start_demo_cancel", kwargs={"job": job})
    work = watched(request, found, again=_making(found), cancel=cancel)
    return page(request, "start/demo.html", work=work)


@needs(Circle.MASTER, post=Circle.MASTER)
def demo_cancel(request: HttpRequest, job: str) -> HttpResponse:
    """Call the made-up brand off."""
    space = site_of(request).space
    if request.method == "POST":
        space.cancel_job(space.made_up(), job)
    return HttpResponseRedirect(reverse("start_demo_job", kwargs={"job": job}))


def _making(job: Job) -> str:
    return reverse("start_demo_job", kwargs={"job": job.id})


def _to_demo(request: HttpRequest) -> HttpResponse:
    s, brand = speech_of(request), site_of(request).space.made_up()
    messages.info(request, s.text(mark("All of this brand is made up. Look around.")))
    return led(request, address("home", brand))
