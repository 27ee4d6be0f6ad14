"""What headers are known to mean: those of every layout in every language, and common words."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from balise.ingest.days import DayTable
from balise.ingest.layouts import LAYOUTS
from balise.ingest.mapping import FIELDS
from balise.ingest.mapping_words import OUTCOMES, POSTS, core
from balise.ingest.networks import SplitTable
from balise.ingest.outcome_words import COLUMNS
from balise.ingest.posts import PostTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.layout import Layout
    from balise.ingest.mapping import Kind

_SAME = {"caption": "text", "description": "text", "month": "ignored", "followers": "followers"}


def field_of(kind: Kind, name: str) -> str:
    """Name the field of a layout as a mapping does; what a mapping has no name for is ignored.

    Examples
    --------
    >>> field_of("posts", "caption"), field_of("posts", "day"), field_of("days", "page_id")
    ('text', 'published', 'ignored')
    """
    plain = _SAME.get(name, name)
    if kind == "posts" and plain == "day":
        plain = "published"
    if kind == "outcome" and plain.startswith(("amount.", "revenue.")):
        return plain
    return plain if plain in FIELDS[kind] else "ignored"


@cache
def exact(kind: Kind) -> dict[str, str]:
    """Lead from a header to the field that most layouts mean by it."""
    votes: dict[str, Counter[str]] = {}
    for header, name, weight in _pairs(kind):
        votes.setdefault(header, Counter())[name] += weight
    return {header: _winner(found) for header, found in votes.items()}


@cache
def near(kind: Kind) -> dict[str, str]:
    """Lead from what is left of a header without words such as `total` to its field."""
    votes: dict[str, Counter[str]] = {}
    for header, name in exact(kind).items():
        if core(header) and name != "ignored":
            votes.setdefault(core(header), Counter())[name] += 1
    return {header: _winner(found) for header, found in votes.items()}


def of_layout(layout: Layout, kind: Kind) -> dict[str, str]:
    """Lead from the headers of one layout to fields."""
    return {
        header: field_of(kind, name)
        for name, headers in layout.columns.items()
        for header in headers
    }


def _winner(found: Counter[str]) -> str:
    """Take what is meant most often; that it is ignored only where nothing else is meant."""
    known = {name: n for name, n in found.items() if name != "ignored"}
    return max(known, key=lambda name: (known[name], name)) if known else "ignored"


def _pairs(kind: Kind) -> Iterator[tuple[str, str, int]]:
    if kind == "outcome":
        for name, headers in (*COLUMNS.items(), *OUTCOMES.items()):
            yield from ((header, field_of(kind, name), 1) for header in headers)
        return
    wanted = (PostTable, SplitTable) if kind == "posts" else (DayTable,)
    for layout in LAYOUTS:
        if isinstance(layout, wanted):
            for name, headers in layout.columns.items():
                yield from ((header, field_of(kind, name), 2) for header in headers)
    for name, headers in POSTS.items():
        told = "day" if kind == "days" and name == "published" else name
        yield from ((header, field_of(kind, told), 3) for header in headers)
