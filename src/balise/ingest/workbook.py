"""Workbooks, read in a process of their own.

The reader is written in Rust. On some damaged files it panics, and on others it asks for more
memory than there is, which would end the whole program: so it works beside it, with a limit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from balise.errors import FileBrokenError

if TYPE_CHECKING:
    from balise.ingest.documents import Document

Sheets = dict[str, list[list[str]]]
_READER = Path(__file__).with_name("workbook_reader.py")
_SECONDS = 120


def sheets_of(document: Document) -> Sheets:
    """Give the cells of each sheet of a workbook, as an export would write them.

    Raises
    ------
    FileBrokenError
        Where the workbook cannot be read.
    """
    with document.open() as file:
        content = file.read()
    command = [sys.executable, "-I", str(_READER)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=content, capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise FileBrokenError(file=document.name, reason=_reason(error)) from error
    sheets: Sheets = json.loads(done.stdout)
    return sheets


def _reason(error: Exception) -> str:
    """Give what the reader said last, without the name of its exception."""
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else b""
    last = (said or b"").decode(errors="replace").strip().rpartition("\n")[2]
    return last.partition(": ")[2][:120] or type(error).__name__
