"""`balise check strategy.toml` as a user types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len
from tests.unit.strategy.written import FULL, LEAST

from balise.cli.check import check
from balise.cli.main import main
from balise.errors import FileMissingError, NotAFileError, StrategyError

if TYPE_CHECKING:
    from pathlib import Path

MORE = """
[[pillars]]
name = "{name}"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "strategy.toml"


def run(file: Path, text: str, *words: str) -> Result:
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(check, [str(file), *words])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_good_strategy_is_shown_as_a_matrix_of_100_columns(file: Path, language: str) -> None:
    done = run(file, FULL, "--language", language)
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == "Serre du Lac"
    (row,) = [line for line in lines if "how-to" in line]
    assert row.split() == ["how-to", "◐", "●"]
    assert max(map(cell_len, lines)) <= 100
    said = {"en": "Nothing is amiss", "fr": "Rien à redire"}
    assert said[language] in done.output


def test_an_objective_stands_below_the_one_that_it_leads_to(file: Path) -> None:
    text = FULL.replace('supports = "sales"\n', "").replace(
        "value = 0.8", 'value = 0.8\nsupports = "known"'
    )
    lines = run(file, text, "--language", "en").output.splitlines()
    names = [line.split()[:2] for line in lines if "28 February" in line]
    assert names == [["known", "awareness"], ["└", "sales"]]


def test_mistakes_of_one_strategy_do_not_hide_those_of_the_next(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.toml", "b.toml")]
    for file in files:
        file.write_text(LEAST.replace("target", "goal"), encoding="utf-8")
    done = CliRunner().invoke(check, [*map(str, files), "--language", "en"])
    assert isinstance(done.exception, StrategyError)
    assert done.output.count("there is no `goal`") == 2


def test_names_of_objectives_are_whole_above_their_columns_where_there_is_room(
    file: Path,
) -> None:
    name = "sales-of-mothers-day-2027"
    lines = run(file, LEAST.replace('"clicks"', f'"{name}"'), "--language", "en").output
    assert lines.count(name) >= 2


@pytest.mark.parametrize(("language", "said"), [("fr", "Erreurs en tout"), ("en", "Mistakes")])
def test_the_last_word_is_in_the_language_that_was_asked_for(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    language: str, said: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("BALISE_LANGUAGE", "en" if language == "fr" else "fr")
    file.write_text("", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["balise", "check", str(file), "--language", language])
    with pytest.raises(SystemExit):
        main()
    assert said in capfd.readouterr().err


def test_sarif_has_the_path_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for text in (LEAST, LEAST.replace("target", "goal")):
        (tmp_path / "a").mkdir(exist_ok=True)
        file = tmp_path / "a" / "strategy.toml"
        file.write_text(text, encoding="utf-8")
        done = CliRunner().invoke(check, ["a/strategy.toml", "--format", "sarif"])
        (result, *_) = json.loads(done.stdout)["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place["uri"] == "a/strategy.toml"


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_programs_are_given_one_document(tmp_path: Path, form: str) -> None:
    files = [tmp_path / name for name in ("a.toml", "b.toml")]
    for file in files:
        file.write_text(LEAST, encoding="utf-8")
    done = CliRunner().invoke(check, [*map(str, files), "--format", form])
    assert done.exit_code == 2
    assert "{" not in done.output


def test_a_gap_is_a_warning_and_no_fault(file: Path) -> None:
    done = run(file, FULL + MORE.format(name="fun"), "--language", "en")
    assert done.exit_code == 0
    told = " ".join(done.output.split())
    assert "warning pillar “fun” serves no objective" in told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_mistake_is_printed_and_one_line_says_what(file: Path, language: str) -> None:
    text = FULL.replace("hour = 18", "hour = 99").replace("target = 30000", "target = -1")
    done = run(file, text, "--language", language)
    assert isinstance(done.exception, StrategyError)
    assert done.output.count({"en": "mistake", "fr": "erreur"}[language]) == 2
    lines = [line for line in text.splitlines() if line in {"hour = 99", "target = -1"}]
    for line in lines:
        number = text.splitlines().index(line) + 1
        assert f"{number}" in done.output


def test_json_says_all_of_it(file: Path) -> None:
    done = run(file, FULL + MORE.format(name="fun"), "--json")
    said = json.loads(done.output)
    assert (said["file"], said["name"]) == ("strategy.toml", "Serre du Lac")
    assert [aim["name"] for aim in said["objectives"]] == ["sales", "known"]
    assert sum(aim["weight"] * aim["target"] for aim in said["objectives"]) == pytest.approx(1)
    serves = {row["name"]: row["serves"] for row in said["alignment"]}
    assert serves["how-to"] == {"sales": "indirect", "known": "direct"}
    assert [one["code"] for one in said["findings"]] == ["strategy-serves-none"]


def test_json_of_a_refused_file_has_its_findings(file: Path) -> None:
    done = run(file, FULL.replace("hour = 18", "hour = 99"), "--json")
    assert isinstance(done.exception, StrategyError)
    (one,) = json.loads(done.stdout)["findings"]
    assert (one["column"], one["severity"]) == ("series.hour", "error")


def test_other_files_are_told_what_they_lack(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("a,b\n")
    done = CliRunner().invoke(check, [str(tmp_path / "posts.csv")])
    assert done.exit_code == 1
    missing = CliRunner().invoke(check, [str(tmp_path / "none.toml")])
    assert isinstance(missing.exception, FileMissingError)
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert isinstance(CliRunner().invoke(check, [str(folder)]).exception, NotAFileError)


def test_drafts_are_held_against_the_strategy_that_is_named(tmp_path: Path) -> None:
    strategy, drafts = tmp_path / "strategy.toml", tmp_path / "drafts.toml"
    strategy.write_text(LEAST + '\n[voice]\nnever_say = ["cheap"]\n')
    drafts.write_text('[[drafts]]\nnetwork = "x"\naccount = "shop"\ntext = "So cheap today."\n')
    alone = CliRunner().invoke(check, [str(drafts), "--json"])
    both = CliRunner().invoke(check, [str(drafts), "--strategy", str(strategy), "--json"])
    codes = [{one["code"] for one in json.loads(each.stdout)["findings"]} for each in (alone, both)]
    assert len(codes[1] - codes[0]) >= 1
    assert any("never" in code for code in codes[1] - codes[0])


def test_a_strategy_can_be_told_as_sarif(file: Path) -> None:
    done = run(file, FULL.replace("hour = 18", "hour = 99"), "--format", "sarif")
    (told,) = json.loads(done.stdout)["runs"]
    assert told["results"][0]["level"] == "error"


def test_many_objectives_long_names_and_wide_letters_fit(file: Path) -> None:
    aims = "".join(
        LEAST.split("\n\n")[1].replace('"clicks"', f'"{"目標" * 12} {n}"') + "\n\n"
        for n in range(9)
    )
    name = "an account with a very long name indeed that goes on and on"
    text = LEAST.replace('handle = "shop"', f'handle = "{name}"') + aims
    done = run(file, text, "--language", "en")
    assert done.exit_code == 0
    assert max(map(cell_len, done.output.splitlines())) <= 100


def test_markup_and_escapes_in_names_are_only_text(file: Path) -> None:
    text = LEAST.replace('name = "clicks"', 'name = "[bold]x[/bold] [/]"')
    text = text.replace('name = "Shop"', 'name = "[red]"\npositioning = "\\u001b[2J"')
    done = run(file, text, "--language", "en")
    assert done.exit_code == 0
    assert "[bold]x[/bold] [/]" in done.output
    assert "\x1b" not in done.output
