"""Looking back in the browser: shown at once, answered once, and only where it still fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from tests.store.making import a_post, a_reading, put
from tests.unit.web.conftest import close
from tests.unit.web.planned import NOW, STRATEGY
from tests.unit.web.reader import PORT, Reader

from balise.domain.estimate import Estimate
from balise.domain.proposal import Proposal
from balise.domain.reading import Batch
from balise.domain.refinement import Belief
from balise.domain.team import Role, Who
from balise.report.written import to_bytes
from balise.web.board import Board, Look
from balise.web.pages.refine.cards import name_of
from balise.web.site import Site
from balise.worker.doing import do
from balise.workspace import Workspace

TOLD = Estimate(
    factor="cta", level="visit", scope="all", n=48, multiplier=0.8, low=0.7, high=0.9,
    p_better=0.01, verdict="worse", evidence="adjusted",
)  # fmt: skip
STOP = Proposal(
    path="calls_to_action.visit", action="stop", before="visit", after="", estimate=TOLD,
    expected_gain=0.02,
)  # fmt: skip
RAISE = replace(STOP, path="objectives.spring-sales.target", before="1200", after="1500")
TEST = replace(STOP, action="test", after="visit")
PAGES = ("refine", "refine/plan", "refine/review", "refine/decided", "refine/next")


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    numbers = range(12)
    batch = Batch(posts=tuple(a_post(n) for n in numbers),
                  readings=tuple(a_reading(n) for n in numbers), rows=12)  # fmt: skip
    put(found.store, "f", batch)
    found.store.keep_strategy("park", STRATEGY, made_at=NOW)
    yield found
    close(found)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every look find that a call to action does harm, unless the strategy left it out."""
    taken = Board.look

    def look(self: Board, brand: str) -> Look:
        found = taken(self, brand)
        told = tuple(
            Belief(topic="cta", level="visit", scope="all", proposal=one, kpi="engagement")
            for one in (STOP, RAISE, TEST)
        )
        object.__setattr__(found.found, "beliefs", told)
        return found

    monkeypatch.setattr(Board, "look", look)


def inside(space: Workspace, **facts: Any) -> Reader:
    site = Site(space=space, port=PORT, **facts)
    object.__setattr__(site, "board", Board(space, clock=lambda: NOW))
    return Reader(site).inside()


def answer(reader: Reader, **said: str) -> Any:
    page = reader.read("/park/refine?wait=1").page
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    token = reader.client.cookies[settings.CSRF_COOKIE_NAME].value
    assert token
    told: dict[str, Any] = {"HTTP_HOST": f"127.0.0.1:{PORT}", "balise.site": reader.site,
            "HTTP_ORIGIN": f"http://127.0.0.1:{PORT}"}  # fmt: skip
    sent = {"csrfmiddlewaretoken": found[1], "proposal": name_of(STOP), **said}
    return reader.client.post("/park/refine/answer", sent, follow=False, **told)


def said_next(reader: Reader) -> str:
    return reader.read("/park/refine?wait=1").page


def test_the_page_is_there_before_the_look_is_taken(space: Workspace) -> None:
    reader = inside(space)
    page = reader.read("/park/refine").page
    assert "Looking back" in page
    assert 'hx-get="/park/refine?wait=1"' in page
    assert "Looking back:" not in reader.read("/park/refine?wait=1").page
    assert "Looking back:" not in reader.read("/park/refine").page, "it is kept"


def test_a_worker_looks_back_where_there_is_one_and_every_later_page_only_reads(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = inside(space)
    monkeypatch.setattr(Workspace, "has_worker", lambda _self: True)
    monkeypatch.setattr(Board, "look", None)  # nothing of it is done by the pages
    told = reader.read("/park/refine?wait=1").page
    assert "Waiting for its turn" in told
    assert reader.read("/park/refine/plan?wait=1").page.count("Waiting for its turn") == 1
    (job,) = [one for one in space.jobs("park") if one.kind == "refine"]
    with monkeypatch.context() as moment:
        moment.setattr("balise.worker.kinds.refine.datetime", Moment)
        do(space, job.id, Event())
    assert space.job("park", job.id).state == "done"
    waited = reader.ask("/park/refine?wait=1", HTTP_HX_REQUEST="true")
    assert waited.headers["HX-Refresh"] == "true"
    for other in (reader, inside(space)):  # also after the pages were started anew
        for page in PAGES:
            assert "Looking back:" not in other.read(f"/park/{page}").page, page
    assert len(space.jobs("park")) == 1


def test_what_was_kept_of_a_look_is_what_was_found(space: Workspace) -> None:
    look = space.look_back("park", now=NOW)
    kept = space.looked("park", look.mark)
    assert kept is not None
    assert to_bytes(Look, kept) == to_bytes(Look, look)
    assert (kept.strategy, kept.kpis) == (look.strategy, look.kpis)
    assert space.looked("park", "another") is None
    assert space.looked("other") is None


class Moment(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return NOW.astimezone(tz)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_part_of_it_is_shown(space: Workspace, language: str) -> None:
    reader = inside(space)
    for page in PAGES:
        told = reader.read(f"/park/{page}?wait=1", HTTP_ACCEPT_LANGUAGE=language).page
        assert f'lang="{language}"' in told


@pytest.mark.usefixtures("asked")
def test_what_is_accepted_is_written_into_a_new_version_under_a_name(space: Workspace) -> None:
    reader = inside(space, user=Who(name="ana@example.org", is_master=True))
    page = said_next(reader)
    assert "-[[calls_to_action]]" in page, "the difference is shown before anything is accepted"
    assert "−20%" in page
    assert "−30% to −10%" in page
    assert "48 posts" in page
    assert answer(reader, answer="accept").status_code == 302
    assert "visit" not in space.store.strategies("park")[-1].text
    decision = space.store.decisions("park")[0]
    assert (decision.accepted, decision.by) == (True, "ana@example.org")
    assert "Accepted: the strategy has a new version." in said_next(reader)


@pytest.mark.usefixtures("asked")
def test_what_is_refused_changes_nothing_and_is_kept(space: Workspace) -> None:
    reader = inside(space)
    answer(reader, answer="refuse")
    assert len(space.store.strategies("park")) == 1
    assert [one.accepted for one in space.store.decisions("park")] == [False]
    answer(reader, answer="refuse")
    assert len(space.store.decisions("park")) == 1, "said twice it is one"


@pytest.mark.usefixtures("asked")
def test_a_test_accepted_then_refused_stands_once_in_the_history_as_refused(
    space: Workspace,
) -> None:
    reader = inside(space, user=Who(name="ana", is_master=True))
    answer(reader, answer="accept", proposal=name_of(TEST))
    page = reader.read("/park/refine/decided?wait=1").page
    assert told(page) == ["accepted"], "once, and not again as its own result"
    answer(reader, answer="refuse", proposal=name_of(TEST))
    page = reader.read("/park/refine/decided?wait=1").page
    assert told(page) == ["refused"]
    assert len(re.findall("Before that: Accepted on .* by ana.", page)) == 1
    assert [one.accepted for one in space.store.decisions("park")] == [True, False], "all is kept"
    assert space.looking("park", now=NOW + timedelta(days=1)).follow_ups == ()
    answer(reader, answer="accept", proposal=name_of(TEST))
    assert told(reader.read("/park/refine/decided?wait=1").page) == ["accepted"]


def told(page: str) -> list[str]:
    """Give the answers that the list of decisions names, wherever they stand in it."""
    listed = page.split('id="decided"')[1].split("</section>", maxsplit=1)[0]
    return re.findall(r">\s*(accepted|refused)\s*<", listed)


@pytest.mark.usefixtures("asked")
def test_a_proposal_that_no_longer_fits_is_refused_clearly(space: Workspace) -> None:
    reader = inside(space)
    said_next(reader)
    space.store.keep_strategy("park", STRATEGY.replace("1200", "900"), made_at=NOW)
    answer(reader, answer="accept", proposal=name_of(RAISE))
    assert space.store.decisions("park") == ()
    assert len(space.store.strategies("park")) == 2
    assert 'class="message error"' in said_next(reader)


@pytest.mark.parametrize(
    "sent",
    [{"proposal": "0" * 16, "answer": "accept"}, {"proposal": "x", "answer": "accept"},
     {"proposal": "", "answer": ""}, {"answer": "drop table"}],
)  # fmt: skip
@pytest.mark.usefixtures("asked")
def test_what_makes_no_sense_changes_nothing(space: Workspace, sent: dict[str, str]) -> None:
    reader = inside(space)
    assert answer(reader, **sent).status_code == 302
    assert space.store.decisions("park") == ()
    assert "Nothing was changed" in said_next(reader)


def test_who_may_only_read_cannot_answer(space: Workspace) -> None:
    reader = inside(space, user=Who(name="r", roles={"park": Role.READER}))
    assert 'name="answer"' not in reader.read("/park/refine?wait=1").page
    assert reader.ask("/park/refine/answer", "POST").status_code == 403
    client = inside(space, user=Who(name="c", roles={"park": Role.CLIENT}))
    assert [client.ask(f"/park/{page}").status_code for page in PAGES] == [403] * len(PAGES)


def test_the_review_is_due_until_somebody_read_it(space: Workspace) -> None:
    reader = inside(space)
    reader.read("/park/refine/review?wait=1")
    assert space.store.seen_at("park", "review") == NOW


def test_without_figures_or_strategy_there_is_nothing_to_look_back_at(tmp_path: Path) -> None:
    space = Workspace.open(tmp_path / "other")
    space.store.keep_strategy("bare", STRATEGY, made_at=NOW)
    put(space.store, "p", Batch(posts=(a_post(1),), rows=1), brand="plain")
    reader = inside(space)
    assert "nothing to look back at" in reader.read("/bare/refine").page
    assert "no strategy to refine" in reader.read("/plain/refine").page
    close(space)


@pytest.mark.parametrize("starts", ["2027-13-40", "x", "0001-01-01", "9999-12-31"])
def test_a_first_day_that_cannot_be_is_said_and_not_a_defect(space: Workspace, starts: str) -> None:
    assert inside(space).ask(f"/park/refine/next?wait=1&starts={starts}").status_code in {200, 400}


def test_the_next_strategy_is_told_in_words_and_its_file_only_where_asked(space: Workspace) -> None:
    page = inside(space).ask("/park/refine/next?wait=1").content.decode()
    words, _, file = page.partition("<details><summary>The same, line by line of the file")
    assert 'class="changes"' in words
    assert 'class="diff"' not in words
    assert 'class="diff"' in file
