"""Long work in the store: who may see it, take it, tell of it and end it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.answering import answer
from tests.store.begun import Begun

from balise.domain.branding import Branding
from balise.domain.job import Job
from balise.domain.reading import Finding
from balise.errors import (
    BaliseError,
    FileMissingError,
    PlanConflictError,
    RecordNotFoundError,
    Said,
    Several,
    WorkerDiedError,
)

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)


def asked(store: DjangoStore, name: str = "a", brand: str = "Park", **facts: Any) -> Job:
    job = Job(id=name, brand=brand, kind="learn", **{"asked_at": NOON, **facts})
    store.keep_job(job)
    return job


def elsewhere(where: str, call: str) -> str:
    """Ask the store in a process that is gone when its answer is here."""
    process = Begun(answer, where, call, folder=Path(__file__).parent)
    assert process.wait() == 0
    found = process.stdout.read().strip()
    process.close()
    return found


def test_a_job_is_given_as_it_was_asked_for(store: DjangoStore) -> None:
    job = asked(store, asked={"kpis": ["reach"], "n": 3, "deep": {"é": None}}, by="ana@example.org")
    assert store.job("Park", "a") == job
    assert store.asked_job("a") == job
    assert store.asked_job("nothing") is None


def test_a_job_of_one_brand_is_hidden_from_every_other(store: DjangoStore) -> None:
    asked(store, "a", "Park")
    asked(store, "b", "Garden")
    assert [job.id for job in store.jobs("Garden")] == ["b"]
    assert store.jobs("nowhere") == ()
    for call in (store.job, store.cancel_job):
        with pytest.raises(RecordNotFoundError):
            call("Garden", "a")
    assert store.job("Park", "a").state == "waiting"


def test_the_last_jobs_come_first_and_not_more_than_asked(store: DjangoStore) -> None:
    for n in range(5):
        asked(store, f"j{n}", asked_at=NOON + timedelta(minutes=n % 3))
    assert [job.id for job in store.jobs("Park", limit=3)] == ["j2", "j4", "j1"]
    open_jobs = [name for name, _tries in store.open_jobs()]
    assert open_jobs == ["j0", "j3", "j1", "j4", "j2"]


def test_only_one_claims_a_job(store: DjangoStore) -> None:
    asked(store)
    store.take_post("worker")
    assert store.claim_job("a")
    assert not store.claim_job("a")
    assert not store.claim_job("nothing")
    assert store.held_jobs() == ("a",)
    assert store.job("Park", "a").state == "running"
    assert store.open_jobs() == ()


def test_a_job_tells_how_far_it_is_and_what_came_of_it(store: DjangoStore) -> None:
    asked(store)
    assert not store.tell_job("a", step="Reading", done=1, total=2), "nobody began it"
    store.claim_job("a")
    assert store.tell_job("a", step="Reading", done=1, total=2)
    job = store.job("Park", "a")
    assert (job.step, job.done, job.total) == ("Reading", 1, 2)
    assert store.finish_job("a", {"posts": 3, "said": "a\0b"})
    job = store.job("Park", "a")
    assert (job.state, job.result) == ("done", {"posts": 3, "said": "a\ufffdb"})
    assert job.ended_at is not None
    assert job.failure is None


def test_a_failure_keeps_its_facts_and_their_language(store: DjangoStore) -> None:
    asked(store)
    store.claim_job("a")
    facts = {"what": Said("brand"), "name": "Parc\0", "known": ("a", "b")}
    assert store.fail_job("a", "RecordNotFoundError", facts)
    failure = store.job("Park", "a").failure
    assert isinstance(failure, RecordNotFoundError)
    assert isinstance(failure.facts["what"], Said)
    assert failure.facts["name"] == "Parc\ufffd"


@pytest.mark.parametrize("name", ["OfALaterVersionError", "annotations", "__all__"])
def test_an_error_that_is_not_known_is_told_all_the_same(store: DjangoStore, name: str) -> None:
    asked(store)
    store.claim_job("a")
    store.fail_job("a", name, {"file": "x"})
    assert type(store.job("Park", "a").failure) is BaliseError


def test_a_job_that_waits_is_cancelled_at_once(store: DjangoStore) -> None:
    asked(store)
    assert store.cancel_job("Park", "a").state == "cancelled"
    assert not store.claim_job("a")
    assert store.open_jobs() == ()


def test_a_job_that_runs_hears_at_its_next_step_that_it_is_to_stop(store: DjangoStore) -> None:
    asked(store)
    store.claim_job("a")
    assert not store.leave_job("a"), "nobody asked"
    assert store.cancel_job("Park", "a").state == "running"
    assert not store.tell_job("a", step="Reading", done=1, total=0)
    assert store.leave_job("a")
    assert store.job("Park", "a").state == "cancelled"


@pytest.mark.parametrize("end", ["finish", "fail", "leave"])
def test_what_is_over_stays_as_it_is(store: DjangoStore, end: str) -> None:
    asked(store)
    store.claim_job("a")
    if end == "finish":
        store.finish_job("a", {"n": 1})
    elif end == "fail":
        store.fail_job("a", "FileMissingError", {"file": "x"})
    else:
        store.cancel_job("Park", "a")
        store.leave_job("a")
    before = store.job("Park", "a")
    assert before.is_over
    assert not store.finish_job("a", {"n": 2})
    assert not store.fail_job("a", "KpiUnknownError", {})
    assert not store.tell_job("a", step="again", done=0, total=0)
    assert not store.claim_job("a")
    assert store.cancel_job("Park", "a") == before


def test_a_job_of_a_worker_that_died_is_found_and_taken_over(
    where: str, store: DjangoStore
) -> None:
    asked(store)
    claim = "store.take_post('worker') and store.claim_job('a')"
    assert elsewhere(where, claim) == "True"
    assert store.job("Park", "a").state == "running"
    assert store.open_jobs() == (("a", 1),)
    assert not store.finish_job("a", {}), "it is not ours yet"
    assert store.take_post("worker")
    assert store.claim_job("a")
    assert store.open_jobs() == ()
    assert store.finish_job("a", {})


def test_a_job_that_was_taken_over_is_lost_to_the_one_who_had_it(
    where: str, store: DjangoStore
) -> None:
    asked(store)
    store.claim_job("a")  # by a process that has no post: it is taken to be gone
    assert store.open_jobs() == (("a", 1),)
    assert elsewhere(where, "store.claim_job('a')") == "True"
    assert not store.tell_job("a", step="Reading", done=1, total=0)
    assert not store.finish_job("a", {})
    assert not store.fail_job("a", "FileMissingError", {})


def test_a_post_is_held_by_one_process(where: str, store: DjangoStore) -> None:
    assert store.take_post("worker")
    assert store.take_post("worker"), "it is ours"
    assert store.beat("worker")
    assert store.posts_held() == {"worker"}
    assert elsewhere(where, "store.take_post('worker'), store.beat('worker')") == "False False"
    assert elsewhere(where, "store.leave_post('worker')") == "None"
    assert store.posts_held() == {"worker"}
    store.leave_post("worker")
    assert store.posts_held() == frozenset()
    assert elsewhere(where, "store.take_post('worker')") == "True"
    assert store.posts_held() == frozenset(), "its process is gone"
    assert store.take_post("worker")


@pytest.mark.parametrize("silent_s", [0, 61])
def test_a_worker_of_another_machine_is_gone_when_it_was_silent(
    store: DjangoStore, silent_s: int
) -> None:
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    at = datetime.now(UTC) - timedelta(seconds=silent_s)
    rows = models.Worker.objects.using(store.place.alias)
    rows.create(name="worker", process="far:1:2", heartbeat=at)
    assert store.take_post("worker") == (silent_s > 60)


def test_a_brand_of_a_hostile_name_is_kept(store: DjangoStore) -> None:
    name = "x\0'; DROP TABLE balise_job; -- \ud83d"
    asked(store, brand=name, by="\0")
    assert store.jobs(name)[0].id == "a"
    assert store.cancel_job(name, "a").state == "cancelled"


def test_a_failure_of_a_known_kind_is_said_again() -> None:
    job = Job(
        id="a", brand="Park", kind="import", asked_at=NOON,
        error="FileMissingError", facts={"file": "x.csv"},
    )  # fmt: skip
    assert str(job.failure) == str(FileMissingError(file="x.csv"))


def test_a_job_that_is_given_back_waits_under_a_new_number(store: DjangoStore) -> None:
    asked(store)
    store.claim_job("a")
    assert store.give_back_job("a")
    assert store.open_jobs() == (("a", 1),)
    assert not store.give_back_job("a")
    assert store.claim_job("a")


def test_a_job_of_which_worker_after_worker_dies_is_given_up(store: DjangoStore) -> None:
    asked(store)
    for _ in range(3):  # by a process without a post: it is taken to be gone
        assert store.claim_job("a")
    assert not store.claim_job("a")
    job = store.job("Park", "a")
    assert (job.state, str(job.failure)) == ("failed", str(WorkerDiedError(times=3)))
    assert store.open_jobs() == ()


def failed(store: DjangoStore, name: str, **facts: Any) -> None:
    """Ask for a job, and let it fail."""
    asked(store, name, **facts)
    store.take_post("worker")
    assert store.claim_job(name)
    assert store.fail_job(name, "PlanConflictError", {})


def test_what_was_found_is_told_as_it_was_found(store: DjangoStore) -> None:
    asked(store)
    store.take_post("worker")
    assert store.claim_job("a")
    params = {"what": Said("post"), "by": "2", "name": "L\u00e9a\u202e <b>"}
    rule = Finding(file="s", line=3, column="c", code="plan-least", message="m", params=params)
    store.fail_job("a", "PlanConflictError", {"rules": Several([rule]), "remedies": Several()})
    failure = store.job("Park", "a").failure
    assert isinstance(failure, PlanConflictError)
    assert failure.rules == (rule,)
    assert isinstance(failure.rules[0].params["what"], Said)
    assert failure.remedies == ()


def test_a_brand_of_which_all_work_came_to_nothing_is_none(store: DjangoStore) -> None:
    failed(store, "a", brand="Begun")
    failed(store, "b", brand="Waits")
    asked(store, "c", brand="Waits")
    assert store.every_brand() == ("Waits",)
    assert store.jobs("Begun")[0].state == "failed"


def test_only_brands_of_which_nothing_is_kept_are_forgotten(store: DjangoStore) -> None:
    failed(store, "a", brand="Begun")
    failed(store, "b", brand="Waits")
    asked(store, "c", brand="Waits")
    failed(store, "d", brand="Planned")
    store.keep_strategy("Planned", "text", made_at=NOON)
    failed(store, "e", brand="Dressed")
    store.keep_branding("Dressed", Branding(name="Dressed"))
    now = datetime.now(UTC)
    store.forget_begun(now - timedelta(hours=1))
    assert store.jobs("Begun"), "it ended a moment ago"
    store.forget_begun(now + timedelta(hours=1))
    assert store.jobs("Begun") == ()
    assert all(store.jobs(brand) for brand in ("Waits", "Planned", "Dressed"))
    assert store.branding("Dressed").name == "Dressed"


def test_the_jobs_of_a_batch_are_those_and_no_others(store: DjangoStore) -> None:
    for name, brand, batch in (("a", "Park", "x"), ("b", "Garden", "x"), ("c", "Park", "y")):
        asked(store, name, brand, asked={"batch": batch})
    asked(store, "d", "Park", asked={"kpis": ["x"]})
    assert [job.id for job in store.batch_jobs("x")] == ["b", "a"]
    assert store.batch_jobs("' OR 1=1 --") == ()
