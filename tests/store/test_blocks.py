"""Sums that are brought up to date, block by block."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.property.rows_made import assert_same
from tests.store.making import START, a_post, a_reading, batch, put

from balise import cycle
from balise.domain.design import Design, Sums
from balise.domain.ports import Store
from balise.domain.reading import Batch, Reading
from balise.learn import fit_sums, rows
from balise.learn.columns import FACTORS, active, places
from balise.learn.exposure import weight
from balise.learn.kpi import is_rate, outcome
from balise.learn.sums import gather
from balise.store import snapshot

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore


def from_scratch(store: Store, design: Design) -> Sums:
    posts = sorted(store.posts("park"), key=lambda found: (found.post.published_at, found.post.uid))
    ys = {
        found.post.uid: outcome(found.post, found.values, found.as_of, design.kpi)
        for found in posts
        if found.values
    }
    weights = {found.post.uid: weight(found.values, design.kpi) for found in posts}
    zones = {account.id: account.timezone for account in store.accounts("park")}
    followed = rows.follow((found.post for found in posts), zones)
    made = [
        rows.row(post, y, active(levels, places(design)), weights.get(post.uid))
        for post, levels, _ in followed
        if (y := ys.get(post.uid)) is not None
    ]
    return gather(made, design)


def assert_right(store: Store, kpi: str = "engagement") -> tuple[Design, Sums]:
    design, sums = store.sums("park", kpi)
    wanted = from_scratch(store, design)
    assert_equal(sums, wanted)
    assert dict(sums.thin) == dict(wanted.thin)
    assert (sums.weighed is not None) == (wanted.weighed is not None)
    assert (sums.weighed is not None) == (is_rate(kpi) and bool(sums.n))
    if sums.weighed is not None and wanted.weighed is not None:
        assert_equal(sums.weighed, wanted.weighed)
    return design, sums


def assert_equal(sums: Sums, wanted: Sums) -> None:
    assert sums.design_id == wanted.design_id
    assert sums.n == wanted.n
    assert [cell.key for cell in sums.cells] == [cell.key for cell in wanted.cells]
    assert [cell.g for cell in sums.cells] == [cell.g for cell in wanted.cells]
    np.testing.assert_allclose([c.y for c in sums.cells], [c.y for c in wanted.cells])
    for account in wanted.n:
        np.testing.assert_allclose(sums.gy[account], wanted.gy[account])
        np.testing.assert_allclose(sums.yy[account], wanted.yy[account])
        assert abs(sums.gram[account] - wanted.gram[account]).nnz == 0


def count_made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    from balise.store.blocks import Blocks  # noqa: PLC0415 - Django comes with a store only

    kept: list[int] = []
    keep = Blocks._keep

    def counting(self: Blocks, blocks: list[object]) -> None:
        kept.append(len(blocks))
        keep(self, blocks)  # type: ignore[arg-type]

    monkeypatch.setattr(Blocks, "_keep", counting)
    return kept


def test_sums_equal_those_from_scratch(store: DjangoStore) -> None:
    put(store, "a", batch(*range(300)))
    design, sums = assert_right(store)
    assert sums.n == {"x:shop": 300}
    assert ("hashtag", "ad") in {(column.factor, column.level) for column in design.columns}


def test_they_stay_right_whatever_comes_later(store: DjangoStore) -> None:
    put(store, "a", batch(*range(0, 400, 2)))
    assert_right(store)
    put(store, "late", batch(*range(101, 140, 2)))
    assert_right(store)
    put(store, "changed", Batch(readings=(a_reading(100, after_days=60, reactions=900),)))
    assert_right(store)
    put(store, "again", batch(*range(0, 100, 2)))
    assert_right(store)
    put(store, "other", Batch(posts=(a_post(900, account="other"),), readings=(a_reading(900),)))
    _, sums = assert_right(store)
    assert sums.n == {"x:other": 1, "x:shop": 220}


def test_only_what_changed_is_made_again(
    store: DjangoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "a", batch(*range(600)))
    made = count_made(monkeypatch)
    assert_right(store)
    assert sum(made) == 10  # five blocks, once to count their levels and once to sum
    made.clear()
    assert_right(store)
    assert sum(made) == 0
    put(store, "b", Batch(readings=(a_reading(10, after_days=90, reactions=5),)))
    assert_right(store)
    assert sum(made) == 2  # its own, and the next one for what its first post comes after


def test_a_hashtag_that_becomes_frequent_is_found_in_earlier_posts(store: DjangoStore) -> None:
    often = FACTORS["hashtag"].least
    rare = Batch(
        posts=(a_post(0, text="#sale"), *(a_post(n) for n in range(1, 300))),
        readings=tuple(a_reading(n) for n in range(300)),
    )
    put(store, "a", rare)
    before, _ = assert_right(store)
    assert ("hashtag", "sale") not in places(before)
    later = range(300, 299 + often)
    put(
        store,
        "b",
        Batch(
            posts=tuple(a_post(n, text="#sale") for n in later),
            readings=tuple(a_reading(n) for n in later),
        ),
    )
    after, sums = assert_right(store)
    assert after.columns[: len(before.columns)] == before.columns
    place = places(after)["hashtag", "sale"]
    assert place >= len(before.columns)
    assert sums.gram["x:shop"][place, place] == often


def test_a_post_that_moves_leaves_its_old_block(store: DjangoStore) -> None:
    put(store, "a", batch(1, 2, 3))
    moved = a_post(2, published_at=START + timedelta(days=200), text="A longer text than before")
    put(store, "b", Batch(posts=(moved,), readings=(a_reading(2, after_days=300),)))
    _, sums = assert_right(store)
    assert sums.n == {"x:shop": 3}


def test_young_posts_are_kept_beside_the_sums(store: DjangoStore) -> None:
    put(
        store,
        "a",
        Batch(
            posts=tuple(a_post(n) for n in range(20)),
            readings=(
                *(a_reading(n) for n in range(16)),
                *(a_reading(n, after_days=0.25, reactions=3) for n in range(16, 20)),
            ),
        ),
    )
    before = store.material("park", "engagement")
    assert before.sums.n == {"x:shop": 16}
    assert {(one.value, one.age_h, one.kind) for one in before.young} == {(3.0, 6.0, "text")}
    assert len(before.young) == 4
    assert all(one.active for one in before.young)
    assert before.ages["x:shop"] == pytest.approx(math.log(7 * 24))
    put(store, "b", Batch(readings=(a_reading(16, reactions=9),)))
    after = store.material("park", "engagement")
    assert (after.sums.n, len(after.young)) == ({"x:shop": 17}, 3)
    assert after.snapshot != before.snapshot
    assert [(one.uid, one.age_h, one.value) for one in after.readings] == [
        ("x:16", 6.0, 3.0),
        ("x:16", 168.0, 9.0),
    ]


def test_a_part_of_engagement_that_joins_later_is_no_growth(store: DjangoStore) -> None:
    put(
        store,
        "a",
        Batch(
            posts=(a_post(1),),
            readings=(
                a_reading(1, after_days=1, reactions=5),
                a_reading(1, after_days=2, reactions=6, shares=4),
                a_reading(1, after_days=7, reactions=7, shares=5),
            ),
        ),
    )
    found = store.material("park", "engagement").readings
    assert [(one.age_h, one.value) for one in found] == [(48.0, 10.0), (168.0, 12.0)]


def test_a_brand_learns_how_its_posts_age(store: DjangoStore) -> None:
    posts = range(60)
    early = [a_reading(n, after_days=0.25, reactions=50 + n) for n in posts]
    late = [a_reading(n, reactions=2 * (50 + n)) for n in posts if n < 50]
    put(store, "a", Batch(posts=tuple(map(a_post, posts)), readings=(*early, *late)))
    fit = cycle.learn(store, "park")
    (one,) = fit.lifetimes()
    assert (one.network, one.kind, one.is_own, one.posts) == ("x", "text", True, 50)
    assert one.low < 6.0 < one.high
    assert sum(cells.count.sum() for cells in fit.posterior.cells.values()) > 50
    assert cycle.learn(store, "park").lifetimes() == fit.lifetimes()


def test_young_posts_and_posts_without_the_kpi_are_left_out(store: DjangoStore) -> None:
    put(
        store,
        "a",
        Batch(
            posts=tuple(a_post(n) for n in range(4)),
            readings=(a_reading(0), a_reading(1, after_days=1), a_reading(2, views=3)),
        ),
    )
    _, sums = assert_right(store)
    assert sums.n == {"x:shop": 1}
    put(store, "b", Batch(readings=(a_reading(1, after_days=3),)))
    _, sums = assert_right(store)
    assert sums.n == {"x:shop": 2}


def test_a_reading_may_come_before_its_post(store: DjangoStore) -> None:
    put(store, "posts", batch(*range(10)))
    assert_right(store)
    put(store, "readings", Batch(readings=(a_reading(50),)))
    assert_right(store)
    put(store, "post", Batch(posts=(a_post(50),)))
    _, sums = assert_right(store)
    assert sums.n == {"x:shop": 11}


def test_imports_that_cross_leave_nothing_stale(store: DjangoStore) -> None:
    put(store, "a", batch(*range(100)))
    with store.importing("park", source="b", format_="x", digest="b") as one:
        one.write(Batch(readings=(a_reading(500),)))
        put(store, "c", Batch(posts=(a_post(500),)))
        assert_right(store)
    _, sums = assert_right(store)
    assert sums.n == {"x:shop": 101}


def test_each_kpi_has_its_own_sums(store: DjangoStore) -> None:
    put(store, "a", Batch(
        posts=tuple(a_post(n) for n in range(5)),
        readings=tuple(a_reading(n, reactions=n, reach=100) for n in range(5)),
    ))  # fmt: skip
    assert_right(store)
    design, sums = assert_right(store, "engagement_rate_by_reach")
    assert design.kpi == "engagement_rate_by_reach"
    assert sums.n == {"x:shop": 5}
    _, none = store.sums("park", "link_clicks")
    assert none.n == {}


def test_accounts_are_told_in_their_own_zones(store: DjangoStore) -> None:
    put(store, "a", batch(*range(60)))
    with store.importing(
        "park", source="b", format_="x", digest="b", timezone="Asia/Kolkata"
    ) as writer:
        writer.write(Batch(
            posts=tuple(a_post(n, account="far") for n in range(100, 130)),
            readings=tuple(a_reading(n) for n in range(100, 130)),
        ))  # fmt: skip
    design, _ = assert_right(store)
    assert {design.timezone, *dict(design.zones).values()} == {"UTC", "Asia/Kolkata"}


def test_the_snapshot_names_the_data(store: DjangoStore) -> None:
    put(store, "a", batch(*range(50)))
    first = store.material("park", "engagement").snapshot
    assert store.material("park", "engagement").snapshot == first
    later = Reading(post_uid="x:3", as_of=START + timedelta(days=50), values={"reactions": 77.0})
    put(store, "b", Batch(readings=(later,)))
    assert store.material("park", "engagement").snapshot != first


def test_a_fit_learns_from_the_sums(store: DjangoStore) -> None:
    put(store, "a", batch(*range(200)))
    fit = fit_sums(*store.sums("park", "engagement"))
    assert fit.kpi == "engagement"
    assert fit.estimates()


def test_the_posts_before_tell_no_other_factors_than_are_known() -> None:
    from balise.learn.features import levels  # noqa: PLC0415
    from balise.store.learnt import AFTER  # noqa: PLC0415 - Django comes with a store only

    (_, _, _), (post, found, _) = rows.follow([a_post(1), a_post(2)], {"": "UTC"})
    alone = levels(post, timezone="UTC")
    assert {factor for factor, _ in found[len(alone) :]} == AFTER
    assert found[: len(alone)] == alone


def test_replies_and_repeated_posts_teach_nothing(store: DjangoStore) -> None:
    posts = [a_post(n) for n in range(12)]
    posts += [replace(a_post(n), kind="reply", is_reply=True) for n in range(12, 16)]
    posts += [replace(a_post(n), kind="repost", is_repost=True) for n in range(16, 20)]
    put(store, "a", Batch(posts=tuple(posts), readings=tuple(a_reading(n) for n in range(20))))
    _, sums = store.sums("park", "engagement")
    assert sum(sums.n.values()) == 12


def test_a_snapshot_of_the_store_has_the_sums_of_its_blocks(
    store: DjangoStore, tmp_path: Path
) -> None:
    put(store, "first", batch(*range(60)), batch(*range(60, 150)))
    design, sums = store.sums("park", "engagement")
    file = tmp_path / "posts.parquet"
    assert store.snapshot("park", "engagement", file) == 150
    assert snapshot.design_of(file) == design
    assert_same(snapshot.sums([file], design), sums)


def test_a_snapshot_of_a_rate_has_the_weights_of_its_blocks(
    store: DjangoStore, tmp_path: Path
) -> None:
    put(store, "first", Batch(
        posts=tuple(a_post(n) for n in range(150)),
        readings=tuple(a_reading(n, reactions=n, reach=10 + n * n) for n in range(150)),
    ))  # fmt: skip
    design, sums = assert_right(store, "engagement_rate_by_reach")
    assert sums.weighed is not None
    file = tmp_path / "posts.parquet"
    store.snapshot("park", "engagement_rate_by_reach", file)
    assert_same(snapshot.sums([file], design), sums)
