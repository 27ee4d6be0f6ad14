"""Posts read too young enter corrected, and never count for more than they tell."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import special

from balise import learn
from balise.domain.design import Young
from balise.domain.reading import Aged
from balise.errors import NotEnoughPostsError
from balise.learn import maturity
from balise.learn.young import Ageing, corrected

Worlds = Callable[..., pd.DataFrame]


def a_post(value: float = 10.0, age_h: float = 6.0, **facts: object) -> Young:
    given: dict[str, object] = {"account": "facebook:a", "week": 5, "kind": "image", "active": (0,)}
    return Young(value=value, age_h=age_h, **{**given, **facts})  # type: ignore[arg-type]


def read_late(frame: pd.DataFrame, hours: float = 24 * 30) -> pd.DataFrame:
    return frame.assign(as_of=frame["published_at"] + pd.Timedelta(hours=hours))


def newest(frame: pd.DataFrame, days: int = 14) -> NDArray[np.bool_]:
    late = frame["published_at"] > frame["published_at"].max() - pd.Timedelta(days=days)
    return np.asarray(late, bool)


def test_a_young_post_is_told_what_it_will_have() -> None:
    (laid,) = corrected(Ageing(young=[a_post()], ages={"facebook:a": math.log(720)}))
    assert laid.y > math.log1p(10)
    assert laid.variance > 0


def test_the_younger_a_post_the_less_is_known() -> None:
    laid = [corrected(Ageing(young=[a_post(age_h=age)]))[0] for age in (4.0, 12.0, 40.0)]
    spread = [one.variance for one in laid]
    assert spread == sorted(spread, reverse=True)


def test_a_post_too_young_to_tell_stays_out() -> None:
    assert corrected(Ageing(young=[a_post(age_h=0.05)])) == ()


def test_a_post_as_old_as_the_others_is_left_as_it_is() -> None:
    (laid,) = corrected(Ageing(young=[a_post(age_h=60.0)]))
    assert (laid.y, laid.variance) == (math.log1p(10), 0.0)


def test_many_young_posts_are_no_surer_together_than_the_curve() -> None:
    one, ten, many = (_together(n) for n in (1, 10, 1000))
    own = (one - ten) / (1 - 1 / 10)
    assert own > 0
    assert many == pytest.approx(one - own + own / 1000)  # what is shared does not average out
    assert many > 0.1 * one


def _together(n: int) -> float:
    """Variance of the mean of n young posts."""
    return 1 / sum(1 / each.variance for each in corrected(Ageing(young=[a_post()] * n)))


def test_without_reading_times_nothing_changes(world: Worlds) -> None:
    frame = world(accounts=3, posts=60)
    assert learn.fit(frame).estimates() == learn.fit(read_late(frame)).estimates()


def test_young_posts_enter(world: Worlds) -> None:
    frame = read_late(world(accounts=3, posts=60))
    young = newest(frame)
    out = learn.fit(frame[~young])
    frame.loc[young, "as_of"] = frame["published_at"] + pd.Timedelta("20h")
    within = learn.fit(frame)
    counted = [
        sum(cells.count.sum() for cells in fit.posterior.cells.values()) for fit in (out, within)
    ]
    assert counted[0] < counted[1] < counted[0] + young.sum()
    kinds = [fit.effects().set_index(["factor", "level", "scope"])["n"] for fit in (out, within)]
    assert kinds[0].equals(kinds[1])  # only posts that can be listed are counted
    assert within.posterior.scales.noise == pytest.approx(out.posterior.scales.noise, rel=0.05)


def test_a_rate_of_a_young_post_is_not_corrected(world: Worlds) -> None:
    frame = read_late(world(accounts=2, posts=60)).assign(reach=500.0)
    young = newest(frame)
    frame.loc[young, "as_of"] = frame["published_at"] + pd.Timedelta("20h")
    kpi = "engagement_rate_by_reach"
    counts = [
        {a: cells.count.sum() for a, cells in learn.fit(some, kpi=kpi).posterior.cells.items()}
        for some in (frame, frame[~young])
    ]
    assert counts[0] == counts[1]


def test_an_account_with_young_posts_only_is_known(world: Worlds) -> None:
    frame = read_late(world(accounts=3, posts=40))
    new = frame["account"] == "account2"
    frame.loc[new, "as_of"] = frame["published_at"] + pd.Timedelta("20h")
    fit = learn.fit(frame)
    assert "x:account2" in fit.posterior.cells
    again = learn.from_bytes(fit.to_bytes())
    assert again.predict(frame.head(3)).equals(fit.predict(frame.head(3)))
    assert again.lifetimes() == fit.lifetimes()


def test_young_posts_alone_are_not_enough(world: Worlds) -> None:
    frame = read_late(world(accounts=1, posts=20), hours=20)
    with pytest.raises(NotEnoughPostsError):
        learn.fit(frame)


def test_effects_are_not_bent_and_intervals_hold(world: Worlds) -> None:
    """In each world all posts of the last weeks are young, and two thirds of them are videos."""
    held, wrong = [], []
    for seed in range(8):
        chance = np.random.default_rng(seed)
        curve = maturity.learn(_aged(chance))
        frame = read_late(world(accounts=4, posts=60, size=0.0, seed=seed))
        young = newest(frame, 40)
        kinds = chance.choice(["video", "video", "image"], len(frame))
        frame["kind"] = np.where(young, kinds, frame["kind"])
        share = special.ndtr(
            (math.log(2.0) - math.log(1.0) - 0.4 * chance.normal(size=len(frame))) / 1.3
        )
        frame.loc[young, "as_of"] = frame["published_at"] + pd.Timedelta("2h")
        early = chance.binomial(frame["reactions"].astype(int), share)
        frame["reactions"] = np.where(young, early, frame["reactions"]).astype(float)
        found = learn.fit(frame, curve=curve).effects()
        videos = found[(found["factor"] == "kind") & (found["scope"] == "all")]
        held += ((videos["low"] <= 1) & (videos["high"] >= 1)).tolist()
        wrong += np.log(videos["multiplier"]).tolist()
    assert np.mean(held) >= 0.85
    assert abs(np.mean(wrong)) < 0.05


def _aged(chance: np.random.Generator) -> list[Aged]:
    ages = np.array([1.0, 2.0, 6.0, 24.0, 96.0])
    found = []
    for n in range(12):
        share = special.ndtr((np.log(ages) - 0.4 * chance.normal()) / 1.3)
        counts = np.cumsum(chance.poisson(400 * np.diff(share, prepend=0)))
        uid, kind = f"x:{n}", ("video", "image")[n % 2]
        found += [
            Aged(uid, f"account{n % 4}", kind, age, v) for age, v in zip(ages, counts, strict=True)
        ]
    return found
