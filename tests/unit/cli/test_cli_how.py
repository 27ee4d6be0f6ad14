"""`balise import --how` as a user types it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from balise.cli.import_ import import_
from balise.reference.export_paths import paths
from balise.report.export_steps import said
from balise.words import Speech

NAMES = [one.name for one in paths()]


def run(*words: str, language: str = "en", monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setattr("balise.cli.how.speech", lambda: Speech(language))
    return CliRunner().invoke(import_, list(words))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_it_tells_every_way_in_both_languages(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("--how", name, language=language, monkeypatch=monkeypatch)
    one = next(one for one in paths() if one.name == name)
    lines = done.output.splitlines()
    assert done.exit_code == 0, done.output
    assert lines[0] == Speech(language).text(one.title)
    assert sum(line.lstrip().startswith(f"{n}. ") for n, line in enumerate(lines)) >= 1
    assert "{" not in done.output
    assert max(len(line) for line in lines if "http" not in line) <= 90
    for file in one.file.split(", "):
        assert file in " ".join(done.output.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_lists_the_names_where_none_is_given(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run("--how", language=language, monkeypatch=monkeypatch)
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.output.splitlines()[1:]] == NAMES


def test_it_lists_the_names_where_one_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("--how", "myspace", monkeypatch=monkeypatch)
    assert done.exit_code == 2
    assert all(name in done.output for name in ("myspace", *NAMES))


def test_it_writes_a_way_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("--how", "twitter", "--json", monkeypatch=monkeypatch)
    told = json.loads(done.output)
    assert (told["name"], told["network"], told["confidence"]) == ("x", "x", "reported")
    assert told["checked"].startswith("20")
    assert all(isinstance(step, str) and "{" not in step for step in told["steps"])


def test_it_writes_all_ways_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.loads(run("--how", "--json", monkeypatch=monkeypatch).output)
    assert [one["name"] for one in told] == NAMES


def test_it_names_the_words_of_both_interfaces() -> None:
    one = next(one for one in paths() if one.name == "youtube")
    step = one.steps[1]
    assert said(step, one, Speech("en")).startswith("Click “Analytics › Advanced mode” (in French:")
    assert "« Données analytiques › Mode avancé »" in said(step, one, Speech("fr")).replace(
        "\u202f", " "
    )
    assert "en anglais" in said(step, one, Speech("fr"))


def test_it_asks_for_files_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(monkeypatch=monkeypatch)
    assert done.exit_code == 2
    assert "--how" in done.output
