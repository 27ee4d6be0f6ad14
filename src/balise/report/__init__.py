"""Posts and what was learnt of them -> answers, rendered as a page, as JSON or as blocks."""

from __future__ import annotations

from balise.report import html, json_
from balise.report.answers import answer
from balise.report.blocks import Block, Row, blocks
from balise.report.values import Answers, Material

FORMS = ("html", "json")


def render(answers: Answers, *, language: str, form: str) -> bytes:
    """Render the answers: a self-contained page in `fr` or `en`, or JSON without any language.

    Parameters
    ----------
    answers
        What `answer` gave.
    language
        `fr` or `en`; JSON holds codes and is the same in both.
    form
        One of `FORMS`.
    """
    if form not in FORMS:
        raise ValueError(form)
    return json_.render(answers) if form == "json" else html.render(answers, language)


__all__ = ["FORMS", "Answers", "Block", "Material", "Row", "answer", "blocks", "render"]
