"""Every component of the pages, as its class draws it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balise.domain.estimate import Estimate, Verdict
from balise.report import figures, html
from balise.report.blocks import Row
from balise.report.elements import figure
from balise.report.questions import WEEKDAYS
from balise.report.share_chart import Part, shares
from balise.report.values import Moment
from balise.web.access import Circle, needs
from balise.web.assets import SCRIPTS
from balise.web.language import speech_of
from balise.web.pages.style.forms import Example
from balise.web.render import page
from balise.words import Speech, mark

COLOURS = (
    "page", "ground", "raised", "sunken", "ink", "soft", "line", "edge", "accent", "accent-soft",
    "on-accent", "good", "good-soft", "bad", "bad-soft", "warn", "warn-soft", "unclear", "test",
    "test-soft", "band",
)  # fmt: skip
NETWORKS = (
    "facebook", "instagram", "threads", "x", "linkedin", "tiktok", "youtube", "pinterest",
    "mastodon", "bluesky",
)  # fmt: skip
_ODDS = (
    (0.82, mark("likely")),
    (0.55, mark("about as likely as not")),
    (0.2, mark("unlikely")),
)


@needs(Circle.INSIDE)
def style(request: HttpRequest) -> HttpResponse:
    """Show each component once; its figures are made up."""
    s = speech_of(request)
    drawn = _figures(s)
    return page(
        request,
        "style/style.html",
        colours=COLOURS,
        networks=NETWORKS,
        form=Example(s),
        odds=[(chance, s.text(said)) for chance, said in _ODDS],
        figures=[figure(s, one) for one in drawn],
        charts=html.charts(s, drawn),
        scripts=SCRIPTS,
    )


def _figures(s: Speech) -> tuple[figures.Figure, ...]:
    """Make a chart of each sort, of figures that nobody measured."""
    said = s.text(mark("Made-up figures, to look at."))
    found = figures.estimates(s, "kind", _estimates(), said)
    week = figures.week(s, _week(), said)
    parts = [
        Part(label="A", said="42%", share=0.42, low=0.3, high=0.55, wanted=0.5, tip="42%"),
        Part(label="B", said="20%", share=0.2, low=0.1, high=0.35, tip="20%", is_other=True),
    ]
    mix = figures.Figure(
        id="chart-shares", spec=shares(parts, said), sentence=said,
        caption=s.text(mark("Share of posts")),
        columns=(s.text(mark("Format")), s.text(mark("Share of posts"))),
        rows=tuple(Row(label=one.label, cells=(one.label, one.said)) for one in parts),
    )  # fmt: skip
    return tuple(one for one in (found, week, mix) if one is not None)


def _estimates() -> list[Estimate]:
    told: tuple[tuple[str, float, Verdict], ...] = (
        ("carousel", 1.5, "better"), ("image", 1.05, "no clear difference"), ("text", 0.7, "worse"),
    )  # fmt: skip
    return [
        Estimate(
            factor="kind", level=kind, scope="all", n=40, multiplier=middle, low=middle * 0.8,
            high=middle * 1.25, p_better=0.5, verdict=verdict, evidence="adjusted",
        )
        for kind, middle, verdict in told
    ]  # fmt: skip


def _week() -> list[Moment]:
    return [
        Moment(
            weekday=day, hour=f"{hour}-{hour + 3}", n=4, multiplier=middle, low=middle * 0.9,
            high=middle * 1.1, p_better=0.98 if middle > 1 else 0.1,
        )
        for row, day in enumerate(WEEKDAYS)
        for hour in range(0, 24, 3)
        for middle in [1.2 if hour == 18 else 0.8 if row > 4 else 1.02]  # noqa: PLR2004
    ]  # fmt: skip
