"""Vega-Lite specs as plain values. Each takes rows that are in words already."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from balise.report.shapes import WIDEST, Bar, Line, Ticks, bounds, outcome_axis
from balise.report.theme import COLOURS, SHAPES, VERDICTS, Spec, themed

_ROW = 30
_TIP: Spec = {"tooltip": {"field": "tip", "type": "nominal"}}


def intervals(bars: Sequence[Bar], ticks: Ticks, description: str) -> Spec:
    """Draw a dot and its 90 % line for each bar, against the typical post."""
    scale = {"type": "log", "domain": list(bounds(bars)), "clamp": True, "nice": False}
    x = {"type": "quantitative", "scale": scale, "axis": _axis(ticks)}
    left = _rows([b.label for b in bars])
    line = {"type": "rule", "strokeWidth": 2.5, "strokeCap": "round"}
    return _chart(
        bars,
        [
            {
                "mark": {"type": "rule", "color": "var(--soft)", "strokeDash": [2, 3]},
                "encoding": {"x": {**x, "datum": 1}},
            },
            {"mark": line, "encoding": {**_span(left, x), **_COLOUR, **_TIP}},
            _dots(bars, x),
        ],
        description,
    )


def outcomes(
    bars: Sequence[Bar], ticks: Ticks, description: str, *, ends: tuple[float, float], rate: bool
) -> Spec:
    """Draw what was expected of each post, a band `low`..`high`, and what came, the `middle`.

    `ends` are the ends of the axis, the same for charts that stand side by side.
    """
    domain = list(outcome_axis(ends, rate=rate))
    scale = {"type": "log" if rate else "symlog", "domain": domain, "clamp": True, "nice": False}
    x = {"type": "quantitative", "scale": scale, "axis": _axis(ticks)}
    left = _rows([b.label for b in bars])
    band = {"type": "bar", "height": 10, "color": "var(--band)"}
    tick = {"type": "tick", "size": 16, "thickness": 2, "color": "var(--soft)"}
    return _chart(
        bars,
        [
            {"mark": band, "encoding": {**_span(left, x), **_TIP}},
            {"mark": tick, "encoding": {"y": left, "x": {**x, "field": "expected"}}},
            _dots(bars, x),
        ],
        description,
    )


def growth(line: Line, description: str) -> Spec:
    """Draw one line with its first and last figure at its ends; the period is shaded."""
    values = [{"day": day, "value": value} for day, value in line.points]
    rising = line.points[-1][1] >= line.points[0][1]
    return themed(
        {
            "height": 140,
            "layer": [
                {
                    "data": {"values": [{"from": line.shaded[0], "to": line.shaded[1]}]},
                    "mark": {"type": "rect", "color": "var(--band)", "opacity": 0.45},
                    "encoding": {
                        "x": {**_DAY, "field": "from"},
                        "x2": {"field": "to"},
                    },
                },
                {
                    "data": {"values": values},
                    "mark": {"type": "line", "color": line.colour, "strokeWidth": 2},
                    "encoding": {"x": _DAY, "y": _LEVEL},
                },
                _end(values[0], line.ends[0], align="left", below=rising),
                _end(values[-1], line.ends[1], align="right", below=not rising),
            ],
        },
        description,
    )


_DAY: Spec = {
    "field": "day",
    "type": "temporal",
    "axis": {
        "format": "%e %b", "title": None, "grid": False, "tickCount": 5,
        "labelFlush": True, "labelOverlap": True,
    },
}  # fmt: skip
_LEVEL: Spec = {
    "field": "value",
    "type": "quantitative",
    "scale": {"zero": False, "nice": False, "padding": 22},
    "axis": None,
}


def _end(value: Spec, said: str, *, align: str, below: bool) -> Spec:
    return {
        "data": {"values": [{**value, "said": said}]},
        "mark": {
            "type": "text", "dy": 14 if below else -12, "align": align, "fontSize": 13,
            "fontWeight": 600, "color": "var(--ink)",
        },
        "encoding": {"x": _DAY, "y": _LEVEL, "text": {"field": "said", "type": "nominal"}},
    }  # fmt: skip


def names(labels: Sequence[str]) -> Spec:
    """Name the places 0, 1, 2 ...: a label is data and never a key or a piece of code."""
    return {"title": None, "labelExpr": f"{json.dumps(list(labels))}[datum.value]"}


def _chart(bars: Sequence[Bar], layers: list[Spec], description: str) -> Spec:
    """Lay layers over rows; names stand left and figures right, each with its own axis."""
    return themed(
        {
            "height": {"step": _ROW},
            "data": {"values": [_bar(i, b) for i, b in enumerate(bars)]},
            "resolve": {"axis": {"y": "independent"}},
            "layer": layers,
        },
        description,
    )


def _span(y: Spec, x: Spec) -> Spec:
    return {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}


def _dots(bars: Sequence[Bar], x: Spec) -> Spec:
    """Draw the middles, told apart by colour and by shape."""
    right = _rows([b.said for b in bars], orient="right")
    return {
        "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
        "encoding": {"y": right, "x": {**x, "field": "middle"}, **_COLOUR, **_SHAPE, **_TIP},
    }


def _bar(index: int, bar: Bar) -> Spec:
    figures = {
        "low": bar.low, "middle": bar.middle, "high": bar.high, "expected": bar.expected,
    }  # fmt: skip
    kept = {name: value if math.isfinite(value) else WIDEST for name, value in figures.items()}
    lead = {"href": bar.href} if bar.href else {}
    return {"row": index, "verdict": bar.verdict, "tip": bar.tip, **kept, **lead}


def _rows(labels: Sequence[str], *, orient: str = "left") -> Spec:
    axis = {**names(labels), "orient": orient}
    if orient == "right":
        axis["labelColor"] = "var(--soft)"
    return {"field": "row", "type": "ordinal", "axis": axis, "title": None}


def _axis(ticks: Ticks) -> Spec:
    """Write the marks of an axis in words, found by their place in the list."""
    values, words = json.dumps(list(ticks.values)), json.dumps(list(ticks.words))
    return {
        "title": None,
        "values": list(ticks.values),
        "labelExpr": f"{words}[indexof({values}, datum.value)]",
        "labelOverlap": True,
    }


def _by_verdict(range_: Sequence[str]) -> Spec:
    scale = {"domain": list(VERDICTS), "range": list(range_)}
    return {"field": "verdict", "type": "nominal", "scale": scale, "legend": None}


_COLOUR: Spec = {"color": _by_verdict(COLOURS)}
_SHAPE: Spec = {"shape": _by_verdict(SHAPES)}
