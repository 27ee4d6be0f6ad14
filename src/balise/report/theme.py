"""How charts look: one theme, colours from the page (so that light and dark both hold), locales."""

from __future__ import annotations

from typing import Any

from balise.words import Speech, mark
from balise.words.glossary import MONTHS
from balise.words.speech import NARROW

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
VERDICTS = ("better", "worse", "no clear difference", "not enough data")
COLOURS = ("var(--good)", "var(--bad)", "var(--unclear)", "var(--unclear)")
SHAPES = ("triangle-up", "triangle-down", "circle", "stroke")
_WEEKDAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_SHORT = 3
SHORT_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


def themed(spec: Spec, description: str) -> Spec:
    """Give a spec the look of the report and the sentence that it shows."""
    return {
        "$schema": SCHEMA,
        "description": description,
        "width": "container",
        "background": "transparent",
        "config": _config(),
        **spec,
    }


def locale(s: Speech) -> dict[str, Any]:
    """Write numbers and dates of charts as the text does."""
    french = s.language == "fr"
    days = [s.term("weekday", day) for day in _WEEKDAYS]
    return {
        "number": {
            "decimal": "," if french else ".",
            "thousands": NARROW if french else ",",
            "grouping": [3],
            "currency": ["", ""],
            "percent": NARROW + "%" if french else "%",
            "minus": "\u2212",
        },
        "time": {
            "dateTime": "%A %e %B %Y %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": days,
            "shortDays": [day[:_SHORT] for day in days],
            "months": [s.text(month) for month in MONTHS],
            "shortMonths": [s.text(month) for month in SHORT_MONTHS],
        },
    }


def _config() -> Spec:
    return {
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "axis": {
            "domain": False,
            "ticks": False,
            "labelColor": "var(--soft)",
            "labelFontSize": 12,
            "labelPadding": 8,
            "gridColor": "var(--line)",
            "titleColor": "var(--soft)",
            "titleFontWeight": "normal",
            "titleFontSize": 12,
        },
        "axisY": {
            "labelColor": "var(--ink)",
            "labelFontSize": 13,
            "grid": False,
            "labelLimit": 190,
        },
    }
