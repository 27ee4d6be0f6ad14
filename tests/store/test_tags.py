"""Tags: kept beside posts on each database, and seen by a fit once they are confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.making import a_post, a_reading, batch, put

from balise import cycle, tagging
from balise.domain.reading import Batch
from balise.domain.tag import Subject, Tag
from balise.errors import RecordNotFoundError

if TYPE_CHECKING:
    from balise.domain.design import Design
    from balise.store.repository import DjangoStore

AT = datetime(2026, 6, 1, tzinfo=UTC)


def a_tag(n: int, value: str = "craft", **facts: Any) -> Tag:
    return replace(Tag(uid=f"x:{n}", field="pillar", value=value, confirmed_at=AT), **facts)


def pillars(store: DjangoStore, brand: str = "park") -> dict[str, int]:
    """Count the posts of each pillar as a fit sees them."""
    design, sums = store.sums(brand, "engagement")
    counts: Any = next(iter(sums.gram.values())).diagonal() if sums.gram else []
    return {level: int(counts[i]) for i, level in _columns(design) if counts[i]}


def _columns(design: Design) -> list[tuple[int, str]]:
    return [(c.index, c.level) for c in design.columns if c.factor == "pillar"]


def test_a_confirmed_pillar_reaches_the_fit_and_an_unconfirmed_one_does_not(
    store: DjangoStore,
) -> None:
    put(store, "a", batch(*range(8)))
    assert pillars(store) == {}
    before = store.material("park", "engagement").snapshot
    store.tag("park", [a_tag(1, confirmed_at=None), a_tag(2, confirmed_at=None)])
    assert pillars(store) == {}
    assert store.material("park", "engagement").snapshot == before
    assert store.tag("park", [a_tag(n) for n in range(5)]) == 5
    assert pillars(store) == {"craft": 5}
    assert store.material("park", "engagement").snapshot != before


def test_a_tag_that_changes_makes_its_blocks_again_each_time(store: DjangoStore) -> None:
    put(store, "a", batch(*range(6)))
    for value in ("craft", "people", "", "craft"):
        store.tag("park", [a_tag(n, value) for n in range(4)])
        assert pillars(store) == ({value: 4} if value else {})


def test_the_pillar_of_a_file_gives_way_to_the_one_that_is_confirmed(store: DjangoStore) -> None:
    posts = tuple(a_post(n, pillar="sheet") for n in range(4))
    put(store, "a", Batch(posts=posts, readings=tuple(map(a_reading, range(4))), rows=4))
    assert pillars(store) == {"sheet": 4}
    store.tag("park", [a_tag(0), a_tag(1, "")])
    assert pillars(store) == {"sheet": 2, "craft": 1}
    assert [found.post.pillar for found in store.posts("park")] == ["craft", None, "sheet", "sheet"]


def test_importing_the_posts_again_or_in_a_better_version_loses_no_tag(store: DjangoStore) -> None:
    put(store, "a", batch(*range(4)))
    store.tag("park", [a_tag(n) for n in range(4)])
    better = tuple(
        a_post(n, text="A much longer text of the same post, written later") for n in range(4)
    )
    put(
        store,
        "b",
        Batch(posts=better, readings=tuple(a_reading(n, after_days=30) for n in range(4))),
    )
    assert [found.post.pillar for found in store.posts("park")] == ["craft"] * 4
    assert pillars(store) == {"craft": 4}


def test_a_tag_may_come_before_its_post(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    store.tag("park", [a_tag(2)])
    put(store, "b", batch(2))
    assert pillars(store) == {"craft": 1}


def test_what_goes_in_comes_out_and_the_same_again_is_no_news(store: DjangoStore) -> None:
    put(store, "a", batch(1, 2))
    given = [
        a_tag(1, source="keyword", by="ann", is_seen=False), a_tag(1, "May", field="campaign"),
        a_tag(2, confirmed_at=None),
    ]  # fmt: skip
    assert store.tag("park", given) == 3
    assert store.tag("park", given) == 0
    assert sorted(store.tags("park"), key=str) == sorted(given, key=str)


def test_the_last_of_several_for_one_post_holds(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    assert store.tag("park", [a_tag(1, "a"), a_tag(1, "b")]) == 1
    assert [tag.value for tag in store.tags("park")] == ["b"]


def test_brands_do_not_see_the_tags_of_others(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    put(store, "b", batch(1), brand="mill")
    store.tag("park", [a_tag(1)])
    assert store.tags("mill") == ()
    assert pillars(store, "mill") == {}
    with pytest.raises(RecordNotFoundError):
        store.tags("nowhere")


def test_what_no_database_keeps_is_cleaned(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    store.tag("park", [a_tag(1, "A\0\ud83d", by="\0")])
    assert [tag.value for tag in store.tags("park")] == ["A\ufffd\ufffd"]


def test_pages_that_were_made_before_a_tag_are_known_to_be_old(store: DjangoStore) -> None:
    put(store, "a", batch(1))
    views = {store.ledger("park").view}
    for value in ("a", "b"):
        store.tag("park", [a_tag(1, value)])
        views.add(store.ledger("park").view)
    assert len(views) == 3


def test_the_fit_changes_with_the_tags(store: DjangoStore) -> None:
    posts = tuple(a_post(n) for n in range(80))
    readings = tuple(a_reading(n, reactions=200.0 if n % 2 else 20.0) for n in range(80))
    put(store, "a", Batch(posts=posts, readings=readings, rows=80))
    levels = {e.level for e in cycle.learn(store, "park").estimates() if e.factor == "pillar"}
    assert levels == set()
    tagging.confirm(store, "park", [a_tag(n, "odd" if n % 2 else "even") for n in range(80)])
    found = {e.level: e for e in cycle.learn(store, "park").estimates() if e.factor == "pillar"}
    assert found["odd"].multiplier > 1.5 > found["even"].multiplier


def test_proposals_are_never_kept_unless_somebody_confirms_them(store: DjangoStore) -> None:
    posts = tuple(a_post(n, text="Un tuto" if n % 2 else "Bonjour") for n in range(6))
    put(store, "a", Batch(posts=posts, readings=tuple(map(a_reading, range(6))), rows=6))
    subjects = [Subject(name="how-to", keywords=("tuto",))]
    found = tagging.propose(store, "park", subjects=subjects)
    assert {one.uid for one in found.proposals} == {"x:1", "x:3", "x:5"}
    assert store.tags("park") == ()
    assert pillars(store) == {}
