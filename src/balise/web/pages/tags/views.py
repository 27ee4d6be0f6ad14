"""Posts are shown with what they seem to be about; what a person says of them counts from then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balise.domain.tag import TAG_FIELDS, Tag
from balise.domain.team import Right
from balise.web.access import needs, who_of
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.tags.asked import Asked
from balise.web.pages.tags.decided import accepted, decisions, fault, tags as as_tags
from balise.web.pages.tags.forms import AcceptForm, TagsForm
from balise.web.pages.tags.shown import shown
from balise.web.render import page
from balise.web.site import site_of
from balise.web.works import led, watched
from balise.words import mark

_ACCEPTED = 202
_NOTHING = mark("Nothing was confirmed: tick what is right, or choose another value.")
_MOVED = mark("Nothing was confirmed: the proposals are others by now. Look at the counts again.")
_FOREIGN = mark("Nothing was confirmed: “{value}” is no pillar of the strategy, or too long.")
_GONE = mark("Nothing was confirmed: one of these posts is not here any more.")


@needs(Right.EDIT, post=Right.EDIT)
def tags(request: HttpRequest, brand: str) -> HttpResponse:
    """Show posts and what is proposed for them; what is decided is kept."""
    if request.method == "POST":
        return _decide(request, brand)
    asked = Asked.of(brand, read(request, TagsForm).cleaned_data)
    other = _instead(request, asked)
    if other is not None:
        return other
    response = page(request, "tags/tags.html", **_frame(request, asked), **shown(request, asked))
    if request.headers.get("HX-Request"):  # it was waited for: the page comes whole
        response.headers["HX-Refresh"] = "true"
    return response


@needs(Right.EDIT, post=Right.EDIT)
def accept(request: HttpRequest, brand: str) -> HttpResponse:
    """Confirm all proposals from a score on: as many as it was said, or none."""
    s, site = speech_of(request), site_of(request)
    form = AcceptForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(address("tags", brand))
    asked = Asked.of(brand, form.cleaned_data)
    if _instead(request, asked) is not None:
        return HttpResponseRedirect(asked.address())
    some = accepted(
        site.desk.sorted_posts(brand, asked.field), asked.value, form.cleaned_data["above"]
    )
    if len(some) != form.cleaned_data["count"]:
        messages.warning(request, s.text(_MOVED))
        return HttpResponseRedirect(asked.address())
    return _confirmed(request, asked, some)


@needs(Right.EDIT, post=Right.EDIT)
def begin(request: HttpRequest, brand: str) -> HttpResponse:
    """Have proposals made anew: what was confirmed meanwhile teaches them."""
    site, form = site_of(request), TagsForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(address("tags", brand))
    asked = Asked.of(brand, form.cleaned_data)
    if brand in site.space.brands() and site.desk.is_large(brand):
        site.desk.propose(brand, asked.field, by=who_of(request).name, anew=True)
    return HttpResponseRedirect(asked.address(page=1))


@needs(Right.EDIT, post=Right.EDIT)
def cancel(request: HttpRequest, brand: str, job: str) -> HttpResponse:
    """Call the proposing off."""
    space = site_of(request).space
    found = space.cancel_job(brand, job) if request.method == "POST" else space.job(brand, job)
    field = found.asked.get("field")
    known = next((one for one in TAG_FIELDS if one == field), TAG_FIELDS[0])
    return HttpResponseRedirect(Asked(brand=brand, field=known).address())


def _decide(request: HttpRequest, brand: str) -> HttpResponse:
    s, site, form = speech_of(request), site_of(request), TagsForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(address("tags", brand))
    asked = Asked.of(brand, form.cleaned_data)
    back = HttpResponseRedirect(asked.address(page=asked.page))
    if _instead(request, asked) is not None:
        return back
    found = site.desk.sorted_posts(brand, asked.field)
    some = list(decisions(request.POST.dict()))
    posts = site.space.some_posts(brand, (one.uid for one in some))
    wrong = fault(found, asked.field, some)
    if wrong:
        messages.error(request, s.text(_FOREIGN, value=wrong))
    elif any(one.uid not in posts for one in some):
        messages.error(request, s.text(_GONE))
    elif not some:
        messages.info(request, s.text(_NOTHING))
    else:
        return _confirmed(request, asked, list(as_tags(found, asked.field, some)))
    return back


def _confirmed(request: HttpRequest, asked: Asked, some: list[Tag]) -> HttpResponse:
    s, space = speech_of(request), site_of(request).space
    done = space.confirm_tags(some, asked.brand, by=who_of(request).name)
    said = s.plural(
        mark("{n} post confirmed. The answers follow when Balise learns next."),
        mark("{n} posts confirmed. The answers follow when Balise learns next."),
        done,
    )
    messages.success(request, said)
    return HttpResponseRedirect(asked.address(page=asked.page))


def _instead(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    """Give the page that stands in place of posts: no figures, no pillars, or not proposed yet."""
    site, brand = site_of(request), asked.brand
    if brand not in site.space.brands():
        imports = address("import", brand)
        return page(request, "insights/nothing.html", brand=brand, here="insights", imports=imports)
    if asked.field == "pillar" and not site.space.subjects(brand, "pillar"):
        has_strategy = bool(site.space.strategies(brand))
        to = address("strategy_part", brand, table="pillars") if has_strategy else ""
        return page(request, "tags/none.html", to=to, **_frame(request, asked))
    return None if site.desk.is_proposed(brand, asked.field) else _waiting(request, asked)


def _waiting(request: HttpRequest, asked: Asked) -> HttpResponse:
    desk, brand = site_of(request).desk, asked.brand
    job = desk.propose(brand, asked.field, by=who_of(request).name)
    shown_ = watched(
        request,
        job,
        again=asked.address(),
        cancel=address("tags_cancel", brand, job=job.id),
    )
    if job.state == "done":  # just now: the page is there
        return led(request, asked.address())
    return page(
        request,
        "tags/waiting.html",
        status=200 if job.is_over else _ACCEPTED,
        work=shown_,
        n=desk.ledger(brand).posts,
        **_frame(request, asked),
    )


def _frame(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    s = speech_of(request)
    return {
        "brand": asked.brand,
        "name": s.term("brand", asked.brand),
        "here": "insights",
        "asked": asked,
        "back": address("insights", asked.brand),
        "fields": list(_fields(request, asked)),
    }


def _fields(request: HttpRequest, asked: Asked) -> Iterator[tuple[str, str, bool]]:
    names = {"pillar": mark("Pillars"), "theme": mark("Themes"), "campaign": mark("Campaigns")}
    for field in TAG_FIELDS:
        where = Asked(brand=asked.brand, field=field).address()
        yield where, speech_of(request).text(names[field]), field == asked.field
