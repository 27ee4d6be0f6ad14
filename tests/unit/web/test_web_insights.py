"""The insights: topic by topic, narrowed to an account, an objective, a role; and while learnt."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.store.making import START, a_post, a_reading, put
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader, Text
from tests.unit.web.sending import send

from balise.domain.job import Job
from balise.domain.reading import Batch, Reading
from balise.domain.rival import Rival
from balise.domain.team import Role, Who
from balise.domain.worked_out import WorkedOut
from balise.web import desk
from balise.web.pages.insights.topics import TOPICS
from balise.web.site import Site
from balise.worker.doing import do
from balise.workspace import Workspace

STRATEGY = """
[strategy]
name = "Park"
timezone = "UTC"
positioning = "Plants that last"

[[objectives]]
name = "sales"
stage = "conversion"
kpi = "till"
aggregate = "total"
target = 50
starts = 2026-01-05
ends = 2026-03-31

[[objectives]]
name = "talk"
stage = "consideration"
kpi = "comments"
aggregate = "total"
target = 400
starts = 2026-01-20
ends = 2026-03-31

[[accounts]]
network = "x"
handle = "shop"

[[pillars]]
name = "offer"
stage = "conversion"
keywords = ["price"]

[[pillars]]
name = "tale"
stage = "awareness"
keywords = ["story"]
"""
N = 80
CODES = [topic.code for topic in TOPICS]


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Offers bring three times what tales do; one account of two has only few posts."""
    found = Workspace.open(tmp_path_factory.mktemp("insights"))
    posts = tuple(
        a_post(n, pillar="offer" if n % 2 else "tale", account="shop" if n % 8 else "depot",
               kind="image" if n % 3 else "text", cta=None)
        for n in range(N)
    )  # fmt: skip
    readings = tuple(
        a_reading(n, reactions=float((90 if n % 2 else 30) + n % 7), comments=float(n % 5))
        for n in range(N)
    )
    put(found.store, "own", Batch(posts=posts, readings=readings, rows=N))
    rival = Rival(brand="park", name="Other <b>")
    theirs = tuple(a_post(n, uid=f"x:o{n}", account="other", kind="video") for n in range(30))
    read = tuple(replace(a_reading(n, reactions=9.0), post_uid=f"x:o{n}") for n in range(30))
    put(found.store, "theirs", Batch(posts=theirs, readings=read, rows=30), brand=rival.key)
    path = tmp_path_factory.mktemp("strategy") / "strategy.toml"
    path.write_text(STRATEGY, encoding="utf-8")
    found.keep_strategy(path, brand="park")
    yield found
    close(found)


@pytest.fixture(scope="module")
def reader(space: Workspace) -> Reader:
    return Reader(Site(space=space, port=PORT)).inside()


def charts(page: str) -> list[str]:
    """Name the charts of a page."""
    drawn = page.partition('id="charts">')[2].partition("</script>")[0]
    return [name for name, _ in json.loads(drawn)["charts"]] if drawn else []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("topic", CODES)
def test_each_topic_answers_on_a_page_of_its_own(reader: Reader, topic: str, language: str) -> None:
    text = reader.read(f"/park/insights?topic={topic}", HTTP_ACCEPT_LANGUAGE=language)
    here = re.findall(r'<a href="([^"]+)" aria-current="page"><svg', text.page)
    assert any(f"topic={topic}" in where or topic == CODES[0] for where in here)
    for link in text.rows():
        reader.read(link.href)
    for name in charts(text.page):
        assert f'id="{name}" role="img" aria-label="' in text.page
        assert text.page.count("text/csv") == len(charts(text.page))


def test_a_topic_that_is_none_is_not_understood(reader: Reader) -> None:
    assert reader.ask("/park/insights?topic=none").status_code == 400


def test_the_funnel_tells_what_each_stage_brought_and_leads_to_its_posts(reader: Reader) -> None:
    text = reader.read("/park/insights?topic=funnel&start=2026-01-05&end=2026-02-28")
    assert charts(text.page) == ["chart-funnel", "chart-stages"]
    led = {link.said: link.href for link in text.rows() if "stage=conversion" in link.href}
    assert "40" in led
    rows = reader.read(led["40"])
    assert rows.titled("table-title") == "40 posts"
    assert "serve the stage of the funnel: conversion" in rows.page
    plain = html.unescape(re.sub(r"<[^>]+>", "", text.page))
    times, *_ = re.findall(r"Conversion: ×([\d.]+) against the other posts", plain)
    assert 2.5 < float(times) < 3.1, "95 against 35, whatever the other account brings"


def test_a_stage_that_is_none_is_not_understood(reader: Reader) -> None:
    assert reader.ask("/park/rows?stage=x%27--").status_code == 400
    assert reader.read("/park/rows?stage=none").titled("table-title") == "0 posts"


def test_pillars_are_compared(reader: Reader) -> None:
    text = reader.read("/park/insights?topic=pillar")
    assert charts(text.page) == ["chart-pillar"]
    assert "offer" in text.page


def test_competitors_are_named_as_text_and_stay_out_of_the_rows(reader: Reader) -> None:
    text = reader.read("/park/insights?topic=competitors")
    assert "Other &lt;b&gt;" in text.page
    assert "<b>}" not in text.page
    assert "Nothing here says why" in text.page
    assert "chart-gaps" in charts(text.page)
    assert reader.read("/park/rows").titled("table-title") == f"{N} posts"


def test_an_account_narrows_what_can_be_told_of_it_and_says_what_cannot(reader: Reader) -> None:
    text = reader.read("/park/insights?account=x:depot&start=2026-01-05&end=2026-01-30")
    own = [link for link in text.rows() if "scope=x%3Adepot" in link.href]
    assert own
    for link in own:
        reader.read(link.href)
    whole = reader.read("/park/insights?topic=hashtag&account=x:depot").page
    said = "are those of all accounts together"
    assert said in whole.partition('class="by-topic"')[0], "beside what was chosen"
    assert said not in reader.read("/park/insights?topic=hashtag").page
    networks = reader.read("/park/insights?topic=network&account=x:depot").page
    assert "compares the networks of all accounts" in networks.partition('class="by-topic"')[0]


@pytest.mark.parametrize("topic", CODES)
def test_what_the_period_does_not_change_is_said_beside_it(reader: Reader, topic: str) -> None:
    asked = f"/park/insights?topic={topic}&start=2026-01-05&end=2026-01-30"
    beside = reader.read(asked).page.partition('class="by-topic"')[0]
    is_narrowed = topic in {"posts", "growth", "funnel", "overview"}
    assert ("changes nothing here" in beside or "change nothing here" in beside) != is_narrowed
    assert ("rest on all posts since" in beside) == (topic == "overview")


def test_the_posts_of_an_account_are_as_many_as_was_said(reader: Reader) -> None:
    text = reader.read("/park/insights?account=x:depot")
    (said,) = [link for link in text.rows() if link.said == "10 posts" and "start" not in link.href]
    assert reader.read(said.href).titled("table-title") == "10 posts"


def test_an_account_of_nobody_is_not_there(reader: Reader) -> None:
    assert reader.ask("/park/insights?account=x:nobody").status_code == 404


def test_an_objective_sets_the_kpi_and_the_days(reader: Reader) -> None:
    page = reader.read("/park/insights?objective=talk").page
    assert '<option value="comments" selected>' in page
    assert 'name="start" type="date" value="2026-01-20"' in page
    assert "Objective “Talk”" in page
    assert "objective=talk" in page.partition('class="topics"')[2], "the topics keep it"


def test_an_objective_that_no_network_counts_says_so(reader: Reader) -> None:
    page = reader.read("/park/insights?objective=sales").page
    assert "No network counts “till”" in page
    assert '<option value="engagement" selected>' in page


def test_who_may_not_see_rows_gets_the_figures_without_links(space: Workspace) -> None:
    client = Who(name="client", roles={"park": Role.CLIENT})
    reader = Reader(Site(space=space, port=PORT, user=client)).inside()
    text = reader.read("/park/insights?topic=all")
    assert len(charts(text.page)) > 5
    assert text.rows() == []
    assert '"href"' not in text.page.partition('id="charts">')[2]
    assert reader.ask("/park/rows").status_code == 403


def test_a_brand_of_somebody_else_is_not_there(space: Workspace) -> None:
    stranger = Who(name="stranger", roles={"other": Role.OWNER})
    reader = Reader(Site(space=space, port=PORT, user=stranger)).inside()
    assert reader.ask("/park/insights").status_code == 404


def test_pictures_can_be_kept_and_say_that_data_is_made_up(
    reader: Reader, brand: tuple[Workspace, str]
) -> None:
    page = reader.read("/park/insights?topic=pillar").page
    assert "js/export.js" in page
    assert "data-note" not in page
    other = Reader(Site(space=brand[0], port=PORT)).inside()
    where = next(link.href for link in other.read("/").links if link.href.endswith("/insights"))
    assert 'data-note="Made-up data' in other.read(where).page


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.dictionaries(
        st.sampled_from(["topic", "kpi", "start", "end", "account", "objective"]),
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(["2026-01-01", "0001-01-01", "9999-12-31", "all", "talk", "x:shop"]),
        ),
    )
)
def test_no_address_makes_the_page_fail(reader: Reader, asked: dict[str, str]) -> None:
    from urllib.parse import urlencode  # noqa: PLC0415 - of this test only

    answer = reader.ask(f"/park/insights?{urlencode(asked)}")
    assert answer.status_code in {200, 400, 404}, asked


@pytest.fixture
def large(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Read a brand of so many posts that a worker has to learn them."""
    monkeypatch.setattr(desk, "AT_ONCE", 10)
    return Reader(Site(space=space, port=PORT)).inside()


def work(space: Workspace) -> Job:
    """Do the last job as a worker would; gives it as it is then."""
    do(space, space.jobs("park")[0].id, Event())
    return space.jobs("park")[0]


def test_of_many_posts_a_worker_learns_and_the_page_only_reads(
    space: Workspace, large: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Reader(Site(space=space, port=PORT)).inside()
    first = large.ask("/park/insights")
    assert first.status_code == 202
    assert "Learning from your posts" in first.content.decode()
    assert large.ask("/park/insights").status_code == 202
    jobs = [one for one in space.jobs("park") if one.kind == "learn"]
    assert len(jobs) == 1, "one job, however often it is asked for"
    assert work(space).state == "done"
    for name in ("gather", "learnt"):
        monkeypatch.setattr(Workspace, name, None)  # nothing may be parsed or fitted any more
    again = large.ask("/park/insights", HTTP_HX_REQUEST="true")
    assert again.status_code == 200
    assert again.headers["HX-Refresh"] == "true"
    pages = [large.read(f"/park/insights?topic={code}&account=x:shop").page for code in CODES]
    monkeypatch.undo()
    plain = [small.read(f"/park/insights?topic={code}&account=x:shop").page for code in CODES]
    for mine, other in zip(pages, plain, strict=True):
        assert charts(mine) == charts(other)
        assert Text(mine).loose == Text(other).loose


ROWS = ("", "?order=highest", "?order=oldest&kpi=reactions", "?factor=kind&level=image",
        "?unusual=1", "?start=2026-11-02&end=2026-12-01&state=young&state=compared",
        "?metric=reactions",
        "?scope=x%3Ashop", "?scope=nobody", "?stage=none", "?stage=awareness",
        "?factor=weekday&level=monday&factor=hour&level=06-12&state=unmeasured")  # fmt: skip


def test_of_many_posts_the_rows_are_found_without_reading_the_others(
    space: Workspace, large: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Reader(Site(space=space, port=PORT)).inside()
    old = WorkedOut(shelf="posts", name="index", mark="of an older file", data=b"", made_at=START)
    space.store.keep_worked_out("park", old)
    for one in ("rows", "rows?unusual=1", "rows.csv"):
        assert large.ask(f"/park/{one}").status_code in {202, 302}, one
    assert work(space).state == "done"
    uid = next(iter(space.store.posts("park"))).post.uid
    asked = [*(f"/park/rows{one}" for one in ROWS), f"/park/post?uid={uid}", "/park/rows.csv"]
    for name in ("gather", "learnt"):
        monkeypatch.setattr(Workspace, name, None)  # nothing may be parsed or fitted any more
    mine = [body(large, where) for where in asked]
    assert large.ask("/park/post?uid=x%3Anone").status_code == 404
    monkeypatch.undo()
    assert mine == [body(small, where) for where in asked]
    assert len({*mine}) > 8


def body(reader: Reader, where: str) -> bytes:
    answer = reader.ask(where)
    assert answer.status_code == 200, where
    whole = b"".join(answer) if answer.streaming else answer.content
    return whole.partition(b"<main")[2] or whole  # around it are tokens, each time others


def test_learning_can_be_called_off_and_begun_anew(space: Workspace, large: Reader) -> None:
    where = "/park/insights?kpi=reactions"
    assert large.ask(where).status_code == 202
    job = space.jobs("park")[0]
    answer = send(large, f"/park/insights/jobs/{job.id}/cancel", {})
    assert answer.headers["Location"] == where
    said = large.ask(where).content.decode()
    assert "Called off" in said
    assert "Begin anew" in said
    assert space.jobs("park")[0].id == job.id, "it is not begun by looking at it"
    send(large, f"/park/insights/jobs/{job.id}/begin", {})
    assert space.jobs("park")[0].id != job.id
    work(space)
    assert large.ask(where).status_code == 200


def test_what_hinders_the_learning_is_told(space: Workspace, large: Reader) -> None:
    assert large.ask("/park/insights?kpi=none").status_code == 202
    assert work(space).state == "failed"
    answer = large.ask("/park/insights?kpi=none")
    assert answer.status_code == 400
    assert "none" in answer.content.decode()


def test_an_account_that_is_not_there_begins_no_learning(space: Workspace, large: Reader) -> None:
    large.ask("/park/insights")
    work(space)
    before = len(space.jobs("park"))
    assert large.ask("/park/insights?account=x:nobody").status_code == 404
    assert len(space.jobs("park")) == before


def test_a_newer_import_of_a_competitor_is_seen_at_once(space: Workspace, reader: Reader) -> None:
    before = reader.read("/park/insights?topic=competitors").page
    assert "New one" not in before
    rival = Rival(brand="park", name="New one")
    late = Reading(post_uid="x:n1", as_of=START, values={"reactions": 1.0}, source="x")
    put(space.store, "new", Batch(posts=(a_post(1, uid="x:n1"),), readings=(late,), rows=1),
        brand=rival.key)  # fmt: skip
    assert "New one" in reader.read("/park/insights?topic=competitors").page


def test_every_component_is_shown_once(reader: Reader) -> None:
    from importlib.resources import files  # noqa: PLC0415 - of this test only

    page = reader.read("/style").page
    shown = set(re.findall(r"<code>(.*?)</code>", page))
    sheet = files("balise.web").joinpath("static/css/components.css").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.([a-z-]+)", sheet, re.MULTILINE))
    drawn = {name for each in re.findall(r'class="([^"]*)"', page) for name in each.split()}
    helpers = {"stack", "columns", "htmx-indicator", "htmx-request", "wide-form"}
    assert named - drawn - helpers == set()
    assert {"button", ".badge", ".odds", ".nothing", "dialog", ".tabs", ".message"} <= shown
    assert charts(page) == ["chart-kind", "chart-week", "chart-shares"]
