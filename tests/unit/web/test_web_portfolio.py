"""The brands of somebody: those that need a hand first, and found among fifty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.making import a_post, a_reading, put
from tests.unit.web.conftest import close
from tests.unit.web.planned import STRATEGY
from tests.unit.web.reader import PORT, Reader

from balise.domain.reading import Batch
from balise.web.site import Site
from balise.workspace import Workspace

FIFTY = 50


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    yield found
    close(found)


def inside(space: Workspace) -> Reader:
    return Reader(Site(space=space, port=PORT)).inside()


def a_client(space: Workspace, name: str) -> None:
    put(space.store, name, Batch(posts=(a_post(1),), readings=(a_reading(1),), rows=1), brand=name)


def names(page: str) -> list[str]:
    return re.findall(r'<h2 id="client-\d+"><a href="[^"]*"><bdi>([^<]*)', page)


def test_of_one_brand_the_first_page_is_its_home(space: Workspace) -> None:
    a_client(space, "a/b")
    answer = inside(space).ask("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/a%252Fb/")


def test_fifty_clients_fill_two_pages_and_each_is_there_once(space: Workspace) -> None:
    for n in range(FIFTY):
        a_client(space, f"client {n:02}")
    reader = inside(space)
    shown = names(reader.ask("/").content.decode())
    shown += names(reader.ask("/?page=2").content.decode())
    assert sorted(shown) == [f"client {n:02}" for n in range(FIFTY)]
    assert reader.ask("/?page=3").status_code == 404


def test_a_brand_is_found_as_it_is_typed(space: Workspace) -> None:
    for name in ("Chez Léa", "Brico", "LEAPING"):
        a_client(space, name)
    reader = inside(space)
    assert sorted(names(reader.ask("/?q=lea").content.decode())) == ["Chez Léa", "LEAPING"]
    assert "No brand answers to this" in reader.ask("/?q=%22%3E%3Cimg").content.decode()


def test_what_needs_a_hand_most_comes_first(space: Workspace) -> None:
    a_client(space, "aaa")
    a_client(space, "zzz")
    space.store.keep_strategy("zzz", "no strategy [", made_at=datetime.now(UTC))
    page = inside(space).ask("/").content.decode()
    assert names(page) == ["zzz", "aaa"], "a strategy with mistakes is more urgent than none"
    assert names(inside(space).ask("/?show=now").content.decode()) == ["zzz"]


def test_a_brand_with_a_strategy_alone_is_listed_too(space: Workspace) -> None:
    a_client(space, "with figures")
    space.store.keep_strategy("with a plan to come", STRATEGY, made_at=datetime.now(UTC))
    page = inside(space).ask("/").content.decode()
    assert set(names(page)) == {"with figures", "with a plan to come"}
    assert "no plan" in page


@pytest.mark.parametrize("query", ["show=evil", "page=0", "q=" + "x" * 600])
def test_an_address_that_makes_no_sense_is_refused_and_not_a_defect(
    space: Workspace, query: str
) -> None:
    a_client(space, "one")
    a_client(space, "two")
    assert inside(space).ask(f"/?{query}").status_code == 400


def test_it_speaks_french(space: Workspace) -> None:
    a_client(space, "un")
    a_client(space, "deux")
    page = inside(space).ask("/", HTTP_ACCEPT_LANGUAGE="fr").content.decode()
    assert "Vos marques" in page
    assert "things to do" not in page
