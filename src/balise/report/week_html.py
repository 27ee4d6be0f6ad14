"""The brief of a week as one HTML file that prints on A4; nothing is fetched and nothing runs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from balise.domain.brief import Brief
from balise.report.markup import Child, Markup, el
from balise.report.roadmap_html import dot, networks
from balise.report.week import Card, Day, Page, Said, week
from balise.words import Speech, mark


def render(briefs: Sequence[Brief], told: Said, language: str) -> bytes:
    """Write the brief of a week as a self-contained page."""
    said = week(briefs, told, language)
    s = Speech(said.language)
    body = el(
        "body",
        {},
        _top(said),
        _strip(said),
        el("main", {}, [_day(s, day) for day in said.days if day.cards]),
        _last(s, said),
    )
    return f"<!doctype html>\n{el('html', {'lang': said.language}, _head(said), body)}\n".encode()


def _head(said: Page) -> Markup:
    css = style()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return el(
        "head",
        {},
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("title", {}, f"{said.name} – {said.kicker}"),
        Markup(f"<style>{css}</style>"),
    )


@cache
def style() -> str:
    """Give the style: the colours of the report, and the layout of this page."""
    folder = files("balise.report").joinpath("static")
    colours = folder.joinpath("report.css").read_text("utf-8").partition("* { box-sizing")[0]
    layout = folder.joinpath("week.css").read_text("utf-8")
    return "\n".join((colours, layout, *networks())).replace("\r\n", "\n")


def _top(said: Page) -> Markup:
    return el(
        "header",
        {},
        el("p", {"class": "kicker"}, said.kicker),
        el("p", {"class": "made-up"}, said.label) if said.label else None,
        el("h1", {}, said.name),
        el("p", {"class": "lead"}, said.lead),
        [el("p", {"class": "soft"}, each) for each in said.notes],
    )


def _strip(said: Page) -> Markup:
    """Show the week at a glance: each day with its hours."""
    days = [
        el(
            "li",
            {"class": None if day.cards else "free"},
            el("b", {}, day.short),
            [el("span", {}, dot(card.code), card.time) for card in day.cards]
            or el("span", {}, "–"),
        )
        for day in said.days
    ]
    return el("ol", {"class": "strip"}, days)


def _day(s: Speech, day: Day) -> Markup:
    return el(
        "section", {"class": "day"}, el("h2", {}, day.title), [_card(s, c) for c in day.cards]
    )


def _card(s: Speech, card: Card) -> Markup:
    chips = [el("li", {}, each) for each in card.chips]
    return el(
        "article",
        {"class": f"card {card.state}"},
        el(
            "div",
            {"class": "bar"},
            _box(s.text(mark("Done")), is_done=card.state == "published"),
            el("span", {"class": "time"}, card.time),
            el("span", {"class": "where"}, dot(card.code), el("b", {}, card.network), " ",
               card.account),
            el("ul", {"class": "chips"}, chips),
        ),
        el("div", {"class": "make"}, _make(s, card)),
        el("dl", {}, [[el("dt", {}, head), el("dd", {}, said)] for head, said in card.rows]),
    )  # fmt: skip


def _box(label: str, *, is_done: bool = False) -> Markup:
    given = {"type": "checkbox", "aria-label": label, "checked": "" if is_done else None}
    return el("input", given)


def _make(s: Speech, card: Card) -> list[Child]:
    shots = [el("li", {}, el("label", {}, _plain_box(), el("span", {}, x))) for x in card.shots]
    ask = [
        el("p", {"class": "ask"}, el("span", {"class": "tag"}, s.text(mark("Ask"))), card.ask),
        el("p", {"class": "link"}, card.link) if card.link else None,
    ]
    return [
        el("h3", {}, card.title),
        el("blockquote", {}, card.hook) if card.hook else None,
        el("ul", {"class": "shots"}, shots) if shots else None,
        ask if card.ask else None,
        el("p", {"class": "tags"}, card.hashtags) if card.hashtags else None,
        [el("p", {"class": "note"}, each) for each in card.notes],
        _needs(s, card),
    ]


def _plain_box() -> Markup:
    return el("input", {"type": "checkbox"})


def _needs(s: Speech, card: Card) -> Child:
    """List what the network wants, with the numbers of the sources."""
    if not card.needs:
        return None
    needs = [el("li", {}, one.text, el("sup", {}, str(one.source))) for one in card.needs]
    head = s.text(mark("{network} wants"), network=card.network)
    return el("div", {"class": "needs"}, el("h4", {}, head), el("ul", {}, needs))


def _last(s: Speech, said: Page) -> Markup:
    sources = [el("li", {}, each) for each in said.sources]
    return el(
        "footer",
        {},
        el("h2", {}, s.text(mark("Sources of the requirements"))) if sources else None,
        el("ol", {}, sources) if sources else None,
        el("p", {}, said.label or said.made),
    )
