"""Where the data is at work. A copy of it finds itself elsewhere, and is to do nothing by itself.

A folder that was copied, or a backup that was brought back, holds posts that are to be published
and work that is to be done; the first one may still be doing all of it.
"""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone as clock

from balise.store import clean, models
from balise.store.bridge import asks, asks_once
from balise.store.machine import machine
from balise.store.placed import Placed

_SYSTEM = "SELECT system_identifier FROM pg_control_system()"
_DATABASE = "SELECT current_database()"


class Installed(Placed):
    """The part of `balise.store.repository.DjangoStore` that knows where it is at work."""

    __slots__ = ()

    @asks_once
    def is_elsewhere(self) -> bool:
        """Tell whether the data was at work in another place; where it never was, it is now."""
        here = self._mark()
        rows = models.Installation.objects.using(self.place.alias)
        known = rows.first()
        if known is None:
            try:
                with transaction.atomic(using=self.place.alias):
                    known = rows.create(mark=here, marked_at=clock.now())
            except IntegrityError:  # another process was first
                known = rows.get()
        return known.mark != here

    @asks
    def settle_here(self, by: str) -> None:
        """Say that this is the place where the data is at work from now on."""
        models.Installation.objects.using(self.place.alias).update_or_create(
            only=True,
            defaults={"mark": self._mark(), "by": clean.text(by), "marked_at": clock.now()},
        )

    @asks
    def settle_nowhere(self) -> None:
        """Say that the data is at work in no place yet, not even where it was before."""
        models.Installation.objects.using(self.place.alias).update_or_create(
            only=True, defaults={"mark": "", "by": "", "marked_at": clock.now()}
        )

    def _mark(self) -> str:
        file = self.place.address.file
        if file is not None:
            return f"{machine()}:{Path(file).parent.resolve()}"
        # A team's machines come and go; what a copy of the data cannot have is its server.
        return f"{self._one(_SYSTEM)}:{self._one(_DATABASE)}"

    def _one(self, asked: str) -> str:
        try:
            with (
                transaction.atomic(using=self.place.alias),
                connections[self.place.alias].cursor() as cursor,
            ):
                cursor.execute(asked)
                return str(cursor.fetchone()[0])
        except DatabaseError:  # a server that does not tell
            return ""
