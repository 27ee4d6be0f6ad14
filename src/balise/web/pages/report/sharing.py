"""Links by which others may read one report until a day."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.kept_report import Share
from balise.domain.team import Right
from balise.errors import ReportFormError, ShareEndError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.report.forms import AHEAD, ShareForm
from balise.web.pages.report.tabs import shown
from balise.web.pages.report.views import kept
from balise.web.site import site_of
from balise.web.sure import Ask, unsure
from balise.words import mark

_STATES = {
    "open": (mark("open"), "good", "link"),
    "ended": (mark("ended"), "", "clock"),
    "revoked": (mark("ended by hand"), "warn", "x"),
}


@needs(Right.EDIT)
def links(request: HttpRequest, brand: str) -> HttpResponse:
    """List the links of a brand."""
    return _listed(request, brand)


@needs(Right.EDIT, post=Right.EDIT)
def share(request: HttpRequest, brand: str, id_: int) -> HttpResponse:
    """Ask until when, then make a link and show it, this once."""
    s, space = speech_of(request), site_of(request).space
    report = space.report_file(brand, id_).report
    today = datetime.now(UTC).date()
    if request.method != "POST":
        form = ShareForm(speech=s, initial={"until": today + AHEAD})
    else:
        form = ShareForm(request.POST, speech=s)
        made = _made(request, brand, id_, form)
        if made is not None:
            return _listed(request, brand, made)
    return shown(
        request,
        brand,
        "report_share",
        status=400 if form.errors else 200,
        form=form,
        one=kept(s, brand, report),
        instead=(f"{kept(s, brand, report).file}?save", s.text(mark("the report"))),
        back=address("report", brand),
    )


@needs(Right.EDIT, post=Right.EDIT)
def end(request: HttpRequest, brand: str, id_: int) -> HttpResponse:
    """End a link for good."""
    if request.method == "POST":
        ask = Ask(
            title=mark("End this link?"),
            effect=mark("Whoever has it reads the report no more. It cannot be opened again."),
            button=mark("End it now"),
            back=address("report_links", brand),
        )
        space = site_of(request).space
        is_there = any(one.id == id_ for one in space.shares(brand))
        if is_there and (asks := unsure(request, ask)) is not None:
            return asks
        space.end_share(brand, id_)
        messages.success(request, speech_of(request).text(mark("The link leads nowhere now.")))
    return HttpResponseRedirect(address("report_links", brand))


def _made(request: HttpRequest, brand: str, id_: int, form: ShareForm) -> Share | None:
    """Make the link; what stands in the way is told with the form."""
    if not form.is_valid():
        return None
    until, by = form.cleaned_data["until"], who_of(request).name
    try:
        return site_of(request).space.share_report(brand, id_, until=until, by=by)
    except (ShareEndError, ReportFormError) as error:
        form.add_error("until", speech_of(request).error(error))
    return None


def _listed(request: HttpRequest, brand: str, made: Share | None = None) -> HttpResponse:
    s, site, now = speech_of(request), site_of(request), datetime.now(UTC)
    file = kept(s, brand, made.report).file if made else ""
    lines = [
        (one, kept(s, brand, one.report), *_said(one, now), one.state(now) == "open")
        for one in site.space.shares(brand)
    ]
    said = [(one, of, s.text(word), *rest) for one, of, word, *rest in lines]
    return shown(
        request,
        brand,
        "report_links",
        made=made,
        instead=(f"{file}?save", s.text(mark("the report"))),
        link=_address(request, made.token) if made else "",
        lines=said,
        reports=address("report", brand),
    )


def _said(one: Share, now: datetime) -> tuple[str, str, str]:
    return _STATES[one.state(now)]


def _address(request: HttpRequest, token: str) -> str:
    """Write the link as others call us."""
    site = site_of(request)
    base = site.public or f"http://{request.get_host()}"
    return base.rstrip("/") + reverse("shared", kwargs={"token": token})
