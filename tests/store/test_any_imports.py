"""Whatever is imported in whatever order: what is seen is what a plain dictionary would hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.store.making import START, a_post, put

from balise.domain.post import Post
from balise.domain.reading import Batch, Reading

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

RANK = ("unknown", "month", "day", "hour", "minute", "second")
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
posts = st.builds(
    lambda n, hours, precision, text: a_post(
        n, published_at=START + timedelta(hours=hours), precision=precision, text=text
    ),
    st.integers(0, 5),
    st.integers(0, 2000),
    st.sampled_from(RANK),
    texts,
)
readings = st.builds(
    lambda n, days, values, basis: Reading(
        post_uid=f"x:{n}", as_of=START + timedelta(days=days), values=values, basis=basis
    ),
    st.integers(0, 5),
    st.integers(0, 4),
    st.dictionaries(st.sampled_from(["views", "reactions"]), st.integers(0, 3).map(float)),
    st.sampled_from(["lifetime", "period", "day"]),
)
batches = st.builds(
    lambda p, r: Batch(posts=tuple(p), readings=tuple(r)),
    st.lists(posts, max_size=4),
    st.lists(readings, max_size=4),
)
files = st.lists(st.tuples(st.booleans(), st.lists(batches, max_size=3)), max_size=5)


@dataclass
class Dictionary:
    """The same rules on plain dictionaries."""

    posts: dict[str, Post] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)

    def put(self, file: list[Batch]) -> None:
        best: dict[str, Post] = {}
        for batch in file:
            for post in batch.posts:
                if post.uid not in best or worth(post) > worth(best[post.uid]):
                    best[post.uid] = post
            self.readings += [one for one in batch.readings if one not in self.readings]
        for uid, post in best.items():
            if uid not in self.posts or worth(post) >= worth(self.posts[uid]):
                self.posts[uid] = post

    def values(self, uid: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for one in sorted(self.readings, key=lambda reading: reading.as_of):
            if one.post_uid == uid and one.basis != "day":
                found |= one.values
        return found


def worth(post: Post) -> tuple[int, int]:
    return (RANK.index(post.precision), len(post.text))


class InterruptionError(Exception):
    """Ends an import half way."""


def interrupted(store: DjangoStore, name: str, file: list[Batch]) -> None:
    with store.importing("park", source=name, format_="x", digest=name) as writer:
        for batch in file:
            writer.write(batch)
        raise InterruptionError


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(imports=files)
def test_any_imports_leave_what_a_dictionary_would_hold(
    store: DjangoStore, imports: list[tuple[bool, list[Batch]]]
) -> None:
    _forget(store)
    held = Dictionary()
    put(store, "first")
    for n, (is_whole, file) in enumerate(imports):
        if is_whole:
            put(store, str(n), *file)
            held.put(file)
        else:
            with pytest.raises(InterruptionError):
                interrupted(store, str(n), file)
    seen = list(store.posts("park"))
    assert {found.post.uid: found.post for found in seen} == held.posts
    assert {found.post.uid: found.values for found in seen} == {
        uid: held.values(uid) for uid in held.posts
    }
    times = [found.post.published_at for found in seen]
    assert times == sorted(times)


def _forget(store: DjangoStore) -> None:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    alias = store.place.alias
    for table in (models.PostVersion, models.Reading, models.Import):
        table._default_manager.using(alias).all().delete()
