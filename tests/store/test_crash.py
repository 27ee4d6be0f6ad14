"""Processes that are killed, and processes that run at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.store import importer
from tests.store.begun import Begun
from tests.store.making import batch, put

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

ROOT = Path(__file__).parents[2]
Opening = Callable[[str], "DjangoStore"]
Start = Callable[..., Begun]


@pytest.fixture
def start() -> Iterator[Start]:
    """Import in processes, which are ended with the test."""
    running: list[Begun] = []

    def starting(where: str, name: str, first: int, count: int, stop_at: str = "") -> Begun:
        words = (where, name, first, count, stop_at)
        running.append(Begun(importer.main, *words, folder=ROOT))
        return running[-1]

    yield starting
    for process in running:
        process.close()


def wait_for(process: Begun, step: str) -> None:
    assert any(line.strip() == step for line in process.stdout), f"{step} was never reached"


def rows(store: DjangoStore) -> int:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    tables = (models.Import, models.PostVersion, models.Reading, models.Touched)
    return sum(table._default_manager.using(store.place.alias).count() for table in tables)


@pytest.mark.parametrize("step", ["begun", "written", "whole"])
def test_a_killed_import_leaves_nothing(
    where: str, opened: Opening, start: Start, step: str
) -> None:
    process = start(where, "a.csv", 0, 30, step)
    wait_for(process, step)
    store = opened(where)
    assert store.brands() == ()
    assert rows(store) > 0  # an import that lives is left alone
    process.kill()
    assert store.brands() == ()
    assert rows(opened(where)) == 0
    assert put(store, "a.csv", batch(1)).posts == 1


def test_a_killed_import_does_not_keep_its_file_from_being_imported(
    where: str, opened: Opening, start: Start
) -> None:
    store = opened(where)
    process = start(where, "a.csv", 0, 30, "written")
    wait_for(process, "written")
    process.kill()
    assert put(store, "a.csv", batch(1, 2)).posts == 2
    assert len(list(store.posts("park"))) == 2


def test_an_import_that_is_done_survives_the_kill(
    where: str, opened: Opening, start: Start
) -> None:
    process = start(where, "a.csv", 0, 30, "done")
    wait_for(process, "done")
    process.kill()
    assert len(list(opened(where).posts("park"))) == 30


def test_two_processes_import_at_once(where: str, opened: Opening, start: Start) -> None:
    both = [start(where, "a.csv", 0, 60), start(where, "b.csv", 30, 60)]
    for process in both:
        wait_for(process, "done")
        assert process.wait() == 0
    store = opened(where)
    found = [measured.post.uid for measured in store.posts("park")]
    assert found == [f"x:{n}" for n in range(90)]
    assert len(store.imports("park")) == 2
    assert sum(store.sums("park", "engagement")[1].n.values()) == 90


def test_processes_that_open_a_new_store_at_once_make_it_once(
    tmp_path: Path, opened: Opening, start: Start
) -> None:
    where = str(tmp_path / "new")
    several = [start(where, f"{n}.csv", 10 * n, 10) for n in range(3)]
    for process in several:
        assert process.wait() == 0
    assert len(list(opened(where).posts("park"))) == 30
