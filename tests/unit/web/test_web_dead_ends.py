"""No page leads where its reader is refused, and none of a brand's pages is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.test_web_calendar import keep, slot

from balise.domain.team import Role, Who
from balise.strategy.answers import Answers
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.web.site import Site
from balise.workspace import Workspace

BRAND = "Heron"


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Keep a strategy and a plan, and no figures; one of the posts is skipped."""
    folder: Path = tmp_path_factory.mktemp("ends")
    found = Workspace.open(folder)
    begun = Answers.begun(language="fr", today=date(2026, 11, 26))
    heron = draft(complete(begun, {"starter": "restaurant", "name": BRAND}))
    found.keep_strategy(heron, brand=BRAND)
    keep(found, BRAND, slot(0), slot(1))
    found.skip_slots(BRAND, [slot(1).slot_id], by="ana")
    yield found
    close(found)


def inside(space: Workspace, role: Role) -> Reader:
    return Reader(Site(space=space, port=PORT, user=Who(name="ana", roles={BRAND: role}))).inside()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", [*Role])
def test_a_brand_without_figures_has_insights_all_the_same(
    space: Workspace, role: Role, language: str
) -> None:
    answer = inside(space, role).ask(f"/{BRAND}/insights?lang={language}")
    assert answer.status_code == 200
    page = answer.content.decode()
    said = {"en": "no figures were brought in", "fr": "aucun chiffre n’a été importé"}
    assert said[language] in page
    assert ("/import" in page) is (role in {Role.OWNER, Role.EDITOR})


@pytest.mark.parametrize("role", [Role.OWNER, Role.EDITOR, Role.APPROVER, Role.READER])
def test_who_may_not_bring_figures_in_is_not_led_there_by_a_look_back(
    space: Workspace, role: Role
) -> None:
    page = inside(space, role).read(f"/{BRAND}/refine").page
    assert ("/import" in page) is (role in {Role.OWNER, Role.EDITOR})


@pytest.mark.parametrize("role", [*Role])
def test_who_may_not_edit_is_not_asked_to_take_a_post_up_again(
    space: Workspace, role: Role
) -> None:
    page = inside(space, role).read(f"/{BRAND}/calendar/{slot(1).slot_id}").page
    assert ("/calendar/restore" in page) is (role in {Role.OWNER, Role.EDITOR})


@pytest.mark.parametrize("page", ["", "calendar", "strategy", "insights", "report", "settings"])
def test_made_up_data_says_so_at_the_foot_of_every_page(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    owner, said = inside(space, Role.OWNER), "this brand does not exist"
    assert said not in owner.read(f"/{BRAND}/{page}").page
    monkeypatch.setattr(Workspace, "is_made_up", lambda _self, _brand: True)
    again = inside(space, Role.OWNER)
    if page:  # what the first page tells is worked out from the posts themselves
        assert said in again.read(f"/{BRAND}/{page}").page


def test_a_calendar_without_a_plan_offers_one_way_on(
    space: Workspace, brand: tuple[Workspace, str]
) -> None:
    begun = Answers.begun(language="en", today=date(2026, 11, 26))
    planless = draft(complete(begun, {"starter": "restaurant", "name": "Planless"}))
    space.keep_strategy(planless, brand="Planless")
    for where, name, way in ((space, "Planless", "/calendar/plan"), (*brand, "/start/")):
        user = Who(name="ana", roles={name: Role.EDITOR})
        here = reverse("calendar", kwargs={"brand": name})
        page = Reader(Site(space=where, port=PORT, user=user)).inside().read(here)
        ways = [link.href for link in page.links if "button" in link.kind.split()]
        assert len(ways) == 1, ways
        assert way in ways[0]


@pytest.mark.parametrize(("called", "shown"), [("Ana Lyse", "Ana Lyse"), ("", "ana@example.org")])
def test_the_menu_of_a_person_shows_the_name_that_they_gave(
    space: Workspace, called: str, shown: str
) -> None:
    who = Who(name="ana@example.org", called=called, roles={BRAND: Role.EDITOR})
    page = Reader(Site(space=space, port=PORT, user=who)).inside().read(f"/{BRAND}/").page
    assert f">{shown}</bdi>" in page
