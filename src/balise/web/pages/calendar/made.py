"""The plan made, or made anew: a worker does it, and the page tells how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.job import Job
from balise.domain.reading import Finding
from balise.domain.team import Right
from balise.errors import PlanConflictError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.nav import address
from balise.web.pages.calendar.forms import PlanForm
from balise.web.pages.calendar.whole import plan_of, strategy_of
from balise.web.render import page
from balise.web.site import site_of
from balise.web.works import led, watched
from balise.words import Speech, capital, mark

_OF = {"capacity": "kinds", "adaptations": "kinds", "funnel": "stage"}
"""Rules that name a word of the glossary, and its group."""
_MADE = mark("The plan is made: {n} posts.")
_SOON = mark(
    "It stops as soon as it can, and nothing is kept of it. While the calendar is laid out it "
    "cannot stop: then it ends right after that, within a minute or so."
)


@needs(Right.EDIT, post=Right.EDIT)
def plan(request: HttpRequest, brand: str) -> HttpResponse:
    """Ask from when and for how long; what is sent has the plan made."""
    s, space = speech_of(request), site_of(request).space
    under_way = _under_way(space.jobs(brand))
    if under_way is not None:
        return HttpResponseRedirect(_address(under_way))
    if request.method != "POST":
        return _asked(request, brand, PlanForm(s))
    form = PlanForm(s, request.POST)
    if not form.is_valid():
        return _asked(request, brand, form, status=400)
    space.strategy(brand)  # without one there is nothing to begin
    job = space.start_job(
        "plan", brand=brand, asked=_told(form.cleaned_data), by=who_of(request).name
    )
    return HttpResponseRedirect(_address(job))


@needs(Right.EDIT)
def making(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Show how far the plan is; lead to the calendar, or say what stands in its way."""
    s, found = speech_of(request), site_of(request).space.job(brand, job)
    if found.kind != "plan":
        raise Http404
    if found.state == "done":
        messages.success(request, s.text(_MADE, n=s.number(found.result["slots"])))
        _tell_loose(request, brand)
        return led(request, reverse("calendar", kwargs={"brand": brand}))
    error = found.failure
    conflict = _conflict(s, error) if isinstance(error, PlanConflictError) else None
    work = watched(
        request, found, again=_address(found), cancel=address("calendar-call-off", brand, job=job)
    )
    form = PlanForm(s, initial=_before(found))
    return _asked(request, brand, form, conflict=conflict, work=work)


def _tell_loose(request: HttpRequest, brand: str) -> None:
    """Name the texts whose post the new plan does not have: they are not lost."""
    s, loose = speech_of(request), len(site_of(request).space.loose(brand))
    if loose:
        said = s.plural(
            mark("{n} text has no post any more; it is under “Texts without a post”."),
            mark("{n} texts have no post any more; they are under “Texts without a post”."),
            loose,
        )
        messages.warning(request, said)


@needs(Right.EDIT, post=Right.EDIT)
def call_off(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Call the making of a plan off."""
    if request.method == "POST":
        found = site_of(request).space.cancel_job(brand, job)
        if not found.is_over:
            messages.info(request, speech_of(request).text(_SOON))
    return HttpResponseRedirect(address("calendar-making", brand, job=job))


def begin(request: HttpRequest, brand: str, *, weeks: int) -> str:
    """Have a plan made as the strategy says; gives where one sees how far it is."""
    by = who_of(request).name
    space = site_of(request).space
    return _address(space.start_job("plan", brand=brand, asked={"weeks": weeks}, by=by))


def _under_way(jobs: Sequence[Job]) -> Job | None:
    return next((one for one in jobs if one.kind == "plan" and not one.is_over), None)


def _address(job: Job) -> str:
    return address("calendar-making", job.brand, job=job.id)


def _told(given: Mapping[str, Any]) -> dict[str, Any]:
    """Write what was asked as JSON has it; the share as a part of one."""
    start, share = given["start"], given["explore"]
    return {
        "weeks": given["weeks"],
        "start": start.isoformat() if start else None,
        "explore": None if share is None else share / 100,
    }


def _before(job: Job) -> dict[str, Any]:
    """Give what was asked for as the form has it."""
    given = {name: job.asked.get(name) for name in ("weeks", "start", "explore")}
    share = given["explore"]
    given["explore"] = None if share is None else round(100 * float(share))
    return {name: value for name, value in given.items() if value is not None}


def _conflict(s: Speech, error: PlanConflictError) -> dict[str, list[str]] | None:
    """Say which rules cannot be kept together, and what would help; None: it was not kept."""
    if not error.rules:
        return None
    return {
        "rules": [_ruled(s, one) for one in error.rules],
        "remedies": [_ruled(s, one) for one in error.remedies],
    }


def _ruled(s: Speech, one: Finding) -> str:
    """Say a rule, or how it could give, with the words of the reader for what it is of."""
    code, what = str(one.code), str(one.params.get("what", ""))
    group = next((group for key, group in _OF.items() if key in code), "")
    network, _, handle = what.partition(":")
    if group:
        what = s.term(group, what)
    elif handle:
        what = f"{s.term('network', network)} {handle}"
    return capital(named(s, s.finding(replace(one, params={**one.params, "what": what}))))


def _asked(
    request: HttpRequest,
    brand: str,
    form: PlanForm,
    status: int = 200,
    **told: object,
) -> HttpResponse:
    space = site_of(request).space
    return page(
        request,
        "calendar/plan.html",
        status=status,
        brand=brand,
        here="calendar",
        form=form,
        strategy=address("strategy", brand),
        has_strategy=strategy_of(space, brand) is not None,
        before=plan_of(space, brand),
        **told,
    )
