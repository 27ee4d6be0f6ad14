"""The forms of the brief of a week."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from balise.domain.brief import Brief
from balise.report import week_html, week_pdf
from balise.report.week import Said

FORMS: Mapping[str, Callable[[Sequence[Brief], Said, str], bytes]] = {
    "html": week_html.render,
    "pdf": week_pdf.render,
}


def render(briefs: Sequence[Brief], told: Said, *, language: str, form: str) -> bytes:
    """Write the brief of the week that `told` begins with, in `fr` or `en`.

    Raises
    ------
    ExtraMissingError
        Where a PDF is asked for and `balise[pdf]` is not installed.
    KeyError
        Where there is no such form.
    """
    return FORMS[form](briefs, told, language)
