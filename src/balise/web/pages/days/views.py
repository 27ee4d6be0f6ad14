"""The figures of an account by day, each with the day on which it was read."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from balise.domain.ports import AccountDay
from balise.domain.team import Right
from balise.report.answers import format_of
from balise.report.growth import of_day
from balise.report.names import account, amount, capital
from balise.report.sources import Days
from balise.web import links
from balise.web.access import needs
from balise.web.forms import read
from balise.web.language import speech_of
from balise.web.pages.days.forms import DaysForm
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark


@needs(Right.INSPECT)
def days(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the days behind a figure of an account."""
    s, site = speech_of(request), site_of(request)
    asked = read(request, DaysForm).cleaned_data
    name, kpi, number = site.space.brand(brand), asked.pop("kpi"), asked.pop("page")
    behind = Days(**asked)
    found = _found(site.space.store.account_days(name), behind)

    def address(number: int) -> str:
        pairs = (*links.asked(behind), *links.judged(kpi), ("page", str(number)))
        return links.address("days", name, *pairs)

    shown, place = cut(s, found, number, address)
    return page(
        request,
        "days.html",
        brand=name,
        name=s.term("brand", name),
        is_made_up=site.space.is_made_up(name),
        title=account(s, f"{behind.network}:{behind.account}"),
        metric=capital(s.term("metric", behind.metric)),
        counted=s.plural(mark("{n} day"), mark("{n} days"), len(found)),
        lines=[_line(s, behind.metric, day) for day in shown],
        place=place,
        back=links.insights(name, kpi),
    )


def _found(days: Iterable[AccountDay], behind: Days) -> list[AccountDay]:
    """List the days that have the metric, newest first; of several readings the latest holds."""
    mine = (d for d in days if (d.network, d.account) == (behind.network, behind.account))
    found = [
        day
        for at, day in of_day(mine, behind.metric).items()
        if (behind.start is None or behind.start <= at) and (behind.end is None or at <= behind.end)
    ]
    return found[::-1]


def _line(s: Speech, metric: str, day: AccountDay) -> tuple[str, str, str, str]:
    return (
        s.day(day.day) if day.day else "",
        amount(s, day.values[metric], format_of(metric)),
        s.day(day.as_of.date()),
        day.source,
    )
