"""Long lists of posts, of which one page is read at a time, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.making import START, a_post, a_reading, put

from balise.domain.listing import Which
from balise.domain.reading import Batch
from balise.domain.tag import Tag

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

N = 12


@pytest.fixture
def full(store: DjangoStore) -> DjangoStore:
    """Keep posts of two accounts, some at the very same time, one of them told twice."""
    posts = tuple(
        a_post(n, account=("shop", "bar")[n % 2], kind=("text", "image", "video")[n % 3],
               published_at=START + timedelta(hours=5 * (n // 2)))
        for n in range(N)
    )  # fmt: skip
    readings = tuple(a_reading(n) for n in range(N))
    put(store, "a", Batch(posts=posts, readings=readings, rows=N))
    longer = a_post(3, account="bar", text="Post 3, now with a longer text #ad")
    put(store, "b", Batch(posts=(longer,), readings=(a_reading(3, after_days=9),), rows=1))
    put(store, "c", Batch(posts=(a_post(90),), rows=1), brand="other")
    return store


ASKED: list[dict[str, Any]] = [
    {}, {"network": "x"}, {"network": "facebook"}, {"account": "bar"}, {"kind": "image"},
    {"since": START + timedelta(hours=5)}, {"until": START + timedelta(hours=10)},
    {"account": "shop", "kind": "text", "since": START, "until": START + timedelta(hours=20)},
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED)
def test_a_list_has_the_posts_that_were_asked_for_in_order_of_time(
    full: DjangoStore, asked: dict[str, Any]
) -> None:
    named = [(name, asked[name]) for name in ("network", "account", "kind") if name in asked]
    expected = [
        one
        for one in full.posts("park")
        if all(getattr(one.post, name) == value for name, value in named)
        and one.post.published_at >= asked.get("since", one.post.published_at)
        and ("until" not in asked or one.post.published_at < asked["until"])
    ]
    places = full.listed("park", Which(**asked))
    assert list(full.posts_at("park", places)) == expected


def test_a_page_comes_in_the_order_of_its_places(full: DjangoStore) -> None:
    every = list(full.posts("park"))
    places = full.listed("park", Which())
    assert len(places) == N
    assert list(full.posts_at("park", places[::-1][2:5])) == every[::-1][2:5]
    assert list(full.posts_at("park", places[N:])) == []


def test_places_of_another_brand_give_nothing(full: DjangoStore) -> None:
    assert full.posts_at("park", full.listed("other", Which())) == []


def test_posts_come_with_all_of_their_readings_and_files_at_once(full: DjangoStore) -> None:
    full.tag("park", [Tag(uid="x:5", field="pillar", value="craft", confirmed_at=START)])
    uids = ["x:5", "x:3", "x:90", "x:0"]
    told = full.traced_posts("park", uids)
    posts = {one.post.uid: one.post for one in full.posts("park")}
    assert [post for post, _ in told] == [posts["x:5"], posts["x:3"], posts["x:0"]]
    assert told[0][0].pillar == "craft"
    assert {post.uid: list(traces) for post, traces in told} == full.traces("park", uids)
    assert [trace.file for trace in told[1][1]] == ["a.csv", "b.csv"]
