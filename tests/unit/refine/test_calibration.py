"""Forecasts that are honest, too sure, too unsure, too high and too low are told apart."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.unit.refine.made import LEVEL, NOW, SPREAD, START, gauge, post, slot, worth

from balise.domain.interval import wilson
from balise.domain.ports import MeasuredPost
from balise.domain.refinement import Calibration, Fulfilment
from balise.refine.calibration import calibration, pit
from balise.refine.execution import Window, execution
from balise.refine.gauge import results

WHOLE = Window(starts=date(2026, 1, 1), ends=date(2027, 12, 31), now=NOW, timezone="UTC")
RUNS = 200


def world(  # noqa: PLR0913 - what a world is made of
    rng: np.random.Generator,
    n: int,
    *,
    shift: float = 0.0,
    spread: float = 1.0,
    weekly: float = 0.0,
    level: float = LEVEL,
) -> Calibration:
    """Forecast n posts, the truth lying `shift` off and spread `spread` times as wide."""
    weeks = rng.normal(0, weekly, n) if weekly else np.zeros(n)
    slots, posts = [], []
    for i in range(n):
        at = START + timedelta(hours=42 * i) - timedelta(days=150)
        tau = math.hypot(SPREAD, weekly)
        low, mid, high = (max(math.expm1(level + d * 1.645 * tau), 0.0) for d in (-1, 0, 1))
        slots.append(slot(str(i), at, q05=low, q50=mid, q95=high))
        y = level + shift + weeks[at.isocalendar()[1] % n] + spread * rng.normal(0, SPREAD)
        posts.append(post(str(i), at, worth(y)))
    return calibration(execution(slots, posts, WHOLE, gauge()).fulfilments)


@pytest.mark.parametrize("level", [LEVEL, 1.2])
def test_honest_forecasts_are_seldom_called_anything_else(level: float) -> None:
    rng = np.random.default_rng(4)
    found = [world(rng, 40, level=level) for _ in range(RUNS)]
    assert np.mean([one.verdict != "kept" for one in found]) <= 0.1
    assert np.mean([one.p for one in found]) == pytest.approx(0.5, abs=0.1)
    assert np.mean([one.low <= 0.9 <= one.high for one in found]) >= 0.84


def test_weeks_that_share_an_error_are_not_taken_for_a_bias() -> None:
    rng = np.random.default_rng(4)
    found = [world(rng, 60, weekly=0.4) for _ in range(RUNS)]
    assert np.mean([one.verdict != "kept" for one in found]) <= 0.12


@pytest.mark.parametrize(
    ("shift", "spread", "verdict"),
    [
        (0.0, 2.0, "too sure"),
        (0.0, 0.4, "too unsure"),
        (-0.7, 1.0, "too high"),
        (0.7, 1.0, "too low"),
    ],
)
def test_forecasts_that_mislead_are_told_how(shift: float, spread: float, verdict: str) -> None:
    rng = np.random.default_rng(9)
    found = [world(rng, 60, shift=shift, spread=spread).verdict for _ in range(40)]
    assert found.count(verdict) >= 36


def test_under_twenty_results_nothing_is_told() -> None:
    found = world(np.random.default_rng(1), 19, shift=-3)
    assert found.verdict == "cannot tell"
    assert math.isnan(found.p)
    assert found.n == sum(found.bins) == 19
    none = calibration([])
    assert (none.n, none.verdict, sum(none.bins)) == (0, "cannot tell", 0)
    assert math.isnan(none.kept90)


def fell(y: float, **changes: object) -> float:
    one = slot("1", START, **changes)
    return pit(one, results([post("1", START, worth(y))], gauge())[0])


def test_each_half_of_a_forecast_has_its_own_width() -> None:
    skewed = {"q05": math.expm1(4.9), "q50": math.expm1(LEVEL), "q95": math.expm1(8.0)}
    assert fell(4.9, **skewed) == pytest.approx(0.05, abs=0.03)
    assert fell(8.0, **skewed) == pytest.approx(0.95, abs=0.01)


def test_a_forecast_that_was_cut_at_nothing_has_the_width_of_its_upper_half() -> None:
    cut = {"q05": 0.0, "q50": 2.0, "q95": 11.0}
    assert 0 <= fell(0.0, **cut) <= 0.4


@pytest.mark.parametrize(
    "broken", [{"q50": math.nan}, {"q95": math.nan}, {"q05": 5.0, "q50": 5.0, "q95": 5.0}]
)
def test_a_slot_without_a_forecast_has_no_place_in_one(broken: dict[str, float]) -> None:
    assert math.isnan(fell(5.0, **broken))


def test_a_post_that_is_too_young_says_nothing_of_forecasts_yet() -> None:
    def young(one: MeasuredPost) -> tuple[float, float, float]:
        return one.values["views"], 20.0, 900.0

    found = results([post("1", START)], gauge(grow=young))[0]
    assert math.isnan(pit(slot("1", START), found))


def test_posts_that_are_a_little_young_keep_honest_forecasts_honest() -> None:
    rng, tau, found = np.random.default_rng(3), 0.3, []
    for _ in range(100):
        kept = []
        for i in range(40):
            # what is read is a forecast of the truth, and is told with its own spread
            read = rng.normal(LEVEL, math.sqrt(SPREAD**2 - tau**2))
            ends = [math.expm1(read + d * 1.645 * tau) for d in (0, -1, 1)]
            at = START + timedelta(hours=42 * i)
            by = gauge(grow=lambda _, e=ends: (e[0], e[1], e[2]))
            one = slot(f"{rng.integers(1 << 40)}", at)
            where = pit(one, results([post(str(i), at)], by)[0])
            kept.append(Fulfilment(slot=one, fate="posted", pit=where))
        found.append(calibration(kept).verdict)
    assert found.count("kept") >= 88


def test_the_same_results_give_the_same_answer() -> None:
    one, other = (world(np.random.default_rng(5), 30) for _ in range(2))
    assert one == other


def test_a_share_of_all_or_none_has_an_interval() -> None:
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == pytest.approx(1)
    assert 0.7 < wilson(10, 10)[0] < 1


def test_every_place_counts_once() -> None:
    ends = [
        Fulfilment(slot=slot(str(i), START), fate="posted", pit=p)
        for i, p in enumerate([0.0, 0.099, 0.5, 1.0])
    ]
    assert calibration(ends).bins == (2, 0, 0, 0, 0, 1, 0, 0, 0, 1)
    lost = replace(ends[0], pit=math.nan)
    assert calibration([lost, *ends]).n == 4
