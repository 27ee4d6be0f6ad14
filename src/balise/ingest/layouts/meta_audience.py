"""Meta Business Suite, the audience of an account: tables one below the other, and daily series.

Facebook and Instagram write the same. Shares come as percentages without their sign. What the
blocks are called in English is seen in real files; in other languages ages and genders are told by
how they are written, and lists by the words for countries, cities and pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from balise.domain.reading import Batch, Finding, Reading
from balise.ingest.audience import is_age, keep, named, parts_unknown, segment
from balise.ingest.days import account_uid
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject
from balise.ingest.layouts.meta_account import DAY, NETWORKS, network_of, read_series, series_of
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.tables import Line, normal
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLES = {
    "age & gender": "age_gender", "âge et genre": "age_gender", "edad y sexo": "age_gender",
    "edad y género": "age_gender",
    "top cities": "city", "top towns/cities": "city", "principales villes": "city",
    "top countries": "country", "principaux pays": "country", "top pages": "page",
    "pages principales": "page",
}  # fmt: skip
_STEMS = {
    "page": ("page", "página", "seiten", "sidor"),
    "country": ("countr", "pays", "país", "länder"),
    "city": ("cities", "town", "villes", "ciudad", "städte", "städer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceTable:
    """Blocks one below the other: ages by gender, cities, countries, and series of follows."""

    name: str = "meta.audience"
    subject: Subject = "audience"
    columns: Columns = field(default_factory=dict)

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the first title of a block: one that is known, or one above ages and genders."""
        for position, (_, cells) in enumerate(lead[:3]):
            below = [row for _, row in lead[position + 1 : position + 3]]
            if _is_lone(cells) and (normal(cells[0]) in _TITLES or _has_ages(below)):
                return position
        return None

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read every block: shares of people as one reading of the account, series as days."""
        first = Row.of(sheet.header_line, list(sheet.header))
        blocks = list(_blocks([first, *sheet.rows()]))
        network = _network([title for title, _ in blocks], context)
        shares: list[_Share] = []
        unknown, rows = [], 0
        for title, block in blocks:
            dimension = _dimension(title, block)
            if series_of(title) and block:
                yield from read_series(_inner(sheet, block), context, title)
            elif dimension:
                shares += _shares(dimension, block)
                rows += len(block)
            else:
                unknown.append(title)
        context.findings.extend(parts_unknown(unknown, sheet))
        reading = Reading(
            post_uid=account_uid(network, None, sheet, context),
            as_of=sheet.as_of,
            values=_values(shares, sheet, context),
            source=self.name,
        )
        yield Batch(
            readings=(reading,) if reading.values else (), findings=context.drain(), rows=rows
        )


def _is_lone(cells: list[str]) -> bool:
    return bool(cells and cells[0]) and not any(cells[1:])


def _has_ages(below: list[list[str]]) -> bool:
    """Tell ages by gender: two words behind an empty cell, and a group of ages below that."""
    head, *rest = below or [[]]
    return bool(
        rest and head and not head[0] and len([c for c in head if c]) > 1 and is_age(rest[0][0])
    )


def _network(titles: list[str], context: Context) -> str:
    """Name the network that a title names; else a lone account decides."""
    named = [n for title in titles for n in NETWORKS if n in normal(title)]
    return network_of(named[0] if len(set(named)) == 1 else "", context)


def _dimension(title: str, block: list[Row]) -> str | None:
    plain = normal(title)
    if plain in _TITLES:
        return _TITLES[plain]
    if _has_ages([row.cells for row in block[:2]]):
        return "age_gender"
    return next((name for name, stems in _STEMS.items() if any(s in plain for s in stems)), None)


def _blocks(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Cut where a row holds nothing but a title: one that is known, or one below a blank row."""
    title, block, above = "", list[Row](), -1
    for row in rows:
        is_apart = row.line > above + 1
        above = row.line
        if _is_lone(row.cells) and (is_apart or _is_title(row.cells[0])):
            if title:
                yield title, block
            title, block = row.cells[0], []
        else:
            block.append(row)
    if title:
        yield title, block


def _is_title(cell: str) -> bool:
    return normal(cell) in _TITLES or series_of(cell) is not None


def _inner(sheet: Sheet, block: list[Row]) -> Sheet:
    """Give a series inside the file as a sheet of its own."""
    lines = [(row.line, row.cells) for row in block]
    table = replace(sheet.table, lines=lambda: iter(lines))
    headed = normal(block[0].cells[0]) in DAY["day"]
    above = block[0].line - (not headed)
    return replace(sheet, table=table, header_line=above, fields={"day": (0,), "value": (1,)})


class _Share(NamedTuple):
    """A cell that gives the share of a segment."""

    told: str
    cell: str
    line: int


def _shares(dimension: str, block: list[Row]) -> Iterator[_Share]:
    if dimension == "age_gender":
        genders = block[0].cells if block else []
        for row in block[1:]:
            for gender, cell in list(zip(genders, row.cells, strict=False))[1:]:
                if gender:
                    yield _Share(_by_gender(row.cells[0], gender), cell, row.line)
        return
    for names, figures in zip(block[::2], block[1::2], strict=False):
        for name, cell in zip(names.cells, figures.cells, strict=False):
            if name:
                yield _Share(segment("audience", dimension, name), cell, figures.line)


def _by_gender(age: str, gender: str) -> str:
    return segment("audience", "age_gender", f"{named('age', age)} {named('gender', gender)}")


def _values(shares: list[_Share], sheet: Sheet, context: Context) -> dict[str, float]:
    """Read the shares, all with the decimal sign of the file; one that is none is a finding."""
    sign = decimal_sign((share.cell for share in shares), sheet.table.usual_decimal)
    numbers, values = Numbers(sign), dict[str, float]()
    for share in shares:
        try:
            value = numbers.read(share.cell)
        except ValueError:
            context.findings.append(_unreadable(share, sheet))
            continue
        if value is not None:
            part = value if share.cell.endswith("%") else value / 100
            keep(values, {share.told: part}, place=(sheet, share.line, context))
    return values


def _unreadable(share: _Share, sheet: Sheet) -> Finding:
    return finding(
        "number-unreadable",
        file=sheet.table.file,
        line=share.line,
        column=share.told,
        value=share.cell[:80],
    )


LAYOUTS = (AudienceTable(),)
