"""What was asked of the posts behind a number, and the posts that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from balise.domain.ports import Trace
from balise.errors import KpiUnknownError
from balise.report.rows import TracedPost, Trail, outside, read_in
from balise.report.sources import Posts
from balise.web import links
from balise.web.pages.rows.forms import ORDERS, RowsForm
from balise.web.site import Site

Entry = tuple[TracedPost, Trace | None]
"""A post, and the reading that tells its KPI."""
_AT_ONCE = 500
"""Posts whose readings are asked for together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The posts behind a number, in the order that was asked for."""

    brand: str
    kpi: str
    behind: Posts
    order: str
    trail: Trail
    rows: tuple[TracedPost, ...]

    def address(
        self, name: str = "rows", *, behind: Posts | None = None, order: str = "", page: int = 1
    ) -> str:
        """Write the address of the same posts, or of others, or in another order."""
        pairs = [*links.asked(behind or self.behind), *links.judged(self.kpi)]
        order = order or self.order
        if order != ORDERS[0]:
            pairs.append(("order", order))
        if page > 1:
            pairs.append(("page", str(page)))
        return links.address(name, self.brand, *pairs)


def ask(site: Site, brand: str, form: RowsForm) -> Asked:
    """Find the posts that an address asks for.

    Raises
    ------
    RecordNotFoundError, KpiUnknownError
        Where there is no such brand, or none of its posts has the KPI.
    LearnError
        Where the posts outside their intervals are asked for, and none is expected.
    """
    name, kpi = site.space.brand(brand), form.cleaned_data["kpi"]
    archive = site.desk.archive(name)
    known = archive.kpis
    if kpi not in known and kpi != links.KPI:
        raise KpiUnknownError(kpi=kpi, known=", ".join(known))
    order = form.cleaned_data["order"]
    trail = archive.trail(form.behind, kpi)
    if form.behind.is_unusual:
        trail = outside(trail, site.desk.learnt(name, kpi).fit, kpi)
    return Asked(
        brand=name,
        kpi=kpi,
        behind=form.behind,
        order=order,
        trail=trail,
        rows=_ordered(trail.rows, order),
    )


def entries(site: Site, asked: Asked, found: Sequence[TracedPost]) -> Iterator[Entry]:
    """Bring each post together with the reading that tells its KPI."""
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        traces = site.space.store.traces(asked.brand, [row.measured.post.uid for row in some])
        for row in some:
            yield row, read_in(traces.get(row.measured.post.uid, ()), asked.kpi)


def _ordered(found: Sequence[TracedPost], order: str) -> tuple[TracedPost, ...]:
    """Order posts; those without a figure come last, however it is ordered."""
    if order in {"newest", "oldest"}:
        return tuple(sorted(found, key=lambda row: row.at, reverse=order == "newest"))
    sign = -1 if order == "highest" else 1
    return tuple(sorted(found, key=lambda r: (r.figure is None, sign * (r.figure or 0.0))))
