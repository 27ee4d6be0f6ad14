"""A backup is unpacked beside the workspace, and looked at, before anything is stopped for it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from balise.backup.manifest import Manifest
from balise.backup.restoring import restore
from balise.errors import BackupWriteError

STAGE = ".restore"
_WORKSPACE, _SENT = "workspace", "sent.zip"
_ID = re.compile(r"[0-9a-f]{16}")


def received(folder: Path, chunks: Iterable[bytes]) -> Path:
    """Keep a file that somebody sent until it is staged; what was staged before is dropped."""
    clear(folder)
    file = folder / STAGE / _SENT
    try:
        file.parent.mkdir(mode=0o700)
        with file.open("xb") as out:
            out.writelines(chunks)
    except OSError as error:
        raise BackupWriteError(file=file, reason=error.strerror or error) from None
    return file


def stage(folder: Path, file: Path) -> tuple[str, Path, Manifest]:
    """Unpack a backup whole into a room of its own, as `restore` does on the command line.

    Gives the name of the room, the folder in it, and what the backup says of itself. Raises what
    `balise.backup.restore` raises.
    """
    if file.name != _SENT:
        clear(folder)
    name = token_hex(8)
    room = folder / STAGE / name / _WORKSPACE
    try:
        manifest = restore(file, room)
    except BaseException:
        clear(folder)
        raise
    (folder / STAGE / _SENT).unlink(missing_ok=True)
    return name, room, manifest


def room_of(folder: Path, name: str) -> Path | None:
    """Find what was staged; None: it is there no more."""
    room = folder / STAGE / name / _WORKSPACE
    return room if _ID.fullmatch(name) and room.is_dir() else None


def clear(folder: Path) -> None:
    """Drop what was staged."""
    shutil.rmtree(folder / STAGE, ignore_errors=True)
