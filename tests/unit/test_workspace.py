"""A workspace from files to a page, as a notebook uses it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from balise import simulate
from balise.cli.learn import learn
from balise.errors import (
    BrandUnsaidError,
    NothingImportedError,
    PostUnknownError,
    RecordNotFoundError,
    TimeZoneUnknownError,
)
from balise.words import Speech
from balise.workspace import Workspace


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    for name, content in simulate.exports(simulate.World(3, weeks=16)).items():
        if name != simulate.NOTE:
            (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def space(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    opened = Workspace.open(tmp_path_factory.mktemp("space"))
    opened.import_([exports], timezone="Europe/Brussels")
    return opened


def test_it_leads_from_files_to_a_labelled_page_in_two_languages(space: Workspace) -> None:
    pages = {language: space.report(language=language).decode() for language in ("fr", "en")}
    assert '<html lang="fr"' in pages["fr"]
    assert "Données inventées" in pages["fr"]
    assert "Made-up data" in pages["en"]


def test_it_answers_for_programs_with_interval_and_count(space: Workspace) -> None:
    answers = json.loads(space.report(form="json"))
    estimates = [e for question in answers["questions"] for e in question["estimates"]]
    assert estimates
    assert all({"low", "high", "n", "evidence"} <= set(e) for e in estimates)


def test_a_second_time_the_files_bring_nothing_under_their_own_name(
    space: Workspace, exports: Path, tmp_path: Path
) -> None:
    before = space.report(form="json")
    first = next(path for path in sorted(exports.iterdir()) if path.suffix == ".csv")
    renamed = tmp_path / "renamed.csv"
    renamed.write_bytes(first.read_bytes())
    (told,) = space.import_([renamed])
    assert (told.source, told.posts, told.readings) == ("renamed.csv", 0, 0)
    assert told.already_imported
    assert space.report(form="json") == before


def test_a_fit_is_read_again_where_nothing_changed(space: Workspace) -> None:
    kept = space.store.latest_fit("brand", "engagement")
    space.learn()
    again = space.store.latest_fit("brand", "engagement")
    assert kept is not None
    assert again is not None
    assert again.provenance == kept.provenance


def test_it_names_the_brands_where_one_is_asked_for_that_is_not_there(space: Workspace) -> None:
    with pytest.raises(RecordNotFoundError, match="brand"):
        space.learn("nobody")


def test_it_says_so_where_nothing_was_imported_or_no_brand_of_several_is_named(
    tmp_path: Path, exports: Path
) -> None:
    empty = Workspace.open(tmp_path)
    for asked in (None, "park"):
        with pytest.raises(NothingImportedError, match="balise import"):
            empty.brand(asked)
    for name in ("lake", "park"):
        empty.import_([exports], brand=name)
    with pytest.raises(BrandUnsaidError, match="--brand: lake, park"):
        empty.brand()


def test_nothing_is_imported_for_a_zone_that_does_not_exist(exports: Path, tmp_path: Path) -> None:
    space = Workspace.open(tmp_path)
    with pytest.raises(TimeZoneUnknownError):
        space.import_([exports], timezone="Mars/Phobos")
    assert space.brands() == ()


def test_a_post_is_explained_by_its_id_and_by_its_address_alike(space: Workspace) -> None:
    measured = next(m for m in space.store.posts("brand") if m.post.url)
    found = space.explain(measured.post.uid)
    assert math.prod(r.multiplier for r in found.reasons) == pytest.approx(1 + found.expected)
    assert found.low < found.expected < found.high
    for address in (measured.post.url, measured.post.url.rstrip("/") + "/?utm_source=mail"):
        assert space.explain(address) == found


@pytest.mark.parametrize("asked", ["x:none", "https://example.org/p/1", ""])
def test_a_post_that_is_not_there_is_named(space: Workspace, asked: str) -> None:
    with pytest.raises(PostUnknownError) as caught:
        space.explain(asked)
    assert caught.value.facts["name"] == asked


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_command_line_explains_a_post(
    space: Workspace, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("balise.cli.explaining.speech", lambda: Speech(language))
    uid = next(iter(space.store.posts("brand"))).post.uid
    words = ["--folder", space.place, "--post", uid]
    said = CliRunner().invoke(learn, words)
    assert said.exit_code == 0, said.output
    told = json.loads(CliRunner().invoke(learn, [*words, "--json"]).output)
    assert told["post_uid"] == uid
    for reason in told["reasons"]:
        assert Speech(language).number(reason["multiplier"], 2) in said.output
    assert {"en": "multiply", "fr": "multiplient"}[language] in said.output
