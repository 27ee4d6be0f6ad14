"""A backup is made while Balise runs: nothing has to stop, and nothing waits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from balise import __version__
from balise.backup.manifest import MEDIA, NAME, Kept, Manifest, is_safe
from balise.errors import BackupWriteError, FileThereError
from balise.store.address import DATABASE
from balise.store.copying import copy

_PIECE = 1 << 20


def make(folder: Path, file: Path, *, made_at: datetime) -> Manifest:
    """Write the database of a folder and its media to one file, with the digest of each.

    The key is left out: who finds a backup cannot open the secrets in it. Keep it elsewhere.

    Raises
    ------
    FileThereError, BackupWriteError
        The file is there already, or cannot be written.
    """
    if file.exists():
        raise FileThereError(file=file)
    try:
        with _beside(file) as (opened, beside), TemporaryDirectory(dir=beside.parent) as rooms:
            copied = Path(rooms) / DATABASE
            copy(folder / DATABASE, copied)
            with ZipFile(opened, "w", ZIP_DEFLATED, compresslevel=6) as packed:
                manifest = _pack(packed, {DATABASE: copied, **_media(folder)}, made_at)
    except OSError as error:
        raise BackupWriteError(file=file, reason=error.strerror or error) from None
    return manifest


def _pack(packed: ZipFile, files: dict[str, Path], made_at: datetime) -> Manifest:
    kept = {}
    for name, path in files.items():
        with suppress(FileNotFoundError):  # a picture may be taken away meanwhile
            kept[name] = _add(packed, name, path)
    manifest = Manifest(balise=__version__, made_at=made_at, files=kept)
    packed.writestr(NAME, manifest.to_json())
    return manifest


def _add(packed: ZipFile, name: str, path: Path) -> Kept:
    digest, size = sha256(), 0
    with path.open("rb") as source:
        packed.compression = ZIP_DEFLATED if name == DATABASE else ZIP_STORED  # pictures are small
        with packed.open(name, "w", force_zip64=True) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
    packed.compression = ZIP_DEFLATED
    return Kept(size=size, digest=digest.hexdigest())


def _media(folder: Path) -> dict[str, Path]:
    """Name the files of the media; a link that leads elsewhere is none."""
    found = sorted((folder / MEDIA).rglob("*"))
    files = [one for one in found if one.is_file() and not one.is_symlink()]
    named = {one.relative_to(folder).as_posix(): one for one in files}
    return {name: one for name, one in named.items() if is_safe(name)}


@contextmanager
def _beside(file: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Write beside the file, for nobody else to read, and give it its name once it is whole."""
    beside = file.absolute().with_name(f".{file.name}.{os.getpid()}.part")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(handle, "w+b") as opened:
            yield opened, beside
            opened.flush()
            os.fsync(opened.fileno())
        beside.rename(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
