"""What was asked of the posts behind a number, and the posts that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from balise.domain.ports import Trace
from balise.domain.post import Post
from balise.errors import KpiUnknownError
from balise.report.index import Ints, figure_of, state_of
from balise.report.rows import TracedPost, Trail, read_in
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
    """The posts behind a number, in the order that was asked for: `rows` are their places."""

    brand: str
    kpi: str
    behind: Posts
    order: str
    trail: Trail
    rows: Ints

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
    index = site.desk.index(name)
    if kpi not in index.kpis and kpi != links.KPI:
        raise KpiUnknownError(kpi=kpi, known=", ".join(index.kpis))
    order = form.cleaned_data["order"]
    trail = site.desk.trail(name, form.behind, kpi)
    return Asked(
        brand=name,
        kpi=kpi,
        behind=form.behind,
        order=order,
        trail=trail,
        rows=index.ordered(trail, order),
    )


def entries(site: Site, asked: Asked, found: Ints) -> Iterator[Entry]:
    """Read the posts at some places, each with the reading that tells its KPI.

    One that was taken away in this very moment is left out.
    """
    index, clock = site.desk.index(asked.brand), site.space.clock(asked.brand)
    for start in range(0, len(found), _AT_ONCE):
        places = {index.uids[n]: n for n in found[start : start + _AT_ONCE].tolist()}
        for post, traces in site.space.store.traced_posts(asked.brand, [*places]):
            row = _row(asked.trail, places[post.uid], post, clock)
            yield row, read_in(traces, asked.kpi)


def _row(trail: Trail, place: int, post: Post, clock: Callable[[Post], datetime]) -> TracedPost:
    return TracedPost(
        post=post,
        at=clock(post),
        figure=figure_of(trail, place),
        state=state_of(trail, place),
    )
