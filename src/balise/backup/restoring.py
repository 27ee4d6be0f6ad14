"""A backup is brought back into an empty folder, or not at all.

What comes out of the file is counted against what its manifest says before it is written, in a
folder beside; only when all of it is whole is that folder given its name.

Nothing that belongs to one machine is written: no key, no sessions, and no mark of an installation.
So a restored folder is known as one that never ran here, and what goes out by itself stays paused
until somebody says that this is now the place where it runs.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import IO
from zipfile import BadZipFile, ZipFile

from balise.backup.manifest import NAME, Kept, Manifest, is_safe, not_allowed
from balise.errors import (
    BackupBrokenError,
    BackupFolderError,
    BackupWriteError,
    Said,
    SchemaTooNewError,
    Several,
)
from balise.store.address import DATABASE
from balise.store.copying import faults, migrations
from balise.store.schema import known
from balise.words import mark

_PIECE = 1 << 20
_MANIFEST = 50 << 20
_SPARE = 50 << 20
_RATIO, _SMALL = 200, 50 << 20
"""More than so many times the size of the file is a bomb, unless it is small."""
_BAD = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


def restore(file: Path, folder: Path) -> Manifest:
    """Bring a backup back into a folder that is empty, or is not there yet.

    Raises
    ------
    BackupFolderError
        There is something in the folder.
    BackupBrokenError
        The file is no backup, or is damaged; nothing was written.
    SchemaTooNewError
        A later version of Balise made it.
    BackupWriteError
        There is no room, or no right to write.
    """
    target = folder.expanduser().absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupFolderError(folder=folder)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            manifest = _unpacked(file, beside)
            _named(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise BackupWriteError(file=folder, reason=error.strerror or error) from None
    return manifest


def manifest_of(file: Path) -> Manifest:
    """Read what a backup says of itself; what it holds is not looked at.

    Raises
    ------
    BackupBrokenError
        The file is no backup.
    """
    with _told(file), _opened(file) as source, ZipFile(source) as packed:
        return _manifest(packed)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Say in our words why a file is no backup."""
    try:
        yield
    except _BAD as error:
        said = error.args[0] if error.args else None
        reason = said if isinstance(said, Said | Several) else Said(mark("it is damaged"))
        raise BackupBrokenError(file=file, reason=reason) from None


def _unpacked(file: Path, beside: Path) -> Manifest:
    with _told(file), _opened(file) as source, ZipFile(source) as packed:
        manifest = _manifest(packed)
        _measured(manifest, file, beside)
        for name, kept in manifest.files.items():
            _write(packed, name, kept, beside / name)
    if seen := faults(beside / DATABASE):
        raise BackupBrokenError(file=file, reason=seen)
    if migrations(beside / DATABASE) - known():
        raise SchemaTooNewError(database=file)
    return manifest


def _opened(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except FileNotFoundError:
        raise BackupBrokenError(file=file, reason=Said(mark("there is no such file"))) from None
    except OSError as error:
        raise BackupBrokenError(file=file, reason=error.strerror or error) from None


def _manifest(packed: ZipFile) -> Manifest:
    names = [one.filename for one in packed.infolist()]
    for name in names:
        if name != NAME and not is_safe(name):
            raise ValueError(not_allowed(name))
    if NAME not in names:
        raise ValueError(Said(mark("it has no manifest")))
    with packed.open(NAME) as opened:
        written = opened.read(_MANIFEST + 1)
    if len(written) > _MANIFEST:
        raise ValueError(Said(mark("its manifest is too long")))
    manifest = Manifest.from_json(written)
    if sorted(names) != sorted([NAME, *manifest.files]):
        raise ValueError(Said(mark("its files are not those of its manifest")))
    return manifest


def _measured(manifest: Manifest, file: Path, beside: Path) -> None:
    whole = sum(kept.size for kept in manifest.files.values())
    if whole > max(_SMALL, _RATIO * file.stat().st_size):
        raise ValueError(Said(mark("it claims to hold far more than can be in it")))
    if whole + _SPARE > shutil.disk_usage(beside).free:
        raise BackupWriteError(file=beside.parent, reason=os.strerror(28))


def _write(packed: ZipFile, name: str, kept: Kept, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, left = sha256(), kept.size
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as target, packed.open(name) as source:
        while piece := source.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                raise ValueError(Several((Said(mark("longer than its manifest says")), name)))
            digest.update(piece)
            target.write(piece)
    if left or digest.hexdigest() != kept.digest:
        raise ValueError(Several((Said(mark("not as it was written")), name)))


def _named(beside: Path, target: Path) -> None:
    """Give the folder its name; one that is there and empty makes way."""
    if target.exists():
        target.rmdir()
    beside.rename(target)
