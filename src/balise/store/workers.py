"""Workers: each has a place in the engine, and gives a sign of life while it has it."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone as clock

from balise.store import models
from balise.store.alive import lives, process
from balise.store.bridge import asks
from balise.store.placed import Placed

SILENCE = timedelta(seconds=60)
"""After which a worker of another machine is taken to be gone."""


class Workers(Placed):
    """The part of `balise.store.repository.DjangoStore` that knows the workers."""

    __slots__ = ()

    @asks
    def take_post(self, name: str) -> bool:
        """Take the place of a worker; False: a living one has it."""
        rows = models.Worker.objects.using(self.place.alias)
        known = rows.filter(name=name).first()
        if known is None:
            try:
                rows.create(name=name, process=process(), heartbeat=clock.now())
            except IntegrityError:
                return False
            return True
        if known.process != process() and _is_alive(known):
            return False
        same = rows.filter(name=name, process=known.process, heartbeat=known.heartbeat)
        return bool(same.update(process=process(), heartbeat=clock.now()))

    @asks
    def beat(self, name: str) -> bool:
        """Give a sign of life; False: the place was given to another."""
        mine = models.Worker.objects.using(self.place.alias).filter(name=name, process=process())
        return bool(mine.update(heartbeat=clock.now()))

    @asks
    def leave_post(self, name: str) -> None:
        """Leave the place: whatever was being done there is to be done by others."""
        models.Worker.objects.using(self.place.alias).filter(name=name, process=process()).delete()

    @asks
    def posts_held(self) -> frozenset[str]:
        """Name the places that a living worker has."""
        rows = models.Worker.objects.using(self.place.alias).all()
        return frozenset(row.name for row in rows if _is_alive(row))


def alive(alias: str) -> frozenset[str]:
    """Name the processes of living workers."""
    rows = models.Worker.objects.using(alias).all()
    return frozenset(row.process for row in rows if _is_alive(row))


def _is_alive(row: models.Worker) -> bool:
    known = lives(row.process)  # a machine that slept is silent, and its worker lives
    return clock.now() - row.heartbeat < SILENCE if known is None else known
