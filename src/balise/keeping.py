"""What a workspace is asked when its folder is copied to be kept elsewhere, or comes back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from balise import backup
from balise.backup import staging
from balise.backup.found import ROOM
from balise.backup.manifest import Manifest
from balise.domain.note import Note
from balise.domain.ports import Store
from balise.domain.restore import Asked, Found, Staged
from balise.errors import (
    BackupBrokenError,
    BackupGoneError,
    BackupServerError,
    Said,
    SchemaTooNewError,
)
from balise.vault.log_seal import LogSeal
from balise.words import mark

if TYPE_CHECKING:
    from balise.workspace import Workspace

_TOLD = "staged.json"


class Keeping:
    """The part of `balise.workspace.Workspace` that makes backups and brings them back."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        @classmethod
        def open(cls, where: str | PathLike[str] | None = None) -> Workspace:
            """Open a folder."""

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
        folder, now = self._own_folder(), datetime.now(UTC)
        if Path(file).parent == folder / ROOM:
            with suppress(OSError):  # to write there will tell why it cannot be
                Path(file).parent.mkdir(mode=0o700, exist_ok=True)
        self.store.note(Note(code="backup-made", by=by, at=now))
        return backup.make(folder, Path(file), made_at=now)

    def backups(self) -> tuple[Found, ...]:
        """Give the backups that lie in the folder, the newest first."""
        return backup.found(self._own_folder())

    def stage(self, name: str) -> Staged:
        """Unpack a backup that lies in the folder beside the workspace, and look at it.

        Raises
        ------
        BackupBrokenError, SchemaTooNewError, BackupWriteError
            It is none of those `backups` gives, it cannot be used, or there is no room for it.
        """
        if name not in {one.name for one in self.backups()}:
            raise BackupBrokenError(file=name, reason=Said(mark("there is no such file")))
        return self._staged(self._own_folder() / name, name)

    def stage_sent(self, name: str, chunks: Iterable[bytes]) -> Staged:
        """Do as `stage` with a file that somebody sent."""
        return self._staged(staging.received(self._own_folder(), chunks), name)

    def staged(self, room: str) -> Staged:
        """Give what was staged.

        Raises
        ------
        BackupGoneError
            It is there no more.
        """
        told = json.loads((self._room(room).parent / _TOLD).read_text("utf-8"))
        told["made_at"] = datetime.fromisoformat(told["made_at"])
        return Staged(**{**told, "brands": tuple(map(tuple, told["brands"]))})

    def drop_staged(self) -> None:
        """Drop what was staged: it is not put in place."""
        staging.clear(self._own_folder())

    def ready(self, room: str, *, by: str) -> Asked:
        """Make what was staged ready to be put in place: it says so itself, and waits there.

        Both logs tell of it: that of the backup, and that of what is kept of today.
        """
        found, place, now = self.staged(room), self._room(room), datetime.now(UTC)
        day = {"day": found.made_at.isoformat(timespec="seconds")}
        store = type(self).open(place).store
        try:
            store.seal_notes(LogSeal(folder=self.store.folder, kept=store.log_keys))
            store.settle_nowhere()
            store.note(Note(code="restored", by=by, at=now, params=day))
        finally:
            store.close()  # it is to be moved: nobody may hold it
        self.store.note(Note(code="restore-asked", by=by, at=now, params=day))
        return Asked(staged=str(place), folder=str(self._own_folder()), made_at=day["day"])

    def _staged(self, file: Path, source: str) -> Staged:
        folder = self._own_folder()
        try:
            room, place, manifest = staging.stage(folder, file)
        except BackupBrokenError as error:  # where it lies for the moment is nobody's business
            raise BackupBrokenError(file=source, reason=error.facts["reason"]) from None
        except SchemaTooNewError:
            raise SchemaTooNewError(database=source) from None
        try:
            found = self._seen(room, place, source, manifest)
        except BaseException:
            staging.clear(folder)
            raise
        told = {**asdict(found), "made_at": found.made_at.isoformat()}
        (place.parent / _TOLD).write_text(json.dumps(told), "utf-8")
        return found

    def _seen(self, room: str, place: Path, source: str, manifest: Manifest) -> Staged:
        """Open it, its tables brought up to date, and tell what is in it."""
        inside = type(self).open(place)
        try:
            known = inside.brands()
            posts = {one: inside.store.ledger(one).posts for one in known}
            return Staged(
                id=room,
                source=source,
                made_at=manifest.made_at,
                size=sum(kept.size for kept in manifest.files.values()),
                balise=manifest.balise,
                brands=tuple((one, posts.get(one, 0)) for one in inside.every_brand()),
                has_people=inside.has_people(),
            )
        finally:
            inside.store.close()

    def _room(self, room: str) -> Path:
        found = staging.room_of(self._own_folder(), room)
        if found is None:
            raise BackupGoneError
        return found

    def _own_folder(self) -> Path:
        folder = self.store.folder
        if folder is None:
            raise BackupServerError(file="balise.dump")
        return folder
