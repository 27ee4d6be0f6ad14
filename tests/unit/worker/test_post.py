"""What a worker looks after at its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from balise.store.address import address_of
from balise.worker.post import ONLY, Post, place_of
from balise.workspace import Workspace


@dataclass
class Engine:
    """An engine that does nothing by itself."""

    asked: list[tuple[str, int]] = field(default_factory=list)
    ended: set[tuple[str, int]] = field(default_factory=set)
    begun: dict[str, str] = field(default_factory=dict)
    resumed: list[str] = field(default_factory=list)

    def enqueue(self, job_id: str, tries: int) -> None:
        self.asked.append((job_id, tries))

    def over(self, asked: Iterable[tuple[str, int]]) -> frozenset[tuple[str, int]]:
        return frozenset(self.ended & set(asked))

    def pending(self) -> Mapping[str, str]:
        return self.begun

    def resume(self, names: Iterable[str]) -> None:
        self.resumed += names


@pytest.fixture
def post(tmp_path: Path, empty_folder: Path) -> Iterator[Post]:
    shutil.copytree(empty_folder, tmp_path / "balise")
    space = Workspace.open(tmp_path / "balise")
    space.store.take_post(ONLY)
    address = address_of(space.place)
    yield Post(space=space, address=address, place=ONLY, stopping=Event())
    store: Any = space.store
    store.close()


def test_a_job_is_handed_over_once_and_again_when_it_was_begun(post: Post) -> None:
    engine: Any = Engine()
    job = post.space.start_job("learn", brand="Park")
    known = post._hand_over(engine, set())
    known = post._hand_over(engine, known)
    assert engine.asked == [(job.id, 0)]
    post.space.store.claim_job(job.id)
    known = post._hand_over(engine, known)
    post.space.store.give_back_job(job.id)
    post._hand_over(engine, known)
    assert engine.asked == [(job.id, 0), (job.id, 1)]


def test_a_job_that_the_engine_takes_for_done_is_asked_for_again(post: Post) -> None:
    engine: Any = Engine()
    job = post.space.start_job("learn", brand="Park")
    known = post._hand_over(engine, set())
    engine.ended.add((job.id, 0))
    post._sweep(engine)
    post._hand_over(engine, known)
    assert engine.asked == [(job.id, 0), (job.id, 1)]


def test_a_job_whose_end_the_store_did_not_hear_is_begun_anew(post: Post) -> None:
    engine: Any = Engine()
    job = post.space.start_job("learn", brand="Park")
    post.space.store.claim_job(job.id)
    post.busy.add(job.id)
    post._sweep(engine)
    assert post.space.store.held_jobs() == (job.id,)
    post.busy.clear()
    post._sweep(engine)
    assert post.space.store.open_jobs() == ((job.id, 1),)


def test_only_what_was_begun_where_nobody_is_any_more_is_resumed(post: Post) -> None:
    engine: Any = Engine(begun={"a.0": ONLY, "b.0": "worker-gone"})
    post._sweep(engine)
    assert engine.resumed == ["b.0"]


def test_a_post_that_was_lost_in_sleep_is_taken_again(post: Post) -> None:
    engine: Any = Engine()
    post.space.store.leave_post(ONLY)
    post._sweep(engine)
    assert post.space.store.posts_held() == {ONLY}


def test_a_worker_that_ends_begins_nothing(post: Post) -> None:
    job = post.space.start_job("learn", brand="Park")
    post.stopping.set()
    post._run(job.id)
    assert post.space.job("Park", job.id).state == "waiting"


def test_beside_a_folder_there_is_one_place_and_at_a_server_there_are_many(tmp_path: Path) -> None:
    server = address_of("postgres://ann@db.example.org/team")
    assert place_of(address_of(tmp_path)) == ONLY
    assert place_of(server) != place_of(server)
