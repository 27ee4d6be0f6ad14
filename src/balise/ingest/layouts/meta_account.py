"""Meta Business Suite, the account itself: daily series of one metric, and the audience."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balise.domain.reading import Batch, Reading
from balise.ingest.days import Days, account_uid, read_days
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, aliases, find_header
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.tables import Line, normal
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "follows": "new_follows", "followers": "new_follows", "nouveaux followers": "new_follows",
}  # fmt: skip
_NETWORKS = ("facebook", "instagram")
_DAY = aliases(day="Date|Fecha|Datum", value="Primary|Principal|Principale|Primär")


def _metric_of(title: str) -> tuple[str, str] | None:
    """Give the network (empty where the title names none) and the metric of a title."""
    plain = normal(title)
    for network in _NETWORKS:
        if network in plain:
            rest = plain.replace(network, "").strip()
            metric = _SERIES.get(rest)
            return (network, metric) if metric else None
    metric = _SERIES.get(plain)
    return ("", metric) if metric else None


def _network(named: str, context: Context) -> str:
    """Facebook and Instagram series are not told apart by content: a lone account decides."""
    if named:
        return named
    known = [network for network in _NETWORKS if network in context.accounts]
    return known[0] if len(known) == 1 else "other"


def _series(sheet: Sheet, context: Context, title: str) -> Iterator[Batch]:
    told = _metric_of(title)
    if told is None:
        return
    named, metric = told
    uid = account_uid(_network(named, context), None, sheet, context)
    fields = {"day": sheet.fields["day"], metric: sheet.fields["value"]}
    yield from read_days(
        replace(sheet, fields=fields), context, uid=uid, how=Days(source="meta.daily")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTable:
    """A title that names the metric, then `Date, Primary`."""

    name: str = "meta.daily"
    subject: Subject = "days"
    columns: Columns = field(default_factory=lambda: _DAY)

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header below a title that names a known metric, with nothing but it above."""
        position = find_header(lead, _DAY, ("day", "value"))
        if position is None or position > 1:
            return None
        above = [cell for _, cells in lead[:position] for cell in cells if cell]
        return position if above and _metric_of(above[-1]) else None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the series as days of the account."""
        return _series(sheet, context, sheet.title)


_AUDIENCE = {
    "age & gender": "age", "âge et genre": "age", "edad y sexo": "age", "edad y género": "age",
    "top cities": "city", "top towns/cities": "city", "principales villes": "city",
    "top countries": "country", "principaux pays": "country", "top pages": "page",
    "pages principales": "page",
}  # fmt: skip
_GENDERS = {
    "women": "women", "men": "men", "femmes": "women", "hommes": "men", "mujeres": "women",
    "hombres": "men",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceTable:
    """Blocks one below the other: ages by gender, cities, countries, and series of follows."""

    name: str = "meta.audience"
    subject: Subject = "audience"
    columns: Columns = field(default_factory=dict)

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the first title of a block."""
        for position, (_, cells) in enumerate(lead[:3]):
            if normal(cells[0]) in _AUDIENCE and not any(cells[1:]):
                return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read every block: shares of people as one reading of the account, series as days."""
        first = Row(sheet.header_line, list(sheet.header), {})
        values: dict[str, float] = {}
        uid = account_uid(_network("", context), None, sheet, context)
        rows = 0
        for title, block in _blocks([first, *sheet.rows()]):
            kind = _AUDIENCE.get(normal(title))
            if kind:
                rows += len(block)
                values |= _shares(kind, block, sheet, context)
            elif _metric_of(title) and block:
                yield from _series(_inner(sheet, block), context, title)
        reading = Reading(
            post_uid=uid, as_of=sheet.as_of, values=values, basis="lifetime", source=self.name
        )
        yield Batch(readings=(reading,) if values else (), findings=context.drain(), rows=rows)


def _blocks(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Cut where a row holds a known title and nothing else."""
    title, block = "", list[Row]()
    for row in rows:
        lone = row.cells[0] and not any(row.cells[1:])
        if lone and (normal(row.cells[0]) in _AUDIENCE or _metric_of(row.cells[0])):
            if title:
                yield title, block
            title, block = row.cells[0], []
        else:
            block.append(row)
    if title:
        yield title, block


def _inner(sheet: Sheet, block: list[Row]) -> Sheet:
    """Give a series inside the file as a sheet of its own."""
    lines = [(row.line, row.cells) for row in block]
    table = replace(sheet.table, lines=lambda: iter(lines))
    headed = normal(block[0].cells[0]) in _DAY["day"]
    above = block[0].line - (not headed)
    return replace(sheet, table=table, header_line=above, fields={"day": (0,), "value": (1,)})


def _shares(kind: str, block: list[Row], sheet: Sheet, context: Context) -> dict[str, float]:
    if kind == "age":
        genders = (
            [_GENDERS.get(normal(cell), normal(cell)) for cell in block[0].cells] if block else []
        )
        cells = [
            (f"audience.age.{row.cells[0]}.{gender}", row.cells[i], row.line)
            for row in block[1:]
            for i, gender in enumerate(genders)
            if gender and i < len(row.cells)
        ]
    else:
        cells = [
            (f"audience.{kind}.{name}", value, figures.line)
            for names, figures in zip(block[::2], block[1::2], strict=False)
            for name, value in zip(names.cells, figures.cells, strict=False)
            if name
        ]
    return dict(_read_shares(cells, sheet, context))


def _read_shares(
    cells: list[tuple[str, str, int]], sheet: Sheet, context: Context
) -> Iterator[tuple[str, float]]:
    numbers = Numbers(decimal_sign((cell for _, cell, _ in cells), sheet.table.usual_decimal))
    for name, cell, line in cells:
        try:
            value = numbers.read(cell)
        except ValueError:
            context.findings.append(
                finding(
                    "number-unreadable", file=sheet.table.file, line=line, column=name, value=cell
                )
            )
            continue
        if value is not None:
            yield name, value if cell.endswith("%") else value / 100


LAYOUTS = (SeriesTable(), AudienceTable())
