"""Nothing is learnt across brands: what one has changes no figure of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings, strategies as st
from tests.store.making import a_post, a_reading, put

from balise import cycle
from balise.domain.reading import Batch

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

BEST = {"image": 40.0, "video": 160.0, "link": 15.0}


def posts(first: int, n: int, *, turned: bool = False) -> Batch:
    """Make posts whose kind decides; `turned`: the other way round."""
    kinds = list(BEST)
    made = []
    for i in range(first, first + n):
        kind = kinds[i % 3]
        figure = 6400 / BEST[kind] if turned else BEST[kind]
        made.append((a_post(i, kind=kind), a_reading(i, reactions=figure * (1 + (i % 5) / 10))))
    return Batch(
        posts=tuple(post for post, _ in made),
        readings=tuple(reading for _, reading in made),
        rows=n,
    )


def told(store: DjangoStore, brand: str) -> bytes:
    return cycle.learn(store, brand, kpi="reactions").to_bytes()


def test_another_brand_changes_no_byte_of_a_fit(store: DjangoStore) -> None:
    put(store, "a", posts(0, 60), brand="park")
    before = told(store, "park")
    put(store, "b", posts(0, 240, turned=True), brand="north")
    north = told(store, "north")
    store.keep_fit("park", store.latest_fit("park", "reactions"))  # type: ignore[arg-type]
    assert told(store, "park") == before
    assert north != before
    put(store, "c", posts(300, 30, turned=True), brand="north")
    assert told(store, "park") == before


@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(figures=st.lists(st.floats(0, 1e9), min_size=1, max_size=30), n=st.integers(0, 10**6))
def test_whatever_another_brand_imports_the_sums_stay(
    store: DjangoStore, figures: list[float], n: int
) -> None:
    if not store.brands():
        put(store, "a", posts(0, 40), brand="park")
    before = store.material("park", "reactions")
    readings = tuple(a_reading(i, reactions=figure) for i, figure in enumerate(figures))
    made = tuple(a_post(i, kind="video") for i in range(len(figures)))
    put(store, f"other {n}", Batch(posts=made, readings=readings, rows=len(made)), brand="other")
    store.material("other", "reactions")
    after = store.material("park", "reactions")
    assert after.snapshot == before.snapshot
    assert (after.sums.n, after.sums.yy) == (before.sums.n, before.sums.yy)
