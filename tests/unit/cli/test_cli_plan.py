"""`balise plan`: what it prints, writes and refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from balise.cli.plan import plan
from balise.errors import (
    FileMissingError,
    PlanConflictError,
    PlanMissingError,
    RecordNotFoundError,
    WeeksError,
)
from balise.workspace import Workspace

if TYPE_CHECKING:
    from click.testing import Result

Asked = Callable[..., "Result"]
STRATEGY = """
[strategy]
name = "Made-up shop"
language = "en"
timezone = "Europe/Brussels"

[[objectives]]
name = "be-heard"
stage = "awareness"
kpi = "engagement"
aggregate = "total"
target = 500
starts = 2027-01-04
ends = 2027-03-28

[[accounts]]
network = "instagram"
handle = "shop"
posts_per_week = [2, 3]

[capacity]
image = 2
short_video = 1

[[pillars]]
name = "how-to"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "strategy.toml").write_text(STRATEGY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ask(place: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setenv("BALISE_LANGUAGE", "en")
    monkeypatch.chdir(place)

    def asked(*words: str, catches: bool = False) -> Result:
        told = ["--folder", str(place / "space"), "--start", "2027-01-04", *words]
        return CliRunner().invoke(plan, told, catch_exceptions=catches)

    return asked


def test_a_plan_comes_before_anything_was_imported(ask: Asked, place: Path) -> None:
    out = ask("--weeks", "2").output
    assert "Plan from 4 January 2027: 2 weeks, 6 posts" in out
    assert "cannot tell" in out
    assert "Nothing is learnt yet" in out
    for name in ("plan.html", "brief.html"):
        assert (place / "space" / name).stat().st_size > 1000


def test_it_speaks_french_also_of_a_plan_in_english(ask: Asked) -> None:
    out = ask("--weeks", "1", "--language", "fr").output
    assert "Plan à partir du 4 janvier 2027" in out
    assert "Rien n’est encore appris" in out
    assert "Nothing is learnt yet" not in out


def test_programs_get_the_whole_plan(ask: Asked) -> None:
    told = json.loads(ask("--weeks", "1", "--json").stdout)
    assert len(told["slots"]) == 3
    assert told["violations"] == []


def test_each_form_is_written_beside_the_pages(ask: Asked, place: Path) -> None:
    ask("--weeks", "1", "--form", "ics", "--form", "csv", "--form", "json", "--form", "markdown")
    names = {one.suffix for one in (place / "space" / "hand-off").iterdir()}
    assert names == {".ics", ".csv", ".json", ".md"}


def test_a_calendar_knows_the_plans_of_its_own_brand(ask: Asked, place: Path) -> None:
    for n in (1, 2):
        ask("--weeks", "1", "--brand", "ours", "--form", "ics", "--seed", str(n))
    (file,) = (place / "space" / "hand-off").iterdir()
    assert "SEQUENCE:2" in file.read_text(encoding="utf-8")


def test_what_is_approved_stays_when_a_plan_is_made_again(ask: Asked, place: Path) -> None:
    first = json.loads(ask("--weeks", "1", "--json").stdout)["slots"]
    ask("--approve", first[0]["slot_id"])
    text = STRATEGY.replace("image = 2", "image = 3").replace("[2, 3]", "[2, 4]")
    (place / "strategy.toml").write_text(text, encoding="utf-8")
    again = json.loads(ask("--weeks", "1", "--json").stdout)["slots"]
    kept = {one["slot_id"]: one for one in again}
    assert kept[first[0]["slot_id"]]["state"] == "approved"
    assert kept[first[0]["slot_id"]]["publish_at"] == first[0]["publish_at"]
    assert len(again) == 4


def test_all_posts_are_approved_at_once(ask: Asked, place: Path) -> None:
    ask("--weeks", "1")
    ask("--approve", "all")
    (last,) = [Workspace.open(place / "space").store.latest_plan("brand")]
    assert last is not None
    assert {one.state for one in last.plan.slots} == {"approved"}


def test_a_post_that_is_skipped_is_no_longer_drawn(ask: Asked, place: Path) -> None:
    first = json.loads(ask("--weeks", "1", "--json").stdout)["slots"]
    ask("--skip", first[0]["slot_id"])
    last = Workspace.open(place / "space").store.latest_plan("brand")
    assert last is not None
    (one,) = [slot for slot in last.plan.slots if slot.slot_id == first[0]["slot_id"]]
    assert one.state == "skipped"
    assert not one.is_randomised


def test_own_drafts_are_placed_within_their_days(ask: Asked, place: Path) -> None:
    (place / "drafts.toml").write_text(
        '[[drafts]]\nid = "opening"\nnetwork = "instagram"\naccount = "shop"\nkind = "story"\n'
        'text = "We open"\nearliest = 2027-01-07\nlatest = 2027-01-08\n',
        encoding="utf-8",
    )
    told = json.loads(ask("--weeks", "1", "--drafts", "drafts.toml", "--json").stdout)
    (one,) = [slot for slot in told["slots"] if slot.get("draft") == "opening"]
    assert one["publish_at"][:10] in {"2027-01-07", "2027-01-08"}
    assert one["kind"] == "story"


def test_without_learning_nothing_is_drawn(ask: Asked) -> None:
    told = json.loads(ask("--weeks", "2", "--explore", "0", "--json").stdout)
    assert "draws" not in told or not told["draws"]
    assert all(one.get("propensity", 1.0) == 1.0 for one in told["slots"])


@pytest.mark.parametrize("weeks", ["0", "54", "-3"])
def test_weeks_that_cannot_be_planned_are_refused(ask: Asked, weeks: str) -> None:
    with pytest.raises(WeeksError):
        ask("--weeks", weeks)


def test_rules_in_conflict_are_named_with_what_would_help(ask: Asked, place: Path) -> None:
    text = STRATEGY.replace("[2, 3]", "[5, 6]")
    (place / "strategy.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanConflictError) as told:
        ask("--weeks", "1")
    said = str(told.value)
    assert "instagram:shop" in said
    assert "image" in said
    assert "short_video" in said
    assert "make 2 more a week" in said


def test_a_strategy_that_is_not_there_is_told(ask: Asked, place: Path) -> None:
    with pytest.raises(FileMissingError):
        ask("--strategy", "other.toml")
    (place / "strategy.toml").unlink()
    with pytest.raises(RecordNotFoundError):
        ask("--weeks", "1")


def test_nothing_is_approved_where_there_is_no_plan(ask: Asked) -> None:
    with pytest.raises(PlanMissingError):
        ask("--approve", "all")


def test_a_post_that_is_not_in_the_plan_is_told(ask: Asked) -> None:
    ask("--weeks", "1")
    with pytest.raises(RecordNotFoundError):
        ask("--approve", "nobody")


def test_a_draft_that_no_account_could_publish_is_told_and_breaks_nothing(
    ask: Asked, place: Path
) -> None:
    (place / "drafts.toml").write_text(
        '[[drafts]]\nid = "vote"\nnetwork = "instagram"\naccount = "shop"\nkind = "poll"\n'
        'text = "Vote"\n',
        encoding="utf-8",
    )
    told = json.loads(ask("--weeks", "1", "--drafts", "drafts.toml", "--json").stdout)
    assert told["violations"] == []
    assert [(one["code"], one["what"]) for one in told["shortfalls"]] == [
        ("draft-unplaced", "vote")
    ]
