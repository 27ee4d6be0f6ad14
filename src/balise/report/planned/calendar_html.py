"""The calendar as a table: weeks as rows, days as columns, bands of phases above the days.

Roles are written out, so that it stays a table to a screen reader where a narrow screen shows it
as a list.
"""

from __future__ import annotations

from collections.abc import Iterable

from balise.report.markup import Child, Markup, el
from balise.report.planned.grid import Band, Calendar, Chip, Day, Key, Sign, Week
from balise.report.planned.icons import ICONS, icon


def symbols() -> Markup:
    """Put all drawings into the page once; each place refers to them."""
    drawn = [
        el("symbol", {"id": f"i-{name}", "viewBox": "0 0 16 16"}, Markup(icon(name)))
        for name in ICONS
    ]
    return el("svg", {"class": "symbols", "aria-hidden": "true", "focusable": "false"}, drawn)


def drawn(name: str) -> Markup:
    """Refer to a drawing."""
    code = name if name in ICONS else "other"
    return el(
        "svg",
        {"class": f"icon i-{code}", "aria-hidden": "true", "focusable": "false"},
        el("use", {"href": f"#i-{code}"}),
    )


def unseen(said: str) -> Markup:
    """Say something to those who cannot see what stands beside it."""
    return el("span", {"class": "unseen"}, said)


def signed(sign: Sign) -> Markup:
    """Show a sign with its words for a pointer and for a screen reader."""
    return el("span", {"class": "sign", "title": sign.said}, drawn(sign.icon), unseen(sign.said))


def calendar(shown: Calendar) -> Markup:
    """Write the calendar with its legend."""
    heads = [
        el("th", {"scope": "col", "role": "columnheader"}, name)
        for name in (shown.corner, *shown.heads)
    ]
    table = el(
        "table",
        {"class": "calendar dense" if shown.dense else "calendar", "role": "table"},
        el("caption", {}, shown.caption),
        el("thead", {"role": "rowgroup"}, el("tr", {"role": "row"}, heads)),
        [_week(week) for week in shown.weeks],
    )
    return el("div", {"class": "calendar-of"}, table, _legend(shown.keys))


def _week(week: Week) -> Markup:
    rows = [("lane", _lane(lane)) for lane in week.lanes]
    rows.append(("days", [_day(day) for day in week.days]))
    head = el(
        "th",
        {"scope": "rowgroup", "role": "rowheader", "rowspan": str(len(rows))},
        el("b", {}, week.title),
        el("span", {"class": "dates"}, week.dates),
        el("span", {"class": "count"}, week.count),
        _free(week),
    )
    drawn_rows = [
        el("tr", {"class": look, "role": "row"}, None if n else head, cells)
        for n, (look, cells) in enumerate(rows)
    ]
    return el("tbody", {"role": "rowgroup"}, drawn_rows)


def _free(week: Week) -> Markup | None:
    if not week.free:
        return None
    places = [el("i", {"class": "place", "aria-hidden": "true"}) for _ in range(min(week.free, 6))]
    return el("span", {"class": "free"}, places, week.free_said)


def _lane(lane: Iterable[Band]) -> list[Markup]:
    return [
        el(
            "td",
            {"colspan": str(band.span), "role": "cell", "class": _edges(band)},
            _band(band) if band.label else None,
        )
        for band in lane
    ]


def _band(band: Band) -> Markup:
    return el("span", {}, band.label, el("i", {"class": "when"}, f" ({band.dates})"))


def _edges(band: Band) -> str:
    if not band.label:
        return "gap"
    ends = ("begins" if band.begins else "", "ends" if band.ends else "")
    return " ".join(("band", *(each for each in ends if each)))


def _day(day: Day) -> Markup:
    looks = [
        name
        for name, is_so in (
            ("closed", bool(day.closed)),
            ("weekend", day.is_weekend),
            ("marked", bool(day.marks)),
            ("bare", not (day.chips or day.closed or day.marks)),
        )
        if is_so
    ]
    marks = [
        el("span", {"class": f"mark {one.icon}"}, drawn(one.icon), one.said) for one in day.marks
    ]
    return el(
        "td",
        {"role": "cell", "class": " ".join(looks) or None},
        el(
            "time",
            {"datetime": day.iso, "class": "date"},
            el("span", {"class": "number", "aria-hidden": "true"}, day.number),
            el("span", {"class": "full"}, day.label),
        ),
        _shut(day) if day.closed else None,
        marks,
        el("ul", {}, [_chip(one) for one in day.chips]) if day.chips else None,
    )


def _shut(day: Day) -> Markup:
    said = [unseen(f"{day.closed}: "), day.why_closed] if day.why_closed else [day.closed]
    return el("span", {"class": "shut"}, drawn("closed"), said)


def _chip(one: Chip) -> Markup:
    code = one.code if one.code.isalpha() else "other"
    theme = one.series or one.pillar
    return el(
        "li",
        {"class": f"chip of-{code} off" if one.is_off else f"chip of-{code}", "title": _title(one)},
        el(
            "span",
            {"class": "line"},
            el("b", {"class": "badge", "aria-hidden": "true"}, one.badge),
            unseen(f"{one.account}, "),
            el("span", {"class": "at"}, one.time),
            el("span", {"class": "kind"}, drawn(one.kind.icon), unseen(f", {one.kind.said}")),
            el("span", {"class": "copy"}, one.copy) if one.copy else None,
            _signs(one.signs),
        ),
        el("span", {"class": "theme"}, drawn("series") if one.series else None, theme)
        if theme
        else None,
        el("span", {"class": "also"}, one.pillar) if one.series and one.pillar else None,
        el("span", {"class": "ask"}, "→ ", one.cta) if one.cta else None,
    )


def _signs(signs: tuple[Sign, ...]) -> Markup | None:
    return el("span", {"class": "signs"}, map(signed, signs)) if signs else None


def _title(one: Chip) -> str:
    parts = (
        one.account, one.time, one.kind.said, one.series, one.pillar, one.cta,
        *(sign.said for sign in one.signs),
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def _legend(keys: Iterable[Key]) -> Markup:
    return el("ul", {"class": "keys"}, [el("li", {}, *_key(one)) for one in keys])


def _key(one: Key) -> tuple[Child, ...]:
    if one.code:
        code = one.code if one.code.isalpha() else "other"
        return (el("b", {"class": f"chip of-{code} badge"}, one.badge), one.said)
    if one.icon:
        return (drawn(one.icon), one.said)
    return (el("i", {"class": f"look {one.look}", "aria-hidden": "true"}, one.badge), one.said)
