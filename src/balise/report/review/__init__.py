"""A look back on one page: in words, as a page, as a PDF, and in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from balise.domain.review import Review
from balise.report.review import html, pdf
from balise.report.review.page import Page
from balise.report.review.rows import review_blocks
from balise.report.review.words import page

_FORMS: Mapping[str, Callable[[Review, str], bytes]] = {"html": html.render, "pdf": pdf.render}
FORMS = tuple(_FORMS)


def render(found: Review, *, language: str, form: str) -> bytes:
    """Write a look back on one page, in `fr` or `en`.

    Raises
    ------
    ExtraMissingError
        Where a PDF is asked for and `balise[pdf]` is not installed.
    ValueError
        Where there is no such form.
    """
    if form not in FORMS:
        raise ValueError(form)
    return _FORMS[form](found, language)


__all__ = ["FORMS", "Page", "page", "render", "review_blocks"]
