"""Jobs from their claim to their end: what they keep, and what is told where they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from balise import simulate
from balise.domain.job import Job
from balise.errors import (
    DefectError,
    JobUnknownError,
    KpiUnknownError,
    PlanConflictError,
    StrategyMissingError,
    UploadOutsideError,
)
from balise.strategy import Strategy
from balise.words import Speech
from balise.worker import doing
from balise.worker.doing import do
from balise.worker.kinds.plan import PLANNING
from balise.worker.telling import Teller
from balise.workspace import Workspace

BRAND = "Quincaillerie"
STRATEGY = """
[strategy]
name = "Quincaillerie"
timezone = "Europe/Brussels"

[[objectives]]
name = "talk"
stage = "awareness"
kpi = "engagement"
aggregate = "total"
target = 100
starts = 2027-01-01
ends = 2027-03-31

[[accounts]]
network = "facebook"
handle = "park"
"""
IMPOSSIBLE = """
posts_per_week = [20, 30]
posts_per_day = 1
"""


@pytest.fixture
def space(tmp_path: Path, empty_folder: Path) -> Iterator[Workspace]:
    shutil.copytree(empty_folder, tmp_path / "balise")
    opened = Workspace.open(tmp_path / "balise")
    yield opened
    close: Any = opened.store
    close.close()


@pytest.fixture
def files(space: Workspace) -> list[str]:
    return sent(space)


def sent(space: Workspace) -> list[str]:
    """Put the exports of a made-up brand into the folder of uploads."""
    folder = space.uploads / "t1"
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name, content in simulate.exports(simulate.World(3, weeks=8)).items():
        if name != simulate.NOTE:
            (folder / name).write_bytes(content)
            names.append(f"t1/{name}")
    return names


def done(space: Workspace, kind: str, **asked: Any) -> Job:
    job = space.start_job(kind, brand=BRAND, asked=asked, by="ana@example.org")
    do(space, job.id, Event())
    return space.job(BRAND, job.id)


def test_files_are_brought_in_and_counted(space: Workspace, files: list[str]) -> None:
    job = done(space, "import", paths=files, timezone="Europe/Brussels")
    assert job.failure is None
    assert job.state == "done"
    reports = job.result["reports"]
    assert {report["source"] for report in reports} == {Path(name).name for name in files}
    assert sum(report["posts"] for report in reports) == len(list(space.store.posts(BRAND))) > 0
    assert all(report["error"] == "" for report in reports)
    assert not list(space.uploads.iterdir()), "nothing is left to read in them"
    again = done(space, "import", paths=sent(space))
    assert all(report["already_imported"] for report in again.result["reports"])


def test_a_file_that_is_no_export_is_told_beside_the_others(
    space: Workspace, files: list[str]
) -> None:
    (space.uploads / "t1" / "notes.csv").write_text("shopping,price\nmilk,2\n", "utf-8")
    job = done(space, "import", paths=[*files, "t1/notes.csv"])
    wrong = [report for report in job.result["reports"] if report["error"]]
    assert job.state == "done"
    assert [report["source"] for report in wrong] == ["notes.csv"]
    assert space.kept_uploads(job) == ("t1/notes.csv",), "its columns can still be named"


def test_the_posts_of_a_competitor_stay_apart(space: Workspace, files: list[str]) -> None:
    job = done(space, "import", paths=files, competitor="Brico Nord")
    assert job.state == "done"
    assert space.brands() == ()
    assert [rival.name for rival in space.store.rivals(BRAND)] == ["Brico Nord"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../balise.db", "t1/../../balise.db", "", "."])
def test_no_job_reads_what_was_not_uploaded(space: Workspace, files: list[str], path: str) -> None:
    job = done(space, "import", paths=[*files, path])
    assert isinstance(job.failure, UploadOutsideError)
    assert space.brands() == ()
    assert isinstance(
        done(space, "import", paths=files, mapping="../x").failure, (UploadOutsideError)
    )


def test_a_link_out_of_the_uploads_leads_nowhere(space: Workspace, files: list[str]) -> None:
    (space.uploads / "t1" / "link.csv").symlink_to("/etc/passwd")
    job = done(space, "import", paths=[*files, "t1/link.csv"])
    assert isinstance(job.failure, UploadOutsideError)


def test_an_import_that_is_called_off_leaves_nothing(
    space: Workspace, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = space.start_job("import", brand=BRAND, asked={"paths": files[:1]})
    tell = Teller.__call__

    def called_off(self: Teller, step: str, count: int = 0, total: int = 0) -> None:
        if count:
            space.cancel_job(BRAND, job.id)
            self.clock = lambda: 1e9
        tell(self, step, count, total)

    monkeypatch.setattr(Teller, "__call__", called_off)
    do(space, job.id, Event())
    assert space.job(BRAND, job.id).state == "cancelled"
    assert space.brands() == space.every_brand() == ()
    assert not space.upload(files[0]).exists()
    assert space.upload(files[1]).exists(), "it is another's"
    from balise.store import models  # noqa: PLC0415 - Django comes with a store only

    store: Any = space.store
    assert not models.Import.objects.using(store.place.alias).exists()
    assert not models.PostVersion.objects.using(store.place.alias).exists()


def test_a_worker_that_ends_gives_its_job_back(space: Workspace, files: list[str]) -> None:
    job = space.start_job("import", brand=BRAND, asked={"paths": files})
    stopping = Event()
    stopping.set()
    do(space, job.id, stopping)
    assert space.job(BRAND, job.id).state == "waiting"
    do(space, job.id, Event())
    assert space.job(BRAND, job.id).state == "done"


def test_it_learns_and_plans(space: Workspace, files: list[str]) -> None:
    done(space, "import", paths=files)
    assert done(space, "learn", kpis=["engagement"]).result == {"kpis": ["engagement"]}
    assert isinstance(done(space, "learn", kpis=["nonsense"]).failure, KpiUnknownError)
    assert isinstance(done(space, "plan").failure, StrategyMissingError)
    (space.uploads / "strategy.toml").write_text(STRATEGY, "utf-8")
    space.keep_strategy(space.uploads / "strategy.toml", brand=BRAND)
    job = done(space, "plan", weeks=2, start="2027-01-04", explore=0, seed=1)
    assert job.failure is None
    kept = space.store.latest_plan(BRAND)
    assert kept is not None
    assert (job.result["number"], job.result["slots"]) == (kept.number, len(kept.plan.slots))
    assert min(slot.publish_at.date() for slot in kept.plan.slots) >= date(2027, 1, 4)


def test_a_kind_that_is_not_known_is_refused(space: Workspace) -> None:
    assert isinstance(done(space, "__import__").failure, JobUnknownError)


@pytest.mark.parametrize("asked", [{}, {"paths": 3}, {"paths": ["a"], "mapping": 3}])
def test_what_was_asked_wrongly_is_a_defect_without_a_traceback(
    space: Workspace, asked: dict[str, Any]
) -> None:
    job = done(space, "import", **asked)
    assert job.state == "failed"
    failure = job.failure
    assert isinstance(failure, DefectError)
    assert "Traceback" not in str(failure)
    Path(str(failure.facts["details"])).unlink()


def test_a_result_that_is_no_json_is_a_defect_and_no_job_for_ever(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doing, "kind", lambda _name: lambda *_all: {"it": object()})
    job = done(space, "learn")
    assert isinstance(job.failure, DefectError)
    Path(str(job.failure.facts["details"])).unlink()


@pytest.mark.parametrize(
    ("given", "code"), [({"it": object()}, "DefectError"), (None, "KpiUnknownError")]
)
def test_other_programs_are_told_of_what_came_to_nothing_also_by_a_defect(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, given: object, code: str
) -> None:
    told: list[tuple[str, str, Any]] = []
    monkeypatch.setattr(Workspace, "announce", lambda _self, *all_: told.append(all_))

    def work(*_all: Any) -> Any:
        if given is None:
            raise KpiUnknownError(kpi="joy", known="views")
        return given

    monkeypatch.setattr(doing, "kind", lambda _name: work)
    job = done(space, "plan")
    assert told == [(BRAND, "job.failed", {"job": job.id, "kind": "plan", "code": code})]
    if "details" in job.facts:
        Path(str(job.facts["details"])).unlink()


def test_nothing_is_told_to_be_done_that_was_called_off_in_the_last_moment(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(Workspace, "announce", lambda _self, *all_: told.append(all_))

    def work(there: Workspace, job: Job, _tell: Any) -> dict[str, Any]:
        there.store.fail_job(job.id, "JobUnknownError", {"kind": "plan"})
        return {}

    monkeypatch.setattr(doing, "kind", lambda _name: work)
    assert done(space, "plan").state == "failed"
    assert told == []


def test_a_job_that_is_not_ours_is_left_alone(space: Workspace) -> None:
    job = space.start_job("learn", brand=BRAND)
    space.cancel_job(BRAND, job.id)
    do(space, job.id, Event())
    do(space, "nothing", Event())
    assert space.job(BRAND, job.id).state == "cancelled"


def test_how_much_is_read_is_told_in_kilobytes_of_all_files(
    space: Workspace, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(space.upload(path).stat().st_size for path in files)
    told: list[tuple[int, int]] = []
    tell = Teller.__call__

    def heard(self: Teller, step: str, count: int = 0, total: int = 0) -> None:
        told.append((count, total))
        tell(self, step, count, total)

    monkeypatch.setattr(Teller, "__call__", heard)
    assert done(space, "import", paths=files).state == "done"
    (total,) = {of for _, of in told[1:]}
    assert total == -(-size // 1024)
    counts = [count for count, _ in told]
    assert counts == sorted(counts), "it never goes back"
    assert counts[-1] == total
    assert len({*counts}) > len(files) + 1, "a file is no single step"


def test_what_cannot_be_planned_is_kept_with_its_rules(space: Workspace) -> None:
    space.keep_strategy(Strategy.parse(STRATEGY + IMPOSSIBLE), brand=BRAND)
    job = done(space, "plan", weeks=1, start="2027-01-04")
    failure = job.failure
    assert isinstance(failure, PlanConflictError)
    with pytest.raises(PlanConflictError) as direct:
        space.plan(BRAND, weeks=1, start=date(2027, 1, 4))
    for language in ("en", "fr"):
        s = Speech(language)
        assert s.error(failure) == s.error(direct.value), "as well as where it was found"
        assert [*map(s.finding, failure.rules)] == [*map(s.finding, direct.value.rules)] != []
    assert space.store.latest_plan(BRAND) is None


def test_a_plan_that_is_called_off_while_it_is_made_is_not_kept(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    space.keep_strategy(Strategy.parse(STRATEGY), brand=BRAND)
    job = space.start_job("plan", brand=BRAND, asked={"weeks": 1})
    tell = Teller.__call__

    def called_off(self: Teller, step: str, count: int = 0, total: int = 0) -> None:
        tell(self, step, count, total)
        if step == PLANNING:
            space.cancel_job(BRAND, job.id)

    monkeypatch.setattr(Teller, "__call__", called_off)
    do(space, job.id, Event())
    assert space.job(BRAND, job.id).state == "cancelled"
    assert space.store.latest_plan(BRAND) is None


def test_a_brand_of_which_nothing_could_be_read_is_none(space: Workspace) -> None:
    folder = space.uploads / "t1"
    folder.mkdir(parents=True)
    (folder / "notes.csv").write_text("shopping,price\nmilk,2\n", "utf-8")
    begun = space.start_job("import", brand=BRAND, asked={"paths": ["t1/notes.csv"]})
    assert space.every_brand() == (BRAND,), "something may come of it"
    do(space, begun.id, Event())
    assert space.every_brand() == ()
    assert space.is_begun(BRAND), "why is still told"
    now = datetime.now(UTC)
    space.clear_old(now + timedelta(days=6))
    assert space.is_begun(BRAND)
    assert space.upload("t1/notes.csv").exists()
    os.utime(folder, (0, 0))
    space.clear_old(now + timedelta(days=8))
    assert not space.is_begun(BRAND)
    assert not list(space.uploads.iterdir())


def test_a_waiting_import_that_is_called_off_leaves_no_file(
    space: Workspace, files: list[str]
) -> None:
    job = space.start_job("import", brand=BRAND, asked={"paths": files, "mapping": "../x"})
    assert space.cancel_job(BRAND, job.id).state == "cancelled"
    assert not list(space.uploads.iterdir())
    assert (space.folder / "balise.db").exists()


def test_old_files_go_and_brands_that_hold_anything_stay(
    space: Workspace, files: list[str]
) -> None:
    done(space, "import", paths=files)
    space.keep_strategy(Strategy.parse(STRATEGY), brand="Planned")
    space.start_job("learn", brand="Waiting")
    space.clear_old(datetime.now(UTC) + timedelta(days=900))
    assert space.every_brand() == ("Planned", BRAND, "Waiting")
    assert space.jobs(BRAND), "what was done for a brand is not forgotten"
