"""Tables whose columns somebody named before: the same header, read in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from balise.errors import FormatUnknownError, MappingError
from balise.ingest.documents import documents, is_private
from balise.ingest.exports import Export, open_export
from balise.ingest.guesses import shown
from balise.ingest.mapping_check import checked
from balise.ingest.suggestion import ColumnGuess, Guess, Suggestion
from balise.ingest.tables import header_of, normal, tables
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from balise.domain.kept_mapping import KeptMapping
    from balise.ingest.mapping import Kind, TableMapping

_TABLES = ("columns", "kinds", "networks", "scales")
KEPT = "mapping-kept"
"""The finding that tells with which mapping a table was read."""


def open_remembering(path: Path, kept: Sequence[KeptMapping]) -> Export:
    """Recognise a file, or read it as somebody said of one with the same columns.

    What Balise knows without a mapping is read without one. Raises what `open_export` raises.
    """
    try:
        return open_export(path)
    except FormatUnknownError as error:
        found = _meant(path, kept) if type(error) is FormatUnknownError else None
        if found is None:
            raise
    mapping, one = found
    day = one.made_at.date().isoformat()
    told = finding(KEPT, file=path.name, made_on=day, source=shown(one.file))
    return open_export(path, mapping, told=(told,))


def _meant(path: Path, kept: Sequence[KeptMapping]) -> tuple[TableMapping, KeptMapping] | None:
    """Find the table with the header of a mapping; where it stands is this file's own matter."""
    by_header = {one.columns: one for one in kept}
    if not by_header:
        return None
    found = [
        (by_header[header], sheet, line)
        for header, sheet, line in _headers(path)
        if header in by_header
    ]
    if not found:
        return None
    # A workbook may hold the same table twice: the sheet that was named is the one that is meant.
    one, sheet, line = next((each for each in found if _is_named(*each[:2])), found[0])
    try:
        mapping = checked(one.said, file=one.file)
    except MappingError:  # another version kept it: its columns are asked about anew
        return None
    return replace(mapping, sheet=sheet, header_row=line), one


def _is_named(one: KeptMapping, sheet: str) -> bool:
    return normal(str(one.said.get("sheet", ""))) == normal(sheet)


def _headers(path: Path) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """Give each row that may be a header, with its sheet and its line."""
    for document in documents(path):
        if is_private(document.member) or document.form not in {"text", "workbook"}:
            continue
        for table in tables(document):
            for line, cells in table.lead():
                yield header_of(cells), table.sheet, line


def suggestion(kept: KeptMapping) -> Suggestion:
    """Show a kept mapping as what is suggested of a table, to be changed."""
    said = kept.said
    kind: Kind = said.get("kind", "posts")
    plain = {name: str(value) for name, value in said.items() if name not in {*_TABLES, "kind"}}
    return Suggestion(
        file=kept.file,
        format="",
        kind=kind,
        settings={name: Guess(value=value) for name, value in plain.items()},
        columns=tuple(_column(kept, key, str(one)) for key, one in said["columns"].items()),
        kinds=_words(said.get("kinds", {})),
        networks=_words(said.get("networks", {})),
        scales=said.get("scales", {}),
        header=kept.columns,
    )


def _words(said: Mapping[str, Any]) -> dict[str, Guess]:
    return {word: Guess(value=str(one)) for word, one in said.items()}


def _column(kept: KeptMapping, key: str, field: str) -> ColumnGuess:
    """Name a column by its header also where the mapping knows it by its number."""
    number = key.removeprefix("#")
    is_number = number != key and number.isdecimal() and 0 < int(number) <= len(kept.columns)
    header = kept.columns[int(number) - 1] if is_number else key
    return ColumnGuess(key=key, header=header, field=field, sure="sure", why="", samples=())
