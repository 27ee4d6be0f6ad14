"""Elements that several parts of the page are made of: sections, charts, tables, networks."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence

from balise.report import spreadsheet
from balise.report.blocks import Row
from balise.report.figures import Figure
from balise.report.links import linked
from balise.report.markup import Child, Markup, el
from balise.report.sources import Link
from balise.words import Speech

_LONG = 24
"""Characters from which a cell of a plain table may break."""


def listed(name: str, title: str, entries: Iterable[Child]) -> Markup:
    """Show a list, or nothing where it is empty."""
    items = [el("li", {}, each) for each in entries]
    return section(name, title, el("ul", {}, items)) if items else Markup()


def section(name: str, title: str, *body: Markup) -> Markup:
    """Wrap a part with its heading."""
    heading = el("h2", {"id": f"{name}-title"}, title)
    return el("section", {"id": name, "aria-labelledby": f"{name}-title"}, heading, *body)


def figure(s: Speech, drawn: Figure, link: Link | None = None, *, is_open: bool = False) -> Markup:
    """Place a chart; its data is a table for whoever cannot see it, or wants the numbers.

    `is_open`: the table says more than the chart, and is shown at once.
    """
    return el(
        "figure",
        {},
        el("div", {"class": "chart", "id": drawn.id, "role": "img", "aria-label": drawn.sentence}),
        el(
            "details",
            {"open": "open" if is_open else None},
            el("summary", {}, s.text("Figures of this chart")),
            table(drawn.caption, drawn.columns, drawn.rows, link),
            download(s, drawn),
        ),
    )


def download(s: Speech, drawn: Figure) -> Markup:
    """Offer the data of a chart as a file; it is in the page already, so nothing is fetched."""
    content = b64encode(spreadsheet.table(s, drawn)).decode()
    target = {
        "class": "download",
        "download": spreadsheet.file_name(drawn),
        "href": f"data:text/csv;charset=utf-8;base64,{content}",
    }
    return el("p", {}, el("a", target, s.text("Download these figures (CSV)")))


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    link: Link | None = None,
    *,
    is_plain: bool = False,
) -> Markup:
    """Write a table with its caption and header cells.

    A plain one stands below a heading that says what its caption says, which then is only read
    aloud, and holds long cells, which may break.
    """
    head = [el("th", {"scope": "col"}, column) for column in columns]
    body = [_row(row, link, is_plain=is_plain) for row in rows]
    return el(
        "div",
        {
            "class": "scroll plain" if is_plain else "scroll",
            "tabindex": "0",
            "role": "group",
            "aria-label": caption,
        },
        el(
            "table",
            {},
            el("caption", {}, caption),
            el("thead", {}, el("tr", {}, head)),
            el("tbody", {}, body),
        ),
    )


def _row(row: Row, link: Link | None, *, is_plain: bool) -> Markup:
    cells = [
        el(
            "td",
            {"class": "words" if is_plain and len(cell) > _LONG else None},
            linked(cell, row.source, link) if place == row.counted else cell,
        )
        for place, cell in enumerate(row.cells)
    ]
    return el("tr", {}, el("th", {"scope": "row"}, row.label), cells)


def network(s: Speech, code: str) -> Markup:
    """Name a network beside its colour."""
    dot = el(
        "span", {"class": f"dot net-{code}" if code.isalpha() else "dot", "aria-hidden": "true"}
    )
    return el("span", {"class": "network"}, dot, s.term("network", code))
