"""ZIP archives: their members as streams, an archive inside an archive, and bombs refused.

Nothing is ever unpacked to the disk, so a member whose name climbs out of the folder harms nobody.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from balise.errors import (
    ArchiveRefusedError,
    FileBrokenError,
    FileLockedError,
    PackedFileError,
    Said,
    TooLargeError,
)
from balise.ingest.limits import (
    MOST_BYTES,
    MOST_DIRECTORY,
    MOST_RATIO,
    MOST_RATIO_FROM,
    MOST_UNPACKED,
)
from balise.ingest.opening import guarded
from balise.words import mark
from balise.words.unreadable import why_unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,  # a compression that this Python does not know
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
"""What the library raises where an archive is damaged."""

_JUNK = re.compile(r"(^|/)(__MACOSX/|\.(?!\.?/)|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_ENCRYPTED = 0x1
_PACKED = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA"}
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_LEAST_HEADER = 30
_TAIL = (1 << 16) + 22 + 20 + 56
"""The last bytes of an archive, in which the size of its list of members stands."""


Key = tuple[str, str, int]


@dataclass(slots=True, kw_only=True)
class Budget:
    """How much may still be read from one file, whatever its members say."""

    packed: int
    told: int = 0
    _known: set[Key] = field(default_factory=set)

    def spend(self, file: str, info: zipfile.ZipInfo) -> None:
        """Count a member once, however often it is opened.

        Raises
        ------
        TooLargeError, ArchiveRefusedError
            Where it, or all that was read before with it, is more than an export holds.
        """
        if info.file_size > MOST_BYTES:
            raise TooLargeError(file=file, what=Said(mark("a table")), megabytes=MOST_BYTES >> 20)
        key = (file, info.filename, info.header_offset)
        self.told += 0 if key in self._known else info.file_size
        self._known.add(key)
        if self.told > MOST_UNPACKED:
            what = Said(mark("an archive, once unpacked,"))
            raise TooLargeError(file=file, what=what, megabytes=MOST_UNPACKED >> 20)
        for unpacked, packed in ((info.file_size, info.compress_size), (self.told, self.packed)):
            if unpacked > max(MOST_RATIO_FROM, MOST_RATIO * packed):
                raise ArchiveRefusedError(file=file, member=info.filename)


class Archive:
    """The members of one archive. `source` opens it anew each time; `name` is told to the user."""

    def __init__(self, name: str, source: Callable[[], BinaryIO], budget: Budget) -> None:
        self.name, self.budget = name, budget
        self._source = source
        self._live: zipfile.ZipFile | None = None

    @contextmanager
    def members(self) -> Iterator[list[zipfile.ZipInfo]]:
        """Give the members that are files; meanwhile they open quickly.

        Raises
        ------
        FileBrokenError, FileLockedError, ArchiveRefusedError
            Where it cannot be opened.
        """
        with self._source() as stream, opened_zip(stream, self.name) as archive:
            self._live = archive
            try:
                self._see_apart(archive.infolist())
                yield [info for info in archive.infolist() if self._counts(info)]
            finally:
                self._live = None

    def open(self, info: zipfile.ZipInfo) -> BinaryIO:
        """Open a member as a stream.

        Raises
        ------
        FileBrokenError, PackedFileError, TooLargeError, ArchiveRefusedError
            Where it is damaged, or more than an export holds.
        """
        self.budget.spend(self.name, info)
        return self._stream(info)

    def head(self, info: zipfile.ZipInfo, size: int) -> bytes:
        """Give the first bytes of a member."""
        with self._stream(info) as member:
            return member.read(size)

    def _stream(self, info: zipfile.ZipInfo) -> BinaryIO:
        name = f"{self.name}/{info.filename}"
        if info.compress_type in _PACKED:  # their libraries unpack without a bound
            raise PackedFileError(file=name, kind=_PACKED[info.compress_type])
        if self._live is not None:
            return guarded(self._member(self._live, info), name, damage=DAMAGE)
        source = self._source()
        archive = opened_zip(source, self.name)
        member = self._member(archive, info)
        return guarded(member, name, damage=DAMAGE, also=(archive.close, source.close))

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
        try:
            return archive.open(info)  # type: ignore[return-value]  # an IO[bytes] that is binary
        except DAMAGE as error:
            raise FileBrokenError(file=self.name, reason=why_unreadable(str(error))) from error

    def _see_apart(self, infos: list[zipfile.ZipInfo]) -> None:
        """Refuse members that share bytes: a small file would be read a thousand times."""
        end = 0
        for info in sorted(infos, key=lambda one: one.header_offset):
            if info.header_offset < end:
                raise ArchiveRefusedError(file=self.name, member=info.filename)
            end = info.header_offset + _LEAST_HEADER + info.compress_size

    def _counts(self, info: zipfile.ZipInfo) -> bool:
        """Tell a file from a folder, a link and what systems leave behind."""
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if not info.filename or info.is_dir() or is_link or _JUNK.search(info.filename):
            return False
        if info.flag_bits & _ENCRYPTED:
            raise FileLockedError(file=self.name)
        return True


def opened_zip(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open an archive whose list of members is not too long to be read.

    Raises
    ------
    FileBrokenError, ArchiveRefusedError
        Where it is damaged, or its list is too long.
    """
    try:
        size = _directory_size(stream)
        if size <= MOST_DIRECTORY:
            return zipfile.ZipFile(stream)
    except DAMAGE as error:
        raise FileBrokenError(file=name, reason=why_unreadable(str(error))) from error
    raise ArchiveRefusedError(file=name, member=Said(mark("the list of its files")))


def _directory_size(stream: BinaryIO) -> int:
    """Read how long the list of members says it is, before a library makes objects of it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    end, end_64 = tail.rfind(_END), tail.rfind(_END_64)
    if end_64 >= 0 and len(tail) >= end_64 + 48:
        return int(struct.unpack_from("<Q", tail, end_64 + 40)[0])
    if end >= 0 and len(tail) >= end + 16:
        return int(struct.unpack_from("<L", tail, end + 12)[0])
    return 0
