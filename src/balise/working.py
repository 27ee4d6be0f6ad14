"""What a workspace is asked about long work: a worker does it, and whoever asked may go away."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from balise import ingest
from balise.domain.job import Job
from balise.domain.ports import Store
from balise.errors import UploadOutsideError
from balise.ingest.mapping import FIELDS, Kind
from balise.ingest.mapping_check import parse
from balise.ingest.mapping_text import toml
from balise.ingest.suggestion import ColumnGuess, Guess, Suggestion
from balise.words import Speech

__all__ = ["UPLOADS", "ColumnGuess", "Guess", "Kind", "Suggestion", "Working"]
"""With what a suggestion is made of, for pages, which ask nothing below."""

UPLOADS = "uploads"
"""The folder of a workspace for files that somebody sent, until a worker has read them."""


UPLOADS_KEPT = timedelta(days=7)
"""How long a file that could not be read waits for another try."""


def uploads_of(job: Job) -> tuple[str, ...]:
    """Name the files that a job is to read, by their paths from the folder of uploads."""
    told = [*job.asked.get("paths", ()), job.asked.get("mapping") or ""]
    return tuple(str(path) for path in told if path)


def used(job: Job, result: Mapping[str, Any]) -> tuple[str, ...]:
    """Name those of which nothing is left to read: all but files that were refused."""
    refused = {one["source"] for one in result.get("reports", ()) if one["error"]}
    return tuple(path for path in uploads_of(job) if PurePath(path).name not in refused)


class Working:
    """The part of `balise.workspace.Workspace` that has work done."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        @property
        def folder(self) -> Path:
            """The folder for what is written beside the database."""

    @property
    def uploads(self) -> Path:
        """The folder for files that a job is to read; whoever puts them there makes it."""
        return self.folder / UPLOADS

    def upload(self, path: str) -> Path:
        """Find a file that somebody sent, by its path from the folder of uploads.

        Raises
        ------
        UploadOutsideError
            The path leads out of it: nobody may read other files of this machine.
        """
        folder = self.uploads.resolve()
        file = (folder / path).resolve()
        if not file.is_relative_to(folder) or file == folder:
            raise UploadOutsideError(file=path)
        return file

    def clear_uploads(self, paths: Iterable[str]) -> None:
        """Remove files that nobody needs any more, and the folders that are empty then."""
        top = self.uploads.resolve()
        for path in paths:
            with suppress(UploadOutsideError, OSError):
                file = self.upload(path)
                file.unlink(missing_ok=True)
                for folder in file.parents:
                    if folder == top:
                        break
                    folder.rmdir()

    def kept_uploads(self, job: Job) -> tuple[str, ...]:
        """Name those of the files of a job that are still there."""
        found = []
        for path in map(str, job.asked.get("paths", ())):
            with suppress(UploadOutsideError):
                if self.upload(path).is_file():
                    found.append(path)
        return tuple(found)

    def kept_until(self, job: Job) -> datetime:
        """Tell until when files of a job that were not read are kept."""
        return job.asked_at + UPLOADS_KEPT

    def clear_old(self, now: datetime) -> None:
        """Remove what was kept for another try, once `UPLOADS_KEPT` is over, and brands of it."""
        before = now - UPLOADS_KEPT
        with suppress(FileNotFoundError):
            for one in list(self.uploads.iterdir()):
                if one.stat().st_mtime < before.timestamp():
                    shutil.rmtree(one) if one.is_dir() else one.unlink()
        self.store.forget_begun(before)

    def is_begun(self, brand: str) -> bool:
        """Tell whether work was asked for a brand, whatever came of it."""
        return bool(self.store.jobs(brand, limit=1))

    def has_worker(self) -> bool:
        """Tell whether anybody does what `start_job` asks for."""
        return bool(self.store.posts_held())

    def batch(self, name: str) -> tuple[Job, ...]:
        """Give the jobs, of several brands, that were asked for together under a name."""
        return self.store.batch_jobs(name)

    def suggest(self, path: str) -> Suggestion:
        """Suggest what the columns of a file that somebody sent are.

        Raises what `balise.ingest.suggest` raises.
        """
        return ingest.suggest(self.upload(path))

    def fields_of(self, kind: Kind) -> tuple[str, ...]:
        """Name what a column of a table of this kind may be."""
        return FIELDS[kind]

    def keep_mapping(self, path: str, said: Suggestion, speech: Speech) -> str:
        """Keep what somebody says of a table beside it; gives the path for a job.

        Raises
        ------
        MappingError
            Where it cannot be used; nothing is kept then.
        """
        text = toml(said, speech, "balise import")
        parse(text, file=said.file)
        target = self.upload(f"{path}.{uuid4().hex[:8]}.mapping.toml")
        target.write_text(text, encoding="utf-8")
        return str(target.relative_to(self.uploads.resolve()))

    def start_job(
        self, kind: str, *, brand: str, asked: Mapping[str, Any] | None = None, by: str = ""
    ) -> Job:
        """Ask for long work; a worker begins it within a second or so of being free.

        Parameters
        ----------
        kind
            `import`, `learn`, `plan`, `refine`: a module of `balise.worker.kinds` says what it may
            be asked.
        brand
            Whose it is; made where it is new.
        asked
            What is asked, as JSON has it; never a secret.
        by
            Who asks, as in the audit log.
        """
        job = Job(
            id=uuid4().hex,
            brand=brand,
            kind=kind,
            asked=dict(asked or {}),
            by=by,
            asked_at=datetime.now(UTC),
        )
        self.store.keep_job(job)
        return job

    def job(self, brand: str, job_id: str) -> Job:
        """Give a job of a brand, as far as it is.

        Raises
        ------
        RecordNotFoundError
            The brand has none of that name, though another may.
        """
        return self.store.job(brand, job_id)

    def jobs(self, brand: str, *, limit: int = 20) -> tuple[Job, ...]:
        """Give the last jobs of a brand, newest first."""
        return self.store.jobs(brand, limit=limit)

    def cancel_job(self, brand: str, job_id: str) -> Job:
        """Call a job off: one that waits is cancelled, one that runs stops as soon as it can.

        What was over stays as it is. Gives the job as it is now.

        Raises
        ------
        RecordNotFoundError
            The brand has none of that name.
        """
        job = self.store.cancel_job(brand, job_id)
        if job.state == "cancelled":
            self.clear_uploads(uploads_of(job))
        return job

    def is_paused(self) -> bool:
        """Tell whether this is a copy: no worker does anything in one until `resume`."""
        return self.store.is_elsewhere()

    def resume(self, by: str) -> None:
        """Go on in this place: `by` says that the workspace it was copied from works no more."""
        self.store.settle_here(by)
