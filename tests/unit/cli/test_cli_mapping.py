"""`balise import` on tables of one's own: --suggest, --map and --outcome."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from balise.cli.import_ import import_
from balise.errors import BaliseError, FileMissingError, MappingValueError
from balise.workspace import Workspace

if TYPE_CHECKING:
    from click.testing import Result

TABLE = "Jour;Lien;Vues\n13/05/2026;https://www.pinterest.com/pin/9001001/;12\n"
TILL = "Date,Count\n2026-05-01,3\n2026-05-02,4\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALISE_FOLDER", str(tmp_path / "store"))
    (tmp_path / "pins.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "till.csv").write_text(TILL, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(import_, words)


def told(*words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*words, "--json").stdout)
    return found


def test_a_suggestion_is_written_beside_the_file_and_imports_nothing(folder: Path) -> None:
    (one,) = told("pins.csv", "--suggest")
    assert one["mapping"] == "pins.csv.mapping.toml"
    assert [c["field"] for c in one["columns"]] == ["published", "url", "views"]
    assert (folder / "pins.csv.mapping.toml").exists()
    assert not (folder / "store").exists()


def test_what_somebody_edited_is_never_written_over(folder: Path) -> None:
    mine = folder / "pins.csv.mapping.toml"
    mine.write_text("# mine", encoding="utf-8")
    done = run("pins.csv", "till.csv", "--suggest")
    assert done.exit_code == 1
    assert mine.read_text(encoding="utf-8") == "# mine"
    assert "pins.csv.mapping.toml" in done.output
    assert (folder / "till.csv.mapping.toml").exists()  # the others are suggested all the same


def test_a_folder_or_a_missing_file_gets_no_suggestion(folder: Path) -> None:
    (folder / "sub").mkdir()
    assert [set(one) for one in told("sub", "gone.csv", "--suggest")] == [{"file", "error"}] * 2


def test_the_mapping_that_was_suggested_imports_the_posts(folder: Path) -> None:
    run("pins.csv", "--suggest")
    (first,) = told("pins.csv", "--map", "pins.csv.mapping.toml")
    assert (first["format"], first["posts"]) == ("pinterest.mapping", 1)
    (again,) = told("pins.csv", "--map", "pins.csv.mapping.toml")
    assert (again["posts"], again["already_imported"]) == (0, True)
    store = Workspace.open(folder / "store").store
    assert [found.post.uid for found in store.posts("brand")] == ["pinterest:9001001"]
    # A mapping that lies in a folder of exports is no export and is no failure.
    (folder / "exports").mkdir()
    for name in ("till.csv", "pins.csv.mapping.toml"):
        (folder / name).rename(folder / "exports" / name)
    assert [one["source"] for one in told("exports")] == ["till.csv"]


def test_an_outcome_is_named_and_counted_once(folder: Path) -> None:
    (one,) = told("till.csv", "--outcome", " box office ")
    assert (one["outcomes"], one["rows"], one["posts"]) == (2, 2, 0)
    store = Workspace.open(folder / "store").store
    assert {found.name for found in store.outcomes("brand")} == {"box office"}
    (again,) = told("till.csv", "--outcome", "box office")
    assert (again["outcomes"], again["duplicates"], again["already_imported"]) == (0, 2, True)
    done = run("till.csv")
    assert "till.csv" in done.output
    assert {found.name for found in store.outcomes("brand")} == {"box office", "till"}


def test_the_name_of_an_outcome_holds_over_that_of_the_mapping(folder: Path) -> None:
    mapping = 'kind = "outcome"\nname = "a"\n[columns]\nDate = "day"\nCount = "count"\n'
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    told("till.csv", "--map", "m.toml", "--outcome", "b")
    store = Workspace.open(folder / "store").store
    assert {found.name for found in store.outcomes("brand")} == {"b"}


@pytest.mark.parametrize("name", ["reach", "engagement", " "])
@pytest.mark.usefixtures("folder")
def test_no_outcome_has_the_name_of_a_metric(name: str) -> None:
    assert run("till.csv", "--outcome", name).exit_code == 2


@pytest.mark.usefixtures("folder")
def test_a_mapping_that_is_missing_or_wrong_stops_before_anything_is_imported() -> None:
    Path("m.toml").write_text("kind = 'tables'", encoding="utf-8")
    found: list[tuple[str, type[BaliseError]]] = [
        ("gone.toml", FileMissingError), ("m.toml", MappingValueError),
    ]  # fmt: skip
    for name, error in found:
        assert isinstance(run("till.csv", "--map", name).exception, error)
    assert not Path("store").exists()


def test_a_mapping_of_another_table_is_told_for_that_file_only(folder: Path) -> None:
    mapping = 'kind = "outcome"\n[columns]\nDate = "day"\nCount = "count"\n'
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    till, pins = told("till.csv", "pins.csv", "--map", "m.toml")
    assert (till["outcomes"], till["error"]) == (2, None)
    assert "m.toml" in str(pins["error"])
