"""What the imports found in the files, line by line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balise.report.sources import Found
from balise.web import links
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.findings.forms import FindingsForm
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import site_of
from balise.words import mark


def findings(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the findings of one kind, or all of them."""
    s, site = speech_of(request), site_of(request)
    asked = read(request, FindingsForm).cleaned_data
    name, code = site.space.brand(brand), asked["code"]
    material = site.desk.archive(name).material
    found = [each for each in material.findings if code in {"", each.code}]

    def address(number: int) -> str:
        pairs = (*links.asked(Found(code=code)), *links.judged(asked["kpi"]))
        return links.address("findings", name, *pairs, ("page", str(number)))

    shown, place = cut(s, found, asked["page"], address)
    return page(
        request,
        "findings.html",
        brand=name,
        name=s.term("brand", name),
        is_made_up=material.is_made_up,
        title=s.text(mark("What the imports found")),
        counted=s.plural(mark("{n} finding"), mark("{n} findings"), len(found)),
        lines=[
            (each.file, s.number(each.line) if each.line else "", each.column, s.finding(each))
            for each in shown
        ],
        place=place,
        back=links.insights(name, asked["kpi"]),
    )
