"""The answers as slides that can be edited: text in text boxes, charts and tables of their own."""

from __future__ import annotations

from balise.errors import ExtraMissingError
from balise.report.look import PLAIN, Look
from balise.report.values import Answers
from balise.words import Speech


def render(answers: Answers, language: str, look: Look = PLAIN) -> bytes:
    """Write the report as a presentation (PPTX, 16:9); the same answers give the same bytes.

    Raises
    ------
    ExtraMissingError
        Where what makes slides is not installed.
    """
    try:
        import pptx  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissingError(what="PPTX", extra="pdf") from error
    from balise.report.slides import pages  # noqa: PLC0415 - what it is made with is an extra

    return pages.made(Speech(language), answers, look)
