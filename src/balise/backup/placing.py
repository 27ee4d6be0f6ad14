"""What was unpacked is put in place of what a folder holds, or everything stays as it was.

What the folder held is moved aside first, and moved back whatever goes wrong: also at the next
start, where the machine itself stopped in between. It is kept as a backup for good.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from balise.backup.found import ROOM
from balise.backup.making import make
from balise.backup.manifest import MEDIA
from balise.errors import BackupBrokenError, BackupBusyError, BackupHalfwayError, BackupWriteError
from balise.store.address import DATABASE, ENGINE
from balise.store.copying import fold

ASIDE = ".before-restore"
_DONE = ".after-restore"
_ENDS = ("-wal", "-shm", "-journal")
_BESIDE = (*(f"{DATABASE}{end}" for end in _ENDS), *(f"{ENGINE}{end}" for end in ("", *_ENDS)))
"""What belongs to the database: it must never lie beside another one."""
_OF_MACHINE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY,
               sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN}  # fmt: skip
"""Why a sound database cannot be copied."""


def place(staged: Path, folder: Path, *, at: datetime) -> Path:
    """Put what was unpacked in place; nobody else may have the database open.

    What the folder held stays aside until `settle`. Gives where it is kept: a backup, or where the
    database is too damaged for one, a folder with the very files.

    Raises
    ------
    BackupBrokenError
        What was unpacked is not whole any more.
    BackupBusyError
        Another program has the database open.
    BackupWriteError
        There is no room, or no right to write; everything is as it was.
    """
    name = f"before-restore-{at:%Y-%m-%d-%H%M%S}"
    try:
        fold(staged / DATABASE)
    except sqlite3.Error as error:
        raise BackupBrokenError(file=staged / DATABASE, reason=error) from None
    try:
        (folder / ROOM).mkdir(mode=0o700, exist_ok=True)
        kept = _kept(folder, folder / ROOM / f"{name}.zip", at)
        (folder / ASIDE).mkdir(mode=0o700)  # what lies there already is of no use to undo this
        try:
            _aside(folder)
            for part in (DATABASE, MEDIA):
                if (staged / part).exists():
                    (staged / part).rename(folder / part)
        except BaseException:
            undo(folder)
            if kept is not None:
                kept.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BackupWriteError(file=folder, reason=error.strerror or error) from None
    return kept or folder / ROOM / name


def recover(folder: Path) -> bool:
    """Take back what the end of the machine has left half done; False: nothing was.

    Raises
    ------
    BackupHalfwayError
        Somebody is just at it, or works with what is half done: what they do would be lost later.
    """
    if not (folder / ASIDE).is_dir():
        return False
    if is_open(folder):
        raise BackupHalfwayError(folder=folder)
    return undo(folder)


def undo(folder: Path) -> bool:
    """Move back what was moved aside; False: nothing was."""
    aside = folder / ASIDE
    if not aside.is_dir():
        return False
    if (aside / DATABASE).exists():  # what lies beside the one that is there now is its own
        for name in _BESIDE:
            (folder / name).unlink(missing_ok=True)
    for one in sorted(aside.iterdir()):
        _remove(folder / one.name)
        one.rename(folder / one.name)
    aside.rmdir()
    return True


def settle(folder: Path, kept: Path) -> None:
    """Drop what was moved aside, now that the new one works; keep it where `kept` is no file.

    Raises
    ------
    BackupWriteError
        It cannot be moved.
    """
    done = folder / _DONE if kept.exists() else kept
    try:
        (folder / ASIDE).rename(done)  # half of it is never taken for what is to be moved back
    except OSError as error:
        raise BackupWriteError(file=done, reason=error.strerror or error) from None
    if done != kept:
        shutil.rmtree(done, ignore_errors=True)


def _kept(folder: Path, file: Path, at: datetime) -> Path | None:
    if is_open(folder):
        raise BackupBusyError(folder=folder)
    try:
        make(folder, file, made_at=at)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_MACHINE:
            raise BackupWriteError(file=file, reason=error) from None
        return None  # a damaged one is what a restore is asked for
    return file


def is_open(folder: Path) -> bool:
    """Tell whether another program has the database open; where none has, it is one file now."""
    if not (folder / DATABASE).exists():
        return False
    try:
        fold(folder / DATABASE)
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    except sqlite3.DatabaseError:  # it is damaged
        return False
    return False


def _aside(folder: Path) -> None:
    """Move away what is there, the database last but one: see `undo`."""
    aside = folder / ASIDE
    shutil.rmtree(folder / _DONE, ignore_errors=True)
    for name in (*_BESIDE, DATABASE):
        with suppress(FileNotFoundError):
            (folder / name).rename(aside / name)
    if (folder / MEDIA).exists():
        (folder / MEDIA).rename(aside / MEDIA)
    else:
        (aside / MEDIA).mkdir(mode=0o700)  # moved back, it takes the place of the new one


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
