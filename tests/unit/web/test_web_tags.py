"""What posts are about: proposed page by page, said by a person, never by those who may not."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.store.making import a_post, a_reading, put
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.sending import Fields, send

from balise.domain.reading import Batch
from balise.domain.tag import Tag
from balise.domain.team import Role, Who
from balise.strategy import Strategy
from balise.web import desk
from balise.web.pages.tags import decided
from balise.web.pages.tags.decided import ON_A_PAGE
from balise.web.site import Site
from balise.worker.doing import do
from balise.workspace import Workspace

HEAD = """
[strategy]
name = "Park"
timezone = "UTC"
[[objectives]]
name = "talk"
stage = "consideration"
kpi = "comments"
target = 400
starts = 2026-01-20
ends = 2026-03-31
[[accounts]]
network = "x"
handle = "shop"
"""
PILLARS = """
[[pillars]]
name = "craft"
stage = "awareness"
keywords = ["chisel"]
[[pillars]]
name = "people <b>"
stage = "consideration"
keywords = ["team"]
"""
N = 60
HOSTILE = '<script>alert(1)</script> "x"'
TEXTS = ("A chisel on the bench", "The team at noon", "Nothing that says it")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep 20 posts of each of two pillars, 20 that say nothing, and a brand of others."""
    folder: Path = tmp_path_factory.mktemp("tags") / "balise"
    found = Workspace.open(folder)
    posts = tuple(
        a_post(n, text=f"{TEXTS[n % 3]} {n} {HOSTILE}", pillar=None, hashtags=(), cta=None)
        for n in range(N)
    )
    for brand in ("park", "other"):
        readings = tuple(a_reading(n, reactions=1.0) for n in range(N))
        put(found.store, brand, Batch(posts=posts, readings=readings, rows=N), brand=brand)
    found.keep_strategy(Strategy.parse(HEAD + PILLARS), brand="park")
    close(found)
    return folder


@pytest.fixture
def space(template: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(template, tmp_path / "balise")
    found = Workspace.open(tmp_path / "balise")
    yield found
    close(found)


def inside(space: Workspace, role: Role | None = None) -> Reader:
    who = Who(name="ana", roles={"park": role}) if role else Who(name="you", is_master=True)
    return Reader(Site(space=space, port=PORT, user=who)).inside()


def pillars(space: Workspace) -> dict[str, str]:
    """Give what was confirmed."""
    tags = space.store.tags("park")
    return {tag.uid: tag.value for tag in tags if tag.confirmed_at and tag.field == "pillar"}


def counts(page: str) -> list[int]:
    """Give the counts of the three tabs: to confirm, confirmed, nothing to go by."""
    tabs = page.partition('<ul class="tabs"')[2].partition("</ul>")[0]
    return [int(n) for n in re.findall(r"<b>(\d+)</b>", tabs)]


def sent(reader: Reader, told: dict[str, Any], where: str = "/park/tags") -> str:
    """Send a form; gives the page that it leads to."""
    answer = send(reader, where, told)
    assert answer.status_code == 302, answer.content.decode()
    return str(reader.read(answer.headers["Location"]).page)


def decide(uid: str, was: str, value: str, *, right: bool = False) -> dict[str, str]:
    told = {"0.uid": uid, "0.was": was, "0.value": value}
    return {**told, "0.right": "1"} if right else told


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("To confirm", "says “chisel”")), ("fr", ("À confirmer", "dit « chisel »"))],
)
def test_each_post_is_shown_with_its_proposal_and_the_word_that_speaks_for_it(
    space: Workspace, language: str, said: tuple[str, str]
) -> None:
    page = inside(space).read("/park/tags", HTTP_ACCEPT_LANGUAGE=language).page
    text = page.replace("\u202f", " ").replace("\u00a0", " ")
    assert all(one in text for one in said), said
    assert counts(page) == [40, 0, 20]
    assert HOSTILE not in page
    assert html.escape("people <b>") in page
    assert "<b>people" not in page


def test_pages_of_25_hold_every_proposal_once_the_surest_first(space: Workspace) -> None:
    reader = inside(space)
    pages = [reader.read(f"/park/tags?page={n}").page for n in (1, 2)]
    uids = [re.findall(r'name="\d+\.uid" value="([^"]+)"', page) for page in pages]
    assert [len(some) for some in uids] == [ON_A_PAGE, 40 - ON_A_PAGE]
    assert len({*uids[0], *uids[1]}) == 40
    shown = "".join(pages)
    scores = [float(one) for one in re.findall(r'badge[^"]*">(0\.\d+|1\.00)<', shown)]
    assert len(scores) == 40
    assert scores == sorted(scores, reverse=True)
    assert reader.read("/park/tags?page=99").page.count(".uid") == 40 - ON_A_PAGE


def test_what_is_ticked_is_confirmed_and_the_rest_stays_open(space: Workspace) -> None:
    reader = inside(space)
    fields = {**Fields(reader.read("/park/tags").page, "/park/tags").fields}
    first, second = fields["0.uid"][0], fields["1.uid"][0]
    others = {"people <b>": "craft", "craft": "people <b>"}
    told = {**fields, "0.right": ["1"], "1.value": [others[fields["1.was"][0]]]}
    page = sent(reader, {name: one for name, one in told.items() if one})
    assert "2 posts confirmed" in page
    assert counts(page)[1] == 2
    assert sum(counts(page)) == N
    assert pillars(space) == {first: fields["0.was"][0], second: others[fields["1.was"][0]]}
    tags = {tag.uid: tag for tag in space.store.tags("park")}
    assert [tags[uid].source for uid in (first, second)] == ["keyword", "hand"]
    assert all(tag.is_seen for tag in tags.values())


def test_none_of_them_can_be_said_too(space: Workspace) -> None:
    reader = inside(space)
    assert "1 post confirmed" in sent(reader, decide("x:0", "craft", ""))
    assert counts(sent(reader, decide("x:2", "", "", right=True))) == [39, 2, 19]
    assert pillars(space) == {"x:0": "", "x:2": ""}


def test_what_was_confirmed_is_seen_and_can_be_changed(space: Workspace) -> None:
    space.confirm_tags([Tag(uid="x:0", field="pillar", value="craft")], "park", by="mia")
    reader = inside(space)
    page = reader.read("/park/tags?show=said").page
    assert "said by mia" in page
    assert page.count(".uid") == 1
    sent(reader, {**decide("x:0", "craft", "people <b>"), "show": "said"})
    assert pillars(space) == {"x:0": "people <b>"}
    sent(reader, {**decide("x:0", "people <b>", "people <b>"), "show": "said"})
    assert "Nothing was confirmed" in sent(reader, {"show": "said"})


def test_all_from_a_score_on_are_accepted_as_many_as_was_told(space: Workspace) -> None:
    reader = inside(space)
    page = reader.read("/park/tags?value=craft").page
    forms = Fields(page, "/park/tags/accept").fields
    assert forms["value"] == ["craft"]
    told = {name: one[0] for name, one in forms.items()}
    assert int(told["count"]) == 20
    moved = sent(reader, {**told, "count": "19"}, "/park/tags/accept")
    assert "Nothing was confirmed" in moved
    assert pillars(space) == {}
    assert counts(sent(reader, told, "/park/tags/accept"))[1] == 20
    assert {*pillars(space).values()} == {"craft"}
    assert not any(tag.is_seen for tag in space.store.tags("park")), "nobody looked at each"


def test_of_very_many_only_the_surest_are_accepted_at_once(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decided, "MOST", 7)
    reader = inside(space)
    page = reader.read("/park/tags").page
    assert "accept the 7 surest of 40" in page
    told = {name: one[0] for name, one in Fields(page, "/park/tags/accept").fields.items() if one}
    sent(reader, told, "/park/tags/accept")
    assert len(pillars(space)) == 7


@pytest.mark.parametrize("role", [*Role, None])
def test_only_those_who_may_edit_come_here_or_are_led_here(
    space: Workspace, role: Role | None
) -> None:
    reader, may = inside(space, role), role in {Role.OWNER, Role.EDITOR, None}
    assert reader.ask("/park/tags").status_code == (200 if may else 403)
    for where in (
        "/park/tags",
        "/park/tags/accept",
        "/park/tags/begin",
        "/park/tags/jobs/x/cancel",
    ):
        assert (send(reader, where, decide("x:0", "craft", "")).status_code == 403) is not may
    assert reader.ask("/park/import/grid.csv").status_code == (200 if may else 403)
    for topic, way in (("pillar", "/park/tags"), ("competitors", "/park/import/grid.csv")):
        answer = reader.ask(f"/park/insights?topic={topic}")
        assert answer.status_code == 200
        assert (f'href="{way}"' in answer.content.decode()) is may
        assert "balise competitors" not in answer.content.decode()
    if role:
        assert reader.ask("/other/tags").status_code == 404
        assert send(reader, "/other/tags", {}).status_code == 404


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (decide("x:0", "craft", "foreign"), "is no pillar of the strategy"),
        (decide("x:nobody", "", "craft"), "is not here any more"),
        (decide("x:0", "craft", "craft"), "tick what is right"),
        (decide("x:0\x00", "", "craft"), "is not here any more"),
        ({**decide("x:0", "", "a" * 900), "field": "theme"}, "too long"),
    ],
)
def test_what_cannot_be_taken_changes_nothing_and_says_so(
    space: Workspace, told: dict[str, str], said: str
) -> None:
    assert said in sent(inside(space), told)
    assert not space.store.tags("park")


@pytest.mark.parametrize(
    "asked", ["field=network", "show=all", "page=0", "page=x", "field=pillar&page=1e9"]
)
def test_an_address_that_asks_for_nothing_known_is_not_understood(
    space: Workspace, asked: str
) -> None:
    assert inside(space).ask(f"/park/tags?{asked}").status_code == 400


@settings(
    max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.dictionaries(
        st.sampled_from(["0.uid", "0.was", "0.value", "0.right", "field", "show", "value", "page",
                         "above", "count"]),
        st.one_of(st.text(max_size=12), st.sampled_from(["x:0", "craft", "theme", "said", "0.9"])),
    )
)  # fmt: skip
def test_no_form_makes_a_page_fail(space: Workspace, told: dict[str, str]) -> None:
    reader = inside(space)
    for where in ("/park/tags", "/park/tags/accept", "/park/tags/begin"):
        assert send(reader, where, told).status_code == 302
    assert reader.ask("/park/tags").status_code == 200


def test_themes_are_written_freely_and_kept_apart_from_pillars(space: Workspace) -> None:
    reader = inside(space)
    page = sent(reader, {**decide("x:0", "", " spring  fair "), "field": "theme"})
    assert counts(page)[1] == 1
    assert pillars(space) == {}
    assert 'value="spring fair"' in reader.read("/park/tags?field=theme&show=said").page


@pytest.mark.parametrize(
    ("text", "to"), [(HEAD, "/other/strategy/edit/pillars"), ("", "/other/strategy")]
)
def test_without_pillars_there_is_one_way_on(space: Workspace, text: str, to: str) -> None:
    if text:
        space.keep_strategy(Strategy.parse(text), brand="other")
    reader = inside(space)
    page = reader.read("/other/tags").page
    assert f'class="button" href="{to}"' in page
    assert page.count('class="button"') == 1
    assert reader.ask(to).status_code == 200
    assert send(reader, "/other/tags", decide("x:0", "", "craft")).status_code == 302
    assert not space.store.tags("other")


def test_a_brand_without_figures_leads_to_the_import(space: Workspace) -> None:
    space.keep_strategy(Strategy.parse(HEAD + PILLARS), brand="new")
    assert 'href="/new/import"' in inside(space).read("/new/tags").page


def test_of_many_posts_a_worker_proposes_and_the_page_only_reads(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    reader = inside(space)
    first = reader.ask("/park/tags")
    assert first.status_code == 202
    assert "Reading what your posts are about" in first.content.decode()
    assert reader.ask("/park/tags").status_code == 202
    [job] = space.jobs("park")
    do(space, job.id, Event())
    monkeypatch.setattr(Workspace, "propose_tags", None)  # nothing may be parsed any more
    answer = reader.ask("/park/tags", HTTP_HX_REQUEST="true")
    assert answer.headers["HX-Refresh"] == "true"
    assert counts(answer.content.decode()) == [40, 0, 20]
    page = sent(reader, decide("x:0", "craft", "craft", right=True))
    assert counts(page) == [39, 1, 20]
    assert "Propose anew" in page
    monkeypatch.undo()
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    send(reader, "/park/tags/begin", {"field": "pillar"})
    assert len(space.jobs("park")) == 2
    do(space, space.jobs("park")[0].id, Event())
    assert "Propose anew" not in reader.read("/park/tags").page


def test_proposing_can_be_called_off_and_begun_anew(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    reader = inside(space)
    reader.ask("/park/tags?field=theme")
    job = space.jobs("park")[0]
    answer = send(reader, f"/park/tags/jobs/{job.id}/cancel", {})
    assert answer.headers["Location"] == "/park/tags?field=theme"
    assert "Called off" in reader.read("/park/tags?field=theme").page
    assert space.jobs("park")[0].id == job.id, "it is not begun by looking at it"
    send(reader, "/park/tags/begin", {"field": "theme"})
    assert space.jobs("park")[0].id != job.id
    assert reader.ask("/park/tags/jobs/nobody/cancel").status_code == 404


@pytest.mark.parametrize(
    ("language", "name", "column"), [("en", "competitors.csv", ","), ("fr", "concurrents.csv", ";")]
)
def test_the_empty_table_for_competitors_speaks_the_readers_language(
    space: Workspace, language: str, name: str, column: str
) -> None:
    reader = inside(space)
    answer = reader.ask("/park/import/grid.csv", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.decode("utf-8-sig") == space.empty_grid(language)
    assert column in answer.content.decode("utf-8-sig").partition("\n")[0]
    assert 'href="/park/import/grid.csv"' in reader.read("/park/import").page
