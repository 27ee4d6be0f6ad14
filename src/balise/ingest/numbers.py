"""Numbers as exports write them. The decimal sign is decided for a file, never for a cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Decimal = Literal[".", ","]

_MISSING = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "nan", "null", "none", "undefined", "#n/a"}
)
_GROUP_SPACE = re.compile(r"(?<=\d)[\s'\u2019](?=\d{3}(?!\d))")
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,3}):(\d{2})(?:\.\d+)?")
_DIGITS = 15
_SHORT = {"k": 1e3, "m": 1e6, "b": 1e9}
_CURRENCY = "$\u20ac\u00a3"
_POINT = re.compile(r"\d\.\d{1,2}(?!\d)|\d\.\d{4,}|,\d{3}\.|(?<!\d)0\.\d{3}")
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)|\d,\d{4,}|\.\d{3},|(?<!\d)0,\d{3}")
_SHAPES = {
    sign: re.compile(
        rf"[+-]?(?:\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}(?:{point}\d+)?"
        rf"|(?:\d+(?:{point}\d*)?|{point}\d+)(?:e[+-]?\d{{1,3}})?)",
        re.ASCII,
    )
    for sign, group, point in ((".", ",", r"\."), (",", r"\.", ","))
}
"""The two ways to write a number; thousands apart in groups, those of India included."""


def decimal_sign(cells: Iterable[str], usual: Decimal = ".") -> Decimal:
    """Decide the decimal sign of a file from its number cells; the usual one where nothing tells.

    Examples
    --------
    >>> decimal_sign(["1 234", "188,97"]), decimal_sign(["1,234", "12"])
    (',', '.')
    """
    comma = point = 0
    for cell in cells:
        comma += bool(_COMMA.search(cell))
        point += bool(_POINT.search(cell))
    if comma == point:
        return usual
    return "," if comma > point else "."


def number(cell: str, decimal: Decimal = ".") -> float | None:
    """Read a number; `None` is a metric that is not known, which is never 0.

    Percentages come as shares of 1 and clock times (0:13:29) as seconds.

    Raises
    ------
    ValueError
        Where the cell holds something else.

    Examples
    --------
    >>> number("1 234,5", ","), number("62.5 %"), number("1.2K"), number("0:13:29"), number("-")
    (1234.5, 0.625, 1200.0, 809.0, None)
    """
    return float(cell) if cell.isdecimal() and len(cell) <= _DIGITS else _careful(cell, decimal)


def _careful(cell: str, decimal: Decimal) -> float | None:
    plain = _GROUP_SPACE.sub("", cell).strip().casefold()
    if plain in _MISSING:
        return None
    clock = _CLOCK.fullmatch(plain)
    if clock:
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3])
    scale = 1.0
    if plain.endswith("%"):
        plain, scale = plain[:-1], 0.01
    elif plain[-1] in _SHORT:
        plain, scale = plain[:-1], _SHORT[plain[-1]]
    plain = plain.strip(_CURRENCY + " \u00a0\u202f").replace("\u2212", "-")
    if not _SHAPES[decimal].fullmatch(plain):
        raise ValueError(cell)
    grouping = "," if decimal == "." else "."
    value = float(plain.replace(grouping, "").replace(decimal, ".")) * scale
    if not math.isfinite(value):
        raise ValueError(cell)
    return value


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one file."""

    decimal: Decimal = "."

    def read(self, cell: str) -> float | None:
        """Read a cell with the file's decimal sign."""
        return number(cell, self.decimal)
