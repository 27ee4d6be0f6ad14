"""What one's own tables tell of an outcome, row by row."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from balise.domain.outcome import Outcome
from balise.domain.team import Right
from balise.report.outcome_words import named
from balise.report.sources import Outcomes
from balise.web import links
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.outcomes.forms import OutcomesForm
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark


@needs(Right.INSPECT)
def outcomes(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the rows behind the figures of an outcome."""
    s, site = speech_of(request), site_of(request)
    asked = read(request, OutcomesForm).cleaned_data
    name, kpi, number = site.space.brand(brand), asked.pop("kpi"), asked.pop("page")
    behind = Outcomes(**asked)
    found = _found(site.space.store.outcomes(name), behind)

    def address(number: int) -> str:
        pairs = (*links.asked(behind), *links.judged(kpi), ("page", str(number)))
        return links.address("outcomes", name, *pairs)

    shown, place = cut(s, found, number, address)
    return page(
        request,
        "outcomes.html",
        brand=name,
        name=s.term("brand", name),
        is_made_up=site.space.is_made_up(name),
        title=behind.name,
        counted=s.plural(mark("{n} row"), mark("{n} rows"), len(found)),
        lines=[_line(s, row) for row in shown],
        place=place,
        back=links.insights(name, kpi),
    )


def _found(rows: Iterable[Outcome], behind: Outcomes) -> list[Outcome]:
    """List the rows that lie in the period, newest first."""
    found = [
        row
        for row in rows
        if row.name == behind.name
        and (behind.start is None or behind.start <= row.starts)
        and (behind.end is None or row.ends <= behind.end)
    ]
    return sorted(found, key=lambda row: (row.ends, row.starts), reverse=True)


def _line(s: Speech, row: Outcome) -> tuple[str, str, str, str, str]:
    days = s.day(row.starts)
    if not row.is_daily:
        days = s.text(mark("{start} to {end}"), start=days, end=s.day(row.ends))
    figures = " · ".join(named(s, value, figure) for value, figure in sorted(row.values.items()))
    parts = ", ".join(part for part in row.parts if part)
    return days, figures, parts, s.day(row.as_of.date()), row.source
