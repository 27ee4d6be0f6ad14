"""Shares as a chart: a dot and its 90 % line for each, and a stroke where one was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from balise.report.charts import names
from balise.report.theme import Spec, themed

_ROW = 30
_ROOM = 1.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One share with its interval, in words for a label, a figure and a pointer.

    `wanted` is the share that was asked for; `is_other` tells a competitor's from one's own.
    """

    label: str
    said: str
    share: float
    low: float
    high: float
    tip: str
    wanted: float | None = None
    is_other: bool = False
    href: str = ""


def shares(parts: Sequence[Part], description: str) -> Spec:
    """Draw shares of posts, from nothing up to what the largest may be."""
    most = max([0.1, *(max(part.high, part.wanted or 0.0) for part in parts)])
    top = min(most * _ROOM, 1.0)
    scale = {"domain": [0, top], "nice": False, "clamp": True}
    axis = {"format": ".0%", "title": None, "tickCount": 5, "labelOverlap": True}
    x = {"type": "quantitative", "scale": scale, "axis": axis}
    tip = {"tooltip": {"field": "tip", "type": "nominal"}}
    left, right = _labels(parts, "left"), _labels(parts, "right")
    dot = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    stroke = {"type": "tick", "size": 20, "thickness": 2.5, "color": "var(--ink)"}
    return themed(
        {
            "height": {"step": _ROW},
            "data": {"values": [_value(place, part) for place, part in enumerate(parts)]},
            "resolve": {"axis": {"y": "independent"}},
            "layer": [
                {
                    "mark": {"type": "rule", "strokeWidth": 2.5, "strokeCap": "round"},
                    "encoding": {
                        "y": left, "x": {**x, "field": "low"}, "x2": {"field": "high"},
                        "color": _COLOUR, **tip,
                    },
                },
                {
                    "mark": dot,
                    "encoding": {
                        "y": right, "x": {**x, "field": "share"}, "color": _COLOUR, "shape": _SHAPE,
                        **tip,
                    },
                },
                {
                    "transform": [{"filter": "isValid(datum.wanted)"}],
                    "mark": stroke,
                    "encoding": {"y": {**left, "axis": None}, "x": {**x, "field": "wanted"}, **tip},
                },
            ],
        },
        description,
    )  # fmt: skip


_COLOUR: Spec = {
    "field": "whose",
    "type": "nominal",
    "legend": None,
    "scale": {"domain": ["own", "other"], "range": ["var(--accent)", "var(--unclear)"]},
}
_SHAPE: Spec = {
    "field": "whose",
    "type": "nominal",
    "legend": None,
    "scale": {"domain": ["own", "other"], "range": ["circle", "diamond"]},
}


def _labels(parts: Sequence[Part], orient: str) -> Spec:
    axis = {**names([p.label if orient == "left" else p.said for p in parts]), "orient": orient}
    if orient == "right":
        axis["labelColor"] = "var(--soft)"
    return {"field": "row", "type": "ordinal", "axis": axis, "title": None}


def _value(place: int, part: Part) -> Spec:
    lead = {"href": part.href} if part.href else {}
    return {
        "row": place, "share": part.share, "low": part.low, "high": part.high, "tip": part.tip,
        "wanted": part.wanted, "whose": "other" if part.is_other else "own", **lead,
    }  # fmt: skip
