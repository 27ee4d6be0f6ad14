"""The objects in a script of the archive of X, one at a time: a large account has gigabytes."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, TextIO

from balise.errors import FileBrokenError, Said, TooLargeError
from balise.ingest.limits import MOST_ENTRY
from balise.words import mark
from balise.words.unreadable import why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.documents import Document

_CHUNK = 1 << 16
_BETWEEN = re.compile(r"[\s,]*")
_SHORT, _DEEP = Said(mark("it ends too early")), Said(mark("its JSON is nested too deeply"))
_scan = json.JSONDecoder().raw_decode


def items(document: Document) -> Iterator[Any]:
    """Stream what stands in the list of a script.

    Raises
    ------
    FileBrokenError
        Where the list does not end, or is none.
    TooLargeError
        Where one object of it does not end.
    """
    with document.open() as file:
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace")
        read, at = _after_bracket(text, document.name)
        while True:
            at = _BETWEEN.match(read, at).end()  # type: ignore[union-attr]  # it matches nothing too
            if read.startswith("]", at):
                return
            try:
                item, end = _scan(read, at)
            except ValueError as error:
                read, at = _more(text, read[at:], document.name, error), 0
            except RecursionError:
                raise FileBrokenError(file=document.name, reason=_DEEP) from None
            else:
                yield item
                at = end


def _after_bracket(text: TextIO, name: str) -> tuple[str, int]:
    read = text.read(_CHUNK)
    start = read.find("[")
    if start < 0:
        raise FileBrokenError(file=name, reason=_SHORT)
    return read, start + 1


def _more(text: TextIO, rest: str, name: str, error: ValueError) -> str:
    """Read on where an object goes on; as much again, so that a long one is soon whole."""
    if len(rest) > MOST_ENTRY:
        what = Said(mark("one entry"))
        raise TooLargeError(file=name, what=what, megabytes=MOST_ENTRY >> 20) from error
    more = text.read(max(_CHUNK, len(rest)))
    if not more:
        raise FileBrokenError(file=name, reason=why_unreadable(str(error))) from error
    return rest + more
