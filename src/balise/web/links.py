"""The rows behind a number as an address, and an address as the rows that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from balise.report.sources import Days, Found, Link, OnePost, Outcomes, Posts, Source
from balise.web.nav import address as written

KPI = "engagement"
"""The KPI of an address that names none."""
Pairs = Iterator[tuple[str, str]]


def link_of(brand: str, kpi: str) -> Link:
    """Give the addresses of the rows behind numbers of a brand."""

    def link(source: Source) -> str:
        name = _PAGES[type(source)]
        return address(name, brand, *asked(source), *judged(kpi))

    return link


def address(page: str, brand: str, *pairs: tuple[str, str]) -> str:
    """Write the address of a page of a brand."""
    where = written(page, brand)
    return f"{where}?{urlencode(pairs)}" if pairs else where


def insights(
    brand: str,
    kpi: str = KPI,
    start: date | None = None,
    end: date | None = None,
    **kept: str,
) -> str:
    """Write the address of the answers; `kept` are topic, account and objective where they are."""
    others = ((name, value) for name, value in kept.items() if value)
    return address("insights", brand, *judged(kpi), *_span(start, end), *others)


def asked(source: Source) -> Pairs:
    """Write a source as parameters of an address."""
    match source:
        case OnePost(uid=uid):
            yield "uid", uid
        case Found(code=code):
            yield "code", code
        case Days():
            yield "network", source.network
            yield "account", source.account
            yield "metric", source.metric
            yield from _span(source.start, source.end)
        case Outcomes():
            yield "name", source.name
            yield from _span(source.start, source.end)
        case Posts():
            yield from _posts(source)


def _posts(source: Posts) -> Pairs:
    for factor, level in source.levels:
        yield "factor", factor
        yield "level", level
    if source.scope != "all":
        yield "scope", source.scope
    yield from _span(source.start, source.end)
    if source.metric:
        yield "metric", source.metric
    if source.states != ("compared",):
        yield from (("state", state) for state in source.states)
    if source.is_unusual:
        yield "unusual", "1"
    if source.stage:
        yield "stage", source.stage


def _span(start: date | None, end: date | None) -> Pairs:
    if start is not None:
        yield "start", start.isoformat()
    if end is not None:
        yield "end", end.isoformat()


def judged(kpi: str) -> Pairs:
    """Write a KPI as a parameter, where it is not the usual one."""
    if kpi != KPI:
        yield "kpi", kpi


_PAGES: dict[type[Source], str] = {
    Posts: "rows", OnePost: "post", Days: "days", Found: "findings", Outcomes: "outcomes",
}  # fmt: skip
