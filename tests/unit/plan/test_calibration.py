"""Whether forecasts keep what they say: the short form of `bench/forecast.py`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from tests.unit.plan.told import START, history, slots, strategy

from balise.domain.plan import Slot
from balise.learn import fit
from balise.plan.forecast import outlooks

RUNS = 64


@dataclass(frozen=True)
class Run:
    """What was said, and what came."""

    low: float
    high: float
    p: float
    target: float
    truth: float


def made_up(seed: int) -> Run:
    """One account: two formats, a level that walks, posts that scatter with heavy tails."""
    rng = np.random.default_rng(seed)
    n, planned = 50, [*slots(4, 2), *slots(4, 1, kind="video")]
    planned = [_named(slot, i) for i, slot in enumerate(planned)]
    days_ago = sorted(rng.choice(np.arange(2, 160), n, replace=False).tolist())
    level, kind = rng.normal(4, 0.7), rng.normal(0, 0.4)
    weeks = np.zeros(32)
    for week in range(1, 32):
        weeks[week] = 0.9 * weeks[week - 1] + rng.normal(0, 0.1)
    is_video = rng.random(n) < 0.4
    past = np.array([weeks[23 - ago // 7] for ago in days_ago])

    def met(drift: np.ndarray, video: np.ndarray) -> np.ndarray:
        luck = 0.6 * np.clip(rng.standard_t(6, len(drift)), -5, 5) / 1.22
        return rng.poisson(np.exp(level + drift + kind * video + luck)).astype(float)

    kinds = np.where(is_video, "video", "image")
    frame = history(days_ago, met(past, is_video).tolist(), kind=kinds)
    frame["published_at"] += pd.to_timedelta(rng.integers(-4, 8, n), unit="h")
    frame["as_of"] = frame["published_at"] + pd.Timedelta(days=60)
    ahead = np.array([weeks[24 + (s.publish_at.date() - START).days // 7] for s in planned])
    truth = float(met(ahead, np.array([s.kind == "video" for s in planned])).sum())
    usual = float(frame["views"].mean()) * len(planned)  # the truth must not be known from it
    target = usual * float(rng.lognormal(0, 0.5))
    asked = strategy(target=target, ends=START + timedelta(27))
    fits = {"views": fit(frame, kpi="views")}
    (found,) = outlooks(
        asked, fits, planned, start=START, weeks=4, history=frame, seed=seed, draws=600
    )
    return Run(found.q05, found.q95, found.p_reached, target, truth)


def _named(slot: Slot, i: int) -> Slot:
    return replace(slot, slot_id=str(i), publish_at=slot.publish_at + timedelta(hours=i % 3))


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    return [made_up(seed) for seed in range(RUNS)]


def test_the_band_of_a_total_holds_nine_times_in_ten(runs: list[Run]) -> None:
    held = np.mean([run.low <= run.truth <= run.high for run in runs])
    assert held >= 0.8  # of one account alone it is wider than it need be
    assert np.median([run.high / run.low for run in runs]) < 10


def test_what_is_said_to_be_likely_comes_true_as_often(runs: list[Run]) -> None:
    said = np.array([run.p for run in runs])
    came = np.array([run.truth >= run.target for run in runs])
    assert abs(said.mean() - came.mean()) < 0.12
    assert came[said < 0.35].mean() < 0.4
    assert came[said > 0.65].mean() > 0.6
    assert ((said - came) ** 2).mean() < 0.21  # a coin has 0.25
