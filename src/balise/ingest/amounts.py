"""Figures of tables from tills and surveys: money with its currency, marks such as 4/5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.outcome_words import CURRENCIES, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from balise.ingest.numbers import Decimal

_WRITTEN = sorted((*CURRENCIES, *SIGNS), key=len, reverse=True)
_CURRENCY = re.compile("|".join(map(re.escape, _WRITTEN)), re.IGNORECASE)
_OUT_OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*/\s*\d+")
_NEGATIVE = re.compile(r"\((.+)\)|(.+)-")
_SWISS = re.compile(r"(?<=\d)[.,][-\u2013\u2014]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure and its currency; empty where the cell names none."""

    value: float
    currency: str = ""


def sign_of(cells: Iterable[str], usual: Decimal) -> Decimal:
    """Decide the decimal sign of a file whose figures may name a currency.

    Examples
    --------
    >>> sign_of(["1 234,50 €", "9,90 €"], ".")
    ','
    """
    return decimal_sign((_plain(cell)[0] for cell in cells), usual)


def figure(cell: str, numbers: Numbers) -> Figure | None:
    """Read a figure; `None` is one that is not known.

    Raises
    ------
    ValueError
        Where the cell holds something else.

    Examples
    --------
    >>> figure("1 234,56 €", Numbers(","))
    Figure(value=1234.56, currency='EUR')
    >>> [figure(cell, Numbers()).value for cell in ("CHF 12.-", "(3.50)", "4/5")]
    [12.0, -3.5, 4.0]
    """
    plain, currency = _plain(cell)
    mark = _OUT_OF.fullmatch(plain)
    if mark:
        plain = mark[1]
    negative = _NEGATIVE.fullmatch(plain)
    if negative:
        plain = (negative[1] or negative[2]).strip()
    value = numbers.read(plain)
    if value is None:
        return None
    return Figure(value=-value if negative else value, currency=currency)


def is_figure(cell: str, numbers: Numbers) -> bool:
    """Tell whether a cell can be read as a figure that is known."""
    try:
        return figure(cell, numbers) is not None
    except ValueError:
        return False


def _plain(cell: str) -> tuple[str, str]:
    """Take the currency off a figure."""
    found = _CURRENCY.search(cell)
    if found is None:
        return _SWISS.sub("", cell.strip()), ""
    rest = f"{cell[: found.start()]} {cell[found.end() :]}".strip()
    written = found[0].casefold()
    return _SWISS.sub("", rest), CURRENCIES.get(written, written)
