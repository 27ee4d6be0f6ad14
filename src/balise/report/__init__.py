"""Posts and what was learnt of them -> answers, rendered as a page, as JSON or as blocks."""

from __future__ import annotations

from collections.abc import Callable

from balise.report import csv_, html, json_, pdf, slides
from balise.report.answers import answer
from balise.report.auditing import audit, audit_blocks, audit_sections, prefill
from balise.report.blocks import Block, Row, blocks
from balise.report.explained import Explained, explained
from balise.report.gather import gather
from balise.report.look import PLAIN, Look
from balise.report.values import Answers, Material

_FORMS: dict[str, Callable[[Answers, str, Look], bytes]] = {
    "html": html.render,
    "pdf": pdf.render,
    "pptx": slides.render,
    "csv": csv_.render,
    "json": lambda answers, _language, look: json_.render(answers, look),
}
FORMS = tuple(_FORMS)


def render(answers: Answers, *, language: str, form: str, look: Look = PLAIN) -> bytes:
    """Render the answers: a page, a PDF, slides or tables in `fr` or `en`, or JSON without any.

    Parameters
    ----------
    answers
        What `answer` gave.
    language
        `fr` or `en`; JSON holds codes and is the same in both.
    form
        One of `FORMS`; `csv` is a ZIP archive with a table for each chart.
    look
        The brand's name, colour and logo, what an analyst wrote beside the figures, and what is
        told besides posts; tables and JSON hold figures only.

    Raises
    ------
    ExtraMissingError
        Where a PDF or slides are asked for and `balise[pdf]` is not installed.
    ValueError
        Where there is no such form.
    """
    if form not in FORMS:
        raise ValueError(form)
    shown = answers if form == "json" else look.named(answers)
    return _FORMS[form](shown, language, look)


__all__ = [
    "FORMS",
    "PLAIN",
    "Answers",
    "Block",
    "Explained",
    "Look",
    "Material",
    "Row",
    "answer",
    "audit",
    "audit_blocks",
    "audit_sections",
    "blocks",
    "explained",
    "gather",
    "prefill",
    "render",
]
