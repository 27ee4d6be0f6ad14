"""A workspace whose reports are branded, kept, shared and made by themselves."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from balise import simulate
from balise.cli.report import report
from balise.domain.client import file_stem
from balise.domain.kept_report import ReportAsked
from balise.domain.report_schedule import ReportSchedule
from balise.errors import (
    BrandingNameError,
    ColourError,
    ColourFaintError,
    LogoError,
    NoteLongError,
    NoteSectionError,
    RecordNotFoundError,
    ReportFormError,
    ScheduleTimeError,
    ShareEndError,
)
from balise.workspace import Workspace

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
UNTIL = date(2027, 4, 1)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    exports = tmp_path_factory.mktemp("exports")
    for name, content in simulate.exports(simulate.World(3, weeks=16)).items():
        if name != simulate.NOTE:
            (exports / name).write_bytes(content)
    folder = tmp_path_factory.mktemp("space")
    Workspace.open(folder).import_([exports], brand="park", timezone="Europe/Brussels")
    return folder


@pytest.fixture
def space(filled: Path, tmp_path: Path) -> Workspace:
    return Workspace.open(shutil.copytree(filled, tmp_path / "space"))


def a_schedule(**facts: object) -> ReportSchedule:
    made = ReportSchedule(brand="park", every="week", day=0, hour=8, language="fr", made_at=NOW)
    return replace(made, **facts)  # type: ignore[arg-type]


def test_what_a_client_saw_does_not_move_while_the_brand_goes_on(space: Workspace) -> None:
    share = space.share("park", until=UNTIL, language="fr", by="ana", now=NOW)
    before = space.shared(share.token, now=NOW)
    space.keep_branding("park", name="Another")
    space.keep_remark("posts", "Later words.", "park")
    after = space.shared(share.token, now=NOW)
    assert before is not None
    assert after is not None
    assert before.content == after.content
    assert (before.views, after.views) == (1, 2)
    assert "Données inventées" in before.content.decode()
    assert b"Another" in space.report("park")


def test_the_secret_is_told_once_and_is_not_in_the_store(space: Workspace) -> None:
    share = space.share("park", until=UNTIL, now=NOW)
    assert len(share.token) >= 43
    assert share.token not in repr(share)
    assert [one.token for one in space.shares("park")] == [""]
    files = [path for path in space.folder.iterdir() if path.is_file()]
    assert all(share.token.encode() not in path.read_bytes() for path in files)


@pytest.mark.parametrize("token", ["", "x", "é" * 43, "a" * 65, "\0" * 43, "' OR 1=1 --"])
def test_who_guesses_gets_nothing(space: Workspace, token: str) -> None:
    space.share("park", until=UNTIL, now=NOW)
    assert space.shared(token, now=NOW) is None


def test_a_link_ends_with_the_last_moment_of_its_day_on_the_brands_clock(
    space: Workspace,
) -> None:
    share = space.share("park", until=date(2027, 3, 31), now=NOW)
    assert share.until == datetime(2027, 3, 31, 22, tzinfo=UTC)  # summer time in Brussels
    assert space.shared(share.token, now=share.until - timedelta(seconds=1)) is not None
    assert space.shared(share.token, now=share.until) is None


@pytest.mark.parametrize(
    "until", [date(2027, 2, 27), date(2028, 4, 1), NOW, datetime(2028, 4, 1, tzinfo=UTC)]
)
def test_a_link_without_a_near_end_is_not_made(space: Workspace, until: date) -> None:
    with pytest.raises(ShareEndError):
        space.share("park", until=until, now=NOW)
    assert space.reports("park") == ()
    assert space.shares("park") == ()


@pytest.mark.parametrize("form", ["json", "csv", "docx"])
def test_only_what_people_read_is_shared(space: Workspace, form: str) -> None:
    with pytest.raises(ReportFormError):
        space.share("park", until=UNTIL, form=form, now=NOW)


def test_an_ended_link_leads_nowhere(space: Workspace) -> None:
    share = space.share("park", until=UNTIL, now=NOW)
    space.end_share("park", share.id, now=NOW)
    assert space.shared(share.token, now=NOW) is None


def test_a_kept_report_tells_what_made_it(space: Workspace) -> None:
    made = space.make_report("park", ReportAsked(form="pptx", language="fr"), by="ana", now=NOW)
    assert (made.by, made.made_at, made.is_made_up) == ("ana", NOW, True)
    assert made.provenance is not None
    assert made.provenance.snapshot
    found = space.report_file("park", made.id)
    assert len(found.content) == made.size
    assert found.report.file_name.endswith("-fr.pptx")
    assert space.reports("park") == (made,)


def test_a_due_report_is_made_once_and_tells_of_the_week_that_is_over(space: Workspace) -> None:
    space.keep_schedule(a_schedule(), now=datetime(2026, 8, 20, tzinfo=UTC))
    early, due = datetime(2026, 8, 24, 5, 59, tzinfo=UTC), datetime(2026, 8, 24, 6, tzinfo=UTC)
    assert space.due_reports(early) == ()
    assert [one.day for one in space.due_reports(due)] == [date(2026, 8, 24)]
    (made,) = space.make_due_reports(due)
    assert (made.start, made.end) == (date(2026, 8, 17), date(2026, 8, 23))
    assert (made.day, made.language) == (date(2026, 8, 24), "fr")
    assert space.make_due_reports(due + timedelta(hours=3)) == ()
    assert len(space.reports("park")) == 1


def test_a_report_that_cannot_be_made_is_noted_and_holds_up_no_other(space: Workspace) -> None:
    space.keep_schedule(a_schedule(kpi="nonsense"), now=NOW)
    good = space.keep_schedule(a_schedule(), now=NOW)
    moment = datetime(2027, 3, 8, 8, tzinfo=UTC)
    assert [one.schedule for one in space.make_due_reports(moment)] == [good.id]
    failed, made = space.report_schedules("park")
    assert failed.error == "KpiUnknownError"
    assert made.error == ""
    assert space.make_due_reports(moment) == ()


@pytest.mark.parametrize("facts", [{"day": 7}, {"hour": 24}, {"every": "day"}])
def test_a_schedule_without_a_time_is_refused(space: Workspace, facts: dict[str, object]) -> None:
    with pytest.raises(ScheduleTimeError):
        space.keep_schedule(a_schedule(**facts))
    with pytest.raises(ReportFormError):
        space.keep_schedule(a_schedule(form="docx"))


def test_a_look_that_cannot_be_is_refused_whole(space: Workspace) -> None:
    kept = space.keep_branding("park", name=" Le  Parc ", accent="7A1F3D")
    assert (kept.name, kept.accent) == ("Le Parc", "#7a1f3d")
    with pytest.raises(ColourFaintError, match="#8f7200"):
        space.keep_branding("park", name="New", accent="#ffcc00")
    with pytest.raises(ColourError):
        space.keep_branding("park", accent="teal")
    with pytest.raises(LogoError):
        space.keep_branding("park", name="New", logo=b"<svg/>")
    with pytest.raises(BrandingNameError):
        space.keep_branding("park", name="x" * 81)
    assert space.branding("park") == kept
    assert space.keep_branding("park", name="", accent="").accent == "#1f5f8b"


def test_a_note_for_no_part_or_too_long_is_refused(space: Workspace) -> None:
    with pytest.raises(NoteSectionError):
        space.keep_remark("cover", "x", "park")
    with pytest.raises(NoteLongError):
        space.keep_remark("posts", "x" * 10_001, "park")
    assert space.notes("park") == ()


def test_another_brand_sees_none_of_it(space: Workspace) -> None:
    made = space.make_report("park", now=NOW)
    share = space.share_report("park", made.id, until=UNTIL, now=NOW)
    for ask in (
        lambda: space.report_file("other", made.id),
        lambda: space.share_report("other", made.id, until=UNTIL, now=NOW),
        lambda: space.end_share("other", share.id),
        lambda: space.forget_report("other", made.id),
    ):
        with pytest.raises(RecordNotFoundError):
            ask()
    assert space.reports("other") == ()
    assert space.shares("other") == ()


def test_a_report_of_every_client_is_written_and_one_that_fails_is_told_in_its_place(
    space: Workspace, tmp_path: Path
) -> None:
    space.keep_branding("park", name="Le Parc")
    out = tmp_path / "out"
    asked = ["--folder", str(space.folder), "--clients", str(out), "--form", "html"]
    done = CliRunner().invoke(report, asked)
    assert done.exit_code == 0, done.output
    assert "Le Parc" in (out / "park.html").read_text(encoding="utf-8")
    failed = CliRunner().invoke(report, [*asked, "--kpi", "nonsense"])
    assert failed.exit_code == 1
    assert "park: " in failed.output
    assert CliRunner().invoke(report, [*asked, "--brand", "park"]).exit_code == 2


def test_slides_are_written_from_the_command_line(space: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "deck.pptx"
    asked = ["--folder", str(space.folder), "--form", "pptx", "--output", str(target)]
    done = CliRunner().invoke(report, asked)
    assert done.exit_code == 0, done.output
    assert target.read_bytes()[:2] == b"PK"


def test_no_name_of_a_brand_leads_out_of_the_folder() -> None:
    names = ["../../etc/passwd", "..", "/", "CON", "a/b", "a b", "", "x" * 300, "日本", "a:b", "\0"]
    taken: set[str] = set()
    for name in names:
        stem = file_stem(name, taken)
        assert stem == Path(stem).name
        assert stem.casefold() not in taken
        assert stem.casefold() not in {"con", "", ".", ".."}
        taken.add(stem.casefold())
