"""An owner lets people in, guards the doors, and keeps what there is safe."""

from __future__ import annotations

import re
import zipfile
from base64 import b32decode
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from tests.e2e.journeys import world
from tests.e2e.journeys.conftest import Enters, Served
from tests.e2e.journeys.walk import BOTH, Walk, walking

pytestmark = pytest.mark.e2e


def code_of(secret: str, ahead: int = 0) -> str:
    """Make the code that an app shows; one of a later step where one was used already."""
    clock = TOTP(b32decode(secret), 6, SHA1(), 30)  # noqa: S303 - apps know no other
    return clock.generate(int(datetime.now(UTC).timestamp()) + 30 * ahead).decode()


@pytest.mark.parametrize("language", BOTH)
def test_an_owner_invites_an_editor_who_comes_in_and_becomes_a_reader(
    enter: Enters, served: Served, language: str
) -> None:
    new = f"new-{language}@example.org"
    with enter("owner", language) as walk:
        walk.step("brands")
        walk.go(served.soon("settings"))
        walk.page.fill("main [name=email]", new)
        walk.page.locator("form", has=walk.page.locator("[name=email]")).locator(
            "[name=role]"
        ).select_option("editor")
        walk.step("settings", whole=True)
        walk.send("/settings")
        walk.confirm(world.PASSWORD)
        link = walk.page.inner_text("#secret").strip()
        walk.step("invited")
        come_in(walk, link, language)
        walk.go(served.soon("settings"))
        row = walk.page.locator(".rows-list > li", has_text=new)
        row.locator("select").select_option("reader")
        walk.click(row.locator("button.quiet"))
        walk.confirm(world.PASSWORD)
        assert row.locator("select").input_value() == "reader"
        walk.step("role-changed")
        walk.go(served.soon("settings/log"))
        assert walk.page.locator(".rows-list > li", has_text=new).count() >= 1
        walk.step("log", whole=True)


def come_in(walk: Walk, link: str, language: str) -> None:
    """Follow an invitation in a browser of one's own."""
    browser = walk.page.context.browser
    with walking(browser, walk.watched.base, "invited", language) as guest:
        guest.go(link)
        guest.page.fill("main [name=name]", "Noé")
        guest.page.fill("main [name=password]", world.PASSWORD)
        guest.step("welcome")
        guest.click("main form button")
        guest.step("inside")
        assert guest.go(link) == 404
        guest.step("link-over")


@pytest.mark.parametrize("language", BOTH)
def test_an_owner_makes_a_token_and_asks_for_a_second_factor(
    enter: Enters, served: Served, language: str
) -> None:
    with enter("guard", language) as walk:
        walk.go("/settings/tokens")
        walk.page.fill("main [name=name]", "Tableau")
        walk.page.locator("input[name=scopes]").first.check()
        walk.send("/settings/tokens")
        walk.confirm(world.PASSWORD)
        token = walk.page.inner_text("#secret").strip()
        walk.step("token")
        hdrs = {"Authorization": f"Bearer {token}"}
        told = walk.page.request.get(f"{served.base}/api/v1/brands", headers=hdrs)
        assert told.status == 200
        walk.go("/settings/security")
        walk.page.fill("main [name=password]", world.PASSWORD)
        walk.send("/begin")
        secret = walk.page.inner_text("main p code").strip()
        walk.step("second-factor")
        walk.page.fill("main [name=code]", code_of(secret))
        walk.send("/confirm")
        recovery = walk.page.inner_text("#secret").split()
        assert len(recovery) >= 10
        walk.step("recovery-codes")
        walk.click("a.button[href='/settings/security']")
        walk.step("switched-on")
        walk.click(".user summary", leads=False)
        walk.send("/logout")
        come_back(walk, secret, language)


def come_back(walk: Walk, secret: str, language: str) -> None:
    """Log in by password alone, which is refused, then with a code."""
    for code in ("", code_of(secret, ahead=1)):
        walk.page.fill("#id_email", world.email("guard", language))
        walk.page.fill("main [name=password]", world.PASSWORD)
        walk.page.fill("main [name=code]", code)
        walk.click("main form button")
        walk.step("logged-in" if code else "no-code")
        assert ("/login" in walk.page.url) is (not code)
    walk.go("/settings/security")
    walk.page.fill("main [name=password]", world.PASSWORD)
    walk.send("/renew", "[formaction$='/drop']")
    walk.confirm(world.PASSWORD)
    walk.step("switched-off")


@pytest.mark.parametrize("language", BOTH)
def test_an_owner_takes_a_backup_home(enter: Enters, language: str) -> None:
    with enter("approver", language, name="nobody") as walk:
        assert walk.go("/settings/installation") == 403
    with enter("owner", language, name="owner-backup") as walk:
        walk.go("/settings/installation")
        walk.step("installation", whole=True)
        with walk.page.expect_download() as download:
            walk.page.click("form[action$='/download'] button")
        walk.look()
        assert re.fullmatch(r"balise-[\d-]+\.zip", download.value.suggested_filename)
        with zipfile.ZipFile(download.value.path()) as kept:
            assert "balise.db" in " ".join(kept.namelist())
            assert not [name for name in kept.namelist() if name.endswith("key")]
        walk.go("/settings/people")
        walk.step("people")
