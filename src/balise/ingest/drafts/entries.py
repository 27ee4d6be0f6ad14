"""Entries of a file of drafts as they are written: TOML, JSON, or a table with one row a draft."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from balise.domain.toml_place import Path, Places, place, places

_LINE = re.compile(r"line (\d+)")
_SEPARATORS = ",;\t|"
_MOST_CELL = 400_000
LISTED = "|"
"""Parts several files, or alternative texts, in one cell of a table."""


class UnreadableError(Exception):
    """A file that is not written in its form: the line and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written of one draft, its line, and the lines of its settings.

    `head` is the line that names the settings of a table; `stray` the name of what is no draft.
    """

    values: Any
    line: int
    places: Mapping[str, int] = field(default_factory=dict)
    head: int = 0
    stray: str = ""


def of_toml(text: str) -> Iterator[Entry]:
    r"""Read `[[drafts]]`.

    Examples
    --------
    >>> entry = next(of_toml('# mine\n[[drafts]]\nnetwork = "x"\n'))
    >>> entry.values, entry.line, dict(entry.places)
    ({'network': 'x'}, 2, {'network': 3})
    """
    try:
        book = tomllib.loads(text)
        found = places(text)
    except tomllib.TOMLDecodeError as error:
        told = _LINE.search(str(error))
        line = int(told[1]) if told else text.count("\n") + 1
        raise UnreadableError(line, str(error)) from error
    except (RecursionError, ValueError) as error:
        raise UnreadableError(0, "too deep") from error
    drafts = book.pop("drafts", [])
    for nth, values in enumerate(drafts if isinstance(drafts, list) else [drafts]):
        path = ("drafts", nth) if isinstance(drafts, list) else ("drafts",)
        yield Entry(values, place(found, *path).line, _settings(found, path, values))
    for stray, values in book.items():
        yield Entry(values, place(found, stray).line, stray=stray)


def _settings(found: Places, path: Path, values: Any) -> dict[str, int]:
    """Give the line of each setting of a draft."""
    keys = values if isinstance(values, dict) else ()
    return {key: place(found, *path, key).line for key in keys}


def of_json(text: str) -> Iterator[Entry]:
    r"""Read a list of drafts, or an object that holds one as `drafts`.

    Examples
    --------
    >>> [(entry.values, entry.line) for entry in of_json('[\n{"network": "x"}]')]
    [({'network': 'x'}, 2)]
    """
    decoder = json.JSONDecoder()
    at = _start(text)
    line, counted = 1, 0
    while True:
        at = _skip(text, at)
        if at >= len(text):
            raise UnreadableError(text.count("\n") + 1, "the list does not end")
        if text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        try:
            values, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise UnreadableError(error.lineno, error.msg) from error
        except (RecursionError, ValueError) as error:
            raise UnreadableError(line, "too deep") from error
        yield Entry(values, line)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != "]":
            raise UnreadableError(text.count("\n", 0, at) + 1, "Expecting ',' or ']'")


def _start(text: str) -> int:
    """Where the first entry of the list stands."""
    found = re.match(r"\s*(?:\{\s*\"drafts\"\s*:\s*)?\[", text)
    if found is None:
        raise UnreadableError(1, "it does not begin with a list")
    return found.end()


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def of_csv(text: str) -> Iterator[Entry]:
    r"""Read a table whose first row names the settings.

    Examples
    --------
    >>> entry = next(of_csv("Network;Text\nx;Hello\n"))
    >>> entry.values, entry.line
    ({'network': 'x', 'text': 'Hello'}, 2)
    """
    csv.field_size_limit(_MOST_CELL)
    head = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=head.count)
    rows = csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=separator)
    names: list[str] | None = None
    named_on = 1
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise UnreadableError(line, str(error)) from error
        if row is None:
            return
        if names is None:
            named_on = line
            names = [name.strip().lower().replace(" ", "_") for name in row]
        elif any(cell.strip() for cell in row):
            cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
            yield Entry(_of_row(cells), line, head=named_on)


def _of_row(cells: dict[str, str]) -> dict[str, Any]:
    """Put the files of a row, and what is said of them, together."""
    values: dict[str, Any] = {name: cell for name, cell in cells.items() if name and cell}
    files = _parts(values.pop("media", ""))
    about = {name: _parts(values.pop(name, "")) for name in ("alt", "captions")}
    if files:
        values["media"] = [
            {"file": file, **{name: said[nth] for name, said in about.items() if nth < len(said)}}
            for nth, file in enumerate(files)
        ]
    return values


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(LISTED)] if cell else []
