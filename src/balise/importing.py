"""One export into the store, whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from balise import ingest
from balise.domain.kept_mapping import KeptMapping
from balise.domain.ports import ImportWriter, Store
from balise.domain.reading import ImportReport
from balise.domain.rival import rival_of
from balise.errors import BaliseError, GridForeignError

Progress = Callable[[str, int], None]
"""Told the name of a file and how many of its rows have been read."""

Gauge = Callable[[int, int], None]
"""Told how many bytes of all files are read, and how many there are."""
A_ROW = 200
"""Bytes of a row in files that have no lines to count, as we guess."""
_NEARLY = 0.99

_log = logging.getLogger(__name__)


def context(store: Store, brand: str, *, timezone: str) -> ingest.Context:
    """Tell readers what is known of the brand, or of the competitor, that files are imported for.

    Raises
    ------
    TimeZoneUnknownError
        There is no such zone.
    """
    rival = rival_of(brand)
    if rival is None:
        known = brand in store.brands()
    else:
        known = brand in {one.key for one in store.rivals(rival.brand)}
    return ingest.Context.of(store.accounts(brand) if known else (), timezone=timezone)


def remembered(store: Store, brand: str) -> tuple[KeptMapping, ...]:
    """Give the mappings that hold for files of a brand, or of one of its competitors."""
    rival = rival_of(brand)
    owner, competitor = (rival.brand, rival.name) if rival else (brand, "")
    return tuple(one for one in store.mappings(owner) if one.competitor == competitor)


@dataclass(slots=True, kw_only=True)
class Advance:
    """How far several files are: tells rows of one, and bytes of all.

    Parameters
    ----------
    total, before
        Bytes of all files, and of those that are read.
    """

    progress: Progress
    gauge: Gauge
    total: int
    before: int = 0

    def over(self, export: ingest.Export) -> None:
        """Say that a file is read, whatever came of it."""
        self.before += export.size
        self.gauge(self.before, self.total)

    def within(self, export: ingest.Export, span: tuple[float, float], of: float) -> None:
        """Say how much is written of what lies between two shares of a file."""
        at, end = span
        share = min(at + of * max(end - at, 0.0), _NEARLY)
        self.gauge(self.before + int(export.size * share), self.total)


def import_all(
    store: Store,
    brand: str,
    exports: Sequence[ingest.Export],
    context: ingest.Context,
    told: tuple[Progress, Gauge],
) -> Iterator[ImportReport]:
    """Bring files in one by one, and tell how far that is."""
    progress, gauge = told
    advance = Advance(progress=progress, gauge=gauge, total=sum(one.size for one in exports))
    for one in exports:
        yield import_one(store, brand, one, context, advance)
        advance.over(one)


def import_one(
    store: Store,
    brand: str,
    export: ingest.Export,
    context: ingest.Context,
    advance: Advance,
) -> ImportReport:
    """Bring one file in; where it cannot be, nothing of it, and the report says why."""
    if ingest.grid.NAME in export.format and rival_of(brand) is None:
        return ingest.refused(export.source, GridForeignError(file=export.source))
    before = store.known_import(brand, export.digest)
    if before is not None:
        return before.again(export.source)
    try:
        with store.importing(
            brand,
            source=export.source,
            format_=export.format,
            digest=export.digest,
            timezone=context.timezone,
        ) as writer:
            _written(writer, export, context, advance)
    except BaliseError as error:
        _log.info("%s was not imported: %s", export.source, type(error).__name__)
        return ingest.refused(export.source, error)
    return writer.report()


def _written(
    writer: ImportWriter, export: ingest.Export, context: ingest.Context, advance: Advance
) -> None:
    """Write a file batch by batch; each tells how far it is by its lines, else by its rows."""
    rows, share = 0, 0.0
    expected = max(export.lines or export.size // A_ROW, 1)
    for batch in ingest.batches(export, context):
        rows += batch.rows
        before, share = share, (batch.line if export.lines else rows) / expected
        writer.write(batch, told=partial(advance.within, export, (before, share)))
        advance.progress(export.source, rows)
