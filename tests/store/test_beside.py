"""Sums that cross from brand to brand, on each kind of database."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from balise.domain.beside import Allowed, KindSum
from balise.domain.note import Note

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def a_sum(n: int = 10, kind: str = "image") -> KindSum:
    return KindSum(network="x", kind=kind, rate="engagement_rate_by_reach", n=n, y=-30.0, yy=95.0)


def allow(store: DjangoStore, brand: str, *sums: KindSum, made_up: bool = False) -> None:
    said = Allowed(brand=brand, by="ana", at=NOW, is_made_up=made_up)
    store.allow_beside(said, sums, Note(code="beside-on", by="ana", at=NOW, brand=brand))


def end(store: DjangoStore, brand: str) -> bool:
    return store.end_beside(brand, Note(code="beside-off", by="leo", at=NOW, brand=brand))


def test_nothing_is_given_to_a_brand_that_gives_nothing(store: DjangoStore) -> None:
    for brand in ("north", "south"):
        allow(store, brand, a_sum())
    assert store.allowed("park") is None
    assert store.beside_sums("park") == ((), ())


def test_sums_of_others_come_without_their_names(store: DjangoStore) -> None:
    allow(store, "park", a_sum(7))
    allow(store, "north", a_sum(10), a_sum(11, "video"))
    allow(store, "south", a_sum(9))
    own, others = store.beside_sums("park")
    assert own == (a_sum(7),)
    assert others == ((a_sum(9),), (a_sum(10), a_sum(11, "video")))
    assert {one.name for one in fields(KindSum)} == {"network", "kind", "rate", "n", "y", "yy"}


def test_taken_back_the_sums_are_gone_at_once_and_the_log_says_so(store: DjangoStore) -> None:
    allow(store, "park", a_sum())
    allow(store, "north", a_sum())
    assert end(store, "north")
    assert store.beside_sums("park")[1] == ()
    assert store.allowed("north") is None
    assert not end(store, "north")
    assert [(one.code, one.by) for one in store.notes("north", None, 9)] == [
        ("beside-off", "leo"), ("beside-on", "ana"),
    ]  # fmt: skip
    assert store.check_notes().is_whole


def test_newer_sums_take_the_place_of_older_ones_only_while_it_is_allowed(
    store: DjangoStore,
) -> None:
    allow(store, "park", a_sum(1))
    assert store.renew_beside("park", [a_sum(2)], is_made_up=False)
    allow(store, "park", a_sum(3))
    assert store.beside_sums("park")[0] == (a_sum(3),)
    assert len(store.notes("park", None, 9)) == 1
    end(store, "park")
    assert not store.renew_beside("park", [a_sum(4)], is_made_up=False)
    assert store.beside_sums("park") == ((), ())


@pytest.mark.parametrize("made_up", [True, False])
def test_invented_brands_and_real_ones_are_kept_apart(store: DjangoStore, made_up: bool) -> None:  # noqa: FBT001
    allow(store, "park", a_sum(1), made_up=made_up)
    allow(store, "north", a_sum(2), made_up=not made_up)
    assert store.beside_sums("park") == ((a_sum(1),), ())
