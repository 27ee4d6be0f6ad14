"""Workers as processes: killed, called off, paused, several at once. Nothing is lost or twice."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.store.begun import Begun

from balise.domain.job import Job
from balise.worker.__main__ import main
from balise.workspace import Workspace

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120
HEADER = "Post id,Date,Post text,Post Link,Impressions,Likes,Bookmarks,Replies,Reposts\n"
FIRST = 1_902_622_306_553_184_746
ROWS = 10_000


@dataclass
class Workers:
    """Worker processes of one test; those that still live at its end are ended."""

    where: str
    folder: Path
    running: list[Begun] = field(default_factory=list)

    def start(self) -> Begun:
        process = Begun(main, folder=self.folder)
        process.tell(json.dumps({"folder": self.where}))
        self.running.append(process)
        return process


def said(process: Begun) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(process.stdout.readline() or "{}")
    return told


def ended(process: Begun) -> int | None:
    process.hang_up()
    return process.wait(PATIENCE_S)


def until(true: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < give_up, "it never came about"
        time.sleep(0.05)


@pytest.fixture
def workers(where: str, tmp_path: Path) -> Iterator[Workers]:
    several = Workers(where, tmp_path)
    if where.startswith("postgres"):
        from django.db import connections  # noqa: PLC0415 - Django comes with a store only

        from balise.store import open_store  # noqa: PLC0415

        store = open_store(where)
        with connections[store.place.alias].cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS balise_engine CASCADE")
        store.close()
    yield several
    for process in several.running:
        process.close()


@pytest.fixture
def space(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.chdir(workers.folder)  # beside a server, what is uploaded lies in the current one
    opened = Workspace.open(workers.where)
    yield opened
    store: Any = opened.store
    store.close()


def import_(space: Workspace, rows: int = ROWS) -> Job:
    """Ask for the import of a large export, made up."""
    space.uploads.mkdir(parents=True, exist_ok=True)
    step = 60_000_000_000_000 * 30 // rows
    lines = [
        f'{FIRST + i * step},"Thu Mar 20 2025",Made up {i} #Essai,'
        f"https://x.com/made_up/status/{FIRST + i * step},{100 + i},{i % 7},0,1,0\n"
        for i in range(rows)
    ]
    (space.uploads / "posts.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    return space.start_job("import", brand="Park", asked={"paths": ["posts.csv"]})


def state(space: Workspace, job: Job) -> str:
    return space.job(job.brand, job.id).state


def is_reading(space: Workspace, job: Job) -> bool:
    now = space.job(job.brand, job.id)
    assert not now.is_over, now
    return now.done > 0


def test_a_worker_that_is_killed_in_an_import_is_followed_by_one_that_does_it_once(
    workers: Workers, space: Workspace
) -> None:
    first = workers.start()
    job = import_(space)
    until(lambda: is_reading(space, job))
    first.kill()
    assert state(space, job) == "running"
    workers.start()
    until(lambda: state(space, job) == "done")
    (report,) = space.job("Park", job.id).result["reports"]
    assert (report["posts"], report["error"]) == (ROWS, "")
    assert len(space.store.imports("Park")) == 1
    assert sum(1 for _ in space.store.posts("Park")) == ROWS


def test_an_import_that_is_called_off_in_the_middle_leaves_nothing(
    workers: Workers, space: Workspace
) -> None:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    workers.start()
    job = import_(space)
    until(lambda: is_reading(space, job))
    assert space.cancel_job("Park", job.id).state == "running"
    until(lambda: state(space, job) != "running")
    assert state(space, job) == "cancelled"
    assert space.brands() == ()
    store: Any = space.store
    for table in (models.Import, models.PostVersion, models.Reading):
        assert not table._default_manager.using(store.place.alias).exists()


def test_many_jobs_at_once_are_all_done_once(workers: Workers, space: Workspace) -> None:
    several = workers.where.startswith("postgres")
    for _ in range(2 if several else 1):
        workers.start()
    import_(space, rows=50)
    jobs = [space.start_job("learn", brand="Park", asked={"kpis": ["nonsense"]}) for _ in range(20)]
    until(lambda: all(space.job("Park", job.id).is_over for job in jobs))
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    store: Any = space.store
    rows = models.Job.objects.using(store.place.alias).all()
    assert {row.tries for row in rows} == {1}
    assert len(rows) == 21


def test_a_worker_that_is_told_to_end_leaves_its_job_to_the_next(
    workers: Workers, space: Workspace
) -> None:
    first = workers.start()
    job = import_(space)
    until(lambda: is_reading(space, job))
    assert ended(first) == 0
    assert state(space, job) == "waiting"
    workers.start()
    until(lambda: state(space, job) == "done")
    assert len(space.store.imports("Park")) == 1


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_beside_a_folder_there_is_one_worker_and_the_next_takes_its_place(
    workers: Workers, space: Workspace
) -> None:
    first, second = workers.start(), workers.start()
    assert {said(first)["state"], said(second)["state"]} <= {"working", "waiting"}
    until(lambda: bool(space.store.posts_held()))
    first.kill()
    job = import_(space, rows=20)
    until(lambda: state(space, job) == "done")
    second.kill()
    assert space.store.posts_held() == frozenset()


@pytest.mark.parametrize("where", ["postgres"], indirect=True)
def test_of_several_workers_those_that_live_do_what_the_dead_one_left(
    workers: Workers, space: Workspace
) -> None:
    for process in (workers.start(), workers.start()):
        assert said(process) == {"state": "working"}
    job = import_(space)
    until(lambda: is_reading(space, job))
    by = doer(space, job)
    next(process for process in workers.running if process.pid == by).kill()
    until(lambda: state(space, job) == "done")
    assert len(space.store.imports("Park")) == 1
    assert doer(space, job) != by


def doer(space: Workspace, job: Job) -> int:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    store: Any = space.store
    row = models.Job.objects.using(store.place.alias).get(name=job.id)
    return int(row.process.rpartition(":")[0].rpartition(":")[2])


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_an_engine_that_was_lost_is_filled_again_and_holds_names_only(
    workers: Workers, space: Workspace
) -> None:
    first = workers.start()
    job = import_(space)
    until(lambda: is_reading(space, job))
    first.kill()
    file = Path(workers.where) / "engine.db"
    for one in file.parent.glob("engine.db*"):
        one.unlink()
    workers.start()
    until(lambda: state(space, job) == "done")
    assert file.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        kinds = opened.execute("SELECT DISTINCT serialization FROM workflow_status").fetchall()
        dumped = "\n".join(opened.iterdump())
    assert kinds == [("portable_json",)]
    assert job.id in dumped
    assert "pickle" not in dumped
    assert "posts.csv" not in dumped
    assert "Park" not in dumped


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_copy_does_nothing_until_it_is_resumed(workers: Workers, space: Workspace) -> None:
    assert not space.is_paused()
    copied = workers.folder / "copied"
    shutil.copytree(workers.where, copied)
    copy = Workspace.open(copied)
    job = import_(copy, rows=20)
    workers.where = str(copied)
    assert said(workers.start()) == {"state": "paused"}
    time.sleep(2)
    assert state(copy, job) == "waiting"
    copy.resume("ana@example.org")
    until(lambda: state(copy, job) == "done")
    store: Any = copy.store
    store.close()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_the_command_of_a_worker_works_until_its_input_ends(workers: Workers) -> None:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "balise.worker"],
        cwd=workers.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"folder": workers.where}) + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline()) == {"state": "working"}
    assert not process.communicate(timeout=PATIENCE_S)[0]
    assert process.returncode == 0
