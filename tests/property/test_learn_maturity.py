from __future__ import annotations

import math

from hypothesis import given, settings, strategies as st

from balise.domain.reading import Aged
from balise.learn import maturity
from balise.learn.curve import from_bytes

AGES = st.floats(0.1, 5_000)
VALUES = st.floats(0, 1e9)
NAMES = st.sampled_from(["x", "pinterest", "mastodon", None])
READINGS = st.lists(
    st.builds(
        Aged,
        uid=st.sampled_from([f"{network}:{n}" for network in ("x", "new") for n in range(4)]),
        account=st.sampled_from(["a", "b"]),
        kind=st.sampled_from(["text", "image"]),
        age_h=st.floats(-5, 2_000) | st.just(math.nan),
        value=st.floats(-10, 1e7) | st.just(math.nan),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=80)
@given(value=VALUES, age=AGES, at=AGES, network=NAMES)
def test_a_forecast_lies_in_its_interval_and_on_its_side(
    value: float, age: float, at: float, network: str | None
) -> None:
    median, low, high = maturity.prior().predict(value, age, at, network=network)
    assert 0 <= low <= median <= high
    slack = 1e-6 * (1 + value)
    if at >= age:
        assert low >= value - slack
    else:
        assert high <= value + slack


@settings(deadline=None, max_examples=40)
@given(value=VALUES, age=st.floats(0.5, 50), step=st.floats(1.1, 50))
def test_a_later_figure_is_no_smaller(value: float, age: float, step: float) -> None:
    prior = maturity.prior()
    sooner, later = (prior.predict(value, age, age * by, network="x")[0] for by in (step, 2 * step))
    assert later >= sooner - 1e-6 * (1 + sooner)


@settings(deadline=None, max_examples=25)
@given(readings=READINGS)
def test_whatever_was_read_gives_a_curve_that_can_be_asked(readings: list[Aged]) -> None:
    curve = maturity.learn(readings)
    asked = curve.predict(100, 6, 60, network="x", kind="text", account="a")
    assert all(map(math.isfinite, asked))
    assert asked[1] <= asked[0] <= asked[2]
    assert from_bytes(curve.to_bytes()).to_bytes() == curve.to_bytes()
    for one in curve.lifetimes(["x"]):
        assert 0 < one.low < one.hours < one.high
