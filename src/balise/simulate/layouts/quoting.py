"""How the networks put rows into text: each has its own habit of quotes and line ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

BOM = "\ufeff"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip  # `strftime` would speak the language of the machine
_META = frozenset(' ,"\n\r\t\\')
_PLAIN = frozenset(',"\n\r')


def _field(value: object, marks: frozenset[str] | None) -> str:
    text = "" if value is None else str(value)
    if marks is None or marks & set(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _lines(rows: Iterable[Sequence[object]], marks: frozenset[str] | None) -> list[str]:
    return [",".join(_field(value, marks) for value in row) for row in rows]


def meta_csv(rows: Iterable[Sequence[object]]) -> bytes:
    r"""Write as Meta: a byte order mark, quotes round what holds a space, a last line end.

    Examples
    --------
    >>> meta_csv([["Post ID", "Views"], [1, None]])
    b'\xef\xbb\xbf"Post ID",Views\n1,\n'
    """
    return (BOM + "\n".join(_lines(rows, _META)) + "\n").encode()


def x_csv(rows: Iterable[Sequence[object]]) -> bytes:
    r"""Write as X: no byte order mark, few quotes, no last line end.

    Examples
    --------
    >>> x_csv([["Post id", "Date"], [1, "Fri, Feb 27, 2026"]])
    b'Post id,Date\n1,"Fri, Feb 27, 2026"'
    """
    return "\n".join(_lines(rows, _PLAIN)).encode()


def tiktok_csv(rows: Iterable[Sequence[object]]) -> bytes:
    r"""Write as TikTok: a byte order mark, quotes everywhere, no last line end.

    Examples
    --------
    >>> tiktok_csv([["Date"], ["July 16"]])
    b'\xef\xbb\xbf"Date"\n"July 16"'
    """
    return (BOM + "\n".join(_lines(rows, None))).encode()


def meta_series(title: str, rows: Iterable[Sequence[object]]) -> bytes:
    r"""Write a daily series as Meta: UTF-16, a line that names the comma, a title.

    Examples
    --------
    >>> meta_series("Reach", [["2026-05-25T00:00:00", 7]]).decode("utf-16").splitlines()[-1]
    '"2026-05-25T00:00:00","7"'
    """
    body = _lines([[title], ["Date", "Primary"], *rows], None)
    return ("\ufeffsep=,\n" + "\n".join(body) + "\n").encode("utf-16-le")


def count(value: float | None) -> str:
    """Give a count as digits, and nothing where it is not known."""
    return "" if value is None else str(int(value))
