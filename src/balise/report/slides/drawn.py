"""Charts and tables that stay what they are: numbers that whoever gets the slides may edit."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from balise.report.noted import plain
from balise.report.slides import fit
from balise.report.slides.deck import (
    BAD,
    GOOD,
    INK,
    LINE,
    SOFT,
    UNCLEAR,
    Box,
    Deck,
    described,
    rgb,
)
from balise.words.cells import harmless

_COLOURS = {"better": GOOD, "worse": BAD}
_WIDEST = 4.0
"""The largest change that an axis reaches to (×5): further on the bars say nothing more."""
_MOST_MARKS = 6
_NAME = re.compile(r"<[ac]:\w+")
_LABEL = 28
_EDGE, HEAD, _BELOW = 0.06, 0.14, 0.02
"""Shares of a chart: what is left at its sides, the marks above the bars, what is left below."""
_CHART_WIDE = 4.7
_SHARES = (2.3, 1.1, 1.75, 1.1, 2.0, 1.1)
_HIGHEST_ROW = 0.6
_SMALLEST, _HEAD_SIZE, _LONG = 10, 11, 400
_TWO_LINES = 0.5
"""The height of a row from which its cells may have two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An effect: its name, the multiplier with its 90 % interval, and how sure it is."""

    label: str
    low: float
    middle: float
    high: float
    verdict: str


def bars(slide: Any, box: Box, found: Sequence[Bar], *, series: str, said: str) -> bool:
    """Draw changes with their intervals as error bars; tells whether an interval was cut."""
    drawn = [_within(each) for each in found]
    data: Any = CategoryChartData(number_format="+0%;-0%;0%")  # type: ignore[no-untyped-call]
    data.categories = [_short(each.label) for each in found]
    data.add_series(plain(series), [round(each.middle - 1, 4) for each in drawn])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *map(Inches, box), data)
    described(frame, said)
    chart = frame.chart
    _plain_chart(chart, 12)
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 80, False
    bars_of = plot.series[0]
    bars_of.invert_if_negative = False
    for place, each in enumerate(drawn):
        fill = bars_of.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(_COLOURS.get(each.verdict, UNCLEAR))
    _error_bars(bars_of, drawn)
    _set_place(chart)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE  # they head the rows
    chart.value_axis.tick_labels.number_format = "+0%;-0%;0%"
    chart.value_axis.tick_labels.number_format_is_linked = False
    low, high = _scale(drawn)
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, high
    chart.value_axis.major_unit = _step(high - low)
    return any(a.high != b.high for a, b in zip(found, drawn, strict=True))


def beside(  # noqa: PLR0913 - a chart, a table, and what both say
    deck: Deck,
    slide: Any,
    box: Box,
    found: Sequence[Bar],
    *,
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
    series: str,
    said: str,
) -> bool:
    """Write a table, and beside each of its rows the bar of its figures."""
    left, top, wide, high = box
    row = min((1 - HEAD - _BELOW) * high / len(found), _HIGHEST_ROW)
    whole = row * len(found) / (1 - HEAD - _BELOW)
    head, right = min(HEAD * whole, 0.45), left + wide - _CHART_WIDE
    is_cut = bars(slide, (right, top, _CHART_WIDE, whole), found, series=series, said=said)
    place = (left, top + HEAD * whole - head, wide - _CHART_WIDE - 0.1, whole)
    heights = (head, *(row for _ in found))
    table(deck, slide, place, columns, cells, shares=_SHARES, heights=heights)
    return is_cut


def line(
    deck: Deck,
    slide: Any,
    box: Box,
    points: Sequence[tuple[date, float]],
    named: tuple[str, str],
) -> None:
    """Draw a figure by day; `named` are the figure and what the chart shows."""
    series, said = named
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    data.categories = [day for day, _ in points]
    data.add_series(plain(series), [value for _, value in points])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *map(Inches, box), data)
    described(frame, said)
    chart = frame.chart
    _plain_chart(chart, 12)
    drawn = chart.plots[0].series[0]
    drawn.smooth = False
    drawn.format.line.color.rgb, drawn.format.line.width = rgb(deck.accent), Pt(2.5)
    chart.value_axis.tick_labels.number_format = "#,##0"
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.category_axis.tick_labels.number_format = "d mmm"
    chart.category_axis.tick_labels.number_format_is_linked = False
    _every(chart, max((points[-1][0] - points[0][0]).days // 3, 1))


def _every(chart: Any, days: int) -> None:
    """Write a date below the line every so many days."""
    axis = chart.category_axis._element  # noqa: SLF001 - marks of dates have no name of their own
    for name in ("majorUnit", "majorTimeUnit"):
        for each in axis.findall(qn(f"c:{name}")):
            axis.remove(each)
    after = next(
        each
        for name in ("baseTimeUnit", "lblOffset", "auto", "crosses")
        for each in axis.findall(qn(f"c:{name}"))
    )
    after.addnext(_element('<c:majorTimeUnit val="days"/>'))
    after.addnext(_element(f'<c:majorUnit val="{days}"/>'))


def table(  # noqa: PLR0913 - what stands in a table, and where
    deck: Deck,
    slide: Any,
    box: Box,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
    heights: Sequence[float],
    size: float = 12,
) -> None:
    """Write a table with rows of these heights, its cells cut to what they hold.

    `shares` are the widths of its columns against one another.
    """
    widths = [box[2] * share / sum(shares[: len(columns)]) for share in shares[: len(columns)]]
    made = slide.shapes.add_table(len(rows) + 1, len(columns), *map(Inches, box))
    described(made, " · ".join(columns))
    _undress(made)
    for place, wide in enumerate(widths):
        made.table.columns[place].width = Inches(wide)
    for nth, cells in enumerate((columns, *rows)):
        made.table.rows[nth].height = Inches(heights[nth])
        most = 2 if nth == 0 or heights[nth] >= _TWO_LINES else 1
        for place, text in enumerate(cells):
            cell, room = made.table.cell(nth, place), widths[place] - 0.16
            _cell(cell, is_head=nth == 0)
            shown, fits = _fitted(text, room, most, _HEAD_SIZE if nth == 0 else size)
            colour = INK if nth else SOFT
            deck.run(cell.text_frame.paragraphs[0], shown, fits, colour=colour)
    made.height = sum(row.height for row in made.table.rows)


def _fitted(text: str, room: float, most: int, size: float) -> tuple[str, float]:
    """Choose the size of a cell, in which no word is broken; what does not fit even so is cut."""
    clean = plain(text).replace("\n", " ")
    fits = size
    while fits > _SMALLEST and not _holds(clean, room, most, fits):
        fits -= 0.5
    return fit.cut(clean, fits, room, most), fits


def _holds(text: str, room: float, most: int, size: float) -> bool:
    widest = max((fit.width(word, size) for word in text[:_LONG].split()), default=0.0)
    return widest <= room and len(text) <= _LONG and len(fit.lines(text, size, room)) <= most


def _cell(cell: Any, *, is_head: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(0.07)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
    cell.fill.background()
    cell.text_frame.word_wrap = True
    border = _element(
        f'<a:lnB w="9525"><a:solidFill><a:srgbClr val="{LINE.upper()}"/></a:solidFill></a:lnB>'
    )
    # The order is the schema's: lines come before the filling.
    cell._tc.get_or_add_tcPr().insert(0, border)  # noqa: SLF001 - borders have no name of their own


def _undress(made: Any) -> None:
    """Take off the bands and colours of a table's usual style."""
    grid = made.table
    grid.first_row, grid.horz_banding = True, False
    style = made._element.xpath(".//a:tableStyleId")  # noqa: SLF001
    for each in style:
        each.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid


def _plain_chart(chart: Any, size: int) -> None:
    chart.has_legend = False
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(size), rgb(INK)
    category, value = chart.category_axis, chart.value_axis
    category.format.line.color.rgb = rgb(UNCLEAR)
    category.has_major_gridlines = False
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    value.has_major_gridlines = True
    value.major_gridlines.format.line.color.rgb = rgb(LINE)
    value.format.line.fill.background()
    value.major_tick_mark = XL_TICK_MARK.NONE
    value.tick_labels.font.color.rgb = rgb(SOFT)


def _error_bars(series: Any, drawn: Sequence[Bar]) -> None:
    """Give each bar its interval; the library has no words for it, the format has."""
    plus = _numbers([each.high - each.middle for each in drawn])
    minus = _numbers([each.middle - each.low for each in drawn])
    bars_of = _element(
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus><c:spPr>"
        f'<a:ln w="15875"><a:solidFill><a:srgbClr val="{INK.upper()}"/></a:solidFill></a:ln>'
        "</c:spPr></c:errBars>"
    )
    series._element.find(qn("c:cat")).addprevious(bars_of)  # noqa: SLF001


def _numbers(values: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{max(value, 0.0):.4f}</c:v></c:pt>'
        for place, value in enumerate(values)
    )
    head = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>'
    return f"<c:numLit>{head}{points}</c:numLit>"


def _element(xml: str) -> Any:
    """Build what the library has no words for; no text of others is ever in it."""
    return parse_xml(_NAME.sub(rf"\g<0> {nsdecls('a', 'c')}", xml, count=1))


def _within(bar: Bar) -> Bar:
    """Keep a bar and its interval on the axis."""
    low, middle, high = (min(each, 1 + _WIDEST) for each in (bar.low, bar.middle, bar.high))
    return Bar(label=bar.label, low=low, middle=middle, high=high, verdict=bar.verdict)


def _scale(drawn: Sequence[Bar]) -> tuple[float, float]:
    """Take in every interval, in steps of a tenth, and never less than a fifth each way."""
    low = min([-0.2, *(each.low - 1 for each in drawn)])
    high = max([0.2, *(each.high - 1 for each in drawn)])
    step = _step(high - low)
    return round(step * math.floor(low / step), 3), round(step * math.ceil(high / step), 3)


def _step(length: float) -> float:
    """Choose the marks of an axis: at most seven."""
    return next((step for step in (0.1, 0.2, 0.5) if length / step <= _MOST_MARKS), 1.0)


def _set_place(chart: Any) -> None:
    """Let the bars stand beside the rows of the table, each beside its own."""
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001 - places have no name of their own
    for each in area.findall(qn("c:layout")):
        area.remove(each)
    place = {"x": _EDGE, "y": HEAD, "w": 1 - 2 * _EDGE, "h": 1 - HEAD - _BELOW}
    said = "".join(f'<c:{name} val="{value}"/>' for name, value in place.items())
    area.insert(
        0,
        _element(
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{said}</c:manualLayout></c:layout>'
        ),
    )


def _short(label: str) -> str:
    """Name a bar in the workbook behind the chart, where no name may be a formula."""
    clean = str(harmless(plain(label)))
    return clean if len(clean) <= _LABEL else clean[: _LABEL - 1] + fit.MORE
