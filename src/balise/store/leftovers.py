"""Imports that did not end: whether they still run, and how their rows go away."""

from __future__ import annotations

from datetime import timedelta

from django.db import models as django_models, transaction
from django.utils import timezone

from balise.store import models
from balise.store.alive import lives, process
from balise.store.bridge import off_loop
from balise.store.database import Place
from balise.store.pace import Pace

RUNNING: set[tuple[str, int]] = set()
"""Imports of this process that are under way: alias and id."""

_STALE = timedelta(minutes=15)
_BEGINNING = timedelta(seconds=5)  # between the record of an import and its entry in `RUNNING`


def is_alive(found: models.Import) -> bool:
    """Tell whether an import may still be going on."""
    silence = timezone.now() - found.heartbeat
    if found.process == process():
        alias = str(found._state.db)  # noqa: SLF001 - Django's documented name
        return (alias, found.pk) in RUNNING or silence < _BEGINNING
    known = lives(found.process)
    return silence < _STALE if known is None else known


@off_loop
def remove_leftovers(place: Place) -> None:
    """Remove the rows of imports whose process is gone."""
    unfinished = models.Import.objects.using(place.alias).exclude(state=models.DONE)
    for found in unfinished:
        if not is_alive(found):
            remove(place, found.pk)


@off_loop
def remove(place: Place, import_id: int) -> None:
    """Remove an unfinished import, the import itself last, so that this may be cut off as well."""
    imports = models.Import.objects.using(place.alias)
    mine = imports.filter(pk=import_id).exclude(state=models.DONE)
    if not mine.update(state=models.REMOVING):
        return
    pace = Pace()
    tables: tuple[type[django_models.Model], ...] = (
        models.PostVersion, models.Reading, models.Outcome, models.StoredFinding, models.Touched,
    )  # fmt: skip
    for table in tables:
        while _remove_some(place.alias, table, import_id, pace):
            pass
    mine.delete()


def _remove_some(alias: str, table: type[django_models.Model], import_id: int, pace: Pace) -> int:
    rows = table._default_manager.using(alias)  # noqa: SLF001 - Django's documented name
    some = list(rows.filter(origin_id=import_id).values_list("pk", flat=True)[: pace.rows])
    if some:
        with pace.measured(len(some)), transaction.atomic(using=alias):
            rows.filter(pk__in=some)._raw_delete(alias)  # noqa: SLF001 - nothing refers to these rows
    return len(some)
