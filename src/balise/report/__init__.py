"""Posts and what was learnt of them -> answers, rendered as a page, as JSON or as blocks."""

from __future__ import annotations

from collections.abc import Callable

from balise.report import csv_, html, json_, pdf
from balise.report.answers import answer
from balise.report.auditing import audit, audit_blocks, audit_sections, prefill
from balise.report.blocks import Block, Row, blocks
from balise.report.explained import Explained, explained
from balise.report.values import Answers, Material

_FORMS: dict[str, Callable[[Answers, str], bytes]] = {
    "html": html.render,
    "pdf": pdf.render,
    "csv": csv_.render,
    "json": lambda answers, _language: json_.render(answers),
}
FORMS = tuple(_FORMS)


def render(answers: Answers, *, language: str, form: str) -> bytes:
    """Render the answers: a page, a PDF or tables in `fr` or `en`, or JSON without any language.

    Parameters
    ----------
    answers
        What `answer` gave.
    language
        `fr` or `en`; JSON holds codes and is the same in both.
    form
        One of `FORMS`; `csv` is a ZIP archive with a table for each chart.

    Raises
    ------
    ExtraMissingError
        Where a PDF is asked for and `balise[pdf]` is not installed.
    ValueError
        Where there is no such form.
    """
    if form not in FORMS:
        raise ValueError(form)
    return _FORMS[form](answers, language)


__all__ = [
    "FORMS",
    "Answers",
    "Block",
    "Explained",
    "Material",
    "Row",
    "answer",
    "audit",
    "audit_blocks",
    "audit_sections",
    "blocks",
    "explained",
    "prefill",
    "render",
]
