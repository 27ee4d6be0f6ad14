"""The day series of accounts: of several readings of a day, the newest figure of each metric."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q

from balise.domain.ports import AccountDay
from balise.store import models
from balise.store.address import Address
from balise.store.bridge import asks
from balise.store.database import Place
from balise.store.visible import among

_PAGE = 30  # days
_NAMES = ("post_uid", "day", "as_of", "values", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The readings of a brand's accounts among those of some imports."""

    place: Place
    brand_id: int
    origins: Sequence[int]

    @property
    def address(self) -> Address:
        """Return the address of the database."""
        return self.place.address

    def __iter__(self) -> Iterator[AccountDay]:
        every = self._days()
        for start in range(0, len(every), _PAGE):
            yield from self._page(every[start : start + _PAGE])

    @asks
    def _days(self) -> list[date | None]:
        days = set(self._rows().values_list("day", flat=True).distinct())
        return sorted(days, key=lambda day: day or date.min)

    @asks
    def _page(self, days: Sequence[date | None]) -> list[AccountDay]:
        wanted = Q(day__in=[day for day in days if day])
        if None in days:
            wanted |= Q(day=None)
        rows = list(self._rows().filter(wanted).order_by("as_of", "id").values(*_NAMES))
        rows.sort(key=_place)  # stable: the readings of a day stay in order of time
        return [_day(uid, list(found)) for (_, uid), found in groupby(rows, key=_place)]

    def _rows(self) -> Any:
        accounts = models.Account.objects.using(self.place.alias).filter(brand_id=self.brand_id)
        names = accounts.values_list("network", "handle")
        readings = models.Reading.objects.using(self.place.alias).filter(
            brand_id=self.brand_id,
            post_uid__in=[f"account:{network}:{handle}" for network, handle in names],
        )
        return among(readings, self.origins)


def _place(row: dict[str, Any]) -> tuple[date, str]:
    return (row["day"] or date.min, row["post_uid"])


def _newest(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep what is newest of each source: a list of top cities replaces the former as a whole."""
    newest = {row["source"]: row["as_of"] for row in rows}
    return [row for row in rows if row["as_of"] == newest[row["source"]]]


def _day(uid: str, rows: Sequence[dict[str, Any]]) -> AccountDay:
    values: dict[str, float] = {}
    for row in rows if rows[0]["day"] else _newest(rows):
        values |= row["values"]
    _, network, account = [*uid.split(":", 2), ""][:3]
    last = rows[-1]
    return AccountDay(
        network=network,
        account=account,
        day=last["day"],
        as_of=last["as_of"],
        values=values,
        source=last["source"],
    )
