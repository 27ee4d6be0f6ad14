"""The entries of a JSON document, one at a time, in whatever lists and pages they stand.

Nothing of an entry is kept once it was given, and no error repeats what a document says: it may be
somebody's private message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

import ijson  # type: ignore[import-untyped]

from balise.errors import FileBrokenError, Said, TooLargeError
from balise.ingest.limits import MOST_ENTRY, MOST_NESTED_JSON
from balise.words import mark

if TYPE_CHECKING:
    from balise.ingest.documents import Document

_PAGES = frozenset(
    {"data", "feed", "orderedItems", "posts", "statuses", "records", "media", "threads"}
)
"""Names under which the pages of the networks hold their entries."""

_BOM = b"\xef\xbb\xbf"
_MOST_KEYS = 30
_ENDS_EARLY = "premature EOF", "Incomplete JSON"
_SHORT, _ILL = Said(mark("it ends too early")), Said(mark("its JSON is not well formed"))
_DEEP = Said(mark("its JSON is nested too deeply"))
Events = Iterator[tuple[str, Any]]


@dataclass(slots=True)
class Entries:
    """The entries of one document: those of a list, of a page, of several pages, or of lines.

    `keys` are the names that stand at its top, as far as it was read.
    """

    document: Document
    keys: dict[str, None] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Any]:
        """Stream them; an entry may be any value.

        Raises
        ------
        FileBrokenError
            Where the document is not complete, or no JSON.
        TooLargeError
            Where one entry is more than any network writes.
        """
        name = self.document.name
        with self.document.open() as file:
            portion = _Portion(file, name)
            events = ijson.basic_parse(portion, use_float=True, multiple_values=True)
            try:
                for entry in self._walk(events):
                    portion.begin()
                    yield entry
            except (ijson.JSONError, UnicodeDecodeError) as error:
                is_short = any(sign in str(error) for sign in _ENDS_EARLY)
                reason = _SHORT if is_short else _ILL
                raise FileBrokenError(file=name, reason=reason) from None
            except _TooDeepError:
                raise FileBrokenError(file=name, reason=_DEEP) from None

    def _walk(self, events: Events) -> Iterator[Any]:
        """Go through lists and pages, and give what stands in them."""
        around: list[_Map | None] = []
        for event, value in events:
            here = around[-1] if around else None
            if event in _ENDS:
                around.pop()
                if here is not None and not here.is_page:
                    yield here.held
            elif event == "map_key" and here is not None:
                here.key = value
                self._note(value, len(around))
            elif event in _STARTS and (here is None or here.opens()):
                if len(around) >= MOST_NESTED_JSON:
                    raise _TooDeepError
                around.append(_Map() if event == "start_map" else None)
            elif here is not None:
                here.hold(_built(event, events) if event in _STARTS else value)
            else:
                yield value

    def _note(self, key: str, depth: int) -> None:
        if depth <= 2 and len(self.keys) < _MOST_KEYS:  # noqa: PLR2004 - a map, or one in a list
            self.keys[key] = None


_STARTS, _ENDS = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})


class _TooDeepError(Exception):
    """More containers in one another than any network writes."""


@dataclass(slots=True)
class _Map:
    """An object that is an entry, unless it turns out to be a page of them."""

    held: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    is_page: bool = False

    def opens(self) -> bool:
        """Whether what follows is gone through; it is held where it is part of an entry."""
        opens = self.key in _PAGES
        self.is_page = self.is_page or opens
        return opens

    def hold(self, value: object) -> None:
        """Keep a part of an entry; the other parts of a page are of no use."""
        if not self.is_page:
            self.held[self.key] = value


def _built(event: str, events: Events) -> Any:
    """Build the object or the list that has just begun."""
    top: Any = {} if event == "start_map" else []
    around, key = [top], ""
    for kind, value in events:
        made = value
        if kind == "map_key":
            key = value
            continue
        if kind in _ENDS:
            whole = around.pop()
            if not around:
                return whole
            top = around[-1]
            continue
        if kind in _STARTS:
            made = {} if kind == "start_map" else []
        if type(top) is dict:
            top[key] = made
        else:
            top.append(made)
        if kind in _STARTS:
            around.append(made)
            top = made
            if len(around) > MOST_NESTED_JSON:
                raise _TooDeepError
    raise ijson.IncompleteJSONError(_ENDS_EARLY[0])


class _Portion:
    """A stream that is read entry by entry: a single one must not fill the memory."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._given, self._is_first = 0, True

    def begin(self) -> None:
        """Count from here."""
        self._given = 0

    def read(self, size: int) -> bytes:
        """Give the next bytes."""
        data = self._file.read(size)
        if self._is_first and size:
            self._is_first, data = False, data.removeprefix(_BOM)
        self._given += len(data)
        if self._given > MOST_ENTRY:
            what = Said(mark("one entry"))
            raise TooLargeError(file=self._name, what=what, megabytes=MOST_ENTRY >> 20)
        return data
