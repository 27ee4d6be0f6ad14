"""Workbooks, read in a process of their own.

The reader is written in Rust. On some damaged files it panics, and on others it asks for more
memory than there is, which would end the whole program: so it works beside it, with a limit.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from balise.errors import FileBrokenError, FileLockedError, Said, TooLargeError
from balise.ingest.limits import (
    MOST_WORKBOOK,
    MOST_WORKBOOK_MEMORY,
    MOST_WORKBOOK_SECONDS,
    MOST_WORKBOOK_TEXT,
)
from balise.words import mark
from balise.words.unreadable import why_unreadable

if TYPE_CHECKING:
    from balise.errors import InputError
    from balise.ingest.documents import Document

_READER = Path(__file__).with_name("workbook_reader.py")
TOO_MUCH = 3
"""Status of the reader where the cells are more than it may write."""
_LOCKED = (b"assword", b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one sheet, read again each time from what the reader wrote."""

    written: bytes
    start: int
    end: int

    def __iter__(self) -> Iterator[list[str]]:
        """Give the cells of each row; a blank one has none."""
        stream = io.BytesIO(self.written)
        stream.seek(self.start)
        while stream.tell() < self.end:
            yield json.loads(stream.readline())


Sheets = dict[str, Rows]


def sheets_of(document: Document) -> Sheets:
    """Give the cells of each sheet of a workbook, as an export would write them.

    Raises
    ------
    FileBrokenError, FileLockedError
        Where the workbook cannot be read.
    TooLargeError
        Where it is larger than any export.
    """
    with document.open() as file:
        content = file.read(MOST_WORKBOOK + 1)
    if len(content) > MOST_WORKBOOK:
        raise _too_large(document.name, MOST_WORKBOOK)
    limits = [str(MOST_WORKBOOK_MEMORY), str(MOST_WORKBOOK_TEXT), str(MOST_WORKBOOK_SECONDS)]
    with TemporaryFile() as told:
        try:
            subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-I", str(_READER), *limits],
                input=content,
                stdout=told,
                stderr=subprocess.PIPE,
                timeout=MOST_WORKBOOK_SECONDS,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise _refusal(document.name, content, error) from error
        told.seek(0)
        return _sheets(told.read())


def _sheets(written: bytes) -> Sheets:
    """Find where each sheet stands: the last line says how long each is."""
    end = written.rfind(b"\n") + 1
    sheets: Sheets = {}
    at = 0
    for name, length in json.loads(written[end:]):
        sheets[name] = Rows(written, at, at + length)
        at += length
    return sheets


def _refusal(name: str, content: bytes, error: Exception) -> InputError:
    said = error.stderr if isinstance(error, subprocess.CalledProcessError) else b""
    if any(word in (said or b"") or word in content for word in _LOCKED):
        return FileLockedError(file=name)
    status = error.returncode if isinstance(error, subprocess.CalledProcessError) else 0
    if status == TOO_MUCH or isinstance(error, subprocess.TimeoutExpired) or _starved(said):
        return _too_large(name, MOST_WORKBOOK_TEXT)
    reason = why_unreadable(_reason(said or b"") or type(error).__name__)
    return FileBrokenError(file=name, reason=reason)


def _starved(said: bytes | None) -> bool:
    """Tell that the reader ended because it asked for more memory than it may have."""
    return any(word in (said or b"") for word in (b"memory allocation", b"MemoryError"))


def _too_large(name: str, most: int) -> TooLargeError:
    return TooLargeError(file=name, what=Said(mark("a workbook")), megabytes=most >> 20)


def _reason(said: bytes) -> str:
    """Give what the reader said last, without the name of its exception."""
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    return last.partition(": ")[2][:120]
