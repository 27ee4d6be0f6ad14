"""The process that reads a workbook: bytes in, one line of JSON a row out.

The last line names the sheets and says how many bytes the rows of each take.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook

TOO_MUCH = 3
"""Status where the cells are more than may be written; the same word in `workbook`."""


def limit(memory: int, seconds: int) -> None:
    """Ask the system for no more than a large workbook takes."""
    if sys.platform == "win32":
        return  # it has no such limits
    import resource  # noqa: PLC0415 - not on every system

    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, hard))


def written(cell: object) -> str:
    """Write a typed cell as an export would."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip()


def line(row: Iterable[object]) -> bytes:
    """Write a row; the empty cells at its end are left away."""
    cells = [written(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return json.dumps(cells).encode() + b"\n"


def main(memory: int, text: int, seconds: int) -> None:
    """Read the workbook on standard input."""
    limit(memory, seconds)
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    told = []
    for name in book.sheet_names:
        length = 0
        for row in book.get_sheet_by_name(name).iter_rows():
            length += sys.stdout.buffer.write(line(row))
            if length > text:
                sys.exit(TOO_MUCH)
        text -= length
        told.append([name, length])
    sys.stdout.buffer.write(json.dumps(told).encode())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
