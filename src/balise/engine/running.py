"""An engine that runs: it is told names, and calls a function for each until that has returned."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from balise.errors import ExtraMissingError, Said
from balise.words import mark

Run = Callable[[str], None]
"""Does the work of a name; to be called again with it may do no harm."""

_SQLITE = "sqlite:///"
_NAME, SCHEMA, _QUEUE = "balise", "balise_engine", "work"
_VERSION = "1"
"""Of what is kept in the engine. DBOS would take a digest of the code, and leave what an earlier
version of it was asked for undone for ever."""
_AT_ONCE = 2
"""So that a plan need not wait for a long import."""
_LOOKS_EVERY_S = 0.2
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_MOST_TRIES = 1000  # who gives up what kills its worker is the store


def library() -> Any:
    """Import DBOS.

    Raises
    ------
    ExtraMissingError
        Where it is not installed.
    """
    try:
        import dbos  # noqa: PLC0415 - an extra, and more than a second
    except ImportError as error:
        what = Said(mark("work in the background"))
        raise ExtraMissingError(what=what, extra="worker") from error
    return dbos


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The engine of this process; there can be one."""

    library: Any
    queue: Any
    work: Callable[[str], None]

    @classmethod
    def open(cls, url: str, *, place: str, run: Run) -> Engine:
        """Begin to work. What was under way at this place when a worker died begins anew.

        Parameters
        ----------
        url
            Of the database: a file of SQLite of the engine's own, or a PostgreSQL in which it has
            its own schema.
        place
            The place of this worker. In SQLite there is one, always of the same name.
        run
            What does the work.

        Raises
        ------
        ExtraMissingError
            Where DBOS is not installed.
        """
        dbos = library()
        _make(url)
        dbos.DBOS(config=_config(dbos, url, place))

        def once(name: str) -> None:  # DBOS takes a method for one of a class that it is to know
            run(name)

        work = dbos.DBOS.workflow(name="work", max_recovery_attempts=_MOST_TRIES)(once)
        dbos.DBOS.launch()
        queue = dbos.DBOS.register_queue(
            _QUEUE, worker_concurrency=_AT_ONCE, polling_interval_sec=_LOOKS_EVERY_S
        )
        return cls(library=dbos, queue=queue, work=work)

    def enqueue(self, job_id: str, tries: int) -> None:
        """Have a job done; what is asked for already is not asked for again.

        `tries` is how often it was begun: each beginning is known by a name of its own.
        """
        with self.library.SetWorkflowID(f"{job_id}.{tries}"):
            self.queue.enqueue(self.work, job_id)

    def over(self, asked: Iterable[tuple[str, int]]) -> frozenset[tuple[str, int]]:
        """Tell which of the jobs that were asked for are over, as far as the engine knows."""
        names = {f"{job_id}.{tries}": (job_id, tries) for job_id, tries in asked}
        if not names:
            return frozenset()
        found = self.library.DBOS.list_workflows(
            workflow_ids=list(names), status=_OVER, load_input=False, load_output=False
        )
        return frozenset(names[one.workflow_id] for one in found)

    def pending(self) -> Mapping[str, str]:
        """Name what was begun and has not ended, and the place where it was."""
        found = self.library.DBOS.list_workflows(
            status="PENDING", load_input=False, load_output=False
        )
        return {one.workflow_id: str(one.executor_id) for one in found}

    def resume(self, names: Iterable[str]) -> None:
        """Begin what was begun at a place where nobody is any more."""
        several = list(names)
        if several:
            self.library.DBOS.resume_workflows(several, queue_name=_QUEUE)

    def close(self) -> None:
        """Begin nothing more."""
        self.library.DBOS.destroy(destroy_registry=True)


def _config(dbos: Any, url: str, place: str) -> dict[str, Any]:
    return {
        "name": _NAME,
        "system_database_url": url,
        "dbos_system_schema": SCHEMA,
        "application_version": _VERSION,
        "executor_id": place,
        # Never pickle: whoever can write there could run code here.
        "serializer": dbos.DBOSPortableJSONSerializer(),
        "sys_db_pool_size": 5,
        "log_level": "CRITICAL",
        "enable_otlp": False,
    }


def _make(url: str) -> None:
    """Make the file before SQLite does, for nobody else to read, and in the mode that is fast."""
    if not url.startswith(_SQLITE):
        return
    file = url.removeprefix(_SQLITE)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
