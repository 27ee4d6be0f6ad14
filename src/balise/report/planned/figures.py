"""The course of an objective as a chart, and its months as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from balise.domain.kpi import Kpi
from balise.domain.plan import Outlook, Plan, Point
from balise.domain.strategy import Objective, Strategy
from balise.report import outlook_words as words
from balise.report.planned.goals import told_aims
from balise.report.planned.naming import days_of, ends_of
from balise.report.planned.values import Forecast, Table
from balise.report.roadmap_words import figure, title, unit
from balise.report.theme import Spec, themed
from balise.words import Speech, mark

_HIGH = 220
_MOST = 120
"""Points of a chart: a longer course is drawn by every second, third ... day."""


def forecasts(s: Speech, plan: Plan, strategy: Strategy) -> Iterator[Forecast]:
    """Draw every objective whose course is known."""
    for place, (aim, told) in enumerate(told_aims(plan.objectives, strategy)):
        points = tuple(one for one in told.curve if _is_known(one))
        # What published figures of others give is a range, and no course.
        if points and math.isfinite(told.p_reached):
            sentence = _sentence(s, aim, told)
            yield Forecast(
                id=f"course-{place}",
                title=title(aim.name),
                sentence=sentence,
                spec=_spec(s, plan, aim, points, sentence),
                months=_months(s, aim, told),
            )


def _is_known(one: Point) -> bool:
    return all(math.isfinite(each) for each in (one.q05, one.q50, one.q95))


def _sentence(s: Speech, aim: Objective, told: Outlook) -> str:
    last = [one for one in told.curve if _is_known(one)][-1]
    return s.text(
        mark(
            "By {day}: {middle} {unit} expected, nine times in ten between {low} and {high}, for "
            "a target of {target}."
        ),
        day=s.day(last.day),
        middle=words.expected(s, aim, last.q50),
        unit=unit(s, aim),
        low=words.expected(s, aim, last.q05),
        high=words.expected(s, aim, last.q95),
        target=figure(s, aim),
    )


def _months(s: Speech, aim: Objective, told: Outlook) -> Table:
    rows = [
        (
            s.day(one.day),
            words.expected(s, aim, one.q50),
            s.text(
                mark("{low} to {high}"),
                low=words.expected(s, aim, one.q05),
                high=words.expected(s, aim, one.q95),
            ),
            s.percent(one.q50 / aim.target) if aim.target else "",
        )
        for one in told.milestones or told.curve[-1:]
        if _is_known(one)
    ]
    return Table(
        caption=s.text(mark("{name}, month by month"), name=title(aim.name)),
        columns=(
            s.text(mark("At the end of")),
            s.text(mark("Expected")),
            s.text(mark("Nine times in ten")),
            s.text(mark("Of the target")),
        ),
        rows=tuple(rows),
    )


_DAY: Spec = {
    "field": "day",
    "type": "temporal",
    "title": None,
    "axis": {
        "format": "%e %b", "grid": False, "tickCount": 6, "labelFlush": True, "labelOverlap": True,
    },
}  # fmt: skip


def _spec(s: Speech, plan: Plan, aim: Objective, points: Sequence[Point], description: str) -> Spec:
    scaled = 1 / 3600 if aim.kpi == "watch_time_s" else 1.0
    every = -(-len(points) // _MOST)
    drawn = dict.fromkeys((*points[::every], points[-1]))
    level = _level(aim)
    starts, _ = days_of(plan)
    return themed(
        {
            "height": _HIGH,
            "data": {"values": [_value(s, aim, one, scaled) for one in drawn]},
            "layer": [
                _shade(starts.isoformat(), ends_of(plan).isoformat(), points),
                *_course(level),
                *_target(s, aim, points, scaled, level),
            ],
        },
        description,
    )


def _level(aim: Objective) -> Spec:
    """Give the axis of the figure: totals begin at 0, shares are told in per cent."""
    natural = Kpi(name=aim.kpi, aggregate=aim.aggregate).natural
    return {
        "type": "quantitative",
        "title": None,
        "scale": {"zero": aim.aggregate == "total", "nice": True},
        "axis": {
            "format": ".1%" if natural == "rate" and aim.target <= 1 else ",~r",
            "grid": True,
            "tickCount": 4,
            "labelColor": "var(--soft)",
        },
    }


def _course(level: Spec) -> Iterator[Spec]:
    """Draw the band, and the line within it."""
    yield {
        "mark": {"type": "area", "color": "var(--accent)", "opacity": 0.2},
        "encoding": {"x": _DAY, "y": {**level, "field": "low"}, "y2": {"field": "high"}},
    }
    yield {
        "mark": {"type": "line", "color": "var(--accent)", "strokeWidth": 2.5},
        "encoding": {
            "x": _DAY,
            "y": {**level, "field": "middle"},
            "tooltip": {"field": "tip", "type": "nominal"},
        },
    }


def _value(s: Speech, aim: Objective, one: Point, scaled: float) -> Spec:
    tip = s.text(
        mark("{day}: {middle} ({low} to {high})"),
        day=s.day(one.day),
        middle=words.expected(s, aim, one.q50),
        low=words.expected(s, aim, one.q05),
        high=words.expected(s, aim, one.q95),
    )
    return {
        "day": one.day.isoformat(),
        "low": one.q05 * scaled,
        "middle": one.q50 * scaled,
        "high": one.q95 * scaled,
        "tip": tip,
    }


def _shade(starts: str, ends: str, points: Sequence[Point]) -> Spec:
    """Shade the weeks of the plan where the course goes beyond them."""
    first, last = points[0].day.isoformat(), points[-1].day.isoformat()
    band = [{"from": max(starts, first), "to": min(ends, last)}]
    beyond = band[0]["from"] < band[0]["to"] and (first < starts or ends < last)
    return {
        "data": {"values": band if beyond else []},
        "mark": {"type": "rect", "color": "var(--band)", "opacity": 0.45},
        "encoding": {"x": {**_DAY, "field": "from"}, "x2": {"field": "to"}},
    }


def _target(
    s: Speech, aim: Objective, points: Sequence[Point], scaled: float, level: Spec
) -> Iterator[Spec]:
    said = s.text(mark("target {figure}"), figure=figure(s, aim))
    row = {"day": points[0].day.isoformat(), "goal": aim.target * scaled, "said": said}
    y = {**level, "field": "goal"}
    yield {
        "data": {"values": [row]},
        "mark": {"type": "rule", "color": "var(--ink)", "strokeDash": [6, 4], "strokeWidth": 1.5},
        "encoding": {"y": y},
    }
    yield {
        "data": {"values": [row]},
        "mark": {
            "type": "text", "align": "left", "dy": -8, "dx": 4, "fontSize": 13, "fontWeight": 600,
            "color": "var(--ink)",
        },
        "encoding": {"x": _DAY, "y": y, "text": {"field": "said", "type": "nominal"}},
    }  # fmt: skip
