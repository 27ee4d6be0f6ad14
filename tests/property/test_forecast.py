"""Whatever is planned and known: a forecast is in order, and never takes back what it told."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from balise.plan.forecast import outlooks
from tests.unit.plan.told import START, ToldFit, history, slots, strategy

figures = st.floats(0, 1e14) | st.just(math.nan)


@settings(max_examples=40)
@given(
    views=st.lists(figures, max_size=8),
    target=st.floats(1e-6, 1e16),
    weeks=st.integers(0, 6),
    before=st.integers(-40, 40),
    length=st.integers(0, 900),
    level=st.floats(-50, 700),
    noise=st.floats(0, 20),
    fatigue=st.floats(0, 1),
    zone=st.sampled_from(["Europe/Brussels", "Pacific/Kiritimati", "America/Sao_Paulo"]),
)
def test_quantiles_are_in_order_and_a_total_never_falls(  # noqa: PLR0913
    *,
    views: list[float],
    target: float,
    weeks: int,
    before: int,
    length: int,
    level: float,
    noise: float,
    fatigue: float,
    zone: str,
) -> None:
    starts = START - timedelta(before)
    asked = strategy(target=target, starts=starts, ends=starts + timedelta(length), zone=zone)
    past = history([3 * i + 1 for i in range(len(views))], views) if views else None
    fit = ToldFit(level=level, noise=noise)
    (found,) = outlooks(
        asked, {"views": fit}, slots(min(weeks, 3)), start=START, weeks=weeks, history=past,
        fatigue=fatigue, draws=60,
    )  # fmt: skip
    assert 0 <= found.p_reached <= 1
    assert found.q05 <= found.q50 <= found.q95
    assert len(found.curve) <= 120
    assert found.curve[-1].day == asked.objectives[0].ends
    for one in found.curve:
        assert one.q05 <= one.q50 <= one.q95
    for one, later in pairwise(found.curve):
        assert one.day < later.day
        assert one.q05 <= later.q05 * (1 + 1e-9)
        assert one.q95 <= later.q95 * (1 + 1e-9)
    if found.published >= target:
        assert (found.p_reached, found.course) == (1.0, "reached")
    assert all(0 <= need.p_reached <= 1 and need.amount > 0 for need in found.needs)


@settings(max_examples=25)
@given(one=st.floats(1, 1e4), times=st.floats(1, 10))
def test_a_higher_target_has_no_better_chance(*, one: float, times: float) -> None:
    aim = strategy(target=one)
    higher = replace(aim, objectives=(replace(aim.objectives[0], target=one * times),))
    low, high = (
        outlooks(asked, {"views": ToldFit()}, slots(), start=START, weeks=4, draws=200)[0]
        for asked in (aim, higher)
    )
    assert high.p_reached <= low.p_reached
