"""The answers as one HTML file: nothing is fetched, nothing runs but what its policy names."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from balise.domain.branding import ACCENT, Branding, readable
from balise.domain.kept_report import PARTS
from balise.report import beside, details as d, note_html, parts as parting, sections
from balise.report.figures import Figure
from balise.report.look import PLAIN, Look
from balise.report.markup import Markup, data, el
from balise.report.sources import Link
from balise.report.strategic.shown import shown
from balise.report.theme import locale
from balise.report.values import Answers
from balise.words import Speech

SCRIPTS = (
    "vendor/vega.min.js",
    "vendor/vega-interpreter.js",
    "vendor/vega-lite.min.js",
    "static/report.js",
)

_DARK = "#17191d"
"""The ground of the page where its reader asked for a dark one."""


def render(answers: Answers, language: str, look: Look = PLAIN) -> bytes:
    """Write the report as a self-contained page."""
    s = Speech(language)
    body, drawn = main(s, answers, look=look)
    css = asset("static/report.css") + _coloured(look.branding)
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
            _top(s, answers, look),
            el("main", {"id": "main"}, body),
            _foot(s, answers),
            el("div", {"id": "tip", "role": "presentation", "hidden": "hidden"}),
            charts(s, drawn) if drawn else None,
            [Markup(f"<script>{script}</script>") for script in scripts],
        ),
    )
    return f"<!doctype html>\n{page}\n".encode()


def main(
    s: Speech, answers: Answers, link: Link | None = None, look: Look = PLAIN
) -> tuple[list[Markup], tuple[Figure, ...]]:
    """Build the parts of the page in their order, and tell the charts in them."""
    asked: dict[str, sections.Part] = {
        q.subject: sections.question(s, q, answers, link) for q in answers.questions
    }
    grown = sections.growth(s, answers, link) if answers.growth else (Markup(), ())
    more = {one.code: (one.body, one.figures) for one in shown(s, look.strategic, answers.head)}
    none: sections.Part = (Markup(), ())
    parts: dict[str, sections.Part] = {
        "changed": sections.changed(s, answers, link),
        "objectives": more.get("objectives", none),
        "alerts": sections.alerts(s, answers, link),
        "decisions": sections.decisions(s, answers, link),
        "posts": sections.ranking(s, answers, link),
        **asked,
        **{code: more.get(code, none) for code in PARTS[1:]},
        "beside": beside.beside(s, answers),
        "growth": grown,
        "outcomes": sections.outcomes(s, answers, link),
        "unknown": sections.unknown(s, answers, link),
        "findings": sections.findings(s, answers, link),
        "method": sections.method(s, answers),
    }
    said = [
        note_html.placed(s, part, look.of(answers, name), name=name, title=parting.title(s, name))
        for name, (part, _) in parts.items()
    ]
    return said, tuple(figure for _, drawn in parts.values() for figure in drawn)


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


def _coloured(branding: Branding) -> str:
    """Set the brand's colour over ours: on a dark ground a shade of it that can be read there."""
    if branding.accent == ACCENT:
        return ""
    dark = readable(branding.accent, _DARK)
    return (
        f":root {{ --accent: {branding.accent}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
        "h1 { border-bottom: 4px solid var(--accent); padding-bottom: .5rem; }\n"
    )


def _logo(branding: Branding, name: str) -> Markup | None:
    logo = branding.logo
    if logo is None:
        return None
    source = f"data:{logo.mime};base64,{base64.b64encode(logo.data).decode()}"
    size = {"width": str(logo.width), "height": str(logo.height)}
    return el("p", {"class": "logo"}, el("img", {"src": source, "alt": name, **size}))


def _top(s: Speech, answers: Answers, look: Look) -> Markup:
    label = el("p", {"class": "made-up"}, d.made_up(s)) if answers.head.is_made_up else None
    return el(
        "header",
        {},
        _logo(look.branding, answers.head.brand),
        label,
        el("h1", {}, s.term("brand", answers.head.brand)),
        sections.about(s, answers),
        contents(s, answers, look),
    )


def contents(s: Speech, answers: Answers, look: Look = PLAIN) -> Markup:
    """List the parts of the page."""
    links = [
        ("changed", s.text("Changes")),
        ("objectives", s.text("Objectives")),
        ("alerts", s.text("Alerts")),
        ("decisions", s.text("Decisions")),
        ("posts", s.text("Posts")),
        *((q.subject, s.text(d.SHORT[q.subject])) for q in answers.questions),
        ("pillars", s.text("Pillars")),
        ("funnel", s.text("Funnel")),
        ("competitors", s.text("Competitors")),
        ("beside", s.text("Other brands")),
        ("growth", s.text("Growth")),
        ("outcomes", s.text("Outcomes")),
        ("unknown", s.text("Open questions")),
        ("method", s.text("Method")),
    ]
    empty = {
        **{code: code not in look.strategic.codes for code in PARTS},
        "alerts": not (answers.alerts or answers.breaks),
        "beside": answers.beside is None,
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
