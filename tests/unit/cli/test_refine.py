"""`balise refine`: what is shown, what is asked, and what is written."""

from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from tests.unit.looked import BRAND, after, begun, carried_out, planned
from tests.unit.refine.worlds import STRATEGY

from balise.cli.main import balise
from balise.cli.refine import refine
from balise.cli.refine_asking import chosen
from balise.errors import (
    BaliseError,
    FileThereError,
    NothingImportedError,
    ProposalStaleError,
    StrategyError,
    StrategyMissingError,
)
from balise.simulate import World
from balise.strategy import Strategy
from balise.workspace import Workspace

if TYPE_CHECKING:
    from click.testing import Result

    from balise.plan.past import PastPost

AS_OF = ("--as-of", "2026-12-21")
WORLD = World(7)


def _otherwise(one: PastPost) -> PastPost:
    """Publish on Saturdays a day later, and on TikTok something else than asked for."""
    later = timedelta(hours=20 if one.post.published_at.weekday() == 5 else 0)
    kind = "text" if one.post.network == "tiktok" else one.post.kind
    moved = replace(one.post, published_at=one.post.published_at + later, kind=kind)
    return replace(one, post=moved)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Carry out a plan of four weeks once: some posts moved, some left out, one beside it."""
    folder = tmp_path_factory.mktemp("template") / "store"
    space = Workspace.open(folder)
    begun(space.store, WORLD)
    plan = planned(space.store)
    carried_out(space.store, WORLD, plan.slots[2:], after(6), _otherwise)
    space.looking(BRAND)  # what is learnt of these posts is kept, once for all copies
    space.store.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(template, tmp_path / "store")
    (tmp_path / "strategy.toml").write_text(STRATEGY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALISE_FOLDER", str(tmp_path / "store"))
    monkeypatch.setenv("BALISE_LANGUAGE", "en")
    return tmp_path


def run(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(refine, [*AS_OF, *words], input=answers)


def told(*words: str) -> dict[str, Any]:
    found = run(*words, "--json")
    assert found.exit_code == 0, found.output

    def refuse(name: str) -> None:
        pytest.fail(f"{name} is no JSON")

    read: dict[str, Any] = json.loads(found.stdout, parse_constant=refuse)
    return read


def error_of(*words: str) -> BaliseError:
    found = run(*words)
    assert isinstance(found.exception, BaliseError), found.output
    return found.exception


def text() -> str:
    return Path("strategy.toml").read_text(encoding="utf-8")


def decisions() -> list[tuple[str, bool, str]]:
    every = Workspace.open().store.decisions(BRAND)
    return [(one.proposal.path, one.accepted, one.by) for one in every]


@pytest.mark.usefixtures("folder")
def test_without_a_terminal_and_options_nothing_is_changed_and_the_diff_is_shown() -> None:
    found = run()
    assert found.exit_code == 0, found.output
    assert "+++ strategy.toml" in found.output
    assert "Nothing was changed" in found.output
    assert text() == STRATEGY
    assert decisions() == []
    assert len(Workspace.open().strategies()) == 1
    assert max(map(len, found.output.splitlines())) <= 100


@pytest.mark.usefixtures("folder")
def test_it_tells_plan_and_forecasts_with_counts_and_intervals() -> None:
    found = told()
    fates = [one["fate"] for one in found["execution"]["fulfilments"]]
    assert fates.count("missed") >= 1
    assert {"posted", "moved", "changed"} <= {*fates}
    assert found["calibration"]["n"] >= 15
    assert sum(found["calibration"]["bins"]) == found["calibration"]["n"]
    assert found["calibration"]["low"] < found["calibration"]["kept90"]
    assert found["policy"]["ess"] < 30
    assert found["policy"]["value"] is None
    said = run().output
    assert f"of {len(fates)} posts published as planned" in said
    assert f"{fates.count('missed')} not published" in said
    assert "at another time" in said
    assert "with another format or request" in said
    for one in found["proposals"]:
        estimate = one["estimate"]
        assert estimate["low"] <= estimate["multiplier"] <= estimate["high"]
        assert estimate["n"] > 0


@pytest.mark.usefixtures("folder")
def test_a_number_is_accepted_into_the_file_and_its_comments_stay() -> None:
    mine = STRATEGY + "\n# A line of mine.\n"
    Path("strategy.toml").write_text(mine, encoding="utf-8")
    first = told()["proposals"][0]
    done = told("--accept", "1", "--by", "Ana")
    assert done["accepted"] == [1]
    assert done["written"] == ["strategy.toml"]
    assert "# A line of mine." in text()
    assert "# The phone will do" in text() or "# the phone will do" in text()
    assert text() != mine
    versions = [one.text for one in Workspace.open().strategies()]
    assert versions == [STRATEGY, mine, text()]
    assert decisions() == [(first["path"], True, "Ana")]


@pytest.mark.usefixtures("folder")
def test_all_takes_what_is_open_and_leaves_what_was_refused() -> None:
    n = len(told()["proposals"])
    assert n >= 2
    assert told("--refuse", "1")["refused"] == [1]
    assert text() == STRATEGY
    again = told()
    assert 1 not in again["open"]
    assert len(again["proposals"]) == n
    assert "Refused on" in run().output
    assert told("--accept", "all")["accepted"] == list(range(2, n + 1))
    assert [accepted for _, accepted, _ in decisions()] == [False, *[True] * (n - 1)]


@pytest.mark.usefixtures("folder")
def test_what_was_accepted_is_followed_up_from_that_day_on() -> None:
    early = CliRunner().invoke(refine, ["--as-of", "2026-11-08", "--accept", "1"])
    assert early.exit_code == 0, early.output
    (one,) = told()["follow_ups"]
    assert one["n_since"] > 20
    assert one["verdict"] in {"paid", "did not pay", "no clear difference", "cannot tell"}
    said = run().output
    assert "nothing to follow up" not in said
    assert f"{one['n_since']} posts since" in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "words",
    [
        ("--accept", "99"),
        ("--accept", "0"),
        ("--accept", ""),
        ("--accept", "one"),
        ("--accept", "١"),
        ("--refuse", "1;2"),
        ("--accept", "1", "--refuse", "1"),
        ("--as-of", "tomorrow"),
    ],
)
def test_wrong_usage_is_told_and_changes_nothing(words: tuple[str, ...]) -> None:
    found = run(*words)
    assert found.exit_code == 2, found.output
    assert text() == STRATEGY
    assert decisions() == []


@pytest.mark.usefixtures("folder")
def test_on_a_terminal_each_proposal_is_asked_with_its_own_diff() -> None:
    n = len(told()["proposals"])
    found = run("--ask", answers="what\nn\n" + "y\n" * (n - 1))
    assert found.exit_code == 0, found.output
    assert found.output.count("+++ strategy.toml") == n
    assert f"{n - 1} accepted, 1 refused." in found.output
    assert [accepted for _, accepted, _ in decisions()].count(False) == 1
    assert text() != STRATEGY


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("answers", ["q\n", "\n\n\n\n\n\n\n", "s\nq\n"])
def test_stopping_or_skipping_decides_nothing(answers: str) -> None:
    found = run("--ask", answers=answers)
    assert found.exit_code == 0, found.output
    assert text() == STRATEGY
    assert decisions() == []


@pytest.mark.usefixtures("folder")
def test_an_input_that_ends_in_the_middle_writes_nothing() -> None:
    found = run("--ask", answers="y\n")
    assert found.exit_code != 0
    assert text() == STRATEGY
    assert decisions() == []


@pytest.mark.usefixtures("folder")
def test_a_file_with_other_values_is_the_base_and_is_kept_first() -> None:
    other = STRATEGY.replace("short_video = 2 ", "short_video = 4 ")
    Path("strategy.toml").write_text(other, encoding="utf-8")
    done = told("--accept", "1")
    assert "short_video = 4" in text()
    assert [one.text for one in Workspace.open().strategies()] == [STRATEGY, other, text()]
    assert done["accepted"] == [1]


@pytest.mark.usefixtures("folder")
def test_a_change_made_meanwhile_at_the_same_place_is_not_overwritten() -> None:
    space = Workspace.open()
    looking = space.looking(now=after(6), strategy=Strategy.load("strategy.toml"))
    one = next(b.proposal for b in looking.beliefs if b.proposal.before != b.proposal.after)
    key = one.path.rpartition(".")[2]
    Path("strategy.toml").write_text(
        STRATEGY.replace(f"{key} = {one.before}", f"{key} = 7"), encoding="utf-8"
    )
    before = text()
    with pytest.raises(ProposalStaleError):
        space.accept([one], file="strategy.toml")
    assert text() == before
    assert decisions() == []


@pytest.mark.usefixtures("folder")
def test_without_a_file_the_kept_strategy_is_written_where_one_would_be() -> None:
    Path("strategy.toml").unlink()
    assert told("--accept", "1")["written"] == ["strategy.toml"]
    assert Workspace.open().strategy().dump() == text()


def test_the_file_in_the_folder_of_balise_is_found(folder: Path) -> None:
    shutil.move("strategy.toml", folder / "store" / "strategy.toml")
    (written,) = told("--accept", "1")["written"]
    assert Path(written) == folder / "store" / "strategy.toml"
    assert not Path("strategy.toml").exists()


def test_a_link_to_the_file_stays_a_link(folder: Path) -> None:
    (folder / "shared").mkdir()
    shutil.move("strategy.toml", folder / "shared" / "ours.toml")
    Path("strategy.toml").symlink_to(folder / "shared" / "ours.toml")
    assert told("--accept", "1")["accepted"] == [1]
    assert Path("strategy.toml").is_symlink()
    assert (folder / "shared" / "ours.toml").read_text(encoding="utf-8") != STRATEGY


@pytest.mark.usefixtures("folder")
def test_states_of_the_folder_that_are_at_fault_are_said_in_one_error() -> None:
    Path("strategy.toml").write_text("[strategy]\nname = ", encoding="utf-8")
    assert isinstance(error_of(), StrategyError)
    Path("strategy.toml").write_text(STRATEGY, encoding="utf-8")
    Path("there.toml").write_text("", encoding="utf-8")
    assert isinstance(error_of("--next", "there.toml"), FileThereError)
    assert isinstance(error_of("--folder", "empty"), NothingImportedError)
    assert Path("there.toml").read_text(encoding="utf-8") == ""


def test_posts_without_a_strategy_are_told_to_draft_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALISE_FOLDER", str(tmp_path / "store"))
    rows = ["Date,Network,Link,Caption,Format,Likes"]
    rows += [f"0{n}/05/2026 18:30,Pinterest,https://pinterest.com/pin/90{n}/,t,Pin,{n}"
             for n in range(1, 9)]  # fmt: skip
    Path("pins.csv").write_text("\n".join(rows), encoding="utf-8")
    Path("m.toml").write_text(
        'kind = "posts"\n[columns]\n"Date" = "published"\n"Network" = "network"\n"Link" = "url"\n'
        '"Caption" = "text"\n"Format" = "kind"\n"Likes" = "reactions"\n',
        encoding="utf-8",
    )
    Workspace.open().import_(["pins.csv"], mapping="m.toml")
    assert isinstance(error_of(), StrategyMissingError)
    Path("strategy.toml").write_text(
        STRATEGY.replace('network = "tiktok"', 'network = "pinterest"'), encoding="utf-8"
    )
    found = run()
    assert found.exit_code == 0, found.output
    assert "no plan to look back at yet" in found.output


def test_a_strategy_that_may_not_be_written_is_an_error_and_nothing_is_decided(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any, **_named: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("balise.strategy.document.NamedTemporaryFile", refuse)
    assert "Permission denied" in str(error_of("--accept", "1"))
    assert text() == STRATEGY
    assert decisions() == []
    assert stat.S_ISREG((folder / "strategy.toml").stat().st_mode)


def test_the_review_and_the_next_strategy_are_written(folder: Path) -> None:
    done = told("--review", "--next", "next.toml", "--language", "fr")
    assert str(folder / "store" / "review.html") in done["written"]
    page = (folder / "store" / "review.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "Données inventées" in page
    following = Strategy.load("next.toml")
    ours = Strategy.parse(STRATEGY)
    assert following.objectives[0].starts == ours.objectives[0].ends + timedelta(days=1)
    assert text() == STRATEGY


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_speaks_both_languages_in_a_hundred_columns(language: str) -> None:
    found = run("--language", language, "--all")
    assert found.exit_code == 0, found.output
    said = found.output
    known = {"en": "as planned", "fr": "comme prévu"}
    assert known[language] in said
    assert "{" not in said
    assert "nan" not in said.casefold().replace("finance", "").split()
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.usefixtures("folder")
def test_all_lists_what_stays() -> None:
    plain, whole = run().output, run("--all").output
    assert "--all lists" in plain
    assert "--all lists" not in whole
    assert len(whole.splitlines()) > len(plain.splitlines()) + 20


def test_refine_is_among_the_verbs() -> None:
    assert "refine" in CliRunner().invoke(balise, ["--help"]).output


@pytest.mark.parametrize("said", ["", ",", "-1", "1-2", "0", "4", "1,,x", "all 1", "²"])
def test_numbers_that_name_no_proposal_are_refused(said: str) -> None:
    assert chosen(said, 3, (1, 2, 3)) is None
