"""A folder of client folders, each a brand, on both databases."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.unit.ingest.hostile_made import X_HEAD, x_row

from balise.cli import clients as of_clients
from balise.cli.import_ import import_
from balise.errors import (
    ClientsMissingError,
    FolderEmptyError,
    FormatUnknownError,
    TimeZoneUnknownError,
)
from balise.report.plain.imported import imported
from balise.words import Speech
from balise.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.domain.client import ClientImports


@pytest.fixture
def space(where: str) -> Iterator[Workspace]:
    space = Workspace.open(where)
    yield space
    space.store.close()


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    """Make a folder of clients: two with exports, one empty, one with nothing that is known."""
    folder = tmp_path / "clients"
    for number, name in enumerate(("Boulangerie Été", "Vélos & Co")):
        export(folder / name / "2026", first=100 * number)
    (folder / "Nobody yet").mkdir()
    (folder / "Typed").mkdir()
    (folder / "Typed" / "mine.csv").write_text("shopping,price\nmilk,2\n", encoding="utf-8")
    (folder / "notes.txt").write_text("call Paul", encoding="utf-8")
    (folder / ".hidden").mkdir()
    return folder


def export(folder: Path, first: int, rows: int = 5) -> None:
    folder.mkdir(parents=True)
    text = X_HEAD + "".join(x_row(n) for n in range(first, first + rows))
    (folder / "posts.csv").write_text(text, encoding="utf-8")


def by_brand(done: ClientImports) -> dict[str, list[tuple[str, int, bool]]]:
    return {
        client.brand: [(r.source, r.posts, r.already_imported) for r in client.read]
        for client in done.clients
    }


def test_it_makes_a_brand_of_each_folder(space: Workspace, agency: Path) -> None:
    done = space.import_clients(agency, timezone="UTC")
    assert by_brand(done) == {
        "Boulangerie Été": [("posts.csv", 5, False)],
        "Nobody yet": [],
        "Typed": [],
        "Vélos & Co": [("posts.csv", 5, False)],
    }
    assert set(space.brands()) >= {"Boulangerie Été", "Vélos & Co"}
    assert done.beside == ("notes.txt",)
    assert sum(1 for _ in space.store.posts("Vélos & Co")) == 5


def test_it_tells_of_each_client_what_went_wrong(space: Workspace, agency: Path) -> None:
    told = {c.brand: c for c in space.import_clients(agency, timezone="UTC").clients}
    assert isinstance(told["Nobody yet"].error, FolderEmptyError)
    assert [type(r.error) for r in told["Typed"].refused] == [FormatUnknownError]
    assert told["Boulangerie Été"].error is None


def test_it_brings_nothing_twice(space: Workspace, agency: Path) -> None:
    first = space.import_clients(agency, timezone="UTC")
    again = space.import_clients(agency, timezone="UTC")
    assert by_brand(again)["Vélos & Co"] == [("posts.csv", 0, True)]
    assert [c.brand for c in again.clients] == [c.brand for c in first.clients]
    assert sum(1 for _ in space.store.posts("Boulangerie Été")) == 5


def test_it_takes_an_accent_as_one_letter(space: Workspace, tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "Été")
    export(tmp_path / "clients" / apart, first=0)
    space.import_clients(tmp_path / "clients", timezone="UTC")
    assert space.brands() == ("Été",)


def test_it_imports_nothing_for_a_zone_that_does_not_exist(space: Workspace, agency: Path) -> None:
    with pytest.raises(TimeZoneUnknownError):
        space.import_clients(agency, timezone="Mars/Phobos")
    assert space.brands() == ()


def test_it_says_where_there_are_no_clients(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "posts.csv").write_text(X_HEAD + x_row(1), encoding="utf-8")
    with pytest.raises(ClientsMissingError, match="files holds no folders"):
        space.import_clients(tmp_path / "files")


def test_it_does_not_take_the_store_for_a_client(tmp_path: Path) -> None:
    export(tmp_path / "Shop", first=0)
    space = Workspace.open(tmp_path / "balise")
    done = space.import_clients(tmp_path, timezone="UTC")
    space.store.close()
    assert [client.brand for client in done.clients] == ["Shop"]


def test_it_fails_where_a_clients_exports_were_not_read(space: Workspace, agency: Path) -> None:
    assert of_clients.failed(space.import_clients(agency, timezone="UTC"))
    (agency / "Typed" / "mine.csv").unlink()
    (agency / "Typed").rmdir()
    done = space.import_clients(agency, timezone="UTC")
    assert not of_clients.failed(done)
    told = of_clients.plain(done, lambda report: imported(report, Speech("en")))
    assert [client["brand"] for client in told["clients"]] == [  # type: ignore[attr-defined]
        "Boulangerie Été", "Nobody yet", "Vélos & Co",
    ]  # fmt: skip


def test_it_fails_where_every_client_is_empty(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "clients" / "a").mkdir(parents=True)
    assert of_clients.failed(space.import_clients(tmp_path / "clients"))


def test_it_prints_a_row_a_client(agency: Path, tmp_path: Path) -> None:
    words = ["--clients", str(agency), "--folder", str(tmp_path / "store"), "--timezone", "UTC"]
    done = CliRunner().invoke(import_, words)
    rows = [line.split("  ")[0].strip() for line in done.output.splitlines()]
    assert done.exit_code == 1
    assert rows[1:5] == ["Boulangerie Été", "Nobody yet", "Typed", "Vélos & Co"]
    assert "notes.txt" in done.output
    assert "shopping, price" in done.output
    again = CliRunner().invoke(import_, [*words, "--json"])
    told = {client["brand"]: client for client in json.loads(again.output)["clients"]}
    assert told["Vélos & Co"]["files"][0]["already_imported"]
    assert told["Nobody yet"]["error"]


def test_it_takes_clients_or_files(agency: Path) -> None:
    done = CliRunner().invoke(import_, ["--clients", str(agency), "posts.csv"])
    assert done.exit_code == 2
