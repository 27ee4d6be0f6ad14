"""A look back as one HTML file that prints on one A4 page; nothing is fetched and nothing runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from balise.domain.review import Review
from balise.report.markup import Child, Markup, el
from balise.report.review.page import Line, Page, Picture, Stood
from balise.report.review.rows import columns
from balise.report.review.words import page
from balise.report.roadmap_html import dot, sealed, style
from balise.words import Speech, mark

_WIDE, _HIGH = 100, 12
_BAR, _STEP, _TALL = 24, 30, 96


def render(found: Review, language: str) -> bytes:
    """Write a look back as a self-contained page."""
    said = page(found, language)
    s = Speech(said.language)
    body = el(
        "body",
        {"class": "review"},
        _top(said),
        el("main", {}, _changes(s, said), el("div", {"class": "row two"}, _kept(s, said),
           _forecasts(s, said)), _stood(s, said), _last(s, said)),
        el("footer", {}, el("p", {}, said.method), el("p", {}, said.label or said.made)),
    )  # fmt: skip
    head = sealed(f"{said.name} – {said.kicker}", _style())
    return f"<!doctype html>\n{el('html', {'lang': said.language}, head, body)}\n".encode()


@cache
def _style() -> str:
    own = files("balise.report").joinpath("static", "review.css").read_text("utf-8")
    return f"{style()}\n{own}".replace("\r\n", "\n")


def _top(said: Page) -> Markup:
    return el(
        "header",
        {},
        el("p", {"class": "kicker"}, said.kicker),
        el("p", {"class": "made-up"}, said.label) if said.label else None,
        el("h1", {}, said.name),
        el("p", {"class": "lead"}, said.lead),
    )


def _part(name: str, title: str, *body: Child) -> Markup:
    heading = el("h2", {"id": name}, title)
    return el("section", {"class": name, "aria-labelledby": name}, heading, *body)


def _figure(figure: str, unit: str, tone: str = "") -> Markup:
    number = el("b", {"class": tone or None}, figure) if figure else None
    return el("p", {"class": "figure"}, number, " ", el("span", {}, unit))


def _lines(said: Sequence[str]) -> list[Markup]:
    return [el("p", {"class": "soft" if n else None}, each) for n, each in enumerate(said)]


def _changes(s: Speech, said: Page) -> Markup:
    found = said.changes
    heads = [el("th", {"scope": "col"}, each) for each in columns(s)]
    table = el(
        "table",
        {},
        el("thead", {}, el("tr", {}, heads)),
        el("tbody", {}, [_change(one, found.even) for one in found.lines]),
    )
    return _part(
        "changes",
        s.text(mark("What changed")),
        el("div", {}, _figure(found.figure, found.unit, found.tone), _lines(found.said)),
        el("div", {"class": "wide"}, table),
    )


def _change(one: Line, even: float) -> Markup:
    return el(
        "tr",
        {},
        el("th", {"scope": "row"}, dot(one.code) if one.code else None, one.name),
        el("td", {"class": "scored"}, el("span", {"class": f"score {one.tone}"}, one.change),
           _interval(one, even)),
        el("td", {}, one.between),
        el("td", {}, one.posts),
        el("td", {"class": "soft"}, one.raw),
        el("td", {"class": one.tone or "soft"}, one.verdict),
    )  # fmt: skip


def _interval(one: Line, even: float) -> Markup | None:
    if one.places is None:
        return None
    low, middle, high = (round(place * _WIDE, 1) for place in one.places)
    half, at = _HIGH / 2, f"{even * _WIDE:.1f}"
    box = {"x": f"{low}", "y": f"{half - 1.5}", "width": f"{max(high - low, 2):.1f}",
           "height": "3", "rx": "1.5", "class": "span"}  # fmt: skip
    return el(
        "svg",
        {"viewBox": f"-4 0 {_WIDE + 8} {_HIGH}", "class": "bar", "aria-hidden": "true"},
        el("line", {"x1": at, "x2": at, "y1": "0", "y2": str(_HIGH), "class": "even"}),
        el("rect", box),
        el("circle", {"cx": f"{middle}", "cy": f"{half}", "r": "3.4", "class": f"at {one.tone}"}),
    )


def _kept(s: Speech, said: Page) -> Markup:
    found = said.kept
    at, bars = 0.0, []
    for one in found.fates:
        shape = {"x": f"{at:.2f}", "width": f"{one.share * _WIDE:.2f}", "height": "6"}
        bars.append(el("rect", {**shape, "class": f"fate-{one.code}"}))
        at += one.share * _WIDE
    box = {"viewBox": f"0 0 {_WIDE} 6", "preserveAspectRatio": "none", "class": "fates"}
    legend = [
        el("li", {}, el("span", {"class": f"key fate-{one.code}", "aria-hidden": "true"}),
           el("b", {}, one.n), " ", one.name)
        for one in found.fates
    ]  # fmt: skip
    rows = [
        el("li", {}, el("span", {"class": "day"}, dot(one.code), one.day),
           el("span", {}, one.what), el("span", {"class": "soft"}, one.became))
        for one in found.astray
    ]  # fmt: skip
    return _part(
        "kept",
        s.text(mark("Was the plan kept?")),
        _figure(found.figure, found.unit),
        el("svg", {**box, "aria-hidden": "true"}, bars) if bars else None,
        el("ul", {"class": "legend"}, legend),
        [el("p", {}, each) for each in found.said],
        el("ul", {"class": "astray"}, rows) if rows else None,
        el("p", {"class": "soft"}, found.more) if found.more else None,
    )


def _forecasts(s: Speech, said: Page) -> Markup:
    found = said.forecasts
    return _part(
        "forecasts",
        s.text(mark("Could the forecasts be trusted?")),
        el("p", {"class": f"verdict {found.tone}".strip()}, found.verdict),
        [el("p", {}, each) for each in found.said],
        _picture(found.picture) if found.picture else None,
    )


def _picture(drawn: Picture) -> Markup:
    """Draw the bars over the band of chance, each with its count."""
    wide = _STEP * len(drawn.bars)
    low, even, high = ((1 - place) * _TALL for place in (drawn.low, drawn.even, drawn.high))
    bars: list[Child] = []
    for n, (share, count) in enumerate(zip(drawn.bars, drawn.counts, strict=True)):
        x, top = n * _STEP + (_STEP - _BAR) / 2, (1 - share) * _TALL
        out = "out" if not drawn.low - 1e-9 <= share <= drawn.high + 1e-9 else None
        shape = {"x": f"{x:g}", "y": f"{top:.1f}", "width": f"{_BAR}",
                 "height": f"{share * _TALL:.1f}", "rx": "1.5", "class": out}  # fmt: skip
        place = {"x": f"{x + _BAR / 2:g}", "y": f"{top - 3:.1f}", "class": "count"}
        bars += [el("rect", shape), el("text", place, count)]
    band = {"x": "0", "y": f"{high:.1f}", "width": f"{wide}", "height": f"{low - high:.1f}"}
    line = {"x1": "0", "x2": f"{wide}", "y1": f"{even:.1f}", "y2": f"{even:.1f}"}
    ends = {"y": f"{_TALL + 13}", "class": "axis"}
    drawing = el(
        "svg",
        {"viewBox": f"0 -12 {wide} {_TALL + 28}", "class": "pit", "role": "img",
         "aria-label": drawn.alt},
        el("rect", {**band, "class": "band"}),
        el("line", {**line, "class": "even"}),
        bars,
        el("text", {**ends, "x": "3"}, drawn.left),
        el("text", {**ends, "x": f"{wide - 3}", "text-anchor": "end"}, drawn.right),
    )  # fmt: skip
    return el("figure", {}, drawing, el("figcaption", {"class": "soft"}, drawn.caption))


def _stood(s: Speech, said: Page) -> Markup:
    return _part(
        "stood",
        s.text(mark("What stood out")),
        el("p", {"class": "soft"}, said.stood_said),
        el(
            "div",
            {"class": "both"},
            _posts(s.text(mark("Better than expected")), said.best, "good"),
            _posts(s.text(mark("Below what was expected")), said.worst, "bad"),
        ),
    )


def _posts(title: str, found: Sequence[Stood], tone: str) -> Markup | None:
    rows = [
        el("li", {}, el("b", {"class": tone}, one.change),
           el("div", {}, el("p", {}, _text(one)),
              el("p", {"class": "soft"}, dot(one.code), one.head, " · ", one.figures)))
        for one in found
    ]  # fmt: skip
    if not rows:
        return None
    return el("div", {}, el("h3", {}, title), el("ol", {"class": "ranked"}, rows))


def _text(one: Stood) -> Child:
    return el("a", {"href": one.url, "rel": "noreferrer"}, one.text) if one.url else one.text


def _last(s: Speech, said: Page) -> Markup:
    rows = [
        el("li", {}, el("b", {}, one.what), " ",
           el("span", {"class": f"answer {one.tone}".strip()}, one.answer),
           el("p", {"class": "soft"}, one.said))
        for one in said.decided
    ]  # fmt: skip
    opened = [
        el("li", {}, el("b", {}, what), el("p", {"class": "soft"}, told))
        for what, told in said.questions
    ]
    return el(
        "div",
        {"class": "row two"},
        _part("decided", s.text(mark("What was decided")), el("p", {}, said.decided_said),
              el("ul", {}, rows)),
        _part("open", s.text(mark("Still open")),
              el("p", {}, said.questions_said) if said.questions_said else None,
              el("ul", {}, opened)),
    )  # fmt: skip
