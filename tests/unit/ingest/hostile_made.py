"""Hostile files, made on the spot: what fills a memory, never ends, or lies about what it is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

X_HEAD = "Post id,Date,Post text,Post Link,Impressions,Likes,Bookmarks,Replies,Reposts\n"
FIRST = 1_902_622_306_553_184_746
STEP = 60_000_000_000_000
MB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A file that asks for too much: it is refused with `error`, or read for its `posts`."""

    name: str
    make: Callable[[Path], None]
    error: str = ""
    posts: int = 0


def x_row(n: int, text: str = "Made up", likes: object = 3) -> str:
    """Write a row of an X export, made up."""
    post = FIRST + n * STEP
    link = f"https://x.com/made_up/status/{post}"
    return f'{post},"Thu, Mar 20, 2025",{text},{link},{100 + n % 900},{likes},0,1,0\n'


def zipped(path: Path, **members: bytes) -> None:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def _text(path: Path, *parts: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for part in parts:
            file.write(part)


def _zeros(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def _zeros_after_rows(path: Path) -> None:
    _text(path, X_HEAD, x_row(1))
    with path.open("r+b") as file:
        file.truncate(1 << 27)


def _huge(path: Path) -> None:
    _text(path, X_HEAD, x_row(1))
    with path.open("r+b") as file:
        file.truncate(1 << 40)


def _member(name: str, packed: bytes, size: int, crc: int, at: int) -> tuple[bytes, bytes]:
    """Give the local header with its data, and the entry of the list, of one member."""
    fields = (20, 0, 8, 0, 0x5A21, crc, len(packed), size, len(name), 0)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name.encode()
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, at) + name.encode()
    return local + packed, entry


def _archive(path: Path, entries: list[bytes], body: bytes) -> None:
    listed = b"".join(entries)
    n = min(len(entries), 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, n, n, len(listed), len(body), 0)
    path.write_bytes(body + listed + end)


def inflating(start: bytes, block: bytes, times: int) -> bytes:
    """Give a Deflate stream of `start` and `times` blocks, without ever unpacking it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + one * times + packer.flush(zlib.Z_FINISH)


def _csv_bomb(path: Path, *, told: int | None = None) -> None:
    """A table of 2,000 MB times five in 30 MB; the sum of checks is wrong, and never reached."""
    start, block = X_HEAD.encode(), b"1,,,,0,0,0,0,0\n" * 65_536
    times = 10 * (1 << 30) // len(block)
    size = min(len(start) + times * len(block), 0xFFFFFFF0) if told is None else told
    data, entry = _member("posts.csv", inflating(start, block, times), size, 0, 0)
    _archive(path, [entry], data)


def _overlapping(path: Path) -> None:
    """Thousands of members that are all the same bytes, each a table of 15 MB."""
    start, block = X_HEAD.encode(), b"1,,,,0,0,0,0,0\n" * 65_536
    packed = inflating(start, block, 15)
    size = len(start) + 15 * len(block)
    crc = zlib.crc32(start + block * 15)
    data, _ = _member("0.csv", packed, size, crc, 0)
    _archive(path, [_member("0.csv", packed, size, crc, 0)[1]] * 20_000, data)


def _many_members(path: Path) -> None:
    """A list of two million members, which is all that there is."""
    _, entry = _member("a.csv", b"", 0, 0, 0)
    listed = entry * 2_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(listed), 4, 0)
    path.write_bytes(b"PK\x03\x04" + listed + end)


def _nested(path: Path, depth: int, data: bytes) -> None:
    for level in range(depth):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("posts.csv" if level == 0 else f"level{level}.zip", data)
        data = held.getvalue()
    path.write_bytes(data)


def _nested_bomb(path: Path) -> None:
    """An archive in an archive, each ten thousand times smaller than what is in it."""
    start, block = X_HEAD.encode(), b"1,,,,0,0,0,0,0\n" * 65_536
    data, entry = _member("posts.csv", inflating(start, block, 2000), 0x7FFFFFF0, 0, 0)
    inner = path.with_suffix(".inner")
    _archive(inner, [entry], data)
    zipped(path, **{"inner.zip": inner.read_bytes()})
    inner.unlink()


def _climbing(path: Path) -> None:
    data = (X_HEAD + x_row(1)).encode()
    zipped(path, **{"../../../etc/posts.csv": data, "/var/absolute.csv": data})


_SHEET = (
    '<?xml version="1.0"?>{dtd}<worksheet '
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
_WORKBOOK = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="a" sheetId="1" r:id="b"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.'
    'openxmlformats.org/package/2006/relationships"><Relationship Id="b" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(path: Path, rows: str, dtd: str = "") -> None:
    """Write a workbook of one sheet, its rows as they are given."""
    sheet = _SHEET.format(dtd=dtd, rows=rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _WORKBOOK.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)


def cell(place: str, text: str) -> str:
    """Write a cell of a workbook."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def x_sheet(text: str) -> str:
    """Write the rows of an X export in a workbook, with one cell of ours."""
    titles = X_HEAD.strip().split(",")
    head = "".join(cell(f"{chr(65 + i)}1", title) for i, title in enumerate(titles))
    link = f"https://x.com/made_up/status/{FIRST}"
    cells = (str(FIRST), "Thu Mar 20 2025", text, link, "100", "3", "0", "1", "0")
    row = "".join(cell(f"{chr(65 + i)}2", value) for i, value in enumerate(cells))
    return f'<row r="1">{head}</row><row r="2">{row}</row>'


def _laughs(path: Path) -> None:
    bombs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    workbook(path, x_sheet("&l11;"), f'<!DOCTYPE w [<!ENTITY l0 "lol">{bombs}]>')


def _external(path: Path) -> None:
    workbook(path, x_sheet("&e;"), '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>')


def _far_corner(path: Path) -> None:
    """Two cells in opposite corners: 17 thousand million cells between them."""
    workbook(
        path, f'<row r="1">{cell("A1", "a")}</row><row r="1048576">{cell("XFD1048576", "b")}</row>'
    )


def _sheet_bomb(path: Path) -> None:
    text = "a" * 900
    rows = (f'<row r="{n}">{cell(f"A{n}", text)}</row>' for n in range(1, 170_001))
    workbook(path, "".join(rows))


def _columns(path: Path, rows: int) -> None:
    names = ",".join(f"column {i}" for i in range(10_000))
    cells = ",".join("1" * 10_000)
    lines = (f"{x_row(n).strip()},{cells}\n" for n in range(rows))
    _text(path, X_HEAD.strip(), ",", names, "\n", *lines)


def commas(path: Path, rows: int) -> None:
    """Write rows of 60,000 cells below a header of nine."""
    _text(path, X_HEAD, *(x_row(n).strip() + "," * 60_000 + "\n" for n in range(rows)))


def _cell(path: Path, *, of_lines: bool) -> None:
    text = ("a" * 99 + "\n" if of_lines else "a" * 100) * 100_000
    _text(path, X_HEAD, x_row(1, f'"{text}"'), x_row(2))


def _lost_quote(path: Path) -> None:
    rows = (x_row(n).replace('"', "").replace(", ", " ") for n in range(100_000))
    _text(path, X_HEAD, x_row(0, '"lost'), *rows)


def endless(path: Path, megabytes: int) -> None:
    """Write one line without an end."""
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(b"a" * MB)


def findings(path: Path, rows: int) -> None:
    """Write rows each of which has something to be told."""
    _text(path, X_HEAD, *(x_row(n, likes="lots") for n in range(rows)))


def _nul(path: Path) -> None:
    rows = X_HEAD + "".join(x_row(n) for n in range(50))
    path.write_bytes(rows.encode().replace(b"Made", b"Ma\x00de"))


def _mixed(path: Path, second: str) -> None:
    rows = [x_row(n, "un été à la plage").encode() for n in range(95)]
    rows += [x_row(n, "un été à la plage").encode(second) for n in range(95, 100)]
    path.write_bytes(X_HEAD.encode() + b"".join(rows))


_ROWS = (X_HEAD + x_row(1)).encode()
HOSTILE = (
    Hostile(name="empty.csv", make=lambda path: path.touch(), error="FileEmptyError"),
    Hostile(name="blank.csv", make=lambda p: _text(p, " \n" * 500), error="FileEmptyError"),
    Hostile(name="zeros.csv", make=_zeros, error="TableMissingError"),
    Hostile(name="rows-then-zeros.csv", make=_zeros_after_rows, error="LineTooLongError"),
    Hostile(name="terabyte.csv", make=_huge, error="TooLargeError"),
    Hostile(name="endless.csv", make=lambda p: endless(p, 64), error="LineTooLongError"),
    Hostile(name="csv-bomb.zip", make=_csv_bomb, error="TooLargeError"),
    Hostile(name="lying-bomb.zip", make=lambda p: _csv_bomb(p, told=1000), error="FileBrokenError"),
    Hostile(name="overlapping.zip", make=_overlapping, error="ArchiveRefusedError"),
    Hostile(name="many-members.zip", make=_many_members, error="ArchiveRefusedError"),
    Hostile(name="nested-once.zip", make=lambda p: _nested(p, 2, _ROWS), posts=1),
    Hostile(name="nested.zip", make=lambda p: _nested(p, 6, _ROWS), error="TableMissingError"),
    Hostile(name="nested-bomb.zip", make=_nested_bomb, error="ArchiveRefusedError"),
    Hostile(name="climbing.zip", make=_climbing, posts=2),
    Hostile(name="laughs.xlsx", make=_laughs, error="FileBrokenError"),
    Hostile(name="external.xlsx", make=_external, error="FileBrokenError"),
    Hostile(name="far-corner.xlsx", make=_far_corner, error="TooLargeError"),
    Hostile(name="sheet-bomb.xlsx", make=_sheet_bomb, error="TooLargeError"),
    Hostile(name="columns.csv", make=lambda p: _columns(p, 1000), posts=1000),
    Hostile(name="cell.csv", make=lambda p: _cell(p, of_lines=False), error="LineTooLongError"),
    Hostile(name="nul.csv", make=_nul, posts=50),
    Hostile(name="mixed.csv", make=lambda p: _mixed(p, "cp1252"), posts=100),
    Hostile(name="mixed-wide.csv", make=lambda p: _mixed(p, "utf-16-le"), posts=100),
    Hostile(name="findings.csv", make=lambda p: findings(p, 50_000), posts=50_000),
)
"""What is refused in one line, or read, within the bounds."""

CELL = (
    Hostile(name="lines.csv", make=lambda p: _cell(p, of_lines=True), error="LineTooLongError"),
    Hostile(name="lost-quote.csv", make=_lost_quote, error="LineTooLongError"),
)
"""One cell of many lines that does not end."""
