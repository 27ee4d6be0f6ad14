"""The answers as a tagged PDF: charts by vl-convert, pages by Typst.

The document is data: texts reach Typst as strings, which it never reads as markup, and its root is
an empty folder, so that no text can name a file of this machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from balise.domain.branding import Logo
from balise.domain.kept_report import PARTS
from balise.domain.remark import Remark
from balise.errors import ExtraMissingError
from balise.learn.emoji import without_emoji
from balise.report import beside, blocks, details as d, noted, parts as parting, sections
from balise.report.blocks import Block
from balise.report.figures import Figure
from balise.report.look import PLAIN, Look
from balise.report.strategic.shown import Shown, shown
from balise.report.theme import Spec, locale
from balise.report.values import Answers
from balise.words import Speech

FONT = "Source Sans Pro"
_VEGA_LITE = "6.4"
_WIDTH = 680
_MOST_ROWS = 24
"""A longer table is given as CSV, not on paper."""
_LIGHT = re.compile(r":root \{(.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"--(\w+): (#\w+);")
_VAR = re.compile(r"var\(--(\w+)(?:, var\(--(\w+)\))?\)")
_WIDE = 4
"""From this ratio on a logo is as wide as its place, else as high."""
Part = dict[str, Any]
_LISTED: Mapping[str, Callable[[Speech, Answers], Block]] = {
    "outcomes": blocks.outcomes,
    "unknown": blocks.unknown,
    "findings": blocks.findings,
    "method": blocks.method,
}


def render(answers: Answers, language: str, look: Look = PLAIN) -> bytes:
    """Write the report as a PDF for people and for screen readers (PDF/UA-1).

    Raises
    ------
    ExtraMissingError
        Where what makes PDF files is not installed.
    """
    told = {"report": without_emoji(document(answers, language, look))}
    made = answers.head.provenance
    stamp = int(made.made_at.timestamp()) if made else 0
    return paged("report.typ", told, stamp)


def paged(template: str, told: dict[str, str], stamp: int) -> bytes:
    """Let Typst set pages of what is told, by a template of this package.

    Raises
    ------
    ExtraMissingError
        Where what makes PDF files is not installed.
    """
    with TemporaryDirectory() as empty:
        return _paged(template, told, stamp, Path(empty))


def _paged(name: str, told: dict[str, str], stamp: int, empty: Path) -> bytes:
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissingError(what="PDF", extra="pdf") from error
    template = files("balise.report").joinpath("static", name).read_bytes()

    def compiled(standards: Sequence[str]) -> bytes:
        compiler: Any = typst.Compiler(  # type: ignore[misc]
            template, root=empty, font_paths=[_fonts()], sys_inputs=told
        )
        written = compiler.compile(format="pdf", pdf_standards=standards, timestamp=stamp)
        return bytes(written)

    try:
        return compiled(["ua-1"])
    except typst.TypstError:
        # No font of this machine draws some sign: the pages are tagged all the same, but the
        # standard forbids what cannot be read.
        return compiled([])


def document(answers: Answers, language: str, look: Look = PLAIN) -> str:
    """Write all that the pages say as JSON: titles, sentences, charts as SVG, and their figures."""
    s = Speech(language)
    head = blocks.head(s, answers)
    label = d.made_up(s) if answers.head.is_made_up else ""
    told = {
        "language": s.language,
        "title": s.text("{brand}: what worked", brand=head.title),
        "name": head.title,
        "label": label,
        "about": [each for each in head.sentences if each != label],
        "made": s.text("Made with Balise."),
        "page": s.text("page {n} of {all}", n="{n}", all="{all}"),
        "accent": look.branding.accent,
        "logo": _logo(look.branding.logo),
        "parts": [
            part
            for part in _parts(s, answers, look)
            if part["said"] or part["charts"] or part["notes"]
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def _logo(logo: Logo | None) -> Part:
    """Give a picture as numbers: the only way in for bytes where no file may be named."""
    if logo is None:
        return {}
    form = {"jpeg": "jpg"}.get(logo.form, logo.form)
    return {"form": form, "bytes": [*logo.data], "is_wide": logo.width > _WIDE * logo.height}


def _parts(s: Speech, answers: Answers, look: Look) -> Iterable[Part]:
    for name, part in _named(s, answers, look):
        notes = [_note(s, note) for note in look.of(answers, name)] if name else []
        yield {**part, "title": part["title"] or parting.title(s, name), "notes": notes}


def _named(s: Speech, answers: Answers, look: Look) -> Iterable[tuple[str, Part]]:
    """Give each part with the section whose notes stand at its end."""
    more = {one.code: one for one in shown(s, look.strategic, answers.head)}
    yield "changed", _part(s, blocks.changed(s, answers), sections.changed(s, answers)[1])
    yield from _strategic(s, more, PARTS[:1])
    yield "alerts", _part(s, blocks.alerts(s, answers), kind="list")
    yield "decisions", _part(s, blocks.decisions(s, answers), kind="steps")
    drawn = {figure.id: figure for figure in sections.ranking(s, answers)[1]}
    both = zip(("best", "worst"), ("", "posts"), blocks.ranking(s, answers), strict=True)
    for name, section, block in both:
        mine = [figure for key, figure in drawn.items() if name in key]
        yield section, _part(s, block, mine, kind="ranked")
    for asked in answers.questions:
        drawn_of = sections.question(s, asked, answers)[1]
        yield asked.subject, _part(s, blocks.question(s, asked, answers.head), drawn_of)
    yield from _strategic(s, more, PARTS[1:])
    yield "beside", _part(s, blocks.beside(s, answers), beside.beside(s, answers)[1])
    yield "growth", _part(s, blocks.growth(s, answers), sections.growth(s, answers)[1])
    for section, say in _LISTED.items():
        yield section, _part(s, say(s, answers), kind="list")


def _strategic(
    s: Speech, more: Mapping[str, Shown], codes: Iterable[str]
) -> Iterable[tuple[str, Part]]:
    """Give the parts that tell of more than posts; one that is not there has only its notes."""
    for code in codes:
        one = more.get(code)
        yield code, _part(s, one.block if one else Block(title="", sentences=()),
                          one.figures if one else ())  # fmt: skip


def _note(s: Speech, note: Remark) -> Part:
    """Write an analyst's note: passages of spans, each plain text."""
    return {
        "title": noted.title(s, note),
        "label": noted.label(s),
        "passages": [
            {"kind": one.kind, "n": one.n, "spans": [[x.text, x.bold, x.italic] for x in one.spans]}
            for one in noted.passages(note.text)
        ],
    }


def _part(s: Speech, block: Block, drawn: Sequence[Figure] = (), *, kind: str = "text") -> Part:
    return {
        "title": block.title,
        "kind": kind,
        "said": list(block.sentences),
        "charts": [_chart(s, figure, numbered=kind == "ranked") for figure in drawn],
    }


def _chart(s: Speech, figure: Figure, *, numbered: bool) -> Part:
    """Write a chart and the figures below it; posts have the numbers that the chart gives them."""
    rows = [
        [f"{n}. {row.label}" if numbered else row.label, *row.cells]
        for n, row in enumerate(figure.rows, 1)
    ]
    return {
        "svg": drawing(s, figure.spec),
        "alt": figure.sentence or figure.caption,
        "caption": figure.caption,
        "columns": list(figure.columns),
        "rows": rows if len(rows) <= _MOST_ROWS else [],
        "notes": [f"{n}. {row.note}" for n, row in enumerate(figure.rows, 1) if row.note],
    }


def drawing(s: Speech, spec: Spec) -> str:
    """Draw a chart as SVG, in the light colours of the page and with nothing fetched.

    Raises
    ------
    ExtraMissingError
        Where what draws charts is not installed.
    """
    try:
        import vl_convert  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissingError(what="PDF", extra="pdf") from error
    _known_fonts()
    told = locale(s)
    painted = json.loads(_VAR.sub(_colour, json.dumps(spec)))
    painted["config"]["font"] = FONT
    painted |= {"width": _WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    return str(
        vl_convert.vegalite_to_svg(
            painted,
            vl_version=_VEGA_LITE,
            allowed_base_urls=[],
            format_locale=told["number"],
            time_format_locale=told["time"],
        )
    )


def _colour(named: re.Match[str]) -> str:
    known = _colours()
    return known.get(named[1]) or known[named[2]]


@cache
def _colours() -> dict[str, str]:
    """Read the colours of the page from its style sheet, where they stand once."""
    css = files("balise.report").joinpath("static/report.css").read_text(encoding="utf-8")
    light = _LIGHT.search(css)
    return dict(_COLOUR.findall(light[1] if light else ""))


def _fonts() -> str:
    try:
        from font_source_sans_pro import font_directory  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissingError(what="PDF", extra="pdf") from error
    return str(font_directory)


@cache
def _known_fonts() -> None:
    """Let the charts measure their words in the font of the pages."""
    import vl_convert  # noqa: PLC0415 - an extra

    vl_convert.register_font_directory(_fonts())
