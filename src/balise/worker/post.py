"""The place of a worker: taken, kept by signs of life, and left."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from uuid import uuid4

from balise.domain.ports import Store
from balise.engine import Engine
from balise.errors import StoreUnreachableError
from balise.store.address import Address
from balise.worker.doing import do
from balise.worker.rounds import Rounds
from balise.workspace import Workspace

LOOKS_EVERY_S = 0.4
LOOKS_A_SWEEP = 12
PATIENCE_S = 4.0
WAITS_S = 1.0
ONLY = "worker"
"""The name of the one place where the store is SQLite."""


def place_of(address: Address) -> str:
    """Name the place of this worker: SQLite has one, PostgreSQL as many as there are workers."""
    return ONLY if address.file is not None else f"{ONLY}-{uuid4().hex[:12]}"


def take(store: Store, place: str, stopping: Event) -> bool:
    """Wait until the place is free; False: there is no need for us any more."""
    while not store.take_post(place):
        if stopping.wait(WAITS_S):
            return False
    return not stopping.is_set()


def unpaused(space: Workspace, stopping: Event) -> bool:
    """Wait until somebody says that this is no mere copy; False: there is no need for us."""
    while space.is_paused():
        if stopping.wait(WAITS_S):
            return False
    return not stopping.is_set()


@dataclass(slots=True, kw_only=True)
class Post:
    """A worker at its place, from the first look for work to the last."""

    space: Workspace
    address: Address
    place: str
    stopping: Event
    busy: set[str] = field(default_factory=set)

    def work(self) -> None:
        """Do what there is to do until we are to stop, and then stop what is under way."""
        engine = Engine.open(self.address.engine, place=self.place, run=self._run)
        rounds = Rounds(space=self.space, stopping=self.stopping)
        Thread(target=rounds.go, daemon=True).start()
        asked: set[tuple[str, int]] = set()
        looks = 0
        while not self.stopping.wait(LOOKS_EVERY_S):
            with suppress(StoreUnreachableError):  # it may answer the next time
                if looks % LOOKS_A_SWEEP == 0:
                    self._sweep(engine)
                looks += 1
                asked = self._hand_over(engine, asked)
        until = time.monotonic() + PATIENCE_S
        while self.busy and time.monotonic() < until:
            time.sleep(LOOKS_EVERY_S / 4)
        engine.close()

    def _run(self, job_id: str) -> None:
        """Do a job; one that another of our threads does already is left to it."""
        if self.stopping.is_set() or job_id in self.busy:
            return
        self.busy.add(job_id)
        try:
            do(self.space, job_id, self.stopping)
        finally:
            self.busy.discard(job_id)

    def _hand_over(self, engine: Engine, asked: set[tuple[str, int]]) -> set[tuple[str, int]]:
        """Tell the engine of jobs that nobody does; gives those that it knows.

        At the start that is every one of them: an engine that was lost is filled again.
        """
        todo = self.space.store.open_jobs()
        for job_id, tries in todo:
            if (job_id, tries) not in asked:
                engine.enqueue(job_id, tries)
        return set(todo)

    def _sweep(self, engine: Engine) -> None:
        """Give a sign of life, and see to it that nothing lies about that nobody does."""
        store = self.space.store
        if not store.beat(self.place):
            store.take_post(self.place)
        for job_id in store.held_jobs():  # the store did not answer when such a one ended
            if job_id not in self.busy:
                store.give_back_job(job_id)
        # The engine believes that it is done, and it was never begun: the store did not answer.
        for job_id, tries in engine.over(store.open_jobs()):
            if job_id not in self.busy:
                store.renew_job(job_id, tries)
        held = {self.place, *store.posts_held()}
        engine.resume(name for name, place in engine.pending().items() if place not in held)
