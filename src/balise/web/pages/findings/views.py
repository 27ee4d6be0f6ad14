"""What the imports found in the files, line by line."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from balise.domain.reading import Finding
from balise.domain.team import Right
from balise.report.sources import Found
from balise.web import links
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.findings.forms import FindingsForm
from balise.web.pages.imports.labels import column
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import Site, site_of
from balise.words import mark


@needs(Right.INSPECT)
def findings(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the findings of one kind, or all of them."""
    s, site = speech_of(request), site_of(request)
    asked = read(request, FindingsForm).cleaned_data
    name, code, file = site.space.brand(brand), asked["code"], asked["file"]
    among = _of_file(site, name, file) if file else site.space.store.findings(name)
    found = [each for each in among if code in {"", each.code}]
    of_file = [("file", str(file))] if file else []

    def address(number: int) -> str:
        pairs = (*links.asked(Found(code=code)), *of_file, *links.judged(asked["kpi"]))
        return links.address("findings", name, *pairs, ("page", str(number)))

    shown, place = cut(s, found, asked["page"], address)
    return page(
        request,
        "findings.html",
        brand=name,
        name=s.term("brand", name),
        is_made_up=site.space.is_made_up(name),
        title=s.text(mark("What the imports found")),
        counted=s.plural(mark("{n} finding"), mark("{n} findings"), len(found)),
        has_places=any(each.line or each.column for each in shown),
        whole=links.address("findings", name, *links.judged(asked["kpi"])) if code or file else "",
        lines=[
            (
                each.file,
                s.number(each.line) if each.line else "",
                column(s, each.column),
                s.finding(each),
            )
            for each in shown
        ],
        place=place,
        back=links.insights(name, asked["kpi"]),
    )


def _of_file(site: Site, brand: str, number: int) -> Sequence[Finding]:
    imports = site.space.store.imports(brand)
    return imports[number - 1].findings if number <= len(imports) else ()
