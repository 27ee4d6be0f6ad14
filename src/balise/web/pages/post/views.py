"""One post: what it says, what Balise sees in it, and every reading with its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse

from balise.domain.estimate import Estimate
from balise.domain.ports import MeasuredPost, Trace
from balise.domain.post import KNOWS_HOUR
from balise.domain.reason import Reason
from balise.domain.team import Right
from balise.errors import LearnError
from balise.learn import kpi as kpis
from balise.learn.features import Level
from balise.report.answers import format_of
from balise.report.best_worst import outcomes, web_address
from balise.report.elements import network
from balise.report.explained import factor, named as what, product, times
from balise.report.names import amount, capital, posts, when
from balise.report.sources import Link, Posts
from balise.report.values import Learnt
from balise.web import links
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.post.forms import PostForm
from balise.web.pages.rows.words import named
from balise.web.render import page
from balise.web.site import Site, site_of
from balise.words import Speech, mark


@needs(Right.INSPECT)
def post(request: HttpRequest, brand: str) -> HttpResponse:
    """Show one post."""
    s, site = speech_of(request), site_of(request)
    name, asked = site.space.brand(brand), read(request, PostForm).cleaned_data
    uid, kpi = asked["uid"], asked["kpi"]
    measured = site.space.some_posts(name, [uid]).get(uid)
    if measured is None:
        raise Http404
    said, fit = measured.post, _fit(site, name, kpi)
    at = site.space.clock(name)(said)
    why = tuple(fit.reasons([said])[0]) if fit and said.is_original else ()
    return page(
        request,
        "post.html",
        brand=name,
        name=s.term("brand", name),
        is_made_up=site.space.is_made_up(name),
        title=s.text(mark("Post of {day}"), day=s.day(at.date())),
        post=said,
        facts=[
            (s.text(mark("Network")), network(s, said.network)),
            (s.text(mark("Account")), said.account),
            (capital(s.term("factor", "kind")), s.term("kind", said.kind)),
            (s.text(mark("Published on")), when(s, at, with_hour=said.precision in KNOWS_HOUR)),
        ],
        judged=list(_judged(s, fit, kpi, measured)),
        reasons=list(_reasons(s, why)),
        product=product(s, why, kpi) if why else "",
        address=web_address(said.url),
        levels=list(
            _levels(
                s, site.desk.levels(name, uid), site.desk.told(name, kpi), links.link_of(name, kpi)
            )
        ),
        readings=list(_readings(s, site.space.store.traces(name, [uid]).get(uid, ()))),
        back=links.insights(name, kpi),
    )


def _fit(site: Site, brand: str, kpi: str) -> Learnt | None:
    """Give what was learnt; nothing where that cannot be: the post is shown all the same."""
    try:
        return site.desk.expecting(brand, kpi)
    except LearnError:
        return None


def _levels(
    s: Speech, found: Iterable[Level], learnt: Iterable[Estimate], link: Link
) -> Iterator[tuple[str, str, str, str]]:
    """Name each level of a post, where it leads, and what was learnt of it."""
    estimates = {(e.factor, e.level): e for e in learnt if e.scope == "all"}
    for level in found:
        e = estimates.get(level)
        effect = e and s.text(
            "{change} (from {low} to {high}, {posts})",
            change=s.change(e.multiplier),
            low=s.change(e.low),
            high=s.change(e.high),
            posts=posts(s, e.n),
        )
        where = link(Posts(levels=(level,)))
        yield capital(s.term("factor", level[0])), named(s, *level), where, effect or ""


def _judged(
    s: Speech, fit: Learnt | None, kpi: str, measured: MeasuredPost
) -> Iterator[tuple[str, str, str]]:
    """Say the KPI of a post, and what was expected of it."""
    unit, value = format_of(kpi), kpis.value(measured.values, kpi)
    known = s.text(mark("not known")) if value is None else amount(s, value, unit)
    yield capital(s.term("metric", kpi)), known, ""
    if fit is None or not measured.post.is_original:
        return
    middle, low, high = (
        amount(s, figure, unit) for figure in outcomes(*fit.expect([measured.post])[0], kpi)
    )
    said = s.text(mark("9 times in 10 from {low} to {high}"), low=low, high=high)
    yield s.text(mark("Expected")), middle, said


def _reasons(s: Speech, why: Iterable[Reason]) -> Iterator[tuple[str, str, str, str]]:
    """Write what each factor multiplies the expectation by."""
    for reason in why:
        span = s.text(mark("{low} to {high}"), low=times(s, reason.low), high=times(s, reason.high))
        yield factor(s, reason), capital(what(s, reason)), times(s, reason.multiplier), span


def _readings(
    s: Speech, traces: Sequence[Trace]
) -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Write the day, the file, the format and the figures of every reading, the newest first."""
    for trace in reversed(traces):
        reading = trace.reading
        figures = [
            (capital(s.term("metric", metric)), amount(s, value, format_of(metric)))
            for metric, value in reading.values.items()
        ]
        day = s.text(mark("Read on {day}"), day=s.day(reading.as_of.date()))
        yield day, trace.file, reading.source, sorted(figures)
