"""Pages of little, of much, and of what is meant to harm."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import numpy as np
import pytest
from tests.store.making import START, a_post, a_reading, put
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader

from balise.domain.reading import Batch, Finding
from balise.report.sources import STATES, Posts
from balise.web.pages.rows.forms import ORDERS
from balise.web.site import Site
from balise.workspace import Workspace

HOSTILE = "</script><img src=x onerror=alert(1)>\"' {{7*7}} =1+1 \u202e"


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    yield found
    close(found)


def inside(space: Workspace) -> Reader:
    return Reader(Site(space=space, port=PORT)).inside()


def test_an_empty_folder_tells_how_to_begin(empty: Workspace) -> None:
    page = inside(empty).read("/").page
    assert "balise import" in page
    assert "balise demo" in page
    assert str(empty.folder) in page


def test_an_empty_folder_speaks_french_to_who_asks_for_it(empty: Workspace) -> None:
    reader = inside(empty)
    assert 'lang="fr"' in reader.read("/", HTTP_ACCEPT_LANGUAGE="fr-BE,en;q=0.5").page
    assert 'lang="en"' in reader.read("/", HTTP_ACCEPT_LANGUAGE="de").page
    assert 'lang="fr"' in reader.read("/start?lang=fr").page
    assert 'lang="fr"' in reader.read("/").page, "it stays"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_brand_with_one_post_has_all_its_pages(space: Workspace, language: str) -> None:
    put(space.store, "one", Batch(posts=(a_post(1),), readings=(a_reading(1),), rows=1))
    reader = inside(space)
    for where in ("/", "/park/insights", "/park/rows", "/park/post?uid=x:1", "/park/files",
                  "/park/findings"):  # fmt: skip
        page = reader.read(where, HTTP_ACCEPT_LANGUAGE=language)
        for link in page.rows():
            reader.read(link.href)
    assert reader.read("/park/rows").titled("table-title") == "1 post"


def test_a_brand_whose_posts_have_no_figure_says_so(space: Workspace) -> None:
    put(space.store, "bare", Batch(posts=(a_post(1), a_post(2)), rows=2))
    reader = inside(space)
    assert "All insights" not in reader.read("/").page, "nothing was learnt"
    assert reader.ask("/park/insights").status_code in {200, 400}
    assert reader.read("/park/rows?state=unmeasured").titled("table-title") == "2 posts"


def test_what_a_post_says_is_text_and_never_code(space: Workspace) -> None:
    posts = tuple(
        replace(a_post(n), text=f"{HOSTILE} {n}", title=HOSTILE, url="javascript:alert(1)")
        for n in range(60)
    )
    found = Finding(file=HOSTILE, line=1, column=HOSTILE, code="no-such-code", message=HOSTILE)
    readings = tuple(a_reading(n) for n in range(60))
    put(space.store, "h", Batch(posts=posts, readings=readings, findings=(found,), rows=60),
        brand=HOSTILE)  # fmt: skip
    reader = inside(space)
    below = "/" + quote(HOSTILE.replace("%", "%25").replace("/", "%2F"), safe="")
    for where in ("/", *(f"{below}/{page}" for page in ("insights", "rows", "files", "findings")),
                  f"{below}/post?uid=x:1"):  # fmt: skip
        page = reader.read(where).page
        assert "<img src=x" not in page, where
        assert "javascript:" not in page.replace("text/javascript", ""), where
        assert "{{7*7}}" in html.unescape(page), where


def test_the_file_of_rows_holds_no_formula_and_every_post(space: Workspace) -> None:
    posts = tuple(replace(a_post(n), text='=HYPERLINK("x")', title="") for n in range(120))
    readings = tuple(a_reading(n) for n in range(120))
    put(space.store, "f", Batch(posts=posts, readings=readings, rows=120))
    answer = inside(space).ask("/park/rows.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    table = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert len(table) == 121
    assert {row[table[0].index("text")] for row in table[1:]} == {'\'=HYPERLINK("x")'}


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_rows_is_kept_for_all_their_pages(space: Workspace, order: str) -> None:
    numbers = range(90)
    batch = Batch(
        posts=tuple(a_post(n) for n in numbers),
        readings=tuple(a_reading(n, reactions=float(n % 7)) for n in numbers if n % 4),
        rows=90,
    )  # fmt: skip
    put(space.store, "many", batch)
    desk, behind = inside(space).site.desk, Posts(states=STATES)
    index, trail = desk.index("park"), desk.trail("park", behind, "reactions")
    found = index.ordered(trail, order)
    assert index.ordered(desk.trail("park", behind, "reactions"), order) is found
    assert sorted(found.tolist()) == trail.rows.tolist()
    of_time = index.columns.at.astype(float)
    told = (of_time if order in {"newest", "oldest"} else trail.figures)[found]
    known = told[~np.isnan(told)]
    assert known.tolist() == sorted(known, reverse=order in {"newest", "highest"})
    assert np.isnan(told[len(known) :]).all(), "those without a figure come last"


def test_pages_of_rows_follow_one_another(space: Workspace) -> None:
    numbers = range(130)
    batch = Batch(
        posts=tuple(a_post(n) for n in numbers), readings=tuple(a_reading(n) for n in numbers),
        rows=130,
    )  # fmt: skip
    put(space.store, "many", batch)
    reader = inside(space)
    page, seen = reader.read("/park/rows"), []
    for _ in range(3):
        seen += [link.href for link in page.links if "/post?" in link.href]
        after = [link.href for link in page.links if link.said == "Next page"]
        if not after:
            break
        page = reader.read(after[0])
    assert len(set(seen)) == 130
    assert reader.ask("/park/rows?page=4").status_code == 404


def test_a_new_import_is_seen_at_once(space: Workspace) -> None:
    put(space.store, "a", Batch(posts=(a_post(1),), readings=(a_reading(1),), rows=1))
    reader = inside(space)
    assert reader.read("/park/rows").titled("table-title") == "1 post"
    put(space.store, "b", Batch(posts=(a_post(2),), readings=(a_reading(2),), rows=1))
    assert reader.read("/park/rows").titled("table-title") == "2 posts"


def test_an_address_that_is_not_understood_says_how_it_is_written(space: Workspace) -> None:
    put(space.store, "a", Batch(posts=(a_post(1),), readings=(a_reading(1),), rows=1))
    reader = inside(space)
    for query, hint in (("start=x", "2026-11-01"), ("page=x", "from 1"), ("state=x", "does not")):
        answer = reader.ask(f"/park/rows?{query}")
        assert answer.status_code == 400
        assert hint in answer.content.decode()
    assert reader.ask("/nobody/rows").status_code == 404
    assert reader.ask("/park/post?uid=none").status_code == 404
    assert reader.ask("/park/insights?kpi=none").status_code == 400
    assert reader.ask(f"/park/insights?start=2030-01-01&end={START.date()}").status_code == 400


def test_rows_do_not_wait_for_what_is_being_learnt(space: Workspace) -> None:
    put(space.store, "a", Batch(posts=(a_post(1),), readings=(a_reading(1),), rows=1))
    reader, asked, done = inside(space), Event(), Event()

    def learn() -> None:
        with reader.site.desk._learning:
            asked.set()
            done.wait(60)

    thread = Thread(target=learn)
    thread.start()
    assert asked.wait(60)
    assert reader.read("/park/rows").titled("table-title") == "1 post"
    done.set()
    thread.join()
