"""The files of a ZIP of client folders, one by one and never more than was said."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from balise.errors import ArchiveRefusedError, FileBrokenError, Said
from balise.words import mark

MOST_UNPACKED = 1 << 30
_RATIO = 200
_RATIO_FROM = 1 << 20
_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)
_BROKEN = Said(mark("it is damaged, locked, or is no ZIP"))


def members(file: Any, most: int) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Open an archive, and list its files.

    Raises
    ------
    FileBrokenError, ArchiveRefusedError
        Where it is none, or holds more than `most` files or than is taken at once.
    """
    name = str(file.name)
    try:
        archive = zipfile.ZipFile(file)
        found = [one for one in archive.infolist() if not one.is_dir()]
    except _DAMAGE as error:
        raise FileBrokenError(file=name, reason=_BROKEN) from error
    size = 0
    for number, one in enumerate(found):
        size += one.file_size
        if number >= most or size > MOST_UNPACKED or _is_bomb(one):
            raise ArchiveRefusedError(file=name, member=one.filename[:80])
    return archive, found


def chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Stream a file of the archive; raises as `members` does where it is not as it says."""
    left = member.file_size
    try:
        with archive.open(member) as file:
            while chunk := _read(file):
                left -= len(chunk)
                if left < 0:
                    raise ArchiveRefusedError(file=name, member=member.filename[:80])
                yield chunk
    except _DAMAGE as error:
        raise FileBrokenError(file=name, reason=_BROKEN) from error


def _read(file: IO[bytes]) -> bytes:
    return file.read(_CHUNK)


def _is_bomb(one: zipfile.ZipInfo) -> bool:
    return one.file_size > _RATIO_FROM and one.file_size > _RATIO * max(one.compress_size, 1)
