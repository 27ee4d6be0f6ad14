"""Imports: how one begins, and what is known of those that ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone as clock

from balise.domain.reading import ImportReport
from balise.errors import ImportRunningError
from balise.learn.features import zone
from balise.store import clean, leftovers, models, reports
from balise.store.address import Address
from balise.store.alive import process
from balise.store.bridge import asks
from balise.store.database import Place
from balise.store.pace import Pace
from balise.store.writer import Repeated, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What is imported: `digest` is that of its bytes, empty for what is no file."""

    brand: str
    source: str
    format: str
    digest: str
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where files are handed in."""

    place: Place

    @property
    def address(self) -> Address:
        """Return the address of the database."""
        return self.place.address

    @asks
    def begin(self, file: File) -> models.Import:
        """Open the record of an import; that of the same file where it is done already."""
        zone(file.timezone)
        alias = self.place.alias
        brand, _ = models.Brand.objects.using(alias).get_or_create(name=clean.text(file.brand))
        while True:
            try:
                with transaction.atomic(using=alias):
                    return self._create(brand, file)
            except IntegrityError:
                same = models.Import.objects.using(alias).filter(brand=brand, digest=file.digest)
                known = same.first()
            if known is None:
                continue
            if known.state == models.DONE:
                return known
            if leftovers.is_alive(known):
                raise ImportRunningError(file=file.source)
            leftovers.remove(self.place, known.pk)

    @asks
    def known(self, brand: str, digest: str) -> ImportReport | None:
        """Give the report of a file that was imported before."""
        if not digest:
            return None
        done = models.Import.objects.using(self.place.alias).filter(
            brand__name=clean.text(brand), digest=digest, state=models.DONE
        )
        found = done.first()
        if found is None:
            return None
        return reports.report(self.place.alias, found, already_imported=True)

    @contextmanager
    def importing(self, file: File, pace: Pace | None = None) -> Iterator[Writer | Repeated]:
        """Import a file: a normal end makes it visible, an exception removes it."""
        record = self.begin(file)
        if record.state == models.DONE:
            known = self.known(file.brand, file.digest)
            yield Repeated(known or reports.nothing(file.source, file.format))
            return
        running = (self.place.alias, record.pk)
        leftovers.RUNNING.add(running)
        writer = Writer(self.place, record, file.timezone, pace or Pace())
        try:
            yield writer
            writer.finish()
        except BaseException:
            writer.discard()
            raise
        finally:
            leftovers.RUNNING.discard(running)

    def _create(self, brand: models.Brand, file: File) -> models.Import:
        now = clock.now()
        return models.Import.objects.using(self.place.alias).create(
            brand=brand,
            source=clean.text(file.source),
            format=clean.text(file.format),
            digest=file.digest,
            process=process(),
            started_at=now,
            heartbeat=now,
        )
