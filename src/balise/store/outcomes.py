"""What no network sees: rows of days and periods, of which the latest table holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from balise.domain.outcome import DIMENSIONS, Key, Outcome
from balise.store import bulk, clean, models, rows
from balise.store.bulk import Piece
from balise.store.visible import among

_COLUMNS = (
    "origin", "brand", "name", "starts", "ends", "parts", "values", "as_of", "source",
)  # fmt: skip
_NAMES = ("name", "starts", "ends", "parts", "values", "as_of", "source")


class _Held(NamedTuple):
    """What holds of a key so far."""

    as_of: datetime
    values: Mapping[str, float]


class OutcomePieces:
    """Makes the rows of one import, and counts what they tell that was not known.

    Parameters
    ----------
    alias
        The database.
    record
        The import.
    """

    def __init__(self, alias: str, record: models.Import) -> None:
        self.new = self.duplicates = 0
        self._alias = alias
        self._moment = bulk.moment(alias)
        self._origin, self._brand = record.pk, record.brand_id

    def piece(self, given: Sequence[Outcome]) -> Piece:
        """Make rows; what says the same as what holds is a duplicate, whenever it was made."""
        every = [_clean(outcome) for outcome in given]
        held = self._held(every)
        made = []
        for outcome in every:
            before, now = held.get(outcome.key), _Held(outcome.as_of, outcome.values)
            is_known = before is not None and before.values == now.values
            self.duplicates += is_known
            self.new += not is_known
            if now != before:
                made.append(self._row(outcome))
            if before is None or now.as_of >= before.as_of:
                held[outcome.key] = now
        return Piece(models.Outcome, _COLUMNS, made)

    def _held(self, every: Sequence[Outcome]) -> dict[Key, _Held]:
        near = models.Outcome.objects.using(self._alias).filter(
            Q(origin__state=models.DONE) | Q(origin_id=self._origin),
            brand_id=self._brand,
            name__in={outcome.name for outcome in every},
            starts__gte=min(outcome.starts for outcome in every),
            starts__lte=max(outcome.starts for outcome in every),
        )
        found = map(_outcome, near.order_by("as_of", "id").values(*_NAMES))
        return {outcome.key: _Held(outcome.as_of, outcome.values) for outcome in found}

    def _row(self, outcome: Outcome) -> tuple[Any, ...]:
        return (
            self._origin, self._brand, outcome.name, rows.day_of(outcome.starts),
            rows.day_of(outcome.ends), rows.written(_told(outcome)), rows.written(outcome.values),
            self._moment(outcome.as_of), outcome.source,
        )  # fmt: skip


def outcomes(alias: str, brand_id: int, origins: Collection[int]) -> tuple[Outcome, ...]:
    """Give the latest of each day and part among some imports, in order of name and day."""
    every = models.Outcome.objects.using(alias).filter(brand_id=brand_id)
    held: dict[Key, Outcome] = {}
    for row in among(every, origins).order_by("as_of", "id").values(*_NAMES):
        outcome = _outcome(row)
        held[outcome.key] = outcome
    return tuple(sorted(held.values(), key=_place))


def _place(outcome: Outcome) -> tuple[Any, ...]:
    return outcome.name, outcome.starts, outcome.ends, [part or "" for part in outcome.parts]


def _outcome(row: Mapping[str, Any]) -> Outcome:
    facts = dict(row)
    return Outcome(**facts.pop("parts"), **facts)


def _told(outcome: Outcome) -> dict[str, str]:
    pairs = zip(DIMENSIONS, outcome.parts, strict=True)
    return {name: part for name, part in pairs if part is not None}


def _clean(given: Outcome) -> Outcome:
    """Give an outcome as both databases can keep it."""
    parts: dict[str, Any] = {name: clean.text(part) for name, part in _told(given).items()}
    return replace(
        given,
        name=clean.text(given.name),
        values=clean.values(given.values),
        source=clean.text(given.source),
        **parts,
    )
