"""The writer of one file: pieces go in one by one, and are seen all at once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone as clock

from balise.domain.reading import Batch, ImportReport
from balise.errors import RecordNotFoundError
from balise.store import bulk, leftovers, models, reports, visible, worked_out
from balise.store.address import Address
from balise.store.bridge import asks
from balise.store.database import Place
from balise.store.outcomes import OutcomePieces
from balise.store.pace import Pace
from balise.store.pieces import Pieces
from balise.store.rows import Block
from balise.store.touches import touched


class Writer:
    """Writes the batches of one file; nobody sees them before `finish`.

    Parameters
    ----------
    place
        The open database.
    record
        The import, in state `writing`.
    timezone
        Zone of accounts that are met for the first time.
    pace
        How many rows a transaction holds.
    """

    def __init__(self, place: Place, record: models.Import, timezone: str, pace: Pace) -> None:
        self._place = place
        self._record = record
        self._pace = pace
        self._pieces = Pieces(place.alias, record, timezone)
        self._outcomes = OutcomePieces(place.alias, record)
        self._findings = 0
        self._rows = 0

    @property
    def address(self) -> Address:
        """Return the address of the database."""
        return self._place.address

    @asks
    def write(self, batch: Batch, told: Callable[[float], None] = lambda _share: None) -> None:
        """Keep one batch: its posts first, for its readings may tell of them."""
        self._rows += batch.rows
        self._pieces.batch()
        rooms: tuple[tuple[Sequence[Any], Callable[[Any], bulk.Piece]], ...] = (
            (batch.posts, self._pieces.posts),
            (batch.readings, self._pieces.readings),
            (batch.outcomes, self._outcomes.piece),
            (batch.findings, self._pieces.findings),
        )
        every, n = sum(len(items) for items, _ in rooms), 0
        for items, made in rooms:
            for piece in self._pace.pieces(items):
                self._insert(made(piece), len(piece))
                n += len(piece)
                told(n / every)

    @asks
    def finish(self) -> None:
        """Make all of it visible by one UPDATE."""
        known: set[Block] = set()
        while not self._published(known):
            pass  # another import became visible meanwhile; its posts may be in blocks we touch

    @asks
    def report(self) -> ImportReport:
        """Count what became of the file, so far or in the end."""
        counted = reports.report(self._place.alias, self._record)
        pieces = self._pieces
        return replace(
            counted,
            rows=self._rows,
            posts=pieces.new_posts,
            readings=pieces.new_readings,
            duplicates=pieces.duplicates + self._outcomes.duplicates,
            outcomes=self._outcomes.new,
        )

    @asks
    def discard(self) -> None:
        """Remove all of it."""
        leftovers.remove(self._place, self._record.pk)

    def _insert(self, piece: bulk.Piece, n: int) -> None:
        alias = self._place.alias
        with self._pace.measured(n), transaction.atomic(using=alias):
            self._beat()
            for pk in piece.replaced:
                models.PostVersion.objects.using(alias).filter(pk=pk).delete()
            if piece.rows:
                bulk.insert(alias, piece.table, piece.columns, piece.rows)

    def _beat(self) -> None:
        """Show that the import lives; one that another process removed must write no more."""
        mine = models.Import.objects.using(self._place.alias)
        if not mine.filter(pk=self._record.pk, state=models.WRITING).update(heartbeat=clock.now()):
            raise RecordNotFoundError(what="import", name=self._record.source, known="")

    def _published(self, known: set[Block]) -> bool:
        alias, record = self._place.alias, self._record
        seen = visible.done(alias, record.brand_id)
        blocks = self._touched(seen)
        fresh = sorted(blocks - known)
        for piece in self._pace.pieces(fresh):
            self._insert(self._pieces.touches(piece), len(piece))
        known |= blocks
        with transaction.atomic(using=alias):
            # Finishing imports of a brand take turns, so that none misses what another touched.
            list(models.Brand.objects.using(alias).select_for_update().filter(pk=record.brand_id))
            if visible.done(alias, record.brand_id) != seen:
                return False
            self._publish()
        return True

    def _touched(self, seen: Collection[int]) -> set[Block]:
        own = self._pieces.own_blocks
        if self._pieces.is_plain and not seen:
            return own  # no post of another import comes before or after
        alias, record = self._place.alias, self._record
        return touched(alias, record.brand_id, record.pk, seen) | own

    def _publish(self) -> None:
        pieces = self._pieces
        mine = models.Import.objects.using(self._place.alias)
        published = mine.filter(pk=self._record.pk, state=models.WRITING).update(
            state=models.DONE,
            heartbeat=clock.now(),
            rows=self._rows,
            posts=pieces.new_posts,
            readings=pieces.new_readings,
            duplicates=pieces.duplicates + self._outcomes.duplicates,
            outcomes=self._outcomes.new,
        )
        if published != 1:
            raise RecordNotFoundError(what="import", name=self._record.source, known="")
        worked_out.drop(self._place.alias, self._record.brand_id)


class Repeated:
    """Stands in for the writer of a file that was imported before: it writes nothing."""

    def __init__(self, known: ImportReport) -> None:
        self._known = known

    def write(self, batch: Batch, told: Callable[[float], None] = lambda _share: None) -> None:
        """Leave the batch, it is known."""

    def report(self) -> ImportReport:
        """Give the report of the first time."""
        return self._known
