"""`balise init` and `balise ideas` as a user types them, or pipes into them."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from balise import Strategy, simulate
from balise.beginning import interview
from balise.cli import init as verb
from balise.cli.demo import plan
from balise.cli.ideas import ideas
from balise.cli.init import init
from balise.errors import FileDeniedError, StrategyThereError
from balise.strategy.starter import OTHER, slugs
from balise.words import Speech
from balise.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAIN = ("--starter", "restaurant", "--name", "The Heron", "--yes", "--language", "en")


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(verb, "_today", lambda: date(2026, 11, 26))
    monkeypatch.setattr(verb, "_zone", lambda: "Europe/Paris")
    monkeypatch.delenv("BALISE_FOLDER", raising=False)


def run(*words: str, lines: Sequence[str] = ()) -> Result:
    return CliRunner().invoke(init, list(words), input="".join(f"{line}\n" for line in lines))


def test_options_alone_write_a_strategy_and_a_road_map_and_nothing_else() -> None:
    done = run(*PLAIN)
    assert done.exit_code == 0, done.output
    assert {each.name for each in Path().iterdir()} == {"strategy.toml", "roadmap.html"}
    ours = Strategy.load("strategy.toml")
    assert ours.findings == ()
    assert (ours.identity.name, ours.identity.timezone) == ("The Heron", "Europe/Paris")
    assert "160 bookings" in done.output
    assert "The Heron" in Path("roadmap.html").read_text("utf-8")
    assert max(map(cell_len, done.output.splitlines()[:-2])) <= 100


@pytest.mark.parametrize("language", ["en", "fr"])
def test_ten_empty_lines_take_every_proposal(language: str) -> None:
    done = run("--language", language, lines=[""] * 10)
    assert done.exit_code == 0, done.output
    assert done.stderr.count("/10 ") == 10
    assert Strategy.load("strategy.toml").findings == ()
    word = {"en": "Proposed:", "fr": "Proposition\u202f:"}[language]
    assert done.stderr.count(word) == 10
    assert word not in done.stdout


def test_a_bad_answer_is_told_in_one_line_and_asked_again() -> None:
    lines = ["bakery", "restaurant", "The Heron", "0", "1", "", "soon", "200 by 2027-03-01",
             "", "none", "6", "myspace", "instagram heron 340 2", "", ""]  # fmt: skip
    done = run("--language", "en", lines=lines)
    assert done.exit_code == 0, done.output
    told = [line for line in done.stderr.splitlines() if "cannot be used" in line]
    assert len(told) == 5
    assert done.stderr.count("/10 ") == 10, "the question itself is not printed again"
    ours = Strategy.load("strategy.toml")
    assert ours.objectives[0].target == 200
    assert ours.objectives[0].ends == date(2027, 3, 1)
    assert [(one.id, one.followers) for one in ours.accounts] == [("instagram:heron", 340)]


@pytest.mark.parametrize("n", [0, 1, 5, 9])
def test_input_that_ends_leaves_nothing_behind(n: int) -> None:
    done = run("--language", "en", lines=[""] * n)
    assert done.exit_code == 2
    assert f"question {n + 1} of 10: nothing was written" in done.stderr
    assert list(Path().iterdir()) == []


def test_a_stop_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_words: object, **_options: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("balise.cli.asking.click.prompt", stopped)
    done = run("--language", "en")
    assert done.exit_code != 0
    assert list(Path().iterdir()) == []


def test_what_is_missing_is_named_where_nobody_can_be_asked() -> None:
    done = run("--yes", "--language", "en")
    assert done.exit_code == 2
    assert "Missing: --starter, --name." in done.stderr
    done = run("--yes", "--starter", "restaurant", "--language", "fr")
    assert done.exit_code == 2
    assert "--name" in done.stderr
    assert "--starter" not in done.stderr.splitlines()[-1]
    assert list(Path().iterdir()) == []


def test_options_are_not_asked_again() -> None:
    done = run("--starter", "event", "--name", "F", "--hours", "5", "--language", "en",
               lines=[""] * 7)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.stderr.count("/10 ") == 7


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--target", "soon"), ("--hours", "0"), ("--accounts", "myspace"), ("--want", "fame"),
        ("--kpi", "clicks"), ("--pillars", "9"), ("--audience", "9-999"), ("--voice", "#"),
        ("--url", "ftp://x"), ("--currency", "euros"), ("--timezone", "Europe/Atlantis"),
        ("--starts", "soon"), ("--starts", "9999-12-31"), ("--target", "9 by 9999-12-31"),
        ("--form", "docx"),
    ],
)  # fmt: skip
def test_a_bad_option_is_wrong_usage_and_writes_nothing(option: str, value: str) -> None:
    done = run(*PLAIN, option, value)
    assert done.exit_code == 2
    assert option in done.stderr
    assert list(Path().iterdir()) == []


def test_a_file_that_is_there_is_never_written_over() -> None:
    Path("strategy.toml").write_text("mine", encoding="utf-8")
    done = run(*PLAIN)
    assert isinstance(done.exception, StrategyThereError)
    assert Path("strategy.toml").read_text("utf-8") == "mine"
    assert not Path("roadmap.html").exists()
    done = run("--language", "en", lines=[""] * 10)
    assert isinstance(done.exception, StrategyThereError)
    assert "1/10" not in done.output, "told before anything is asked"
    assert run(*PLAIN, "--force").exit_code == 0
    assert Strategy.load("strategy.toml").identity.name == "The Heron"


def test_a_road_map_that_is_there_is_kept_too() -> None:
    Path("roadmap.html").write_text("mine", encoding="utf-8")
    assert isinstance(run(*PLAIN).exception, StrategyThereError)
    assert not Path("strategy.toml").exists()


def test_a_folder_that_is_not_there_is_told_at_once() -> None:
    done = run(*PLAIN, "--output", "nowhere/strategy.toml")
    assert isinstance(done.exception, FileDeniedError)
    Path("strategy.toml").mkdir()
    assert run(*PLAIN, "--force").exit_code == 2


def test_files_go_where_they_are_asked() -> None:
    Path("here").mkdir()
    assert run(*PLAIN, "--output", "here/ours.toml").exit_code == 0
    assert {each.name for each in Path("here").iterdir()} == {"ours.toml", "roadmap.html"}
    assert "here/ours.toml" not in Path("here/roadmap.html").read_text("utf-8")


def test_a_pdf_is_written_where_it_is_asked_for() -> None:
    pytest.importorskip("typst")
    assert run(*PLAIN, "--form", "pdf").exit_code == 0
    assert Path("roadmap.pdf").read_bytes().startswith(b"%PDF")
    assert not Path("roadmap.html").exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_json_says_all_of_it_and_nothing_else(language: str) -> None:
    done = run(*PLAIN[:-1], language, "--json")
    said = json.loads(done.stdout)
    assert said["answers"]["want"] == "sales"
    assert said["answers"]["said"] == ["name", "starter"]
    assert said["per_week"] == pytest.approx(160 / 12)
    assert said["findings"] == []
    assert len(said["ranking"]) == 10
    assert said["page"]["goal"]["figure"] == "160"
    assert Path(said["strategy"]).exists()


def test_answers_of_all_options_are_in_the_file() -> None:
    done = run(
        *PLAIN, "--want", "awareness", "--kpi", "views", "--target", "9000 in 6 weeks, 4000 before",
        "--audience", "students 18-25 GB", "--hours", "5", "--accounts", "tiktok heron 90 1",
        "--pillars", "kitchen, table", "--voice", "dry #heron instagram:gull",
        "--url", "https://example.org/book", "--code", "HERON", "--currency", "GBP",
        "--timezone", "Europe/London", "--starts", "2027-01-04",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    ours = Strategy.load("strategy.toml")
    main = ours.objectives[0]
    assert (main.stage, main.kpi, main.target, main.baseline) == ("awareness", "views", 9000, 4000)
    assert (main.starts, main.ends) == (date(2027, 1, 4), date(2027, 2, 14))
    assert [one.name for one in ours.audiences] == ["students"]
    assert (ours.audiences[0].ages, ours.audiences[0].countries) == ((18, 25), ("GB",))
    assert [one.network for one in ours.accounts] == ["tiktok"]
    assert [one.name for one in ours.pillars] == ["kitchen", "table"]
    assert sum(one.share or 0 for one in ours.pillars) == pytest.approx(1)
    assert (ours.voice.tone, ours.hashtags.brand) == ("dry", ("#heron",))
    assert ours.competitors[0].handle == "gull"
    (sell,) = [one for one in ours.calls_to_action if one.stage == "conversion"]
    assert (sell.url, sell.code) == ("https://example.org/book", "HERON")
    assert (ours.identity.currency, ours.identity.timezone) == ("GBP", "Europe/London")


def test_commands_in_answers_do_not_reach_the_terminal() -> None:
    done = run("--language", "en", lines=["restaurant", "a\x1b[2Jb", "The Heron", *[""] * 8])
    (told,) = [line for line in done.stderr.splitlines() if "cannot be used" in line]
    assert "\x1b" not in told
    assert "\x1b" not in done.stdout.split("The Heron", 1)[-1]


def test_no_folder_of_balise_is_made_for_who_has_nothing() -> None:
    assert run(*PLAIN).exit_code == 0
    assert not Path("balise").exists()


def test_with_data_the_accounts_the_pace_and_the_baseline_are_filled_in(tmp_path: Path) -> None:
    world = simulate.World(3, weeks=16)
    exports = tmp_path / "exports"
    exports.mkdir()
    for name, content in simulate.exports(world).items():
        (exports / name).write_bytes(content)
    folder = tmp_path / "data"
    space = Workspace.open(folder)
    space.import_([exports], brand="Shop", timezone="Europe/Brussels")
    known = space.background(language="fr")
    assert known.posts > 100
    assert {one.network for one in known.accounts} == {"facebook", "instagram", "x", "tiktok"}
    assert all(0 < pace < 10 for pace in known.per_week.values())
    assert known.baselines["views"] > 0
    done = run("--folder", str(folder), "--starter", "hardware-store", "--kpi", "views",
               "--yes", "--language", "fr")  # fmt: skip
    assert done.exit_code == 0, done.output
    ours = Strategy.load("strategy.toml")
    assert ours.identity.name == "Shop"
    assert ours.findings == ()
    assert ours.objectives[0].baseline is not None
    assert ours.objectives[0].target > ours.objectives[0].baseline
    assert {one.id for one in ours.accounts} <= {one.id for one in known.accounts}
    written = {one.name: set(one.phrases) for one in ours.calls_to_action}
    own = [one for one in known.asks if one.name in written]
    assert own
    assert all(set(one.phrases) == written[one.name] for one in own)
    assert known.themes
    assert all(name in " ".join(ours.text.split()) for name in known.themes)
    assert known.per_week_hours > 0
    assert sum(ours.capacity.values()) > 0


def test_an_empty_folder_of_balise_tells_nothing(tmp_path: Path) -> None:
    Workspace.open(tmp_path / "data")
    done = run(*PLAIN, "--folder", str(tmp_path / "data"))
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_demo_begins_with_an_interview_by_options(tmp_path: Path, language: str) -> None:
    world, tongue = simulate.World(1, weeks=4), Speech(language)
    plan(world, tmp_path / "demo", tongue)
    ours = Strategy.load(tmp_path / "demo" / "strategy.toml")
    assert ours.findings == ()
    assert {one.handle for one in ours.accounts} == {one.handle for one in world.brand.presences}
    label = {"en": "made up", "fr": "inventée"}[language]
    assert label in ours.identity.name
    page = (tmp_path / "demo" / "roadmap.html").read_text("utf-8")
    assert {"en": "Made-up data", "fr": "Données inventées"}[language] in page
    assert ours.objectives[0].starts > datetime.now(UTC).date().replace(year=2026, month=1, day=1)
    words = [
        word for name, text in interview(world, tongue).items() for word in (f"--{name}", text)
    ]
    done = run(*words, "--yes", "--language", language)
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("slug", [*slugs(), OTHER])
def test_ideas_show_first_what_to_mind(slug: str) -> None:
    done = CliRunner().invoke(ideas, ["--starter", slug, "--most", "3", "--language", "fr"])
    assert done.exit_code == 0, done.output
    assert "crochets" in done.output
    assert "{" not in done.output
    assert done.output.rstrip().endswith("3 idées")


def test_ideas_are_chosen_and_given_as_json() -> None:
    words = ["--starter", "restaurant", "--pillar", "kit", "--kind", "short", "--stage",
             "awareness", "--language", "en", "--json"]  # fmt: skip
    said = json.loads(CliRunner().invoke(ideas, words).output)
    assert said["note"]
    assert {one["pillar"] for one in said["ideas"]} == {"kitchen"}
    assert {one["kind"] for one in said["ideas"]} == {"short_video"}
    assert {one["stage"] for one in said["ideas"]} == {"awareness"}


def test_ideas_of_a_pillar_that_is_not_there_name_those_that_are() -> None:
    done = CliRunner().invoke(ideas, ["--starter", "restaurant", "--pillar", "zzz"])
    assert done.exit_code == 2
    assert CliRunner().invoke(ideas, ["--starter", "bakery"]).exit_code == 2
    assert CliRunner().invoke(ideas, []).exit_code == 2


def test_what_is_written_is_what_was_asked_for_in_toml() -> None:
    run(*PLAIN)
    text = Path("strategy.toml").read_text("utf-8")
    assert tomllib.loads(text)["strategy"]["language"] == "en"
    assert text.startswith("# Strategy of The Heron")
