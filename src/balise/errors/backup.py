"""A copy of a folder that cannot be made, or cannot be brought back."""

from __future__ import annotations

from balise.errors.base import BaliseError

__all__ = [
    "BackupBrokenError",
    "BackupBusyError",
    "BackupClosedError",
    "BackupError",
    "BackupFolderError",
    "BackupGoneError",
    "BackupHalfwayError",
    "BackupLockedError",
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


class BackupBusyError(BackupError):
    """A database that somebody else has open."""

    template = (
        "Another program has {folder} open, such as a command or a worker of its own. End it, then "
        "ask for the restore again. Everything is as it was."
    )


class BackupHalfwayError(BackupError):
    """A restore that was cut off, in a folder that somebody else has open."""

    template = (
        "A restore was cut off in {folder}, and another program has it open. End that program, "
        "then start Balise again: everything becomes what it was before the restore."
    )


class BackupGoneError(BackupError):
    """What was checked is there no more."""

    template = (
        "What was checked is not there any more: another backup was chosen meanwhile, or Balise "
        "was started again. Choose the backup once more. Everything is as it was."
    )


class BackupLockedError(BackupError):
    """A backup in which nobody can log in, where one has to."""

    template = (
        "Nobody can log in with this backup: it holds no people, and these pages are open to those "
        "with a login only. Bring it back with the command line. Everything is as it was."
    )


class BackupClosedError(BackupError):
    """Pages whose start nobody watches over: they cannot be stopped and started again."""

    template = (
        "A backup is put in place from these pages only where balise serve has started them. Bring "
        "it back with the command line."
    )
