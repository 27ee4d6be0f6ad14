"""The process that reads a workbook: bytes in, the cells of each sheet out, as text in JSON."""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook

MOST_MEMORY = 3 << 30


def limit() -> None:
    """Ask the system for no more memory than a large workbook takes."""
    if sys.platform == "win32":
        return  # it has no such limit
    import resource  # noqa: PLC0415 - not on every system

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


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


def main() -> None:
    """Read the workbook on standard input."""
    limit()
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheets = {
        name: [[written(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }
    sys.stdout.buffer.write(json.dumps(sheets).encode())


if __name__ == "__main__":
    main()
