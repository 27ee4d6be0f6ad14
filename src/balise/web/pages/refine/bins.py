"""Where results fell in their forecasts, as bars."""

from __future__ import annotations

from dataclasses import dataclass

from balise.report.review.page import Picture

_HIGH, _STEP, _SIDE = 40, 10, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bins:
    """Ten bars (place, top, height) and the band of chance, in a drawing of 100 by 40."""

    bars: tuple[tuple[int, str, str], ...]
    band_top: str
    band_height: str


def bins(told: Picture | None) -> Bins | None:
    """Draw bars; None where there are none.

    Examples
    --------
    >>> flat = Picture(
    ...     bars=(0.5, 1.0),
    ...     counts=("1", "2"),
    ...     low=0.25,
    ...     even=0.5,
    ...     high=0.75,
    ...     left="",
    ...     right="",
    ...     caption="",
    ...     alt="",
    ... )
    >>> bins(flat).bars, bins(flat).band_top, bins(flat).band_height
    (((1, '20.0', '20.0'), (11, '0.0', '40.0')), '10.0', '20.0')
    """
    if told is None:
        return None
    bars = (
        (place * _STEP + _SIDE, f"{_HIGH * (1 - share):.1f}", f"{_HIGH * share:.1f}")
        for place, share in enumerate(told.bars)
    )
    return Bins(
        bars=tuple(bars),
        band_top=f"{_HIGH * (1 - told.high):.1f}",
        band_height=f"{_HIGH * (told.high - told.low):.1f}",
    )
