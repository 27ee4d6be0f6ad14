"""What was worked out, written and read again."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings, strategies as st

from balise.domain.estimate import Estimate
from balise.report.values import Growth
from balise.report.written import from_bytes, to_bytes

FIGURES = st.floats(allow_nan=False)


@settings(max_examples=50, deadline=None)
@given(
    told=st.lists(
        st.builds(
            Estimate,
            factor=st.text(), level=st.text(), scope=st.text(), n=st.integers(),
            multiplier=FIGURES, low=FIGURES, high=FIGURES, p_better=FIGURES,
            verdict=st.sampled_from(["better", "worse"]),
            evidence=st.sampled_from(["adjusted", "descriptive"]),
            more_posts=st.none() | st.integers(),
        )
    ).map(tuple)
)  # fmt: skip
def test_estimates_are_the_same_when_they_are_read_again(told: tuple[Estimate, ...]) -> None:
    kind = tuple[Estimate, ...]
    assert from_bytes(kind, to_bytes(kind, told)) == told


def test_what_is_no_number_stays_so() -> None:
    read = from_bytes(tuple[float, ...], to_bytes(tuple[float, ...], (math.nan, math.inf)))
    assert math.isnan(read[0])
    assert read[1] == math.inf


def test_days_and_moments_come_back_as_such() -> None:
    told = Growth(network="x", account="é", basis="followers", points=((date(2026, 1, 2), 3.5),))
    assert from_bytes(Growth, to_bytes(Growth, told)) == told
    at = datetime(2026, 1, 2, 3, tzinfo=UTC)
    assert from_bytes(datetime, to_bytes(datetime, at)) == at


@pytest.mark.parametrize("data", [b"", b"\x80\x04K\x01.", b"{}", to_bytes(int, 3)])
def test_what_another_version_wrote_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_bytes(Growth, data)
