"""One export into the store, whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable

from balise import ingest
from balise.domain.ports import Store
from balise.domain.reading import ImportReport
from balise.domain.rival import rival_of
from balise.errors import BaliseError, GridForeignError

Progress = Callable[[str, int], None]
"""Told the name of a file and how many of its rows have been read."""

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


def import_one(
    store: Store,
    brand: str,
    export: ingest.Export,
    context: ingest.Context,
    progress: Progress = lambda _name, _rows: None,
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
            rows = 0
            for batch in ingest.batches(export, context):
                writer.write(batch)
                rows += batch.rows
                progress(export.source, rows)
    except BaliseError as error:
        _log.info("%s was not imported: %s", export.source, type(error).__name__)
        return ingest.refused(export.source, error)
    return writer.report()
