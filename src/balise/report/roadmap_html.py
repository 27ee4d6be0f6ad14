"""A road map as one HTML file that prints on one A4 page; nothing is fetched and nothing runs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from balise.report.markup import Child, Markup, el
from balise.report.roadmap import Roadmap
from balise.report.roadmap_page import Page, Place, Theme
from balise.report.roadmap_weeks import MOST, Slot
from balise.report.roadmap_words import page
from balise.words import Speech

_BAR, _HIGH = 120, 12
_MANY, _WIDE = 3, 5


def render(road: Roadmap, language: str) -> bytes:
    """Write a road map as a self-contained page."""
    said = page(road, language)
    s = Speech(said.language)
    head = sealed(f"{said.name} – {said.kicker}", style())
    body = el(
        "body",
        {"class": _density(said)},
        _top(said),
        el("main", {}, _first(s, said), _where(s, said), _what(s, said), _weeks(s, said),
           _last(s, said)),
        el("footer", {}, el("p", {}, said.sources), el("p", {}, said.label or said.made)),
    )  # fmt: skip
    return f"<!doctype html>\n{el('html', {'lang': said.language}, head, body)}\n".encode()


def _density(said: Page) -> str | None:
    """Tell how small the print has to be on paper."""
    longest = max((len(week.slots) for week in said.weeks), default=0)
    full = (longest >= MOST, len(said.beats) > _MANY, len(said.themes) > _WIDE)
    return (None, "dense", "denser", "denser")[sum(full)]


def sealed(title: str, css: str) -> Markup:
    """Write the head of a page that fetches nothing and runs nothing."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return el(
        "head",
        {},
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("title", {}, title),
        Markup(f"<style>{css}</style>"),
    )


@cache
def style() -> str:
    """Give the style: the colours of the report, and the layout of this page."""
    folder = files("balise.report").joinpath("static")
    colours = folder.joinpath("report.css").read_text("utf-8").partition("* { box-sizing")[0]
    dots = [f".net-{code} {{ background: var(--{code}); fill: var(--{code}); }}" for code in _CODES]
    layout = folder.joinpath("roadmap.css").read_text("utf-8")
    return "\n".join((colours, layout, *dots)).replace("\r\n", "\n")


_CODES = (
    "facebook", "instagram", "threads", "x", "linkedin", "tiktok", "youtube", "pinterest",
    "mastodon", "bluesky",
)  # fmt: skip


def _top(said: Page) -> Markup:
    label = el("p", {"class": "made-up"}, said.label) if said.label else None
    return el(
        "header",
        {},
        el("p", {"class": "kicker"}, said.kicker),
        label,
        el("h1", {}, said.name),
        el("p", {"class": "lead"}, said.lead) if said.lead else None,
    )


def _part(name: str, title: str, *body: Child) -> Markup:
    return el(
        "section",
        {"class": name, "aria-labelledby": name},
        el("h2", {"id": name}, title),
        *body,
    )


def _first(s: Speech, said: Page) -> Markup:
    goal = said.goal
    way = [
        el(
            "li",
            {"class": "main" if step.is_main else None},
            el("span", {"class": "stage"}, step.stage),
            el("b", {}, step.figure),
            el("span", {}, step.unit),
        )
        for step in goal.way
    ]
    people = [
        el("div", {"class": "person"}, el("h3", {}, one.name),
           el("p", {"class": "soft"}, one.about), el("p", {}, one.needs) if one.needs else None)
        for one in said.people
    ]  # fmt: skip
    return el(
        "div",
        {"class": "row goal-row"},
        _part(
            "goal",
            s.text("Objective"),
            el("p", {"class": "figure"}, el("b", {}, goal.figure), " ", el("span", {}, goal.unit)),
            el("p", {"class": "until"}, goal.until),
            el("p", {"class": "soft"}, goal.name),
            [el("p", {"class": "soft"}, each) for each in goal.asks],
        ),
        _part("way", s.text("The way to it"), el("ol", {"class": "steps"}, way)),
        _part("people", s.text("For whom"), people),
    )


def dot(code: str) -> Markup:
    """Draw the dot of a network."""
    return el("span", {"class": f"dot net-{code}", "aria-hidden": "true"})


def _bar(place: Place) -> Markup:
    low, middle, high = (round(value * _BAR, 1) for value in (place.low, place.middle, place.high))
    at, half = max(3.0, middle), _HIGH / 2
    line = {
        "class": "span", "x": str(low), "y": str(half - 1.5),
        "width": f"{max(2, high - low):.1f}", "height": "3", "rx": "1.5",
    }  # fmt: skip
    return el(
        "svg",
        {"viewBox": f"0 0 {_BAR + 4} {_HIGH}", "class": "bar", "aria-hidden": "true"},
        el("rect", line),
        el("circle", {"class": f"net-{place.code}", "cx": str(at), "cy": str(half), "r": "3.6"}),
    )


def _where(s: Speech, said: Page) -> Markup:
    heads = [
        s.text("Network"), s.text("Of them are there"), s.text("Score, 90% interval"),
        s.text("Comes first"), s.text("Verdict"), s.text("A week"),
    ]  # fmt: skip
    rows = [
        el(
            "tr",
            {"class": None if one.is_kept else "apart"},
            el("th", {"scope": "row"}, dot(one.code), one.name),
            el("td", {}, one.there),
            el("td", {"class": "scored"}, el("span", {"class": "score"}, one.score), _bar(one)),
            el("td", {}, one.first),
            el("td", {}, one.standing),
            el("td", {}, one.rhythm or "–"),
        )
        for one in said.places
    ]
    table = el(
        "table",
        {},
        el("thead", {}, el("tr", {}, [el("th", {"scope": "col"}, each) for each in heads])),
        el("tbody", {}, rows),
    )
    why = [el("li", {}, el("b", {}, one.name), " ", one.why) for one in said.places if one.why]
    return el(
        "div",
        {"class": "row"},
        _part("where", s.text("Where, and why"), _lines(said.places_said),
              el("div", {"class": "wide"}, table), el("ul", {"class": "why"}, why)),
        el("div", {"class": "column"}, _beats(s, said), _asks(s, said)),
    )  # fmt: skip


def _lines(said: Sequence[str]) -> list[Markup]:
    return [el("p", {"class": None if n == 0 else "soft"}, each) for n, each in enumerate(said)]


def _beats(s: Speech, said: Page) -> Markup:
    rows = [
        el("li", {}, el("b", {}, dot(one.code), one.name),
           el("span", {"class": "total"}, one.total),
           el("span", {"class": "soft"}, " · ".join(x for x in (one.kinds, one.now) if x)))
        for one in said.beats
    ]  # fmt: skip
    return _part(
        "rhythm",
        s.text("Rhythm"),
        el("ul", {"class": "beats"}, rows),
        el("p", {"class": "soft"}, said.beats_said),
    )


def _asks(s: Speech, said: Page) -> Markup:
    rows: list[Child] = []
    for one in said.asks:
        via = el("code", {}, one.via) if one.via else None
        rows += [el("dt", {}, one.stage), el("dd", {}, one.phrases, " ", via)]
    return _part("asks", s.text("What to ask"), el("dl", {}, rows))


def _theme(one: Theme) -> Markup:
    width = f"{one.share * 100:.1f}"
    bar = el(
        "svg",
        {"viewBox": "0 0 100 3", "preserveAspectRatio": "none", "class": "share",
         "aria-hidden": "true"},
        el("rect", {"class": "track", "width": "100", "height": "3"}),
        el("rect", {"class": "fill", "width": width, "height": "3"}),
    )  # fmt: skip
    ideas = [
        el("li", {}, title, " ", el("span", {"class": "kind"}, kind)) for kind, title in one.ideas
    ]
    return el(
        "div",
        {"class": "theme"},
        el("h3", {}, one.name, el("span", {"class": "pct"}, one.said)),
        bar,
        el("p", {"class": "stage"}, one.stage),
        el("ul", {}, ideas) if ideas else None,
    )


def _what(s: Speech, said: Page) -> Markup:
    if not said.themes:
        return Markup()
    return _part(
        "what", s.text("What to say"), el("div", {"class": "themes"}, map(_theme, said.themes))
    )


def _weeks(s: Speech, said: Page) -> Markup:
    weeks = [
        el(
            "div",
            {"class": "week"},
            el("h3", {}, week.title),
            el(
                "ul",
                {},
                [
                    el(
                        "li",
                        {},
                        el("span", {"class": "day"}, slot.day),
                        _slot(slot),
                    )
                    for slot in week.slots
                ],
            ),
            el("p", {"class": "soft"}, week.more) if week.more else None,
        )
        for week in said.weeks
    ]  # fmt: skip
    return _part(
        "weeks",
        s.text("The first four weeks"),
        el("p", {"class": "soft"}, said.weeks_said),
        el("div", {"class": "month"}, weeks),
    )


def _slot(slot: Slot) -> Markup:
    where = el("span", {"class": "unseen"}, f" ({slot.networks})") if slot.networks else None
    dots = [dot(code) for code in slot.codes]
    kind = el("span", {"class": "kind"}, slot.kind)
    return el("span", {"class": "slot"}, dots, slot.title, " ", kind, where)


def _last(s: Speech, said: Page) -> Markup:
    doubts = [
        el("tr", {}, el("th", {"scope": "row"}, one.what), el("td", {}, one.range),
           el("td", {}, one.when))
        for one in said.doubts
    ]  # fmt: skip
    heads = [s.text("Question"), s.text("Today"), s.text("Known")]
    table = el(
        "table",
        {},
        el("thead", {}, el("tr", {}, [el("th", {"scope": "col"}, each) for each in heads])),
        el("tbody", {}, doubts),
    )
    return el(
        "div",
        {"class": "row last"},
        _part(
            "measure",
            s.text("How we will know"),
            [el("p", {}, each) for each in said.measure],
            el("p", {}, el("code", {}, said.command)) if said.command else None,
            el("p", {"class": "soft"}, el("b", {}, s.text("What that misses:")), " ", said.misses)
            if said.misses
            else None,
        ),
        _part("doubts", s.text("What cannot be told yet"), el("div", {"class": "wide"}, table)),
        _part("next", s.text("Next steps"), el("ol", {}, [el("li", {}, x) for x in said.steps])),
    )
