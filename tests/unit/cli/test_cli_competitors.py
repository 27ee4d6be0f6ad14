"""`balise competitors`: others are kept apart, noted in a grid, and compared."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.unit.strategy.written import LEAST

from balise.cli.competitors import competitors
from balise.cli.import_ import import_
from balise.errors import FileThereError, GridForeignError, RecordNotFoundError
from balise.ingest import grid
from balise.workspace import Workspace

if TYPE_CHECKING:
    from click.testing import Result

OWN = "Date;Lien;Vues;Texte\n" + "".join(
    f"{n + 1:02}/05/2026;https://www.pinterest.com/pin/90{n:02}/;{n};Bonjour\n" for n in range(12)
)
MAPPING = """
network = "pinterest"
account = "park"
[columns]
"Date" = "published"
"Lien" = "url"
"Vues" = "views"
"Texte" = "text"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BALISE_FOLDER", str(tmp_path / "store"))
    monkeypatch.setenv("BALISE_LANGUAGE", "en")
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    Workspace.open().import_(["own.csv"], brand="park", mapping="m.toml")
    return tmp_path


def brought(*words: str) -> Result:
    return CliRunner().invoke(import_, words)


def seen(*words: str) -> Result:
    return CliRunner().invoke(competitors, words)


def own(report: bytes) -> dict[str, object]:
    """Give what a report tells of the brand itself: competitors have a part of their own."""
    told: dict[str, object] = json.loads(report)
    told.pop("competitors", None)
    return told


def filled(language: str, n: int = 12, **cells: str) -> str:
    """Fill a grid as a person does, below the example line."""
    sign = ";" if language == "fr" else ","
    text = io.StringIO()
    text.write(grid.empty(language))
    writer = csv.writer(text, delimiter=sign)
    names = ("day", "time", "network", "account", "followers", "kind", "text", "tags", "reactions",
             "comments", "shares", "views")  # fmt: skip
    for i in range(n):
        row = {
            "day": f"2026-05-{i + 1:02}", "time": "18:30", "network": "Pinterest",
            "account": "@nord", "followers": "1 200", "kind": "Reel", "text": f"Tuto {i} #oak",
            "tags": "#DIY, oak", "reactions": "12", "comments": "3", "shares": "", "views": "",
        }  # fmt: skip
        writer.writerow([{**row, **cells}[name] for name in names])
    return text.getvalue()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_grid_that_was_filled_in_comes_back_as_posts_of_the_competitor(
    folder: Path, language: str
) -> None:
    (folder / "grid.csv").write_text(filled(language), encoding="utf-8-sig")
    (report,) = json.loads(brought("--competitor", "Nord", "grid.csv", "--json").stdout)
    assert (report["format"], report["posts"], report["readings"]) == (grid.NAME, 12, 12)
    store = Workspace.open().store
    (rival,) = store.rivals("park")
    found = list(store.posts(rival.key))
    post = found[0].post
    assert (post.account, post.kind, post.followers) == ("nord", "short_video", 1200.0)
    assert post.hashtags == ("oak", "DIY")
    assert found[0].values == {"reactions": 12.0, "comments": 3.0}  # not known is not 0
    (again,) = json.loads(brought("--competitor", "Nord", "grid.csv", "--json").stdout)
    assert (again["posts"], again["already_imported"]) == (0, True)


def test_the_posts_of_a_competitor_never_count_as_the_brands(folder: Path) -> None:
    space = Workspace.open()
    before = (
        space.brands(), own(space.report("park", form="json", kpi="views")),
        space.store.material("park", "views").snapshot, space.store.ledger("park"),
        list(space.store.posts("park")), space.store.accounts("park"),
    )  # fmt: skip
    (folder / "grid.csv").write_text(filled("en"), encoding="utf-8")
    brought("--competitor", "Nord", "grid.csv")
    brought("--competitor", "Nord", "own.csv", "--map", "m.toml")  # by any reader
    space = Workspace.open()
    after = (
        space.brands(), own(space.report("park", form="json", kpi="views")),
        space.store.material("park", "views").snapshot, space.store.ledger("park"),
        list(space.store.posts("park")), space.store.accounts("park"),
    )  # fmt: skip
    assert after == before
    assert space.brand() == "park"
    assert len(list(space.store.posts(space.store.rivals("park")[0].key))) == 24
    with pytest.raises(RecordNotFoundError):
        space.learn("Nord")


def test_a_grid_is_refused_as_posts_of_the_brand(folder: Path) -> None:
    (folder / "grid.csv").write_text(filled("en"), encoding="utf-8")
    done = brought("grid.csv", "--json")
    assert done.exit_code == 1
    assert "--competitor" in json.loads(done.stdout)[0]["error"]
    assert issubclass(GridForeignError, Exception)


@pytest.mark.usefixtures("folder")
def test_a_name_of_blanks_and_clients_of_a_competitor_are_wrong_usage() -> None:
    assert brought("--competitor", " ", "own.csv").exit_code == 2
    assert brought("--competitor", "a", "--clients", ".").exit_code == 2


@pytest.mark.usefixtures("folder")
def test_one_name_written_in_two_ways_is_one_competitor() -> None:
    Path("grid.csv").write_text(filled("en"), encoding="utf-8")
    for name in ("Le Béton", "Le  Be\u0301ton ", "Le\x1fBéton"):
        brought("--competitor", name, "grid.csv")
    assert [rival.name for rival in Workspace.open().store.rivals("park")] == ["Le Béton"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("column", "cell", "posts"),
    [
        ("followers", "many", 12), ("reactions", "=1+1", 12), ("network", "Myspace", 12),
        ("kind", "???", 12), ("account", "", 12), ("text", "", 12), ("time", "", 12),
        ("tags", "### , #\u200b", 12), ("day", "soon", 0), ("day", "", 0),
        ("text", "Example, or exemple", 0), ("comments", "9" * 40, 12), ("text", "\x00\x1b[2J", 12),
    ],
)  # fmt: skip
def test_a_grid_that_is_filled_in_badly_is_read_as_far_as_it_goes(
    column: str, cell: str, posts: int
) -> None:
    Path("grid.csv").write_text(filled("en", 12, **{column: cell}), encoding="utf-8")
    done = brought("--competitor", "Nord", "grid.csv", "--json")
    (report,) = json.loads(done.stdout)
    assert report["posts"] == posts
    assert "Traceback" not in done.output
    seen()


@pytest.mark.usefixtures("folder")
def test_a_grid_is_written_once_and_never_over_what_was_filled_in() -> None:
    assert seen("grid", "--out", "grid.csv").exit_code == 0
    assert Path("grid.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # spreadsheets need it
    assert isinstance(seen("grid", "--out", "grid.csv").exception, FileThereError)
    brought("--competitor", "Nord", "grid.csv")  # the example line alone
    assert list(Workspace.open().store.posts(Workspace.open().store.rivals("park")[0].key)) == []


@pytest.mark.usefixtures("folder")
def test_the_comparison_prints_counts_and_what_cannot_be_told() -> None:
    assert "grid" in seen().output
    Path("grid.csv").write_text(filled("en"), encoding="utf-8")
    brought("--competitor", "Nord", "grid.csv")
    said = seen().output
    assert "cannot tell" in said
    assert "12/12" in said
    assert "Observed only" in said
    found = json.loads(seen("--json").stdout)
    assert found["equals"][0]["multiplier"] is None
    assert [one["n"] for one in found["rivals"]] == [12]
    assert found["suggestions"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_example_line_is_labelled_in_each_language(language: str) -> None:
    rows = grid.empty(language).splitlines()
    assert len(rows) == 2
    assert ("EXEMPLE" if language == "fr" else "EXAMPLE") in rows[1]


def test_a_brand_that_nobody_named_has_the_name_of_its_strategy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("BALISE_FOLDER", str(tmp_path / "other"))
    Workspace.open().import_(["own.csv"], mapping="m.toml")
    assert json.loads(seen("--json").stdout)["own"]["name"] == "My networks"
    (folder / "strategy.toml").write_text(LEAST, encoding="utf-8")
    assert json.loads(seen("--json").stdout)["own"]["name"] == "Shop"
