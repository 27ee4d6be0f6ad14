"""Processes that are killed, and processes that run at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from tests.store.making import batch, put

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

ROOT = Path(__file__).parents[2]
Opening = Callable[[str], "DjangoStore"]


def start(where: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "tests.store.importer", where, *arguments]
    return subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def wait_for(process: subprocess.Popen[str], step: str) -> None:
    said: IO[str] | None = process.stdout
    assert said is not None
    assert any(line.strip() == step for line in said), f"{step} was never reached"


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def rows(store: DjangoStore) -> int:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    tables = (models.Import, models.PostVersion, models.Reading, models.Touched)
    return sum(table._default_manager.using(store.place.alias).count() for table in tables)


@pytest.mark.parametrize("step", ["begun", "written", "whole"])
def test_a_killed_import_leaves_nothing(where: str, opened: Opening, step: str) -> None:
    process = start(where, "a.csv", "0", "30", step)
    wait_for(process, step)
    store = opened(where)
    assert store.brands() == ()
    assert rows(store) > 0  # an import that lives is left alone
    kill(process)
    assert store.brands() == ()
    assert rows(opened(where)) == 0
    assert put(store, "a.csv", batch(1)).posts == 1


def test_a_killed_import_does_not_keep_its_file_from_being_imported(
    where: str, opened: Opening
) -> None:
    store = opened(where)
    process = start(where, "a.csv", "0", "30", "written")
    wait_for(process, "written")
    kill(process)
    assert put(store, "a.csv", batch(1, 2)).posts == 2
    assert len(list(store.posts("park"))) == 2


def test_an_import_that_is_done_survives_the_kill(where: str, opened: Opening) -> None:
    process = start(where, "a.csv", "0", "30", "done")
    wait_for(process, "done")
    kill(process)
    assert len(list(opened(where).posts("park"))) == 30


def test_two_processes_import_at_once(where: str, opened: Opening) -> None:
    both = [start(where, "a.csv", "0", "60"), start(where, "b.csv", "30", "60")]
    for process in both:
        wait_for(process, "done")
        process.communicate()
        assert process.returncode == 0
    store = opened(where)
    found = [measured.post.uid for measured in store.posts("park")]
    assert found == [f"x:{n}" for n in range(90)]
    assert len(store.imports("park")) == 2
    assert sum(store.sums("park", "engagement")[1].n.values()) == 90


def test_processes_that_open_a_new_store_at_once_make_it_once(
    tmp_path: Path, opened: Opening
) -> None:
    where = str(tmp_path / "new")
    several = [start(where, f"{n}.csv", str(10 * n), "10") for n in range(3)]
    for process in several:
        process.communicate()
        assert process.returncode == 0
    assert len(list(opened(where).posts("park"))) == 30
