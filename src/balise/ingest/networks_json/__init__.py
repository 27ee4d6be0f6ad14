"""JSON that the interfaces of networks give: what a document is, by the shape of its entries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from balise.errors import FileBrokenError, TooLargeError
from balise.ingest.networks_json import bluesky, graph, mastodon, outbox
from balise.ingest.networks_json.entries import Entries
from balise.ingest.networks_json.reader import Dialect, NetworkJson

if TYPE_CHECKING:
    from balise.ingest.documents import Document

__all__ = ["DIALECTS", "NetworkJson", "Shape", "shape_of"]

DIALECTS: tuple[Dialect, ...] = (
    bluesky.FEED,
    outbox.OUTBOX,
    mastodon.API,
    graph.THREADS,
    graph.INSTAGRAM,
)
_LOOKED_AT = 50
_NAME = re.compile(r"[A-Za-z_@$][\w.:@-]{0,40}")
"""What programs call their fields; a name of a person has a blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What can be seen of a document: how to read it, else the names at its top.

    `error` is why no more of it could be looked at.
    """

    reader: NetworkJson | None = None
    keys: tuple[str, ...] = ()
    error: FileBrokenError | None = None


def shape_of(document: Document) -> Shape:
    """Look at the first entries of a document."""
    entries = Entries(document)
    seen: list[Any] = []
    error = None
    try:
        for entry in islice(entries, _LOOKED_AT):
            seen.append(entry)  # noqa: PERF402 - what came before an error is kept
    except FileBrokenError as broken:
        error = broken
    except TooLargeError:
        pass  # one object of another program, whose names at the top are told
    dialect = next((one for one in DIALECTS if one.begins(seen)), None)
    reader = NetworkJson(document=document, dialect=dialect) if dialect else None
    return Shape(reader=reader, keys=tuple(filter(_NAME.fullmatch, entries.keys)), error=error)
