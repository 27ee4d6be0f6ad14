"""Answers that were worked out: kept until what they were told from changes, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from tests.store.making import a_post, put

from balise.domain.reading import Batch
from balise.domain.worked_out import WorkedOut
from balise.store import rivals
from balise.store.bridge import at_a_glance
from balise.store.rivals import Named
from balise.store.worked_out import MOST

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

NOW = datetime(2026, 12, 9, 8, tzinfo=UTC)


def made(
    name: str = "answers", *, shelf: str = "posts", data: bytes = b"\x00", n: int = 0
) -> WorkedOut:
    at = NOW + timedelta(seconds=n)
    return WorkedOut(shelf=shelf, name=name, mark=f"m{n}", data=data, made_at=at)


def test_an_answer_is_read_as_it_was_kept_and_the_next_takes_its_place(store: DjangoStore) -> None:
    store.keep_worked_out("park", made(data=b"\x00\xff", n=1))
    assert store.worked_out("park", "posts", "answers") == made(data=b"\x00\xff", n=1)
    store.keep_worked_out("park", made(data=b"new", n=2))
    assert store.worked_out("park", "posts", "answers") == made(data=b"new", n=2)
    assert store.worked_out_marks("park", "posts") == {"answers": "m2"}


def test_an_answer_of_another_brand_or_shelf_is_never_given(store: DjangoStore) -> None:
    store.keep_worked_out("park", made())
    assert store.worked_out("other", "posts", "answers") is None
    assert store.worked_out("park", "look", "answers") is None
    assert store.worked_out_marks("other", "posts") == {}


def test_an_import_drops_what_was_told_from_the_files_of_its_brand(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    for brand in ("park", "other"):
        store.keep_worked_out(brand, made())
        store.keep_worked_out(brand, made(shelf="look"))
    put(store, "b", Batch(posts=(a_post(2),), rows=1))
    assert store.worked_out("park", "posts", "answers") is None
    assert store.worked_out("park", "look", "answers")
    assert store.worked_out("other", "posts", "answers")


def test_of_too_many_answers_the_oldest_go(store: DjangoStore) -> None:
    for n in range(MOST + 2):
        store.keep_worked_out("park", made(f"answers {n}", n=n))
    kept = store.worked_out_marks("park", "posts")
    assert len(kept) == MOST
    assert "answers 0" not in kept
    assert f"answers {MOST + 1}" in kept


def test_a_page_reads_a_thing_once_and_the_next_page_reads_it_anew(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    with at_a_glance():
        assert store.brands() == ("park",)
        put(store, "b", Batch(posts=(a_post(1),), rows=1), brand="other")
        assert store.brands() == ("park",)
    assert store.brands() == ("other", "park")


def test_some_posts_come_in_the_order_in_which_they_are_asked_for(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=tuple(a_post(n) for n in range(3)), rows=3))
    uids = [one.post.uid for one in store.posts("park")][::-1]
    assert [one.post.uid for one in store.some_posts("park", [*uids, "x:none", "x:1\x00"])] == uids


def test_what_stayed_the_same_is_not_read_again_and_what_anybody_wrote_is(
    store: DjangoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    asked: list[str] = []
    named = rivals.named

    def noted(alias: str) -> tuple[Named, ...]:
        asked.append(alias)
        return named(alias)

    monkeypatch.setattr(rivals, "named", noted)

    def page() -> tuple[tuple[str, ...], int]:
        asked.clear()
        with at_a_glance(store.version()):
            return store.brands(), len(asked)

    assert page() == (("park",), 1)
    is_told = store.version() is not None  # SQLite tells; PostgreSQL is asked each time
    assert page() == (("park",), 0 if is_told else 1)
    put(store, "b", Batch(posts=(a_post(1),), rows=1), brand="here")
    assert page() == (("here", "park"), 1), "this thread wrote"
    other = Thread(target=_written_elsewhere, args=(store,))
    other.start()
    other.join()
    assert page() == (("here", "park", "there"), 1), "another connection wrote"
    store.close()
    assert page() == (("here", "park", "there"), 1), "another connection tells of other versions"


def _written_elsewhere(store: DjangoStore) -> None:
    put(store, "c", Batch(posts=(a_post(1),), rows=1), brand="there")
    store.close()


def test_what_one_thread_read_is_not_given_to_another(store: DjangoStore) -> None:
    put(store, "a", Batch(posts=(a_post(1),), rows=1))
    with at_a_glance("the same"):
        assert store.brands() == ("park",)
    put(store, "b", Batch(posts=(a_post(1),), rows=1), brand="there")
    found: list[tuple[str, ...]] = []

    def read() -> None:
        with at_a_glance("the same"):
            found.append(store.brands())
        store.close()

    other = Thread(target=read)
    other.start()
    other.join()
    assert found == [("park", "there")]
