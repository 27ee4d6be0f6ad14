"""The process that reads a workbook: bytes in, the cells of each sheet out."""

from __future__ import annotations

import io
import pickle
import sys

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


def main() -> None:
    """Read the workbook on standard input."""
    limit()
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    pickle.dump(sheets, sys.stdout.buffer)


if __name__ == "__main__":
    main()
