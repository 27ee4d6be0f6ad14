"""What became of each file of a brand, the last import first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balise.domain.reading import ImportReport
from balise.domain.team import Right
from balise.report.export_steps import format_said
from balise.report.markup import Child, el
from balise.web import links
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.files.forms import FilesForm
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark

Line = tuple[str, str, tuple[tuple[str, Child], ...]]
"""The name of a file, its format, and its figures by name."""


@needs(Right.INSPECT)
def files(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the files."""
    s, site = speech_of(request), site_of(request)
    name, asked = site.space.brand(brand), read(request, FilesForm).cleaned_data
    judged = tuple(links.judged(asked["kpi"]))
    found = list(enumerate(site.space.store.imports(name), 1))[::-1]

    def address(number: int) -> str:
        return links.address("files", name, *judged, ("page", str(number)))

    shown, around = cut(s, found, asked["page"], address)
    return page(
        request,
        "files.html",
        brand=name,
        name=s.term("brand", name),
        here="files",
        is_made_up=site.space.is_made_up(name),
        title=s.text(mark("Imported files")),
        counted=s.plural(mark("{n} file"), mark("{n} files"), len(found)),
        lines=[
            _line(s, each, links.address("findings", name, ("file", str(place)), *judged))
            for place, each in shown
        ],
        place=around,
        back=links.insights(name, asked["kpi"]),
    )


def _line(s: Speech, report: ImportReport, where: str) -> Line:
    n = len(report.findings)
    said: Child = el("a", {"href": where}, s.number(n)) if n else s.number(n)
    return (
        report.source,
        format_said(s, report.format),
        (
            (s.text(mark("Rows")), s.number(report.rows)),
            (s.text(mark("New posts")), s.number(report.posts)),
            (s.text(mark("New figures")), s.number(report.readings + report.outcomes)),
            (s.text(mark("Known already")), s.number(report.duplicates)),
            (s.text(mark("Findings")), said),
        ),
    )
