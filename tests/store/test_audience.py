"""What exports tell of an audience is kept, dated, and read back figure by figure."""

from __future__ import annotations

from datetime import UTC, datetime
from os import utime
from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import audience_made as made
from tests.unit.ingest.exports_made import MADE, Made
from tests.unit.ingest.reads import read_file

from balise import cycle

if TYPE_CHECKING:
    from pathlib import Path

    from balise.domain.reading import ImportReport, Reading
    from balise.store.repository import DjangoStore

MAY, JUNE = datetime(2026, 5, 22, 9, tzinfo=UTC), datetime(2026, 6, 22, 9, tzinfo=UTC)


def meta(cities: str, shares: str) -> bytes:
    return f'\ufeffsep=,\n"Top cities"\n{cities}\n{shares}\n'.encode("utf-16-le")


def brought(store: DjangoStore, path: Path, data: bytes, at: datetime) -> ImportReport:
    path.write_bytes(data)
    utime(path, (at.timestamp(), at.timestamp()))
    (report,) = cycle.import_(store, [path], brand="park", timezone="UTC")
    assert report.error is None
    return report


def audience(store: DjangoStore, uid: str) -> list[Reading]:
    return [r for r in store.readings("park", uid) if r.day is None]


def place(reading: Reading) -> str:
    return f"{reading.source} {reading.day} {min(reading.values)}"


@pytest.mark.parametrize("one", made.AUDIENCE, ids=lambda one: one.name)
def test_every_reading_of_an_audience_comes_back_as_it_was_read(
    store: DjangoStore, tmp_path: Path, one: Made
) -> None:
    path = tmp_path / one.name
    report = brought(store, path, one.make(), JUNE)
    read = read_file(path)
    uids = {reading.post_uid for reading in read.readings}
    kept = [reading for uid in uids for reading in store.readings("park", uid)]
    assert sorted(kept, key=place) == sorted(read.readings, key=place)
    assert report.readings == len(read.readings) > 0


def test_an_audience_is_dated_and_a_later_one_stands_beside_it(
    store: DjangoStore, tmp_path: Path
) -> None:
    first = brought(store, tmp_path / "a.csv", meta('"Ghent","Mons"', '"60","9"'), MAY)
    later = brought(store, tmp_path / "b.csv", meta('"Ghent","Arlon"', '"58","7"'), JUNE)
    assert (first.readings, later.readings) == (1, 1)
    assert [(r.as_of, dict(r.values)) for r in audience(store, "account:other:other")] == [
        (MAY, {"audience.city.Ghent": 0.6, "audience.city.Mons": 0.09}),
        (JUNE, {"audience.city.Ghent": 0.58, "audience.city.Arlon": 0.07}),
    ]


def test_the_latest_audience_holds_no_segment_that_the_newest_export_lacks(
    store: DjangoStore, tmp_path: Path
) -> None:
    brought(store, tmp_path / "a.csv", meta('"Ghent","Mons"', '"60","9"'), MAY)
    brought(store, tmp_path / "b.csv", meta('"Ghent","Arlon"', '"58","7"'), JUNE)
    (latest,) = [day for day in store.account_days("park") if day.day is None]
    assert latest.values == {"audience.city.Ghent": 0.58, "audience.city.Arlon": 0.07}


def test_the_same_audience_twice_is_one_reading(store: DjangoStore, tmp_path: Path) -> None:
    one = next(one for one in MADE if one.name == "Audience.csv")
    first = brought(store, tmp_path / "a.csv", one.make(), JUNE)
    again = brought(store, tmp_path / "b.csv", one.make() + b"\n\x00", JUNE)
    assert (first.readings, again.readings, again.duplicates) == (2, 0, 2)


def test_the_days_of_an_account_and_its_audience_do_not_mix(
    store: DjangoStore, tmp_path: Path
) -> None:
    one = made.AUDIENCE[0]
    brought(store, tmp_path / one.name, one.make(), JUNE)
    days = {d.day: d.values for d in store.account_days("park")}
    assert set(days[None]) == {
        "audience.gender.women", "audience.gender.men", "audience.gender.other",
        "audience.country.BE", "audience.country.FR", "audience.country.other",
    }  # fmt: skip
    newest = days[max(day for day in days if day)]
    assert newest["followers"] == 512
    assert newest["active_followers.hour.2"] == 9
