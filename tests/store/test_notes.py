"""The audit log: whole, in order, and it tells when somebody laid hands on it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from balise.domain.note import FIRST, Note

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

AT = datetime(2027, 1, 4, 9, 30, 15, 123456, tzinfo=UTC)


def a_note(n: int, **facts: Any) -> Note:
    return Note(code="login", by="ana@example.org", at=AT + timedelta(seconds=n), **facts)


def filled(store: DjangoStore, n: int = 5) -> list[Note]:
    return [store.note(a_note(i, brand="park" if i % 2 else "", params={"n": i})) for i in range(n)]


def unguarded(store: DjangoStore, statement: str) -> None:
    """Do what somebody with the database in hand can do."""
    connection = connections[store.place.alias]
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            triggers = "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
            kept = cursor.execute(triggers).fetchall()
            for name, _sql in kept:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE balise_note DISABLE TRIGGER USER")
        cursor.execute(statement)
        if is_sqlite:
            for _name, sql in kept:
                cursor.execute(sql)
        else:
            cursor.execute("ALTER TABLE balise_note ENABLE TRIGGER USER")


def test_an_empty_log_is_whole(store: DjangoStore) -> None:
    assert store.check_notes().is_whole
    assert (store.check_notes().rows, store.check_notes().head) == (0, FIRST)


def test_rows_are_numbered_and_bound_to_one_another(store: DjangoStore) -> None:
    kept = filled(store)
    assert [note.number for note in kept] == [1, 2, 3, 4, 5]
    assert len({note.digest for note in kept}) == 5
    found = store.check_notes()
    assert (found.is_whole, found.rows, found.head) == (True, 5, kept[-1].digest)
    assert store.notes(None, None, 10) == tuple(reversed(kept))


def test_it_is_listed_page_by_page_and_per_brand(store: DjangoStore) -> None:
    filled(store, 9)
    assert [note.number for note in store.notes("park", None, 2)] == [8, 6]
    assert [note.number for note in store.notes("park", 6, 2)] == [4, 2]
    assert [note.number for note in store.notes("", None, 3)] == [9, 7, 5]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE balise_note SET code = 'other'", "DELETE FROM balise_note WHERE number = 2"],
)
def test_the_database_refuses_to_change_or_remove_a_row(store: DjangoStore, statement: str) -> None:
    kept = filled(store)
    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(using=store.place.alias),
        connections[store.place.alias].cursor() as cursor,
    ):
        cursor.execute(statement)
    assert store.notes(None, None, 10) == tuple(reversed(kept))


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE balise_note SET code = 'other' WHERE number = 3", 3),
        ("UPDATE balise_note SET by = 'eve@example.org' WHERE number = 1", 1),
        ("UPDATE balise_note SET params = '{\"n\":7}' WHERE number = 2", 2),
        ("UPDATE balise_note SET params = 'no json' WHERE number = 2", 2),
        ("UPDATE balise_note SET brand = 'other' WHERE number = 4", 4),
        ("UPDATE balise_note SET number = 90 WHERE number = 4", 4),
        ("DELETE FROM balise_note WHERE number = 1", 1),
        ("DELETE FROM balise_note WHERE number = 3", 3),
        ("DELETE FROM balise_note WHERE number = 5", 5),
        ("DELETE FROM balise_note", 1),
        ("DELETE FROM balise_notehead", 6),
    ],
)
def test_a_row_that_was_changed_or_removed_is_found(
    store: DjangoStore, change: str, broken: int
) -> None:
    filled(store)
    unguarded(store, change)
    assert store.check_notes().broken == broken


def test_rows_that_many_write_at_once_are_all_there(store: DjangoStore) -> None:
    def write(n: int) -> None:
        store.note(a_note(n))
        connections[store.place.alias].close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(30)))
    found = store.check_notes()
    assert (found.is_whole, found.rows) == (True, 30)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    by=st.text(),
    brand=st.text(),
    params=st.dictionaries(
        st.text(), st.text() | st.integers(-(2**40), 2**40) | st.none() | st.lists(st.text())
    ),
)
def test_whatever_is_said_the_log_stays_whole(
    store: DjangoStore, by: str, brand: str, params: dict[str, Any]
) -> None:
    kept = store.note(Note(code="login", by=by, brand=brand, at=AT, params=params))
    assert store.notes(None, None, 1) == (kept,)
    assert store.check_notes().is_whole


def test_a_change_and_its_row_are_kept_together_or_not_at_all(
    store: DjangoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from balise.domain.person import Person  # noqa: PLC0415
    from balise.store import people  # noqa: PLC0415 - Django comes with a store only

    ana = store.add_person(Person(id=0, email="ana@example.org", created_at=AT), a_note(1))

    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(people, "_set_role", breaks)
    with pytest.raises(RuntimeError):
        store.give_role(ana.id, "park", None, a_note(2))
    assert store.check_notes().rows == 1
