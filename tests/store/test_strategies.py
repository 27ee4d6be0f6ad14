"""Versions of a strategy, each with what was known that day, on both databases."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.store.making import START, batch, put
from tests.unit.strategy.written import FULL, LEAST

from balise import Strategy, cycle
from balise.domain.estimate import Provenance
from balise.domain.ports import StoredFit
from balise.domain.version import Known
from balise.errors import FileMissingError, RecordNotFoundError, StrategyError
from balise.workspace import BRAND, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from balise.store.repository import DjangoStore

DAY = datetime(2027, 1, 4, 9, tzinfo=UTC)


def fit(kpi: str, snapshot: str) -> StoredFit:
    made = Provenance(snapshot=snapshot, model="m", seed=3, made_at=DAY)
    return StoredFit(kpi=kpi, data=b"", provenance=made)


def test_a_version_says_who_made_it(store: DjangoStore) -> None:
    store.keep_strategy("park", FULL, made_at=DAY, by="Mia\x00")
    store.keep_strategy("park", FULL, made_at=DAY, by="who saved the very same text")
    store.keep_strategy("park", LEAST, made_at=DAY)
    assert [one.by for one in store.strategies("park")] == ["Mia\ufffd", ""]


def test_a_version_is_kept_with_what_was_known_that_day(store: DjangoStore) -> None:
    put(store, "a", batch(1, 2))
    put(store, "b", batch(2, 3))
    for one in (fit("views", "old"), fit("engagement", "e"), fit("views", "new")):
        store.keep_fit("park", one)
    kept = store.keep_strategy("park", FULL, made_at=DAY)
    assert (kept.number, kept.brand, kept.made_at, kept.text) == (1, "park", DAY, FULL)
    assert kept.digest == hashlib.sha256(FULL.encode()).hexdigest()
    assert (kept.known.files, kept.known.posts) == (2, 3)
    assert kept.known.view == store.ledger("park").view
    assert kept.known.last_post_at == START + timedelta(hours=15)
    assert {kpi: made.snapshot for kpi, made in kept.known.fits.items()} == {
        "engagement": "e",
        "views": "new",
    }
    put(store, "c", batch(4, 5))
    assert store.strategies("park") == (kept,)


def test_a_strategy_may_come_before_anything_is_imported(store: DjangoStore) -> None:
    kept = store.keep_strategy("new", LEAST, made_at=DAY)
    assert kept.known == Known(view=kept.known.view)
    assert store.strategies("new") == (kept,)
    assert store.brands() == ()
    assert store.strategies("other") == ()


def test_the_same_text_again_stores_nothing_new(store: DjangoStore) -> None:
    first = store.keep_strategy("park", LEAST, made_at=DAY)
    put(store, "a", batch(1))
    assert store.keep_strategy("park", LEAST, made_at=DAY + timedelta(days=1)) == first
    assert len(store.strategies("park")) == 1


def test_a_text_that_comes_back_is_a_version_again(store: DjangoStore) -> None:
    for day, text in enumerate((LEAST, LEAST + "# a thought\n", LEAST)):
        store.keep_strategy("park", text, made_at=DAY + timedelta(days=day))
    assert [one.number for one in store.strategies("park")] == [1, 2, 3]
    assert store.strategies("park")[0].digest == store.strategies("park")[2].digest


def test_brands_keep_their_own(store: DjangoStore) -> None:
    store.keep_strategy("one", LEAST, made_at=DAY)
    store.keep_strategy("other", FULL, made_at=DAY)
    assert [one.text for one in store.strategies("one")] == [LEAST]
    assert store.strategies("other")[0].number == 1


def test_those_who_write_at_once_count_on(
    store: DjangoStore, where: str, opened: Callable[[str], DjangoStore]
) -> None:
    def write(n: int) -> int:
        mine = opened(where)
        kept = mine.keep_strategy("park", f"{LEAST}# {n}\n", made_at=DAY)
        mine.close()
        return kept.number

    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(write, range(12)))
    assert sorted(numbers) == list(range(1, 13))
    assert len({one.digest for one in store.strategies("park")}) == 12


def test_a_workspace_keeps_the_file_and_gives_the_last_one(tmp_path: Path) -> None:
    file = tmp_path / "strategy.toml"
    file.write_text(FULL, encoding="utf-8")
    space = Workspace.open(tmp_path / "balise")
    with pytest.raises(RecordNotFoundError, match="strategy"):
        space.strategy()
    assert space.strategies() == ()
    first = space.keep_strategy(file)
    again = space.keep_strategy(Strategy.load(file))
    assert again == first
    later = space.keep_strategy(space.strategy().with_value("plan.reserve", 0.2))
    assert (first.brand, later.number) == (BRAND, 2)
    assert space.strategy().plan.reserve == 0.2
    assert "# made up" in space.strategy().text
    assert datetime.now(UTC) - later.made_at < timedelta(minutes=1)
    space.store.close()


def test_what_is_no_strategy_is_not_kept(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "balise")
    (tmp_path / "strategy.toml").write_text("[strategy]\n")
    with pytest.raises(StrategyError):
        space.keep_strategy(tmp_path / "strategy.toml")
    with pytest.raises(FileMissingError):
        space.keep_strategy(tmp_path / "none.toml")
    assert space.strategies() == ()
    space.store.close()


def test_the_main_path_keeps_what_a_strategy_says(store: DjangoStore) -> None:
    cycle.keep_strategy(store, "park", Strategy.parse(FULL))
    assert cycle.strategy(store, "park") == Strategy.parse(FULL)
