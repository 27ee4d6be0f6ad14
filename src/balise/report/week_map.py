"""The hours of the week as a map."""

from __future__ import annotations

from collections.abc import Sequence

from balise.report.charts import names
from balise.report.shapes import Square
from balise.report.theme import Spec, themed

_CELL = 34
_CLEAR, _PALE = 0.75, 0.2


def week(
    squares: Sequence[Square], days: Sequence[str], blocks: Sequence[str], description: str
) -> Spec:
    """Draw the week: colour tells the direction, its strength how sure it is, figures the posts."""
    top = {**names(blocks), "labelAngle": 0, "orient": "top"}
    return themed(
        {
            "height": {"step": _CELL},
            "data": {"values": [_value(square) for square in squares]},
            "encoding": {
                "y": {"field": "row", "type": "ordinal", "axis": names(days), "title": None},
                "x": {"field": "column", "type": "ordinal", "axis": top, "title": None},
                "tooltip": {"field": "tip", "type": "nominal"},
            },
            "layer": [
                {"mark": {**_RECT, "stroke": "var(--line)", "fill": "var(--page)"}},
                {"mark": _RECT, "encoding": {"fill": _WAY, "fillOpacity": _STRENGTH}},
                {
                    "mark": {"type": "text", "fontSize": 12},
                    "encoding": {"text": {"field": "n", "type": "nominal"}, "color": _ON_IT},
                },
            ],
        },
        description,
    )


_ON_IT: Spec = {
    "condition": {"test": f"datum.strength === {_CLEAR}", "value": "var(--on-strong)"},
    "value": "var(--ink)",
}
_RECT: Spec = {"type": "rect", "cornerRadius": 3}
_WAY: Spec = {
    "field": "way",
    "type": "nominal",
    "legend": None,
    "scale": {
        "domain": ["better", "worse", "empty"],
        "range": ["var(--good)", "var(--bad)", "none"],
    },
}
_STRENGTH: Spec = {
    "field": "strength",
    "type": "quantitative",
    "legend": None,
    "scale": {"domain": [0, 1], "range": [0, 1]},
}


def _value(square: Square) -> Spec:
    sure = square.sure or 0.0
    way = "empty" if square.sure is None else ("better" if sure > 0 else "worse")
    return {
        "row": square.row,
        "column": square.column,
        "n": square.n or "",
        "way": way,
        "strength": _CLEAR if square.is_clear else _PALE * sure**2,
        "tip": square.tip,
        **({"href": square.href} if square.href else {}),
    }
