"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

import re

_ACTIVE = "=+-@\t\r"
_FIGURE = r"\d[\d.,\u0020\u202f\u00a0]*%?"
_PLAIN = re.compile(
    rf"[+-]?\d[\d\s.,\u202f\u00a0]*%?|[+-]?\d+(?:\.\d+)?e[+-]?\d+|"
    rf"[+-]?{_FIGURE} ?(?:to|à) [+\-\u2212×]?{_FIGURE}"  # a range, as figures are said
)


def harmless(cell: object) -> object:
    """Give a cell that no spreadsheet takes for a formula; numbers stay numbers.

    Source: OWASP, "CSV Injection": a cell must not begin with `=`, `+`, `-`, `@`, a tab or a
    carriage return.

    Examples
    --------
    >>> harmless("=1+1"), harmless("a"), harmless(-1.5), harmless("+12 %")
    ("'=1+1", 'a', -1.5, '+12 %')
    >>> harmless("+16 % à ×2,4"), harmless("-3% to +5%"), harmless("+1 to +A1")
    ('+16 % à ×2,4', '-3% to +5%', "'+1 to +A1")
    """
    if not isinstance(cell, str) or cell[:1] not in _ACTIVE or not cell:
        return cell
    return cell if _PLAIN.fullmatch(cell) else f"'{cell}"
