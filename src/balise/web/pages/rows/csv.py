"""The posts behind a number as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from balise.domain.ports import Trace
from balise.report.rows import TracedPost
from balise.web.pages.rows.asked import Entry
from balise.words.cells import harmless

_COLUMNS = ("post_uid", "network", "account", "published_at", "precision", "kind", "text", "url")
_ORIGIN = ("as_of", "file", "format", "state")


class _Line:
    """What the writer of csv writes to: one line at a time, given back."""

    def write(self, line: str) -> str:
        return line


def written(entries: Iterable[Entry], kpi: str) -> Iterator[str]:
    """Write a header and one line a post, with the names of the post frame.

    Dates are in ISO 8601 in the zone of the account, figures have a point; what a spreadsheet would
    take for a formula is text there. A byte order mark tells Excel that the file is in UTF-8.
    """
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow((*_COLUMNS, kpi, *_ORIGIN))
    for row, trace in entries:
        yield writer.writerow([harmless(cell) for cell in _cells(row, trace)])


def _cells(row: TracedPost, trace: Trace | None) -> Iterator[object]:
    post = row.post
    yield from (post.uid, post.network, post.account, row.at.isoformat(), post.precision)
    yield from (post.kind, post.text or post.title, post.url)
    yield "" if row.figure is None else row.figure
    if trace is None:
        yield from ("", "", "")
    else:
        yield from (trace.reading.as_of.isoformat(), trace.file, trace.reading.source)
    yield row.state
