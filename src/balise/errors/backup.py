"""A copy of a folder that cannot be made, or cannot be brought back."""

from __future__ import annotations

from balise.errors.base import BaliseError

__all__ = [
    "BackupBrokenError",
    "BackupError",
    "BackupFolderError",
    "BackupServerError",
    "BackupWriteError",
]


class BackupError(BaliseError):
    """A backup that cannot be made or restored."""


class BackupServerError(BackupError):
    """A database that has programs of its own to copy it."""

    template = (
        "What is on a server is copied by its own program: pg_dump --format=custom --file={file} "
        "DATABASE; pg_restore brings it back."
    )


class BackupWriteError(BackupError):
    """A backup that cannot be written."""

    template = "{file} cannot be written: {reason}."


class BackupBrokenError(BackupError):
    """A file that is no backup of ours, or one that was damaged or tampered with."""

    template = "{file} is no backup that can be restored: {reason}. Nothing was written."


class BackupFolderError(BackupError):
    """A folder with something in it."""

    template = (
        "{folder} is not empty. A backup is restored into a new or empty folder only, so that "
        "nothing is written over."
    )
