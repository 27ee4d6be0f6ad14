"""A copy that waits says so on every page, to everybody who is known."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.web.conftest import close
from tests.unit.web.planned import STRATEGY
from tests.unit.web.team import OWNER, browser, joined, logged_in, send

from balise.domain.team import Role
from balise.workspace import Workspace

pytestmark = pytest.mark.usefixtures("light")
WAITS = "This is a copy, and it waits"
PAGES = ("/park/", "/park/calendar", "/park/report", "/nowhere")


@pytest.fixture
def copy(empty: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """Copy the folder of a team that was at work."""
    empty.store.keep_strategy("park", STRATEGY, made_at=datetime.now(UTC))
    joined(empty, OWNER, is_master=True)
    joined(empty, "leo@example.org", park=Role.READER)
    assert not empty.is_paused()
    close(empty)
    shutil.copytree(tmp_path / "empty", tmp_path / "copy")
    opened = Workspace.open(tmp_path / "copy")
    yield opened
    close(opened)


def test_a_copy_says_on_every_page_that_it_waits_until_it_goes_on(copy: Workspace) -> None:
    reader = logged_in(copy)
    for where in (*PAGES, "/brands", "/settings"):
        said = reader.ask(where).content.decode()
        assert WAITS in said, where
        assert 'href="/settings/installation">Look at it' in said, where
    assert reader.ask("/settings/installation").content.decode().count(WAITS) == 1  # its own words
    assert send(reader, "/settings/installation/resume", {}).status_code == 302
    for where in PAGES:
        assert WAITS not in reader.ask(where).content.decode(), where


def test_who_cannot_end_the_wait_is_told_and_led_nowhere(copy: Workspace) -> None:
    said = logged_in(copy, "leo@example.org").ask("/park/?lang=fr").content.decode()
    assert "copie" in html.unescape(said).lower()
    assert "/settings/installation" not in said
    assert WAITS not in browser(copy).ask("/login").content.decode()
