from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from balise import learn
from balise.learn import small
from balise.learn.cells import AccountCells
from balise.learn.kpi import is_counted
from balise.learn.process import Place

Make = Callable[..., pd.DataFrame]
KINDS = ("image", "text", "video")
EFFECT = np.array([0.0, -0.5, 0.5])
START = pd.Timestamp("2026-01-05", tz="UTC")


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """Accounts with few likes: Poisson about means that scatter."""

    typical: tuple[float, ...] = (1.0,) * 4
    posts: int = 400
    size: float = 1.0
    seed: int = 0

    def frame(self) -> pd.DataFrame:
        chance = np.random.default_rng(self.seed)
        n = len(self.typical) * self.posts
        account, kind = (
            np.repeat(np.arange(len(self.typical)), self.posts),
            chance.integers(0, 3, n),
        )
        log = np.log(np.array(self.typical))[account] + self.size * EFFECT[kind]
        hours = np.sort(chance.integers(0, 24 * 7 * 52, (len(self.typical), self.posts))).ravel()
        return pd.DataFrame(
            {
                "post_uid": [f"x:{i}" for i in range(n)],
                "network": "x",
                "account": [f"account{a}" for a in account],
                "published_at": START + pd.to_timedelta(hours, unit="h"),
                "kind": [KINDS[k] for k in kind],
                "text": "",
                "reactions": chance.poisson(np.exp(log + 0.5 * chance.normal(size=n))).astype(
                    float
                ),
            }
        )


def kinds(fit: learn.Fit) -> pd.DataFrame:
    effects = fit.effects()
    mine = (effects["factor"] == "kind") & (effects["scope"] == "all")
    told: pd.DataFrame = effects[mine].set_index("level").loc[list(KINDS)]
    return told


def cells(counts: list[float], posts: list[float]) -> AccountCells:
    n = len(counts)
    return AccountCells(
        account="x:a",
        place=Place(week=np.arange(n, dtype=float), kind=np.zeros(n, np.int64)),
        count=np.array(posts),
        mean=np.log1p(counts),
        columns=sparse.csr_array(np.ones((n, 1))),
    )


@pytest.mark.parametrize("typical", [0.5, 2.0])
def test_an_effect_on_small_counts_is_told_of_the_count_itself(typical: float) -> None:
    fit = learn.fit(Quiet(typical=(typical,) * 4).frame())
    told = kinds(fit)
    assert np.log(told["multiplier"]).to_numpy() == pytest.approx(EFFECT, abs=0.2)
    assert list(told.loc[["text", "video"], "verdict"]) == ["worse", "better"]


def test_accounts_of_all_sizes_have_one_effect_on_the_count() -> None:
    told = kinds(learn.fit(Quiet(typical=(0.5, 2.0, 10.0, 100.0)).frame()))
    assert np.log(told["multiplier"]).to_numpy() == pytest.approx(EFFECT, abs=0.2)


def test_small_counts_without_effects_are_not_claimed_to_have_any() -> None:
    for seed in range(4):
        found = learn.fit(Quiet(typical=(0.5,) * 4, posts=100, size=0.0, seed=seed).frame())
        assert not set(found.effects()["verdict"]) & {"better", "worse"}


def test_a_multiplier_of_a_count_is_above_zero_and_within_its_interval() -> None:
    frame = Quiet(typical=(0.1,) * 2, posts=30).frame()
    for told in (learn.fit(frame).effects(), learn.fit(frame.assign(reactions=0.0)).effects()):
        assert (told["low"] > 0).all()
        assert ((told["low"] <= told["multiplier"]) & (told["multiplier"] <= told["high"])).all()
        assert np.isfinite(told["high"]).all()


@pytest.mark.parametrize("mean", [-0.9, -2.0, -50.0])
def test_a_loss_beyond_all_that_is_shown_leaves_next_to_nothing(mean: float) -> None:
    middle, low, high = small.on_counts(mean, 0.05, 0.5)
    assert 0 <= low <= middle <= high < 0.1


def test_large_counts_show_all_of_an_effect() -> None:
    assert small.of_account(cells([500.0, 900.0], [1.0, 3.0]), 0.5) == pytest.approx(1.0)
    mean, sd = 0.3, 0.1
    assert small.on_counts(mean, sd, 1.0) == pytest.approx(
        np.exp(mean + sd * np.array([0, -1.6449, 1.6449])), rel=1e-4
    )


def test_posts_alone_in_their_cells_show_what_their_counts_show() -> None:
    shown = small.of_account(cells([0.0, 0.0, 1.0, 4.0], [1.0] * 4), 0.3)
    assert shown == pytest.approx((np.log(2) + 4 * np.log(1.25)) / 4)


def test_what_is_shown_is_how_the_mean_logarithm_moves_with_the_mean() -> None:
    chance, step = np.random.default_rng(1), 0.05
    means = chance.lognormal(0, 0.7, 400_000)
    more, less = (np.log1p(chance.poisson(means * np.exp(s))).mean() for s in (step, -step))
    counts = chance.poisson(means[:20_000]).astype(float).tolist()
    shown = small.of_account(cells(counts, [1.0] * len(counts)), 0.3)
    assert shown == pytest.approx((more - less) / (2 * step), abs=0.03)


def test_young_posts_and_posts_of_many_a_week_are_allowed_for() -> None:
    chance = np.random.default_rng(2)
    y = np.log1p(chance.poisson(1.0, (2_000, 4)))
    four = replace(cells(np.expm1(y.mean(axis=1)).tolist(), [4.0] * 2_000), young=0)
    one = cells(np.expm1(y.ravel()).tolist(), [1.0] * 8_000)
    noise = float(y.var(axis=1, ddof=1).mean())
    assert small.of_account(four, noise) == pytest.approx(small.of_account(one, noise), abs=0.04)
    assert small.of_account(replace(one, young=8_000), noise) == 1.0


def test_rates_and_seconds_are_no_counts(world: Make) -> None:
    assert [is_counted(k) for k in ("reactions", "reach", "engagement")] == [True] * 3
    assert not any(map(is_counted, ("engagement_rate_by_reach", "avg_watch_s", "answers")))
    frame = world(accounts=2, posts=40)
    shown = small.shown(learn.fit(frame.assign(avg_watch_s=2.5), kpi="avg_watch_s").posterior)
    assert set(shown.accounts.values()) == {1.0}
    assert (shown.columns == 1).all()


def test_quantiles_of_a_count_are_whole_numbers_and_cover_what_comes() -> None:
    frame = Quiet(typical=(0.3, 1.0, 3.0)).frame()
    last = frame.groupby("account").tail(100)
    told = learn.fit(frame.drop(last.index)).predict(last.drop(columns="reactions"))
    quantiles = told[["q05", "q25", "q50", "q75", "q95"]].to_numpy()
    assert (quantiles == np.round(quantiles)).all()
    assert (quantiles >= 0).all()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    y = last["reactions"].to_numpy()
    assert 0.9 <= ((told["q05"] <= y) & (y <= told["q95"])).mean() <= 0.99
