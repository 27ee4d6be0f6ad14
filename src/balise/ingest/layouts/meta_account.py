"""Meta Business Suite, the account itself: daily series of one metric."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balise.ingest.days import Days, account_uid, read_days
from balise.ingest.layout import Columns, Context, Sheet, Subject, aliases, find_header
from balise.ingest.tables import Line, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.domain.reading import Batch

_SERIES = {
    "reach": "reach", "couverture": "reach", "portée": "reach", "alcance": "reach",
    "räckvidd": "reach", "reichweite": "reach",
    "views": "views", "vues": "views", "visualizaciones": "views", "visningar": "views",
    "aufrufe": "views",
    "viewers": "viewers", "spectateurs": "viewers",
    "impressions": "impressions",
    "content interactions": "engagements", "interactions avec le contenu": "engagements",
    "interactions": "engagements",
    "visits": "profile_visits", "profile visits": "profile_visits", "visites": "profile_visits",
    "link clicks": "link_clicks", "clics sur un lien": "link_clicks",
    "clics en el enlace": "link_clicks", "länkklick": "link_clicks",
    "follows": "new_follows", "followers": "new_follows", "nouveaux followers": "new_follows",
    "seguidores": "new_follows", "följer": "new_follows",
}  # fmt: skip
NETWORKS = ("facebook", "instagram")
DAY = aliases(day="Date|Fecha|Datum", value="Primary|Principal|Principale|Primär")


def series_of(title: str) -> tuple[str, str] | None:
    """Give the network (empty where the title names none) and the metric of a title."""
    plain = normal(title)
    for network in NETWORKS:
        if network in plain:
            rest = plain.replace(network, "").strip(" -")
            metric = _SERIES.get(rest)
            return (network, metric) if metric else None
    metric = _SERIES.get(plain)
    return ("", metric) if metric else None


def network_of(named: str, context: Context) -> str:
    """Facebook and Instagram series are not told apart by content: a lone account decides."""
    if named:
        return named
    known = [network for network in NETWORKS if network in context.accounts]
    return known[0] if len(known) == 1 else "other"


def read_series(sheet: Sheet, context: Context, title: str) -> Iterator[Batch]:
    """Read the days of a series, whose title names the metric."""
    told = series_of(title)
    if told is None:
        return
    named, metric = told
    uid = account_uid(network_of(named, context), None, sheet, context)
    fields = {"day": sheet.fields["day"], metric: sheet.fields["value"]}
    yield from read_days(
        replace(sheet, fields=fields), context, uid=uid, how=Days(source="meta.daily")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTable:
    """A title that names the metric, then `Date, Primary`."""

    name: str = "meta.daily"
    subject: Subject = "days"
    columns: Columns = field(default_factory=lambda: DAY)

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header below a title that names a known metric, with nothing but it above."""
        position = find_header(lead, DAY, ("day", "value"))
        if position is None or position > 1:
            return None
        above = [cell for _, cells in lead[:position] for cell in cells if cell]
        return position if above and series_of(above[-1]) else None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the series as days of the account."""
        return read_series(sheet, context, sheet.title)


LAYOUTS = (SeriesTable(),)
