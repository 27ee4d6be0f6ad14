"""The first page of a brand: right whatever there is, and cheap."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.store.making import a_post, a_reading, put
from tests.unit.web.conftest import close
from tests.unit.web.planned import NOW, STRATEGY, a_plan, a_slot
from tests.unit.web.reader import PORT, Reader

from balise.domain.estimate import Estimate, Provenance
from balise.domain.reading import Batch
from balise.domain.seen import Sight
from balise.domain.team import Role, Who
from balise.web.board import Board
from balise.web.site import Site
from balise.workspace import Workspace

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    yield found
    close(found)


def inside(space: Workspace, at: datetime = NOW, **facts: Any) -> Reader:
    site = Site(space=space, port=PORT, **facts)
    object.__setattr__(site, "board", Board(space, clock=lambda: at))
    return Reader(site).inside()


def figures(space: Workspace) -> None:
    put(space.store, "f", Batch(posts=(a_post(1),), readings=(a_reading(1),), rows=1))


def planned(space: Workspace, p: float = 0.3, lack: str = "") -> None:
    space.store.keep_strategy("park", STRATEGY, made_at=NOW - DAY)
    slots = (a_slot(1, NOW + 4 * HOUR), a_slot(2, NOW + DAY, state="approved"),
             a_slot(3, NOW + 7 * DAY))  # fmt: skip
    space.store.keep_plan("park", a_plan(*slots, p=p, lack=lack), made_at=NOW - HOUR)


def test_figures_without_a_strategy_are_offered_one(space: Workspace) -> None:
    figures(space)
    page = inside(space).read("/park/").page
    assert "Give these figures a goal" in page
    assert 'id="objectives"' not in page


@pytest.mark.parametrize("role", [Role.READER, Role.APPROVER, Role.EDITOR])
def test_only_those_who_may_write_are_led_to_writing(space: Workspace, role: Role) -> None:
    figures(space)
    reader = inside(space, user=Who(name="ana", roles={"park": role}))
    page = reader.read("/park/").page
    may = role is Role.EDITOR
    assert "Give these figures a goal" in page
    assert ("Write the strategy" in page) is may
    assert ("Whoever edits this brand writes it" in page) is not may
    space.store.keep_strategy("park", STRATEGY, made_at=NOW)
    assert ("Make a plan" in reader.read("/park/").page) is may


def test_a_strategy_without_figures_is_offered_an_import(space: Workspace) -> None:
    planned(space)
    page = inside(space).read("/park/").page
    assert "Bring your figures in" in page
    assert "1,200 link clicks by 28 February 2027" in page


def test_an_objective_has_its_chance_its_curve_and_what_it_would_take(space: Workspace) -> None:
    planned(space)
    page = inside(space).read("/park/").page
    assert ">30%</b>" in page
    assert "<polyline" in page
    assert "Publishing 2 more a week, of the same kinds, would do: chance 55%." in page
    assert "“spring sales” is behind" in page


def test_where_a_chance_cannot_be_told_the_reason_stands_and_no_figure(space: Workspace) -> None:
    planned(space, p=float("nan"), lack="no-fit")
    page = inside(space).read("/park/").page
    assert "No published post with link clicks has been learnt from" in page
    assert "nan" not in page.lower().replace("financ", "")
    assert "<polyline" not in page


def test_the_posts_of_two_weeks_stand_under_their_days_in_the_zone_of_the_brand(
    space: Workspace,
) -> None:
    planned(space)
    page = inside(space).read("/park/").page
    this, following = page.split('id="week-1"')[1].split('id="week-2"')
    assert "13:00" in this, "12:00 in UTC"
    assert "waits for a yes" in this
    assert "approved" in this
    assert "Wednesday 16 December" in following
    assert "1 post of the next two days waits for a yes" in page


def test_news_is_told_for_a_day_and_then_is_none(space: Workspace) -> None:
    planned(space, p=0.3)
    assert "What we know so far" in inside(space).read("/park/").page
    space.store.keep_plan("park", a_plan(a_slot(9, NOW + 9 * DAY), p=0.62), made_at=NOW)
    for at in (NOW + DAY, NOW + DAY + HOUR):
        page = inside(space, at).read("/park/").page
        assert "the chance rose from 30% to 62%" in page
    page = inside(space, NOW + 2 * DAY).read("/park/").page
    assert "the chance rose" not in page
    assert "Nothing new" in page


def test_what_one_has_seen_is_news_to_another(space: Workspace) -> None:
    then = Sight(at=NOW, chances={"sales": 0.3})
    now = Sight(at=NOW + DAY, chances={"sales": 0.6})
    planned(space)
    assert space.glance("park", "ana", then) is None
    assert space.glance("park", "ana", now) == then
    assert space.glance("park", "ben", now) is None


def test_what_was_seen_survives_with_its_estimates(space: Workspace) -> None:
    planned(space)
    told = Estimate(
        factor="kind", level="video\x00", scope="all", n=9, multiplier=1.5, low=1.2, high=1.9,
        p_better=float("nan"), verdict="better", evidence="adjusted",
    )  # fmt: skip
    made = Provenance(snapshot="a", model="m", seed=0, made_at=NOW)
    space.glance("park", "ana", Sight(at=NOW, fits={"saves": made}, clear={"saves": (told,)}))
    seen = space.glance("park", "ana", Sight(at=NOW + DAY))
    assert seen is not None
    assert seen.fits == {"saves": made}
    assert seen.clear["saves"][0].multiplier == pytest.approx(1.5)


def test_a_client_is_not_asked_for_what_only_a_team_can_mend(space: Workspace) -> None:
    figures(space)
    planned(space)
    mine = inside(space).read("/park/").page
    theirs = inside(space, user=Who(name="c", roles={"park": Role.CLIENT})).read("/park/").page
    for said in ("is behind", "nothing was learnt from"):
        assert said in mine
    assert "is behind" not in theirs
    assert "waits for a yes" in theirs


def test_who_may_not_see_a_brand_finds_none(space: Workspace) -> None:
    figures(space)
    put(space.store, "o", Batch(posts=(a_post(1),), rows=1), brand="other")
    reader = inside(space, user=Who(name="c", roles={"other": Role.READER}))
    for page in ("", "refine", "refine/review", "refine/next"):
        assert reader.ask(f"/park/{page}").status_code == 404


def test_a_page_shown_twice_asks_no_post_and_no_fit_again(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures(space)
    planned(space)
    reader = inside(space)
    reader.read("/park/")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("posts", "posts_since", "latest_fit", "plans"):
        monkeypatch.setattr(type(space.store), name, refuse)
    reader.read("/park/")


def test_what_a_strategy_says_is_text_and_never_code(space: Workspace) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    text = STRATEGY.replace('"spring-sales"', f"'{hostile}'").replace('"Shop"', f"'{hostile}'")
    space.store.keep_strategy("park", text, made_at=NOW)
    plan = a_plan(a_slot(1, NOW + HOUR, pillar=hostile, cta=hostile))
    aim = replace(plan.objectives[0], objective=hostile)
    space.store.keep_plan("park", replace(plan, objectives=(aim,)), made_at=NOW)
    page = inside(space).read("/park/").page
    assert "<img src=x" not in page
    assert "<img src=x" in html.unescape(page)


def test_a_strategy_with_mistakes_is_said_and_not_a_defect(space: Workspace) -> None:
    space.store.keep_strategy("park", "x = [", made_at=NOW)
    page = inside(space).read("/park/").page
    assert "The strategy has mistakes" in page
    assert inside(space).ask("/park/refine").status_code == 200


def test_it_speaks_french(space: Workspace) -> None:
    figures(space)
    planned(space)
    page = inside(space).read("/park/", HTTP_ACCEPT_LANGUAGE="fr").page
    assert "Objectifs" in page
    assert "What needs a hand" not in page


def test_chances_told_before_the_latest_figures_say_so_and_are_asked_for_anew(
    space: Workspace,
) -> None:
    made_at = datetime.now(UTC) - HOUR  # an import is told by the clock of the store
    space.store.keep_strategy("park", STRATEGY, made_at=made_at - HOUR)
    space.store.keep_plan("park", a_plan(a_slot(1, NOW + DAY)), made_at=made_at)
    assert "Chances as of " in inside(space).read("/park/").page
    assert not space.jobs("park")
    figures(space)
    for _ in range(2):
        assert "before the latest figures or changes" in inside(space).read("/park/").page
    assert [one.kind for one in space.jobs("park")] == ["foretell"]
    space.foretell("park")
    assert "before the latest figures" not in inside(space).read("/park/").page


def test_the_chance_of_another_target_is_not_shown(space: Workspace) -> None:
    planned(space)
    assert ">30%</b>" in inside(space).read("/park/").page
    text = STRATEGY.replace("1200", "5000")
    assert text != STRATEGY
    space.store.keep_strategy("park", text, made_at=NOW)
    page = inside(space).read("/park/").page
    assert "5,000 link clicks" in page
    assert "30%" not in page
    assert "is being told anew" in page
    assert "is behind" not in page
