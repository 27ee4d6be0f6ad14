"""Files opened with care: only regular files, no more bytes than allowed, and no OSError."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from balise.errors import (
    FileBrokenError,
    FileChangedError,
    FileDeniedError,
    FileMissingError,
    NotAFileError,
    Said,
    TooLargeError,
)
from balise.ingest.limits import MOST_BYTES
from balise.words import mark
from balise.words.unreadable import why_unreadable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from _typeshed import WriteableBuffer

_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Stamp(NamedTuple):
    """What tells that a file is still the same."""

    device: int
    number: int
    size: int
    changed_ns: int


def opened(path: Path) -> io.BufferedReader:
    """Open a regular file: a pipe would never end, and a device is none.

    Raises
    ------
    FileMissingError
        Where there is no such file.
    FileDeniedError
        Where the system does not let us read it.
    NotAFileError
        Where it is a folder, a pipe or a device.
    """
    try:
        number = os.open(path, os.O_RDONLY | _NO_WAIT)  # a pipe that nobody writes to does not wait
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissingError(file=path.name) from error
    except OSError as error:
        if path.is_dir():  # which some systems do not even open
            raise NotAFileError(file=path.name) from error
        raise FileDeniedError(file=path.name, reason=_reason(error)) from error
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise NotAFileError(file=path.name)
    return io.BufferedReader(io.FileIO(number))


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file, the name by which an import is known.

    Raises
    ------
    FileMissingError, FileDeniedError, NotAFileError
        Where it cannot be read.
    """
    with opened(path) as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise FileDeniedError(file=path.name, reason=_reason(error)) from error


def stamp_of(path: Path) -> Stamp:
    """Give the stamp of a file, all zero where it is gone."""
    try:
        seen = path.stat()
    except OSError:
        return Stamp(0, 0, 0, 0)
    return Stamp(seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns)


def unchanged(path: Path, stamp: Stamp) -> None:
    """See that a file is still the one that was opened.

    Raises
    ------
    FileChangedError
        Where another program wrote to it, replaced it or removed it meanwhile.
    """
    if stamp_of(path) != stamp:
        raise FileChangedError(file=path.name)


def guarded(
    stream: BinaryIO,
    name: str,
    *,
    damage: tuple[type[Exception], ...] = (OSError,),
    also: tuple[Callable[[], None], ...] = (),
) -> BinaryIO:
    """Read a stream whose errors are ours, and which ends with one where it goes on too long.

    `also` is what must be closed after the stream.
    """
    return io.BufferedReader(_Guard(stream, name, damage, also), 1 << 16)


class _Guard(io.RawIOBase):
    """A stream that counts what it gives and translates its errors."""

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        damage: tuple[type[Exception], ...],
        also: tuple[Callable[[], None], ...],
    ) -> None:
        self._stream, self._name, self._damage, self._also = stream, name, damage, also
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._stream.read(len(view))
        except self._damage as error:
            raise FileBrokenError(file=self._name, reason=why_unreadable(_reason(error))) from error
        view[: len(data)] = data
        self._given += len(data)
        if self._given > MOST_BYTES:
            what = Said(mark("a table"))
            raise TooLargeError(file=self._name, what=what, megabytes=MOST_BYTES >> 20)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            for close in self._also:
                close()
        super().close()


def _reason(error: Exception) -> str:
    strerror = error.strerror if isinstance(error, OSError) else None
    return strerror or str(error) or type(error).__name__
