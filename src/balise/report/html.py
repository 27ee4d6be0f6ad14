"""The answers as one HTML file: nothing is fetched, nothing runs but what its policy names."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from balise.report import details as d, sections
from balise.report.figures import Figure
from balise.report.markup import Markup, data, el
from balise.report.sources import Link
from balise.report.theme import locale
from balise.report.values import Answers
from balise.words import Speech

SCRIPTS = (
    "vendor/vega.min.js",
    "vendor/vega-interpreter.js",
    "vendor/vega-lite.min.js",
    "static/report.js",
)


def render(answers: Answers, language: str) -> bytes:
    """Write the report as a self-contained page."""
    s = Speech(language)
    body, drawn = main(s, answers)
    css = asset("static/report.css")
    scripts = [asset(name) for name in SCRIPTS] if drawn else []
    title = s.text("{brand}: what worked", brand=s.term("brand", answers.head.brand))
    page = el(
        "html",
        {"lang": s.language},
        head(title, css, scripts),
        el(
            "body",
            {},
            el("a", {"class": "skip", "href": "#main"}, s.text("Skip to the answers")),
            _top(s, answers),
            el("main", {"id": "main"}, body),
            _foot(s, answers),
            el("div", {"id": "tip", "role": "presentation", "hidden": "hidden"}),
            charts(s, drawn) if drawn else None,
            [Markup(f"<script>{script}</script>") for script in scripts],
        ),
    )
    return f"<!doctype html>\n{page}\n".encode()


def main(
    s: Speech, answers: Answers, link: Link | None = None
) -> tuple[list[Markup], tuple[Figure, ...]]:
    """Build the parts of the page in their order, and tell the charts in them."""
    parts = [
        sections.changed(s, answers, link),
        sections.alerts(s, answers, link),
        sections.decisions(s, answers, link),
        sections.ranking(s, answers, link),
        *(sections.question(s, asked, answers, link) for asked in answers.questions),
        *([sections.growth(s, answers, link)] if answers.growth else []),
        sections.outcomes(s, answers, link),
        sections.unknown(s, answers, link),
        sections.findings(s, answers, link),
        sections.method(s, answers),
    ]
    return [part for part, _ in parts], tuple(figure for _, drawn in parts for figure in drawn)


def head(title: str, css: str, scripts: Sequence[str]) -> Markup:
    """Write the head of a page, with a policy that names its style and its scripts."""
    allowed = " ".join(digest(each) for each in scripts) or "'none'"
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {digest(css)}",
            f"script-src {allowed}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return el(
        "head",
        {},
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("title", {}, title),
        Markup(f"<style>{css}</style>"),
    )


def _top(s: Speech, answers: Answers) -> Markup:
    label = el("p", {"class": "made-up"}, d.made_up(s)) if answers.head.is_made_up else None
    return el(
        "header",
        {},
        label,
        el("h1", {}, s.term("brand", answers.head.brand)),
        sections.about(s, answers),
        contents(s, answers),
    )


def contents(s: Speech, answers: Answers) -> Markup:
    """List the parts of the page."""
    links = [
        ("changed", s.text("Changes")),
        ("alerts", s.text("Alerts")),
        ("decisions", s.text("Decisions")),
        ("posts", s.text("Posts")),
        *((q.subject, s.text(d.SHORT[q.subject])) for q in answers.questions),
        ("growth", s.text("Growth")),
        ("outcomes", s.text("Outcomes")),
        ("unknown", s.text("Open questions")),
        ("method", s.text("Method")),
    ]
    empty = {
        "alerts": not (answers.alerts or answers.breaks),
        "growth": not answers.growth,
        "outcomes": not answers.outcomes,
    }
    shown = (link for link in links if not empty.get(link[0]))
    return el(
        "nav",
        {"aria-label": s.text("Contents")},
        [el("a", {"href": f"#{name}"}, text) for name, text in shown],
    )


def _foot(s: Speech, answers: Answers) -> Markup:
    label = d.made_up(s) if answers.head.is_made_up else ""
    made = s.text("Made with Balise.")
    return el("footer", {}, el("p", {}, " ".join(x for x in (label, made) if x)))


def charts(s: Speech, drawn: Sequence[Figure]) -> Markup:
    """Put the charts into the page as data, for `static/report.js` to draw."""
    specs = [[figure.id, figure.spec] for figure in drawn]
    return data("charts", {"charts": specs, "locale": locale(s)})


@cache
def asset(name: str) -> str:
    """Read a file of the package; one that could end its own element is a mistake of ours."""
    text = files("balise.report").joinpath(name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def digest(text: str) -> str:
    """Give the hash by which a policy names a text of the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
