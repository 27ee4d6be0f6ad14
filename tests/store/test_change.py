"""A fit that is brought up to date with what changed since, block by block."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from tests.store.making import a_post, a_reading, batch, put

from balise import cycle, kept
from balise.domain.reading import Batch
from balise.learn import update

if TYPE_CHECKING:
    from balise.domain.ports import Change
    from balise.learn import Fit
    from balise.store.repository import DjangoStore


@pytest.fixture
def large(store: DjangoStore, monkeypatch: pytest.MonkeyPatch) -> DjangoStore:
    monkeypatch.setattr(update, "WHOLE_BELOW", 100)
    put(store, "a", batch(*range(600)))
    return store


def changed(store: DjangoStore) -> Change | None:
    fit = store.latest_fit("park", "engagement")
    assert fit is not None
    return store.change("park", "engagement", fit.provenance.snapshot)


def posts_of(fit: Fit) -> float:
    return sum(float(cells.posts.sum()) for cells in fit.posterior.cells.values())


def test_few_new_posts_are_put_into_the_fit(large: DjangoStore) -> None:
    before = cycle.learn(large, "park")
    put(large, "b", batch(600, 601, 602))
    after = cycle.learn(large, "park")
    assert after.renewed >= 3
    assert posts_of(after) == posts_of(before) + 3
    assert after.posterior.scales == before.posterior.scales
    assert after.posterior.coefficients.mean != pytest.approx(before.posterior.coefficients.mean)


def test_a_fit_brought_up_to_date_is_near_the_one_learnt_anew(large: DjangoStore) -> None:
    cycle.learn(large, "park")
    put(large, "b", batch(600, 601))
    quick = cycle.learn(large, "park")
    assert quick.renewed
    anew = cycle.learn(large, "park", seed=1)  # another seed is another fit
    assert anew.renewed == 0
    for one, other in zip(quick.estimates(), anew.estimates(), strict=True):
        assert (one.factor, one.level, one.n) == (other.factor, other.level, other.n)
        assert math.log(one.multiplier) == pytest.approx(math.log(other.multiplier), abs=0.05)


def test_a_fit_of_the_same_posts_is_not_made_again(large: DjangoStore) -> None:
    first = cycle.learn(large, "park")
    assert cycle.learn(large, "park").to_bytes() == first.to_bytes()
    put(large, "b", batch(600))
    second = cycle.learn(large, "park")
    assert cycle.learn(large, "park").to_bytes() == second.to_bytes()


def test_only_the_blocks_of_the_new_posts_change(large: DjangoStore) -> None:
    other = Batch(
        posts=tuple(a_post(n, account="other") for n in range(1000, 1100)),
        readings=tuple(a_reading(n) for n in range(1000, 1100)),
    )
    put(large, "other", other)
    cycle.learn(large, "park")
    put(large, "b", batch(600))
    found = changed(large)
    assert found is not None
    assert found.touched == {"x:shop"}
    assert sum(found.after.n.values()) == sum(found.before.n.values()) + 1 < 200


def test_young_posts_come_in_too(large: DjangoStore) -> None:
    before = cycle.learn(large, "park")
    young = Batch(posts=(a_post(600),), readings=(a_reading(600, after_days=0.4),))
    put(large, "young", young)
    after = cycle.learn(large, "park")
    assert posts_of(after) == posts_of(before)
    assert sum(cells.young for cells in after.posterior.cells.values()) == 1


def test_what_another_fit_was_learnt_from_is_no_change(large: DjangoStore) -> None:
    cycle.learn(large, "park")
    assert large.change("park", "engagement", "another snapshot") is None
    put(large, "b", batch(600))
    large.material("park", "engagement")  # brings the blocks up to date without a fit
    assert changed(large) is None
    assert cycle.learn(large, "park").renewed == 0


def test_a_new_account_takes_learning_anew(large: DjangoStore) -> None:
    cycle.learn(large, "park")
    stranger = Batch(posts=(a_post(900, account="new"),), readings=(a_reading(900),))
    put(large, "new", stranger)
    fit = cycle.learn(large, "park")
    assert fit.renewed == 0
    assert "x:new" in fit.posterior.cells


def test_small_brands_are_always_learnt_anew(store: DjangoStore) -> None:
    put(store, "a", batch(*range(60)))
    cycle.learn(store, "park")
    put(store, "b", batch(60))
    assert kept.recall(store, "park", kpi="engagement", seed=0) is None
    assert cycle.learn(store, "park").renewed == 0


def test_a_level_that_becomes_frequent_takes_learning_anew(large: DjangoStore) -> None:
    cycle.learn(large, "park")
    videos = Batch(
        posts=tuple(a_post(n, cta="visit") for n in range(600, 610)),
        readings=tuple(a_reading(n) for n in range(600, 610)),
    )
    put(large, "b", videos)
    assert changed(large) is None
    levels = {(e.factor, e.level) for e in cycle.learn(large, "park").estimates()}
    assert ("cta", "visit") in levels
