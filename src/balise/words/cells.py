"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

import re

_ACTIVE = "=+-@\t\r"
_PLAIN = re.compile(r"[+\-]?\d[\d\s.,\u202f\u00a0]*%?|[+-]?\d+(?:\.\d+)?e[+-]?\d+")


def harmless(cell: object) -> object:
    """Give a cell that no spreadsheet takes for a formula; numbers stay numbers.

    Source: OWASP, "CSV Injection": a cell must not begin with `=`, `+`, `-`, `@`, a tab or a
    carriage return.

    Examples
    --------
    >>> harmless("=1+1"), harmless("a"), harmless(-1.5), harmless("+12 %")
    ("'=1+1", 'a', -1.5, '+12 %')
    """
    if not isinstance(cell, str) or cell[:1] not in _ACTIVE or not cell:
        return cell
    return cell if _PLAIN.fullmatch(cell) else f"'{cell}"
