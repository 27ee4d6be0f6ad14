"""The columns of a KPI's model as they are stored: appended to, by one process at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balise.domain.design import Design
from balise.learn import columns
from balise.learn.features import Level
from balise.store import models
from balise.store.levels import Levels, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A design, and which of its columns each numbered level has."""

    design: Design
    numbers: tuple[int, ...]
    index: Mapping[int, int]

    @property
    def width(self) -> int:
        """Return the number of columns, 0 before any was chosen."""
        return len(self.numbers) and len(self.numbers) + 1

    def active(self, levels: Iterable[int]) -> tuple[int, ...]:
        """List the columns of a post, ascending, the baseline first."""
        index = self.index
        return (0, *sorted({index[number] for number in levels if number in index}))

    def after(self, width: int) -> frozenset[int]:
        """Give the levels whose columns came after the first `width`."""
        return frozenset(self.numbers[max(width - 1, 0) :])


def read(alias: str, brand_id: int, kpi: str) -> Places:
    """Read the design of a KPI, without columns where there is none."""
    stored = _stored(alias, brand_id, kpi)
    return _places(alias, brand_id, kpi, stored.levels)


def grow(alias: str, brand_id: int, kpi: str, counts: Counter[int], registry: Levels) -> Places:
    """Append the columns that the posts of today are worth."""
    while True:
        stored = _stored(alias, brand_id, kpi)
        named = names(alias, brand_id)
        base = _places(alias, brand_id, kpi, stored.levels, named)
        counted = {named[number]: n for number, n in counts.items()}
        grown = _chosen(alias, brand_id, counted, base.design)
        wanted = [(column.factor, column.level) for column in grown.columns[1:]]
        numbers = registry.each(wanted)
        if numbers == stored.levels:
            return base
        mine = models.StoredDesign.objects.using(alias).filter(pk=stored.pk, width=stored.width)
        if mine.update(levels=numbers, width=len(numbers)):
            return _places(alias, brand_id, kpi, numbers)


def lacking(alias: str, brand_id: int, kpi: str, counts: Counter[int]) -> set[str]:
    """Name the factors of which the posts of today are worth a column that there is not."""
    named = names(alias, brand_id)
    base = read(alias, brand_id, kpi).design
    counted = {named[number]: n for number, n in counts.items()}
    grown = _chosen(alias, brand_id, counted, base)
    return {column.factor for column in grown.columns[len(base.columns) :]}


def _stored(alias: str, brand_id: int, kpi: str) -> models.StoredDesign:
    designs = models.StoredDesign.objects.using(alias)
    return designs.get_or_create(brand_id=brand_id, kpi=kpi)[0]


def _places(
    alias: str,
    brand_id: int,
    kpi: str,
    numbers: list[int],
    named: Mapping[int, Level] | None = None,
) -> Places:
    known = names(alias, brand_id) if named is None else named
    timezone, zones = _zones(alias, brand_id)
    empty = columns.choose({}, kpi=kpi, timezone=timezone, zones=zones)
    design = columns.extend(empty, [known[number] for number in numbers])
    return Places(
        design=design,
        numbers=tuple(numbers),
        index={number: place for place, number in enumerate(numbers, 1)},
    )


def _chosen(alias: str, brand_id: int, counts: Mapping[Level, int], base: Design) -> Design:
    timezone, zones = _zones(alias, brand_id)
    return columns.choose(counts, kpi=base.kpi, timezone=timezone, zones=zones, base=base)


def _zones(alias: str, brand_id: int) -> tuple[str, dict[str, str]]:
    """Give the zone of most accounts, and the accounts of another."""
    accounts = models.Account.objects.using(alias).filter(brand_id=brand_id)
    found = {
        f"{n}:{h}": zone for n, h, zone in accounts.values_list("network", "handle", "timezone")
    }
    counted = Counter(found.values())
    most = min(counted, key=lambda zone: (-counted[zone], zone), default="UTC")
    return most, {account: zone for account, zone in found.items() if zone != most}
