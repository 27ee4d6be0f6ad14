"""The forms of a road map."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from balise.report import roadmap_html, roadmap_pdf
from balise.report.roadmap import Roadmap
from balise.report.roadmap_page import Page
from balise.report.roadmap_words import page

_FORMS: Mapping[str, Callable[[Roadmap, str], bytes]] = {
    "html": roadmap_html.render,
    "pdf": roadmap_pdf.render,
}
FORMS = tuple(_FORMS)


def render(road: Roadmap, *, language: str, form: str) -> bytes:
    """Write a road map on one page, in `fr` or `en`.

    Raises
    ------
    ExtraMissingError
        Where a PDF is asked for and `balise[pdf]` is not installed.
    ValueError
        Where there is no such form.
    """
    if form not in FORMS:
        raise ValueError(form)
    return _FORMS[form](road, language)


__all__ = ["FORMS", "Page", "page", "render"]
