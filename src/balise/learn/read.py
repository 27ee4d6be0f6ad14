"""One column of a frame as values: what is absent is None, what cannot be meant is refused."""

from __future__ import annotations

import math
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from typing import Any, Final

import narwhals as nw

from balise.errors import CellError, Said
from balise.learn.kpi import HIGHEST
from balise.words import mark

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
A_NUMBER: Final = Said(mark("a number"))
A_FIGURE: Final = Said(mark("a figure that a post can have"))
A_TIME: Final = Said(mark("a date with a time"))
A_LIST: Final = Said(mark("a list of hashtags"))
_SHOWN = 40


def cells(column: nw.Series[Any]) -> list[Any]:
    """Read a column of anything; what is missing in whatever way is None.

    Examples
    --------
    >>> import pandas as pd
    >>> cells(nw.from_native(pd.Series([1, pd.NA], dtype="Int64"), series_only=True))
    [1, None]
    """
    gone = column.is_null().to_list()
    both = zip(column.to_list(), gone, strict=True)
    return [None if missing or _is_nan(cell) else cell for cell, missing in both]


def known(column: nw.Series[Any]) -> list[Any]:
    """Leave out of a column what is missing."""
    return [cell for cell in cells(column) if cell is not None]


def floats(column: nw.Series[Any]) -> list[float]:
    """Read a column of figures; NaN where one is not known.

    Raises
    ------
    CellError
        A cell is no number, or finite and beyond what any post can have.
    """
    return [math.nan if cell is None else _figure(cell, column.name) for cell in cells(column)]


def times(column: nw.Series[Any]) -> list[datetime | None]:
    """Read a column of times; one without a zone is taken as UTC.

    Raises
    ------
    CellError
        A cell is no time.
    """
    if isinstance(column.dtype, nw.Datetime):
        stamps = cells(column.dt.timestamp("us"))
        return [None if stamp is None else _of_stamp(int(stamp), column.name) for stamp in stamps]
    return [None if cell is None else _moment(cell, column.name) for cell in cells(column)]


def lists(column: nw.Series[Any]) -> list[list[str]]:
    """Read a column of lists of words; an absent one is empty.

    Raises
    ------
    CellError
        A cell is no list.
    """
    found = []
    for cell in cells(column):
        if cell is not None and (isinstance(cell, str) or not hasattr(cell, "__iter__")):
            raise _refused(cell, column.name, A_LIST)
        found.append([str(one) for one in (() if cell is None else cell)])
    return found


def _figure(cell: Any, column: str) -> float:
    try:
        figure = float(cell)
    except (TypeError, ValueError, OverflowError) as error:
        raise _refused(cell, column, A_NUMBER) from error
    if math.isfinite(figure) and abs(figure) > HIGHEST:
        raise _refused(cell, column, A_FIGURE)
    return figure


def _of_stamp(stamp: int, column: str) -> datetime:
    try:
        moment = EPOCH + timedelta(microseconds=stamp)
    except OverflowError as error:
        raise _refused(stamp, column, A_TIME) from error
    return _moment(moment, column)


def _moment(cell: Any, column: str) -> datetime:
    if not isinstance(cell, datetime) or not MINYEAR < cell.year < MAXYEAR:
        raise _refused(cell, column, A_TIME)  # at either end it might have no local time
    return cell.astimezone(UTC) if cell.tzinfo is not None else cell.replace(tzinfo=UTC)


def _refused(cell: Any, column: str, wanted: Said) -> CellError:
    return CellError(column=column, cell=str(cell)[:_SHOWN], wanted=wanted)


def _is_nan(cell: object) -> bool:
    return isinstance(cell, float) and math.isnan(cell)
