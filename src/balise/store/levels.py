"""The registry of levels: each (factor, level) of a brand has a number that never changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain

from balise.learn.features import Level
from balise.store import models
from balise.store.pace import Pace

_LONGEST = 200  # characters; an index of PostgreSQL does not hold what some users put after a #


class Levels:
    """Numbers of levels, asked for and given out as they occur."""

    def __init__(self, alias: str, brand_id: int) -> None:
        self._alias = alias
        self._brand_id = brand_id
        self._numbers: dict[Level, int] = {}

    def numbers(self, found: Sequence[Collection[Level]]) -> list[list[int]]:
        """Give the numbers of the levels of each post, new levels being added."""
        missing = set(chain.from_iterable(found)) - self._numbers.keys()
        if missing:
            self.learn(missing)
        number = self._numbers.__getitem__
        return [sorted(set(map(number, each))) for each in found]

    def each(self, found: Sequence[Level]) -> list[int]:
        """Give the number of each level, in the order given."""
        self.learn(set(found))
        return [self._numbers[level] for level in found]

    def learn(self, wanted: set[Level]) -> None:
        """Number these levels; a very long one shares the number of its beginning."""
        short = {level: (level[0], level[1][:_LONGEST]) for level in wanted}
        missing = set(short.values()) - self._numbers.keys()
        if missing:
            self._read(missing)
        fresh = sorted(missing - self._numbers.keys())
        if fresh:
            self._add(fresh)
            self._read(set(fresh))
        self._numbers |= {level: self._numbers[kept] for level, kept in short.items()}

    def _read(self, wanted: set[Level]) -> None:
        pairs = list(wanted)
        for start in range(0, len(pairs), 5_000):
            some = {level for _, level in pairs[start : start + 5_000]}
            rows = models.Level.objects.using(self._alias).filter(
                brand_id=self._brand_id,
                factor__in={factor for factor, _ in wanted},
                level__in=some,
            )
            for number, factor, level in rows.values_list("id", "factor", "level"):
                self._numbers[factor, level] = number

    def _add(self, fresh: Sequence[Level]) -> None:
        pace = Pace()
        # In order: two imports that add the same levels may wait, but not each for the other.
        for piece in pace.pieces(fresh):
            with pace.measured(len(piece)):
                models.Level.objects.using(self._alias).bulk_create(
                    [models.Level(brand_id=self._brand_id, factor=f, level=v) for f, v in piece],
                    ignore_conflicts=True,
                )


def names(alias: str, brand_id: int) -> dict[int, Level]:
    """Give the name of each number."""
    rows = models.Level.objects.using(alias).filter(brand_id=brand_id)
    return {number: (f, v) for number, f, v in rows.values_list("id", "factor", "level").iterator()}
