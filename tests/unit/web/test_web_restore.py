"""Restoring from the pages: who may, what is refused, what is shown, and what is asked for."""

from __future__ import annotations

import html
import json
import sqlite3
import time
import zipfile
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.unit.web.planned import STRATEGY
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.team import OWNER, PASSWORD, PUBLIC, browser, joined, logged_in, send

from balise.backup import make, restore
from balise.backup.manifest import NAME
from balise.domain.team import Role
from balise.errors import BackupBusyError
from balise.web.restores import Restores, last_of
from balise.web.site import ENVIRON, Site
from balise.workspace import Workspace

RESTORE = "/settings/installation/restore"
pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def space(empty: Workspace) -> Workspace:
    """Make a workspace with a brand, and a backup of it in its folder."""
    empty.store.keep_strategy("park", STRATEGY, made_at=datetime.now(UTC))
    empty.back_up(empty.folder / "backups" / "monday.zip")
    return empty


def watched(reader: Reader) -> list[Mapping[str, str]]:
    """Have somebody watch over the pages, who notes what is asked."""
    asked: list[Mapping[str, str]] = []
    reader.site.restores.ask, reader.site.restores.pause_s = asked.append, 0
    return asked


def mine(space: Workspace) -> tuple[Reader, list[Mapping[str, str]]]:
    reader = browser(space).inside()
    return reader, watched(reader)


def upload(reader: Reader, content: bytes, name: str = "sent.zip") -> Any:
    told: dict[str, Any] = {ENVIRON: reader.site, "HTTP_HOST": f"127.0.0.1:{PORT}"}
    return reader.client.post(RESTORE, {"file": SimpleUploadedFile(name, content)}, **told)


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def staged(space: Workspace) -> list[Path]:
    return sorted((space.folder / ".restore").glob("*"))


def until(asked: list[Mapping[str, str]]) -> Mapping[str, str]:
    give_up = time.monotonic() + 10
    while not asked:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    return asked[0]


def test_a_backup_of_the_folder_is_shown_asked_for_twice_and_handed_on(space: Workspace) -> None:
    reader, asked = mine(space)
    assert "backups/monday.zip" in said(reader.ask(RESTORE))
    where = send(reader, RESTORE, {"name": "backups/monday.zip"}).headers["Location"]
    page = said(reader.ask(where))
    assert "park" in page
    assert "Checked whole" in page
    assert "You stay logged in in this browser." in page
    assert "Put this backup in place of what is here?" in said(send(reader, where, {}))
    assert reader.ask(f"{RESTORE}/wait").headers["Location"] == RESTORE  # nothing is under way
    answer = send(reader, where, {"sure": "yes"})
    assert "is being put in place" in said(answer)
    assert f'data-comes-back="{RESTORE}/wait"' in said(answer)
    assert reader.ask(f"{RESTORE}/wait").status_code == 202
    told = until(asked)
    assert told["folder"] == str(space.folder.absolute())
    assert told["session"] == reader.client.cookies[reader.site.cookie].value
    inside = Workspace.open(told["staged"])
    assert inside.is_paused()
    assert [note.code for note in inside.notes()][:1] == ["restored"]
    assert inside.verify_audit().is_whole
    inside.store.close()
    assert space.notes()[0].code == "restore-asked"
    assert not space.is_paused()
    for again in (RESTORE, where):  # one at a time
        answer = send(reader, again, {"name": "backups/monday.zip", "sure": "yes"})
        assert "is being put in place" in said(answer)
    assert len(asked) == 1


def test_one_has_the_turn_until_it_is_given_back() -> None:
    restores = Restores(ask=lambda _asked: None)
    assert restores.claim()
    assert not restores.claim()
    restores.release()
    assert restores.claim()


def test_what_cannot_be_made_ready_gives_the_turn_back(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise BackupBusyError(folder=space.folder)

    reader, asked = mine(space)
    where = send(reader, RESTORE, {"name": "backups/monday.zip"}).headers["Location"]
    monkeypatch.setattr(Workspace, "ready", fails)
    assert "Another program" in said(send(reader, where, {"sure": "yes"}))
    assert not reader.site.restores.is_under_way
    assert not asked


def test_a_file_from_the_computer_is_checked_and_shown_as_well(space: Workspace) -> None:
    reader, _ = mine(space)
    whole = (space.folder / "backups" / "monday.zip").read_bytes()
    where = upload(reader, whole, "../Märzstand.zip").headers["Location"]
    page = said(reader.ask(where))
    assert "Märzstand.zip" in page
    assert [one.name for one in staged(space)] == [where.rpartition("/")[2]]  # it is not kept twice


def test_what_is_no_backup_of_ours_is_refused_in_words_and_leaves_nothing(space: Workspace) -> None:
    reader, asked = mine(space)
    good = space.folder / "backups" / "monday.zip"

    def changed(**files: bytes) -> bytes:
        made = BytesIO()
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, files.pop(name, old.read(name)))
            for name, content in files.items():
                new.writestr(name, content)
        return made.getvalue()

    with zipfile.ZipFile(good) as found:
        manifest = json.loads(found.read(NAME))
    later = json.dumps({**manifest, "version": 2}).encode()
    size = manifest["files"]["balise.db"]["bytes"]
    hostile = {
        "it is damaged": b"no zip at all",
        "not allowed": changed(**{"../evil": b"x"}),
        "later version": changed(**{NAME: later}),
        "not as it was written": changed(**{"balise.db": bytes(size)}),
        "longer than": changed(**{"balise.db": bytes(size + 1)}),
    }  # fmt: skip
    for why, content in hostile.items():
        answer = upload(reader, content)
        assert answer.status_code == 400, why
        assert why in said(answer)
        assert "sent.zip is no backup that can be restored" in said(answer)
        assert str(space.folder) not in said(answer).partition("Backups in the folder")[0]
        assert "Nothing was written" in said(answer)
        assert staged(space) == []
    assert not (space.folder.parent / "evil").exists()
    assert upload(reader, b"").status_code == 400
    assert asked == []


def test_one_that_a_later_version_made_is_refused_by_its_name(space: Workspace) -> None:
    reader, _ = mine(space)
    later = space.folder.parent / "later"
    restore(space.folder / "backups" / "monday.zip", later)
    with closing(sqlite3.connect(later / "balise.db")) as found:
        found.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES "
            "('balise', '9999_later', '2030-01-01')"
        )
        found.commit()
    make(later, space.folder / "backups" / "later.zip", made_at=datetime.now(UTC))
    answer = send(reader, RESTORE, {"name": "backups/later.zip"})
    assert answer.status_code == 400
    assert "backups/later.zip" in said(answer).partition("Backups in the folder")[0]
    assert staged(space) == []


def test_only_what_is_listed_can_be_named(space: Workspace) -> None:
    reader, _ = mine(space)
    outside = space.folder.parent / "outside.zip"
    outside.write_bytes((space.folder / "backups" / "monday.zip").read_bytes())
    (space.folder / "backups" / "link.zip").symlink_to(outside)
    (space.folder / "backups" / "notes.zip").write_bytes(b"no backup")
    listed = said(reader.ask(RESTORE))
    assert "link.zip" not in listed
    assert "notes.zip" not in listed
    for name in ("../outside.zip", str(outside), "backups/link.zip", "backups/notes.zip", ""):
        assert send(reader, RESTORE, {"name": name}).status_code == 400, name
    for room in ("0" * 16, "../workspace"):
        assert reader.ask(f"{RESTORE}/{room}").status_code in {400, 404}


def test_what_was_checked_and_is_gone_is_told(space: Workspace) -> None:
    reader, asked = mine(space)
    first = send(reader, RESTORE, {"name": "backups/monday.zip"}).headers["Location"]
    send(reader, RESTORE, {"name": "backups/monday.zip"})
    answer = send(reader, first, {"sure": "yes"})
    assert answer.status_code == 400
    assert "Choose the backup once more" in said(answer)
    assert asked == []


def test_pages_that_nobody_watches_over_name_the_command_and_have_no_button(
    space: Workspace,
) -> None:
    reader = browser(space).inside()
    page = said(reader.ask(RESTORE))
    assert "balise restore balise-2027-01-04-0900.zip --folder empty-back" in page
    assert 'type="file"' not in page
    assert f'action="{RESTORE}"' not in page
    assert "were not started by balise serve" in page
    answer = send(reader, RESTORE, {"name": "backups/monday.zip"})
    assert answer.status_code == 400
    assert "only where balise serve has started them" in said(answer)
    assert staged(space) == []


def test_a_database_on_a_server_names_its_own_program(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, _ = mine(space)
    monkeypatch.setattr(type(space.store), "folder", None)
    page = said(reader.ask(RESTORE))
    assert "pg_restore" in page
    assert 'type="file"' not in page
    assert "pg_dump" in said(reader.ask("/settings/installation"))
    assert "pg_dump" in said(send(reader, RESTORE, {"name": "backups/monday.zip"}))


def test_only_an_owner_of_the_installation_restores_and_with_the_password(
    space: Workspace,
) -> None:
    joined(space, OWNER, is_master=True)
    joined(space, "leo@example.org", park=Role.OWNER)
    leo = logged_in(space, "leo@example.org")
    watched(leo)
    for where in (RESTORE, f"{RESTORE}/wait", f"{RESTORE}/{'0' * 16}"):
        assert leo.ask(where).status_code == 403
        assert send(leo, where, {"name": "backups/monday.zip"}).status_code in {403, 405}
    mia = logged_in(space)
    asked = watched(mia)
    where = send(mia, RESTORE, {"name": "backups/monday.zip"}).headers["Location"]
    assert "it becomes the workspace of one user" in said(mia.ask(where))
    assert send(mia, where, {"sure": "yes", "password": "another one"}).status_code == 403
    assert asked == []
    assert send(mia, where, {"sure": "yes", "password": PASSWORD}).status_code == 200
    assert until(asked)["by"] == OWNER


def test_pages_for_a_team_elsewhere_refuse_a_backup_in_which_nobody_can_log_in(
    space: Workspace,
) -> None:
    joined(space, OWNER, is_master=True)
    reader = logged_in(space)
    inside = Reader(
        Site(space=space, port=PORT, public=PUBLIC, restores=Restores(ask=lambda _told: None))
    )
    inside.client.cookies[inside.site.cookie] = reader.client.cookies[reader.site.cookie].value
    name = {"HTTP_HOST": PUBLIC.partition("://")[2]}
    answer = send(inside, RESTORE, {"name": "backups/monday.zip"}, **name)
    assert "Nobody can log in with this backup" in said(answer)
    assert staged(space) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_how_it_went_is_told(space: Workspace, language: str) -> None:
    reader, _ = mine(space)
    told: dict[str, Any] = {
        "made_at": "2027-01-04T09:00:00+00:00", "at": "2027-01-05T09:00:00+00:00", "by": "ana",
        "kept": "/mine/backups/before-restore.zip",
    }  # fmt: skip
    reader.site.restores.last = last_of(told)
    page = said(reader.ask(f"{RESTORE}?lang={language}"))
    assert "/mine/backups/before-restore.zip" in page
    failed = {"kept": "", "error": BackupBusyError.__name__, "facts": {"folder": "/mine"}}
    reader.site.restores.last = last_of({**told, **failed})
    page = said(reader.ask(RESTORE))
    wanted = {"en": "Another program has /mine open", "fr": "Un autre programme tient /mine ouvert"}
    assert wanted[language] in page
    assert "before-restore" not in page


def test_a_session_of_the_start_before_goes_on(space: Workspace) -> None:
    before, _ = mine(space)
    session = before.client.cookies[before.site.cookie].value
    after = Reader(Site(space=space, port=PORT, key=type(before.site.key)(session)))
    assert after.ask("/settings/installation").status_code == 403
    after.client.cookies[after.site.cookie] = session
    assert after.ask("/settings/installation").status_code == 200
    assert after.ask(f"/?token={after.site.key.token}").status_code == 403  # that one was used
