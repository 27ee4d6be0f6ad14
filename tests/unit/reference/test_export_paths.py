from __future__ import annotations

import re
from datetime import UTC, datetime
from string import Formatter

import pytest

from balise.domain.account import NETWORKS
from balise.ingest.layouts import LAYOUTS, grid
from balise.reference.export_paths import COMMAND, ExportPath, guess, path, paths
from balise.words import Speech

ADDRESS = re.compile(r"https://[\w.-]+(/\S*)?")
ASKED = [name for one in paths() for name in (one.name, *one.also)]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_it_leads_to_every_file_that_the_readers_know() -> None:
    starts = [start for one in paths() for start in one.formats]
    lost = [
        layout.name
        for layout in LAYOUTS
        if layout.name != grid.NAME  # Balise's own: `balise competitors grid` writes it
        and not any(layout.name == start or layout.name.startswith(f"{start}.") for start in starts)
    ]
    assert lost == []


def test_it_leads_to_a_file_of_every_network() -> None:
    assert set(NETWORKS) <= {one.network for one in paths()}


def test_it_knows_each_way_by_names_of_its_own() -> None:
    assert len(ASKED) == len(set(ASKED))
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in ASKED)


@pytest.mark.parametrize("one", paths(), ids=lambda one: one.name)
def test_it_says_when_and_how_surely_a_way_was_looked_at(one: ExportPath) -> None:
    assert one.checked <= datetime.now(UTC).date()
    assert one.confidence in {"official", "reported", "secondary", "own"}
    assert one.source
    assert one.unsure or one.confidence != "secondary"
    assert bool(ADDRESS.fullmatch(one.url)) == (one.confidence != "own")
    assert not one.address or ADDRESS.fullmatch(one.address)


@pytest.mark.parametrize("one", paths(), ids=lambda one: one.name)
def test_it_fills_every_place_of_a_step(one: ExportPath) -> None:
    for step in one.steps:
        assert places(step.say) <= {"menu", "address"}
        assert ("{menu}" in step.say) == bool(step.en)
        assert not step.fr or step.en
        assert "{address}" not in step.say or one.address


@pytest.mark.parametrize("one", paths(), ids=lambda one: one.name)
def test_it_says_what_a_file_holds_lacks_and_how_often_to_fetch_it(one: ExportPath) -> None:
    assert one.file
    assert one.holds
    assert one.lacks
    assert one.often
    assert len(one.steps) >= 2
    for sentence in one.sentences():
        filled = dict.fromkeys(places(sentence), "…")
        assert Speech("fr").text(sentence, **filled) != sentence.format(**filled)


@pytest.mark.parametrize("name", ASKED)
def test_it_finds_a_way_however_its_name_is_written(name: str) -> None:
    assert path(name) is path(f" {name.upper()} ") is path(name.replace("-", "_"))
    assert path(name) is not None


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("Screenshot_20260101-120000_Instagram.jpg", "instagram"),
        ("ig_november.pdf", "instagram"),
        ("rapport FB.pdf", "facebook"),
        ("x_posts.pdf", "x"),
        ("Twitter analytics.png", "x"),
        ("LinkedIn-page.pdf", "linkedin"),
        ("tik tok.mov", "tiktok"),
        ("https://www.youtube.com/@shop", "youtube"),
        ("google analytics.pdf", "website"),
        ("<title>Threads</title> threads instagram threads", "threads"),
        ("big 2 x 3 taxi.pdf", ""),
        ("november.csv", ""),
        ("", ""),
    ],
)
def test_it_guesses_a_network_only_where_its_name_stands(text: str, network: str) -> None:
    assert guess(text).network == network


def test_it_advises_the_command_that_shows_the_way() -> None:
    assert guess("instagram.pdf").advice()["command"] == f"{COMMAND} instagram"
    assert guess("november.pdf").advice()["command"] == COMMAND
