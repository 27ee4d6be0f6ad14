"""What exports tell of an account's audience: segments named alike, shares told from counts.

The names of figures are those of `balise.domain.segment`. A share of people is between 0 and 1
whatever the file writes; people are never made of a share, nor a share of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from balise.domain.reading import BATCH, Basis, Batch, Finding, Reading
from balise.domain.segment import Segment
from balise.ingest.layout import Context, Sheet
from balise.ingest.numbers import Numbers
from balise.ingest.tables import normal
from balise.ingest.times import day_end
from balise.words import finding

if TYPE_CHECKING:
    from datetime import date

_AGES = re.compile(r"(?<!\d)(\d{2})[^\d+]{1,4}(\d{2})(?!\d)")
_OLDER = re.compile(r"(?<!\d)(\d{2})(?:\s*\+|\D*\b(?:over|older|plus|más|älter|äldre)\b)")
_GENDERS = {
    word: gender
    for gender, words in {
        "women": "women woman female femmes femme mujeres mujer frauen weiblich kvinnor kvinna",
        "men": "men man male hommes homme hombres hombre männer männlich män",
        "other": "other others user-specified",
        "unknown": "unknown unspecified inconnu desconocido unbekannt okänt",
    }.items()
    for word in words.split()
}
_SHARES = frozenset({"audience", "views_share", "watch_time_share"})
_REST = frozenset({"other", "others"})
_LIMIT = re.compile(r"[<>\u2264\u2265]\s*\d")


def segment(metric: str, dimension: str, written: str) -> str:
    """Name the figure of a segment, however the export writes the segment.

    Examples
    --------
    >>> segment("views", "age", "25\u201334 years"), segment("audience", "gender", "Femmes")
    ('views.age.25-34', 'audience.gender.women')
    """
    return str(Segment(metric, dimension, named(dimension, written)))


def named(dimension: str, written: str) -> str:
    """Name a segment as all exports do: ages and genders alike, all else as it is written."""
    plain = normal(written)
    if dimension == "age":
        ages, older = _AGES.search(plain), _OLDER.search(plain)
        if ages:
            return f"{ages[1]}-{ages[2]}"
        return f"{older[1]}+" if older else plain
    if dimension == "gender":
        return _GENDERS.get(plain, plain)
    return "other" if plain in _REST else " ".join(written.split())


def is_age(written: str) -> bool:
    """Tell a group of ages by how it is written.

    Examples
    --------
    >>> is_age("65+"), is_age("Pleven, Bulgaria")
    (True, False)
    """
    plain = normal(written)
    return bool(_AGES.search(plain) or _OLDER.search(plain))


def share_scale(cells: Iterable[str], numbers: Numbers) -> float:
    """Tell by what to multiply plain shares: a file with one above 1 writes percentages.

    Examples
    --------
    >>> share_scale(["0.61", "0.39"], Numbers()), share_scale(["61", "0.5"], Numbers())
    (1.0, 0.01)
    """
    for cell in cells:
        try:
            value = None if cell.endswith("%") or is_limit(cell) else numbers.read(cell)
        except ValueError:
            continue
        if value is not None and value > 1:
            return 0.01
    return 1.0


def is_limit(cell: str) -> bool:
    """Tell a cell that gives no figure but a limit, such as `< 1%`."""
    return _LIMIT.match(cell) is not None


def limits_found(cells: Iterable[str], sheet: Sheet) -> Iterator[Finding]:
    """Say how many figures are but limits: they are not known, and not 0."""
    n = sum(map(is_limit, cells))
    if n:
        yield finding("figure-limit", file=sheet.table.file, n=n)


def parts_unknown(parts: Iterable[str], sheet: Sheet) -> Iterator[Finding]:
    """Name the parts of a file that tell of an audience in a way that is not known."""
    named = ", ".join(part[:60] for part in parts if part)
    if named:
        yield finding("parts-unknown", file=sheet.table.file, parts=named)


def keep(
    values: dict[str, float], told: Mapping[str, float], *, place: tuple[Sheet, int, Context]
) -> None:
    """Keep the figures of a segment; of one that stands twice the first hold, and the user hears.

    A share that is none is not known. `place` is where the figures stand: the sheet, the line, and
    what goes with the import.
    """
    possible = {name: value for name, value in told.items() if _is_possible(name, value)}
    wrong = [f"{100 * told[name]:g} %" for name in told if name not in possible]
    twice = [name.split(".", 2)[2][:80] for name in sorted(possible.keys() & values.keys())]
    sheet, line, context = place
    for code, said in (("share-impossible", wrong), ("segment-twice", twice[:1])):
        context.findings.extend(
            finding(code, file=sheet.table.file, line=line, value=value) for value in said
        )
    for name, value in possible.items():
        values.setdefault(name, value)


def _is_possible(name: str, value: float) -> bool:
    return name.partition(".")[0] not in _SHARES or 0 <= value <= 1


def readings_of(
    by_day: Mapping[date | None, Mapping[str, float]],
    sheet: Sheet,
    *,
    uid: str,
    basis: Basis,
    source: str,
) -> list[Reading]:
    """Make a reading of the figures of each day, and one of those without a day."""
    return [
        Reading(
            post_uid=uid,
            as_of=max(sheet.as_of, day_end(day)) if day else sheet.as_of,
            values=values,
            basis="day" if day else basis,
            source=source,
            day=day,
        )
        for day, values in by_day.items()
        if values
    ]


def in_batches(readings: Sequence[Reading], context: Context, rows: int) -> Iterator[Batch]:
    """Give the readings of one table; what was found goes with the first."""
    for start in range(0, max(len(readings), 1), BATCH):
        yield Batch(
            readings=tuple(readings[start : start + BATCH]),
            findings=context.drain(),
            rows=0 if start else rows,
        )
