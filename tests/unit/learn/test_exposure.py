"""Rates: what few views tell counts for less, and what is shown to few scatters more."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from balise import learn
from balise.domain.design import THINNESS, WHOLE
from balise.learn import exposure, frames
from balise.learn.gather import gathered

RATE = "engagement_rate_by_impressions"
KINDS = ("image", "link", "text", "video")
EFFECTS = np.array([0.0, 0.1, -0.3, 0.3])
POSTS = 100


def world(seed: int, *, accounts: int = 8) -> pd.DataFrame:
    """Make accounts whose posts are shown 20 to 20,000 times, videos to fewer; rates near 3 %."""
    chance = np.random.default_rng(seed)
    n = accounts * POSTS
    account, kind = np.repeat(np.arange(accounts), POSTS), chance.integers(0, 4, n)
    shown = np.exp(chance.uniform(math.log(20), math.log(20_000), n) - (kind == 3))
    shown = np.maximum(np.round(shown), 20)
    log = math.log(0.03) + chance.normal(0, 0.5, accounts)[account] + EFFECTS[kind]
    rate = np.minimum(np.exp(log + chance.normal(0, math.sqrt(0.1), n)), 1)
    hours = np.sort(chance.integers(0, 24 * 7 * 40, (accounts, POSTS)), axis=1).ravel()
    return pd.DataFrame(
        {
            "post_uid": [f"p{i}" for i in range(n)],
            "network": "x",
            "account": [f"a{a}" for a in account],
            "published_at": pd.Timestamp("2025-01-06", tz="UTC") + pd.to_timedelta(hours, unit="h"),
            "kind": [KINDS[k] for k in kind],
            "reactions": chance.binomial(shown.astype(int), rate).astype(float),
            "impressions": shown,
        }
    )


def split(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    late = np.tile(np.arange(POSTS) >= 0.8 * POSTS, len(frame) // POSTS)
    return frame[~late], frame[late]


def inside(fit: learn.Fit, asked: pd.DataFrame, posts: pd.DataFrame) -> Any:
    told, rate = fit.predict(asked), (posts["reactions"] + 0.5) / posts["impressions"]
    return (told["q05"].to_numpy() <= rate) & (rate <= told["q95"].to_numpy())


@given(st.floats(1, 1e15), st.floats(1, 1e15))
def test_more_exposure_never_counts_for_less(one: float, other: float) -> None:
    few, many = sorted([one, other])
    weights = [exposure.weight({"reactions": 0.0, "reach": x}, "engagement_rate_by_reach")
               for x in (few, many)]  # fmt: skip
    assert 1 <= (weights[0] or 0) <= (weights[1] or 0) <= WHOLE
    assert exposure.thinness(few) >= exposure.thinness(many) >= 1


def test_every_weight_divides_what_is_summed_of_it() -> None:
    assert [THINNESS % weight for weight in exposure.WEIGHTS] == [0] * len(exposure.WEIGHTS)


@given(st.floats(0, 1e6))
def test_a_weight_hangs_on_no_reaction(reactions: float) -> None:
    values = {"reactions": reactions, "views": 40.0}
    none = {"reactions": 0.0, "views": 40.0}
    kpi = "engagement_rate_by_views"
    assert exposure.weight(values, kpi) == exposure.weight(none, kpi)


@pytest.mark.parametrize(
    "values",
    [{}, {"reactions": 3.0}, {"reach": 9.0}, {"reactions": 3.0, "reach": 0.0},
     {"reactions": 3.0, "reach": math.nan}, {"reactions": 3.0, "reach": 1e16}],
)  # fmt: skip
def test_what_has_no_rate_has_no_weight(values: dict[str, float]) -> None:
    assert exposure.weight(values, "engagement_rate_by_reach") is None


def test_a_count_has_no_weight_and_its_sums_none() -> None:
    _, sums, _ = gathered(world(1, accounts=1), kpi="reactions")
    assert (sums.weighed, dict(sums.thin)) == (None, {})


def test_intervals_hold_as_often_for_few_views_as_for_many() -> None:
    found = []
    for seed in range(3):
        known, late = split(world(seed))
        hit = inside(learn.fit(known, kpi=RATE), late, late)
        found += [
            hit[(late["impressions"] >= low) & (late["impressions"] < high)]
            for low, high in ((0, 100), (100, 1_000), (1_000, 1e9))
        ]
    for some in (found[0::3], found[1::3], found[2::3]):
        assert 0.82 < np.mean(np.concatenate(some)) < 0.99


def test_effects_come_nearer_to_the_truth_than_with_posts_of_equal_weight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worlds = [world(seed) for seed in range(10, 15)]
    weighed = [error(frame) for frame in worlds]
    monkeypatch.setattr(frames, "weight", lambda *_: None)
    equal = [error(frame) for frame in worlds]
    assert np.sqrt(np.mean(weighed)) < 0.9 * np.sqrt(np.mean(equal))


def error(frame: pd.DataFrame) -> float:
    told = learn.fit(frame, kpi=RATE).effects()
    told = told[(told["factor"] == "kind") & (told["scope"] == told["scope"].iloc[0])]
    found = dict(zip(told["level"], np.log(told["multiplier"]), strict=True))
    share = frame["kind"].value_counts(normalize=True)
    middle = sum(share[kind] * effect for kind, effect in zip(KINDS, EFFECTS, strict=True))
    pairs = zip(KINDS, EFFECTS, strict=True)
    return float(np.mean([(found[kind] - effect + middle) ** 2 for kind, effect in pairs]))


def test_fewer_views_widen_a_forecast_and_unknown_ones_are_those_of_the_account() -> None:
    frame = world(3, accounts=2)
    fit = learn.fit(frame, kpi=RATE)
    asked = frame.iloc[[0, 0, 0]].assign(impressions=[20.0, 20_000.0, math.nan])
    few, many, unknown = fit.predict(asked)["sd_log"]
    assert many < unknown < few
    bare = fit.predict(asked.drop(columns="impressions"))["sd_log"]
    assert bare.tolist() == pytest.approx([unknown] * 3)
    assert fit.expect(frames.posts_of(asked))[0][1] == pytest.approx(unknown)


def test_posts_are_counted_as_posts_whatever_their_weight() -> None:
    frame = world(4, accounts=3)
    fit = learn.fit(frame, kpi=RATE)
    again = learn.from_bytes(fit.to_bytes())
    for one in (fit, again):
        told = one.effects()
        told = told[(told["factor"] == "kind") & (told["scope"] == told["scope"].iloc[0])]
        assert dict(zip(told["level"], told["n"], strict=True)) == dict(
            frame["kind"].value_counts()
        )
    pd.testing.assert_frame_equal(fit.effects(), again.effects())
    pd.testing.assert_frame_equal(fit.predict(frame), again.predict(frame))
    new = frame.iloc[:1].assign(account="never seen").drop(columns="impressions")
    pd.testing.assert_frame_equal(fit.predict(new), again.predict(new))
