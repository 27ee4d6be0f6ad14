"""Whatever is typed into whatever form, by whomever: no defect, and no text becomes code.

The crawl goes to every address and sends every form that it finds. `BALISE_LONG=1` sends all of
what `nasty` holds; without, each sending has its turn once in a while.
"""

from __future__ import annotations

from functools import partial
from traceback import format_exception
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils.html import escape
from tests.often import LONG
from tests.unit.web.crawl import nasty
from tests.unit.web.crawl.conftest import BRAND, World, back
from tests.unit.web.crawl.starts import named, odd, starts
from tests.unit.web.crawl.walk import RARELY, Crawl, faults_of
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.team import OWNER, PASSWORD, browser, send

from balise.domain.team import Role
from balise.errors import defects
from balise.vault import pace
from balise.web.restores import Restores
from balise.web.site import Site
from balise.workspace import Workspace

pytestmark = pytest.mark.usefixtures("light")
OF_TEAMS = frozenset({
    "account", "password", "security", "factor", "end-session", "end-sessions", "role",
    "invitation", "reset", "login",
})  # fmt: skip
"""What one who works alone has not: a login."""

ELSEWHERE = frozenset({
    "login", "invitation",  # of strangers, who find them below
    "resume", "restore-look",  # of a copy that waits, and of a backup that was checked
    "start_made",  # after the last of many questions
    "report_cancel",  # of a job that the owner of the brand has called off before
    "refine-answer", "report_schedule_remove",  # of proposals and schedules: this brand has none
    "batch_cancel", "clients_sorted", "start_demo_cancel", "calendar-call-off",  # of work under way
    "insights_begin", "insights_cancel", "tags_begin", "tags_cancel",  # of many posts
    "calendar-agree", "calendar-ask",  # of a post with a text; those before have emptied it
    "calendar-texts", "import_again",  # of words whose post is gone, and files that were refused
})  # fmt: skip
"""Forms that a team of a young brand does not see; they are sent to nevertheless."""


@pytest.fixture
def tracebacks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep what a defect would have written to a file."""
    found: list[str] = []

    def keep(error: BaseException, **_: Any) -> None:
        found.append("".join(format_exception(error)[-4:]))

    monkeypatch.setattr(defects, "traceback", SimpleNamespace(print_exception=keep))
    monkeypatch.setattr(Workspace, "show_made_up", lambda _self, **_given: BRAND)  # it takes long
    return found


def crawled(world: World, again: Any, tracebacks: list[str], share: int) -> Crawl:
    crawl = Crawl(again=again, share=1 if LONG else share)
    crawl.walk([*starts(), *world.secrets], [*odd()])
    assert not tracebacks, "\n".join(sorted(set(tracebacks)))
    assert not crawl.wrong, "\n".join(crawl.wrong[:20])
    return crawl


def test_one_who_works_alone_breaks_nothing(alone: World, tracebacks: list[str]) -> None:
    site = Site(space=alone.space, port=PORT, restores=Restores(ask=lambda _asked: None))
    first = Reader(site).inside()
    crawl = crawled(alone, lambda: first, tracebacks, 150)
    needs = named()
    assert {*needs} - {*crawl.read} == set()
    posts = {name for name, need in needs.items() if need.post is not None}
    assert posts - {*crawl.sent} - OF_TEAMS == set()


def test_no_member_of_a_team_breaks_anything(team: World, tracebacks: list[str]) -> None:
    site = browser(team.space).site
    site.restores.ask = lambda _asked: None

    def again(email: str) -> Reader:
        pace._window.cache_clear()
        reader = Reader(site)
        if send(reader, "/login", {"email": email, "password": PASSWORD}).status_code != 302:
            back(team.space, email)
            send(reader, "/login", {"email": email, "password": PASSWORD})
        return reader

    needs = named()
    posts = {name for name, need in needs.items() if need.post is not None}
    for role in Role:
        crawl = crawled(team, partial(again, f"{role}@example.org"), tracebacks, RARELY)
        assert {*needs} - {*crawl.read} == set(), "each address was asked for"
    crawl = crawled(team, partial(again, OWNER), tracebacks, 150)
    assert {*needs} - {*crawl.read} == set()
    assert posts - {*crawl.sent} == set(), "each was sent to"
    assert posts - crawl.filled - ELSEWHERE == set(), "each form was found on a page"


def test_a_stranger_breaks_nothing(team: World, tracebacks: list[str]) -> None:
    crawl = crawled(team, lambda: browser(team.space), tracebacks, 150)
    assert {*named()} - {*crawl.read} == set()
    assert {"login", "approve", "invitation"} <= crawl.filled
    assert "reset" in crawl.sent


@pytest.mark.parametrize(
    ("status", "content", "headers"),
    [
        (500, "", {}),
        (200, f"<p>{nasty.SCRIPT}</p>", {}),
        (200, f'<input value="{nasty.HANDLER}">', {}),
        (200, "Traceback (most recent call last)", {}),
        (302, "", {"Location": "//evil.example/"}),
        (200, "", {"X-Evil": "1"}),
    ],
)
def test_what_is_looked_for_is_found(status: int, content: str, headers: dict[str, str]) -> None:
    answer = HttpResponse(content, status=status, headers=headers)
    assert sum(faults_of(answer, "text/html", content)) == 1
    sound = HttpResponse(escape(content))
    assert not any(faults_of(sound, "text/html", "")), "nothing else is"
