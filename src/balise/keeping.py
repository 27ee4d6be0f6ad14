"""What a workspace is asked when its folder is copied to be kept elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from balise import backup
from balise.backup.manifest import Manifest
from balise.domain.note import Note
from balise.domain.ports import Store
from balise.errors import BackupServerError


class Keeping:
    """The part of `balise.workspace.Workspace` that makes backups."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

    def back_up(self, file: str | PathLike[str], *, by: str = "you") -> Manifest:
        """Copy database and media to one file while Balise runs; the key is left out.

        `balise.backup.restore` brings it back into an empty folder.

        Raises
        ------
        BackupServerError
            The database is on a server, which has a program of its own for that.
        FileThereError, BackupWriteError
            The file is there already, or cannot be written.
        """
        folder = self.store.folder
        if folder is None:
            raise BackupServerError(file="balise.dump")
        now = datetime.now(UTC)
        self.store.note(Note(code="backup-made", by=by, at=now))
        return backup.make(folder, Path(file), made_at=now)
