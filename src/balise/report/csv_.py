"""The data behind each chart as CSV, ready for a spreadsheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from balise.report import beside, sections
from balise.report.figures import Figure
from balise.report.look import PLAIN, Look
from balise.report.spreadsheet import file_name, table
from balise.report.strategic.shown import shown
from balise.report.values import Answers
from balise.words import Speech

_STAMP = (1980, 1, 1, 0, 0, 0)  # the same answers make the same archive


def render(answers: Answers, language: str, look: Look = PLAIN) -> bytes:
    """Write a ZIP archive with one table for each chart, named as the chart."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in tables(answers, language, look):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data)
    return written.getvalue()


def tables(answers: Answers, language: str, look: Look = PLAIN) -> Iterator[tuple[str, bytes]]:
    """Give the name and the content of each table."""
    s = Speech(language)
    for figure in drawn(s, answers, look):
        yield file_name(figure), table(s, figure)


def drawn(s: Speech, answers: Answers, look: Look = PLAIN) -> Iterator[Figure]:
    """Give the charts in the order of the page."""
    for part in (
        sections.changed(s, answers),
        sections.ranking(s, answers),
        *(sections.question(s, asked, answers) for asked in answers.questions),
        beside.beside(s, answers),
        sections.growth(s, answers),
    ):
        yield from part[1]
    for one in shown(s, look.strategic, answers.head):
        yield from one.figures
