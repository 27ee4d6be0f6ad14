"""Damage: what is done to the bytes, the cells, the members and the objects of a file."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from random import Random
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from balise.errors import BaliseError
from balise.ingest.documents import Document
from balise.ingest.workbook import sheets_of

MOST = 1 << 18
"""Bytes of a damaged file: what is larger is for `hostile.py`."""

TOKENS = (
    "", " ", "0", "-1", "1e999", "1e-400", "NaN", "-inf", "Infinity", "9" * 30, "9" * 400, "1_000",
    "0x10", "1,2,3", "1.2.3", "--1", "%", "%%", "1 %", "€", "€ €", "()", "(1", "1:2:3:4",
    "99999999:99:99", "1:60", "\u00b2", "\u00bd", "\u0661\u0662", "\uff11\uff12", "\U0001d7cf",
    "=1+1", '=HYPERLINK("x")', "@SUM(A1)", "+1+1", "-", "n/a", "#REF!", "Total", "TOTAL:", "4/5",
    "1/0", "1k", "k", "1e5k", "-%", "12.-", "1.5E+17", "1,5E+17", "TRUE", "null", "undefined",
    "00/00/0000", "31/02/2026", "12/31/9999 23:59", "01/01/0001", "2026-02-30",
    "2026-06-31T25:61Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59",
    "2026-01-01T00:00:00+99:99", "2026-W99", "2026-W53", "0000-W01", "9999-W53", "2026-13",
    "Q9 2026", "mai 9999", "February 29", "29 f\u00e9vr.", "1970-01-01", "253402300800",
    "-62135596801", "1500000000000", "24:00", "12 am", "13:00 pm", "2026-03-29 02:30",
    "2026-10-25 02:30", "Feb 30, 2026", "2099-12-31", "2101-01-01",
    "https://x.com/a/status/" + "9" * 30, "https://x.com/a/status/1", "https://", "http://[::1",
    "https://www.instagram.com/p/" + "_" * 60, "https://www.instagram.com/p/-/", "urn:li:share:0",
    "https://www.linkedin.com/feed/update/urn:li:activity:" + "9" * 40, "//",
    "https://a b.c/?utm_=", "https://www.tiktok.com/@x/video/" + "9" * 25,
    "https://www.pinterest.com/pin/1/", "?" * 40,
    "https://example.org/?utm_source=%FF&utm_source=&&=", "https://example.org:99999999/", "www.",
    "&#x110000;", "&#99999999999999999999;", "&amp;" * 50, "&#0;", "{n}", "{0}", "{", "%s",
    "[bold]", "a" * 30_000, "\n" * 50, '"' * 7, "sep=;", "# Start date: 99999999", "RT @a: ", "@",
    "#", "#" * 99, "\u202e", "\u200f\u200e", "\ufeff", "\x00", "\x1b[31m", "\x85", "\u2028", "\r",
    "\u00ad", "\u0130", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\ufffd", "e\u0301" * 20,
    "\u5c71" * 20, "\U000e0001", "#\ufe0f\u20e3", "\u1100" * 30, "<b>x</b>", "<!ENTITY", "sep=\t",
    "Lifetime", "Date", "Post ID",
)  # fmt: skip
"""What cells are made of that programs stumble over."""

_AGAIN = (
    "9", "1,", "1 ", "1/", "1e", "12:", "2026-", "a@", "a.", "aB", "#a ", "@", "&", "<", "-", "(",
    "$", "%", "_", "{", "[", " ", "\t", "\n", "http://", "www.", "https://x.com/a/", "?a=&", "RT ",
    "janv. ", "e\u0301", "\u202f1", "\u200d", "\U0001f600",
)  # fmt: skip
LONG = tuple((piece * 60_000)[:60_000] for piece in _AGAIN)
"""What takes a pattern that tries again and again too long."""

RAW = (
    *(token.encode("utf-8", "surrogatepass") for token in TOKENS), b"\xed\xa0\x80", b"\xff\xfe",
    b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xff", b"\x80" * 9, b"\r", b"\n", b"\r\n", b"\r\r\n",
    b",", b";", b"\t", b'"', b'""', b'"\n', b"\x00" * 99, b"\x1a", b"[" * 5000, b"{",
    b"PK\x03\x04", b"window.YTD.tweets.part0 = [", b"\\ud800", b"\\u0000", b"sep=,\n",
    b"sep=;\r\n", b'sep="\n',
)  # fmt: skip
CODECS = ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "cp1250", "cp932", "gb18030",
          "utf-32", "mac_roman", "iso8859_15", "utf-7", "cp037", "big5")  # fmt: skip
DELIMITERS = ",;\t|:"
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**40, 1.5, float("inf"), float("nan"), "", "\ud800", "\x00", [], {},
    [[]], [None], {"": None}, "9" * 400, "2026-01-01", "a" * 9000, [{}] * 40, {"tweet": 1},
)  # fmt: skip
_MEMBERS = (
    "", "/", "../../x.csv", "a\\b.csv", "data/tweets.js", "x.csv/", "CON", "\u202efdp.csv",
    "a" * 300, "message_1.json", "xl/workbook.xml", "[Content_Types].xml", "mimetype",
)  # fmt: skip
Change = Callable[[bytes, Random], bytes]


def one_in(n: int, draw: Random) -> bool:
    """Tell whether to do what is done now and then."""
    return not draw.randrange(n)


def flipped(data: bytes, draw: Random) -> bytes:
    """Turn a few bits around."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 8))):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def inserted(data: bytes, draw: Random) -> bytes:
    """Put something in, over what was there or before it."""
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(RAW) + data[at + draw.choice((0, 0, 1, 10)) :]


def cut(data: bytes, draw: Random) -> bytes:
    """Take something out, or all from there on."""
    at = draw.randrange(len(data))
    return data[:at] + data[at + draw.choice((1, 2, 7, 40, 10**9)) :]


def moved(data: bytes, draw: Random) -> bytes:
    """Say a piece again, elsewhere or many times, or let two change places."""
    a, b, c = sorted(draw.randrange(len(data) + 1) for _ in range(3))
    piece = data[a:b]
    if one_in(5, draw):
        return data[:b] + piece * draw.choice((2, 30, 1000)) + data[b:]
    return draw.choice((data[:c] + piece + data[c:], data[:a] + data[b:c] + piece + data[c:]))


def zeroed(data: bytes, draw: Random) -> bytes:
    """Leave zeros where a download was not finished."""
    at = draw.randrange(len(data))
    return data[:at] + bytes(draw.choice((1, 99, len(data) - at))) + data[at + draw.randrange(99) :]


def lined(data: bytes, draw: Random) -> bytes:
    """Drop, repeat, turn or shuffle lines."""
    lines = data.splitlines(keepends=True) or [b""]
    at = draw.randrange(len(lines))
    kept = lines[:at] + lines[at + 1 :]
    mixed = draw.sample(lines, len(lines))
    again = [*lines, *(lines[at : at + 1] * draw.choice((1, 300)))]
    return b"".join(draw.choice((kept, again, lines[at:] + lines[:at], mixed)))


def ended(data: bytes, draw: Random) -> bytes:
    """End lines in another way, or each in one of its own."""
    ends = (b"\n", b"\r\n", b"\r", b"\r\r\n", b"\n\r", b"\x85", b"\x0b", b"\xe2\x80\xa8", b"")
    lines = re.split(rb"\r\n|\r|\n", data)
    one = draw.choice(ends)
    mixed = one_in(3, draw)
    return b"".join(line + (draw.choice(ends[:4]) if mixed else one) for line in lines)


def recoded(data: bytes, draw: Random) -> bytes:
    """Write in another encoding, or the second half of it."""
    text = data.decode("utf-8", "replace")
    whole = text.encode(draw.choice(CODECS), "replace")
    at = draw.randrange(len(data))
    return whole if not one_in(3, draw) else data[:at] + whole[at:]


def redelimited(data: bytes, draw: Random) -> bytes:
    """Tell cells apart by another sign, with or without saying so, or quote them all."""
    rows, delimiter = _grid(data)
    sign = draw.choice(DELIMITERS)
    quoting = draw.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
    said = f"sep={sign}\n".encode() if one_in(5, draw) else b""
    if one_in(10, draw):
        return said + data.replace(delimiter.encode(), sign.encode())
    return said + _written(rows, sign, quoting)


def celled(data: bytes, draw: Random) -> bytes:
    """Change single cells and columns, and leave the table whole."""
    rows, delimiter = _grid(data)
    for _ in range(draw.choice((1, 1, 2, 5))):
        change_cells(rows, draw)
    return _written(rows, delimiter, csv.QUOTE_MINIMAL)


def token(draw: Random) -> str:
    """Choose what to put into a cell."""
    return draw.choice(LONG if one_in(30, draw) else TOKENS)


def change_cells(rows: list[list[Any]], draw: Random) -> None:
    """Change one cell, one row or one column of a grid."""
    filled = [row for row in rows if row]
    if not filled:
        return
    row = draw.choice(filled)
    at = draw.randrange(len(row))
    what = draw.choice(("cell", "cell", "cell", "cell", "end", "place", "column"))
    if what == "cell":
        row[at] = token(draw)
    elif what == "end":
        row[at] = f"{row[at]}{token(draw)}"
    elif what == "place":
        row[at], row[-1] = row[-1], row[at]
    else:
        one = draw.choice(TOKENS)
        for other in filled[draw.randrange(2) :]:
            other[at : at + 1] = draw.choice(([], [one], [one, one]))


def zipped(data: bytes, draw: Random) -> bytes:
    """Damage a member of an archive, its name or its number."""
    members = _members(data)
    if not members:
        return flipped(data, draw)
    at = draw.randrange(len(members))
    name, held = members[at]
    what = draw.choice(("held", "held", "held", "name", "more"))
    if what == "held":
        members[at] = (name, damaged(held, draw))
    elif what == "name":
        members[at] = (draw.choice(_MEMBERS), held)
    else:
        members.insert(0, draw.choice(((name, held), ("inner.zip", data), ("a.csv", b""))))
    packed = io.BytesIO()
    kind = draw.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(packed, "w", kind) as archive:
        for member, content in members:
            archive.writestr(zipfile.ZipInfo(member), content, kind)
    return packed.getvalue()


def rebooked(data: bytes, draw: Random) -> bytes:
    """Write the sheets of a workbook anew, with cells changed and typed otherwise."""
    sheets = _sheets(data)
    if not sheets:
        return flipped(data, draw)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        grid = [list(row) for row in rows]
        for _ in range(draw.choice((1, 2, 6))):
            change_cells(grid, draw)
        sheet = book.create_sheet(re.sub(r"[\\*?:/\[\]]", "", name)[:31] or "a")
        for row in grid:
            sheet.append([typed(cell, draw) for cell in row])
    if one_in(10, draw):
        book.create_sheet("more")
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def typed(cell: Any, draw: Random) -> object:
    """Give a cell as a workbook may hold it: a text, a number, a truth."""
    plain = _ILLEGAL.sub("", str(cell))[:32_000]
    if one_in(2, draw):
        try:
            value = float(plain)
        except ValueError:
            return plain
        return value if math.isfinite(value) else plain
    return draw.choice((plain, plain, plain, True, None)) if one_in(10, draw) else plain


def scripted(data: bytes, draw: Random) -> bytes:
    """Put odd values into a script or a JSON file."""
    start = max(data.find(b"=") + 1, 0) if data.lstrip()[:1] not in b"[{" else 0
    try:
        loaded = json.loads(data[start:])
    except (ValueError, RecursionError):
        return flipped(data, draw)
    for _ in range(draw.choice((1, 1, 3))):
        loaded = _strange(loaded, draw)
    return data[:start] + json.dumps(loaded, ensure_ascii=not one_in(5, draw)).encode(
        "utf-8", "surrogatepass"
    )


def _strange(value: Any, draw: Random) -> Any:
    """Change one value somewhere in an object."""
    if not value or not isinstance(value, dict | list) or one_in(10, draw):
        return draw.choice(ODD) if one_in(2, draw) else token(draw)
    if isinstance(value, dict):
        key = draw.choice(list(value))
        return {**value, key: _strange(value[key], draw)}
    at = draw.randrange(len(value))
    return [*value[:at], _strange(value[at], draw), *value[at + 1 :]]


BYTES: tuple[Change, ...] = (flipped, inserted, inserted, cut, moved, zeroed, lined, ended)
TEXT: tuple[Change, ...] = (*BYTES, recoded, redelimited, celled, celled, celled, celled)


def damaged(data: bytes, draw: Random) -> bytes:
    """Damage a file once or a few times, in a way that fits what it is."""
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        data = draw.choice(_fitting(data or b"\n"))(data or b"\n", draw)[:MOST]
    return data


def _fitting(data: bytes) -> tuple[Change, ...]:
    if data.startswith(b"PK"):
        is_book = b"xl/workbook.xml" in data
        return (*BYTES[:4], *((rebooked, rebooked, zipped) if is_book else (zipped,) * 8))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return (*BYTES[:6], rebooked, rebooked)
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith((b"window.", b"[", b"{")):
        return (*BYTES, recoded, *(scripted,) * 6)
    return TEXT


def spliced(one: bytes, other: bytes, draw: Random) -> bytes:
    """Let one file go on as another."""
    return one[: draw.randrange(len(one) + 1)] + other[draw.randrange(len(other) + 1) :]


def _grid(data: bytes) -> tuple[list[list[str]], str]:
    wide = data[1:2] == b"\0" or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if wide else "utf-8", "replace")[:100_000]
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), delimiter
    except csv.Error:
        return [[text[:1000]]], delimiter


def _written(rows: list[list[str]], delimiter: str, quoting: Any) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _members(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(i.filename, archive.read(i)[:MOST]) for i in archive.infolist()][:40]
    except Exception:  # noqa: BLE001 - an archive that is damaged already, in any way
        return []


@lru_cache(maxsize=50)
def _sheets(data: bytes) -> tuple[tuple[str, list[list[str]]], ...]:
    """Give the sheets of a workbook; none where it is damaged already."""
    now = datetime(2026, 7, 1, tzinfo=UTC)
    held = Document(name="a", modified=now, form="workbook", open=lambda: io.BytesIO(data))
    try:
        return tuple((name, list(rows)) for name, rows in sheets_of(held).items())
    except BaliseError:
        return ()
