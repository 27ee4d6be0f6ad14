"""Long work as pages show it: how far it is, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.job import Job, JobState
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.remedies import on_page
from balise.web.site import site_of
from balise.words import Speech, mark

_STATES: Mapping[JobState, tuple[str, str, str]] = {
    "waiting": (mark("Waiting for its turn"), "accent", "clock"),
    "running": (mark("At work"), "accent", "refresh-cw"),
    "done": (mark("Done"), "good", "circle-check"),
    "failed": (mark("Not done"), "bad", "octagon-x"),
    "cancelled": (mark("Called off"), "warn", "x"),
}
"""Words, tone and icon of each state."""


_STOPPED: Mapping[str, str] = {
    "import": mark("What was read whole until then was kept."),
    "learn": mark("Nothing was learnt: begin it anew when you want the answers."),
    "plan": mark("Nothing was planned: what was there before stays as it is."),
    "report": mark("No report was made."),
    "foretell": mark("The chances stay as they were told before."),
    "tags": mark("Nothing was proposed: begin it anew when you want to decide."),
    "beside": mark(
        "No sums were made: nothing is compared until you have them made under “Other brands”."
    ),
    "demo": mark("It is not whole: make it again to have all of it."),
}
"""What is left of work that was called off, by its kind."""
_NO_WORKER = mark(
    "Nobody does this at the moment: no worker is running. Start one in a terminal with “balise "
    "worker”, or start everything with “balise serve”; this page goes on by itself then."
)
_PAUSED = mark(
    "This is a copy of another installation: nothing is done in it until you say, under "
    "Installation, that the other is at work no more."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One piece of long work, for `job.html`.

    Parameters
    ----------
    said, tone, icon
        Its state.
    step
        What is being done, and how much of it is.
    share
        How much of it is done, 0 to 1, written as HTML has it; empty where that is not known.
    error
        Why nothing came of it.
    again
        The address that tells how far it is.
    cancel
        Where one calls it off; empty where it is over, or its reader may not.
    stopped
        What is left of it where it was called off.
    lack
        Why nobody does it; empty where somebody does, or it is over.
    """

    job: Job
    said: str
    tone: str
    icon: str
    step: str
    share: str
    error: str
    again: str
    cancel: str = ""
    stopped: str = ""
    lack: str = ""


def work(s: Speech, job: Job, *, again: str, cancel: str = "", lack: str = "") -> Work:
    """Say how far a job is."""
    said, tone, icon = _STATES[job.state]
    failure = job.failure
    return Work(
        job=job,
        said=s.text(said),
        tone=tone,
        icon=icon,
        step=_step(s, job),
        share=f"{min(job.done / job.total, 1):.3f}" if job.total > 0 else "",
        error=named(s, on_page(s, failure)) if failure else "",
        again=again,
        cancel="" if job.is_over else cancel,
        stopped=s.text(_STOPPED[job.kind]) if job.kind in _STOPPED else "",
        lack=s.text(lack) if lack and not job.is_over else "",
    )


def watched(request: HttpRequest, job: Job, *, again: str, cancel: str = "") -> Work:
    """Say how far a job is, and where nobody does it, why."""
    lack = "" if job.is_over else lack_of(request)
    return work(speech_of(request), job, again=again, cancel=cancel, lack=lack)


def lack_of(request: HttpRequest) -> str:
    """Tell why no work is done at the moment; empty where it is."""
    space = site_of(request).space
    if space.is_paused():
        return _PAUSED
    return "" if space.has_worker() else _NO_WORKER


def led(request: HttpRequest, where: str) -> HttpResponse:
    """Lead on to a page, also where a script asks for a part of this one."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


def _step(s: Speech, job: Job) -> str:
    if not job.step:
        return ""
    step = s.text(job.step)
    if job.total > 0:
        places = {"step": step, "n": s.number(job.done), "m": s.number(job.total)}
        return s.text(mark("{step}: {n} of {m}"), **places)
    return s.text(mark("{step}: {n}"), step=step, n=s.number(job.done)) if job.done else step
