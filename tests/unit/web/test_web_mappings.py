"""What somebody said of the columns of a table is known when the next such file comes in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape
from tests.unit.web.conftest import close
from tests.unit.web.reader import Reader
from tests.unit.web.sending import Fields, send
from tests.unit.web.test_web_import import inside, upload, worked

from balise.cli.import_ import import_
from balise.domain.team import Role
from balise.errors import StoreUnreachableError
from balise.web.uploads import kept as kept_files
from balise.words import Speech
from balise.worker.doing import do
from balise.workspace import Workspace

HEADER = "Jour du billet;Message;Coeurs\n"
SAID = {"kind": "posts", "column.0": "published", "column.1": "text", "column.2": "reactions",
        "network": "facebook", "account": "park", "date_order": "day"}  # fmt: skip
UNREAD = 'class="badge bad"'


def month(number: int, header: str = HEADER) -> bytes:
    rows = (f"{day:02d}/{number:02d}/2026;Bonjour {number}-{day};{day}\n" for day in range(10, 22))
    return (header + "".join(rows)).encode()


def sent(number: int, header: str = HEADER) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{number:02d}.csv", month(number, header))


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    found.start_job("learn", brand="Park")
    found.start_job("learn", brand="Other")
    yield found
    close(found)


@pytest.fixture
def reader(space: Workspace) -> Reader:
    """Give a reader who has said of the file of March what its columns are."""
    found = inside(space)
    named(space, found, "/Park/import")
    return found


def named(space: Workspace, reader: Reader, where: str, **more: str) -> None:
    path = worked(space, upload(reader, sent(3), where=where, **more))
    told = reader.read(worked(space, send(reader, f"{path}/columns/1", SAID))).page
    assert UNREAD not in told


def read(space: Workspace, reader: Reader, file: SimpleUploadedFile, **more: str) -> str:
    where = worked(space, upload(reader, file, **more))
    return reader.read(where, HTTP_ACCEPT_LANGUAGE=more.get("language", "en")).page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_next_months_file_is_read_without_asking_and_says_so(
    space: Workspace, reader: Reader, language: str
) -> None:
    assert not list(space.uploads.iterdir()), "what was sent is gone, and what was said is not"
    where = worked(space, upload(reader, sent(4)))
    page = reader.read(where, HTTP_ACCEPT_LANGUAGE=language).page
    assert UNREAD not in page
    assert len(space.gather("Park").posts) == 24
    s, [kept] = Speech(language), space.mappings("Park")
    day = s.day(kept.made_at.date())
    wanted = {"en": f"Read with the mapping that was made on {day} for 03.csv",
              "fr": f"Lu avec la table de correspondance établie le {day} pour 03.csv"}  # fmt: skip
    assert escape(wanted[language]) in page
    assert "/Park/import#kept-title" in page
    findings = {"en": "Findings", "fr": "Remarques"}[language]
    assert f"<dt>{findings}</dt><dd><b>0</b>" in page, "it is no flaw of the file"


def test_posts_that_are_in_stay_in_where_their_mapping_cannot_be_kept(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise StoreUnreachableError(database="balise.db", reason="busy")

    monkeypatch.setattr(Workspace, "remember_mapping", fails)
    named(space, inside(space), "/Park/import")
    assert len(space.gather("Park").posts) == 12
    assert not space.mappings("Park")


def test_the_command_line_uses_it_too(space: Workspace, reader: Reader, tmp_path: Path) -> None:
    del reader
    file = tmp_path / "05.csv"
    file.write_bytes(month(5))
    asked = [str(file), "--folder", space.place, "--brand"]
    run = CliRunner().invoke(import_, [*asked, "Park"])
    assert run.exit_code == 0, run.output
    assert "Read with the mapping that was made on" in run.output
    assert len(space.gather("Park").posts) == 24
    assert CliRunner().invoke(import_, [*asked, "Other"]).exit_code == 1


def test_it_is_used_for_files_that_a_program_sends(space: Workspace, reader: Reader) -> None:
    del reader
    [path] = kept_files(space.uploads, [sent(6)])
    job = space.start_job("import", brand="Park", asked={"paths": [path]}, by="robot")
    do(space, job.id, Event())
    [told] = space.job("Park", job.id).result["reports"]
    assert (told["error"], told["posts"]) == ("", 12)
    assert [one["code"] for one in told["kinds"]] == ["mapping-kept"]
    assert len(space.mappings("Park")) == 1


def test_the_file_that_was_named_by_its_columns_is_not_counted_twice(
    space: Workspace, reader: Reader
) -> None:
    where = worked(space, upload(reader, sent(3)))
    [told] = space.job("Park", where.rpartition("/")[2]).result["reports"]
    assert (told["already_imported"], told["posts"]) == (True, 0)
    assert len(space.gather("Park").posts) == 12


def test_other_columns_and_other_brands_are_asked_about(space: Workspace, reader: Reader) -> None:
    assert UNREAD in read(space, reader, sent(4, "Jour du billet;Message;Coeurs;Budget\n"))
    assert UNREAD in read(space, reader, sent(4, "Message;Jour du billet;Coeurs\n"))
    assert UNREAD in read(space, reader, sent(4), where="/Other/import")
    assert UNREAD in read(space, reader, sent(4), competitor="Garden & Co")
    assert UNREAD not in read(space, reader, sent(4, "JOUR  du billet;Message ;Coeurs\n"))


def test_a_mapping_of_a_competitors_table_is_not_one_of_ours(space: Workspace) -> None:
    reader = inside(space)
    named(space, reader, "/Park/import", competitor="Garden & Co")
    assert UNREAD in read(space, reader, sent(4))
    assert UNREAD not in read(space, reader, sent(4), competitor="Garden  & Co")
    assert "Garden &amp; Co" in reader.read("/Park/import").page.partition("kept-title")[2]


def test_kept_mappings_are_seen_changed_and_forgotten(space: Workspace, reader: Reader) -> None:
    listed, [kept] = reader.read("/Park/import").page, space.mappings("Park")
    where = f"/Park/import/mapping/{kept.id}"
    assert where in listed
    assert "03.csv" in listed.partition("kept-title")[2]
    fields = Fields(reader.read(where).page, where).fields
    assert (fields["column.2"], fields["account"]) == (["reactions"], ["park"])
    answer = send(reader, where, {**fields, "column.2": "shares"})
    assert answer.status_code == 302, answer.content.decode()
    [now] = space.mappings("Park")
    assert (now.said["columns"]["Coeurs"], now.by) == ("shares", inside(space).site.user.name)
    assert "shares" in {name for one in read_april(space, reader) for name in one}
    wrong = send(reader, where, {**fields, "column.0": "ignored"})
    assert wrong.status_code == 400
    assert space.mappings("Park") == (now,)
    asked = send(reader, f"{where}/forget", {})
    assert "Forget this mapping?" in asked.content.decode()
    assert space.mappings("Park") == (now,)
    assert send(reader, f"{where}/forget", {"sure": "yes"}).status_code == 302
    assert not space.mappings("Park")
    assert reader.ask(where).status_code == 404
    assert UNREAD in read(space, reader, sent(5))
    assert "kept-title" not in reader.read("/Park/import").page


def read_april(space: Workspace, reader: Reader) -> list[Any]:
    assert UNREAD not in read(space, reader, sent(4))
    april = datetime(2026, 4, 1, tzinfo=UTC)
    return [one.values for one in space.store.posts("Park") if one.post.published_at >= april]


def test_nobody_sees_changes_or_forgets_the_mapping_of_another_brand(
    space: Workspace, reader: Reader
) -> None:
    [kept] = space.mappings("Park")
    for rest in ("", "/forget"):
        crossed = f"/Other/import/mapping/{kept.id}{rest}"
        assert send(reader, crossed, {**SAID, "sure": "yes"}).status_code == 404
        own = f"/Park/import/mapping/{kept.id}{rest}"
        assert send(inside(space, Role.CLIENT), own, {"sure": "yes"}).status_code == 403
    assert reader.ask(f"/Other/import/mapping/{kept.id}").status_code == 404
    assert inside(space, Role.CLIENT).ask(f"/Park/import/mapping/{kept.id}").status_code == 403
    assert space.mappings("Park") == (kept,)


def test_a_mapping_by_which_nothing_could_be_read_is_not_kept(space: Workspace) -> None:
    reader = inside(space)
    where = worked(space, upload(reader, sent(3)))
    begun = send(reader, f"{where}/columns/1", SAID)
    job = space.job("Park", str(begun.headers["Location"]).rpartition("/")[2])
    space.upload(job.asked["paths"][0]).write_bytes(b"Un;Deux\n1;2\n")
    worked(space, begun)
    assert not space.mappings("Park")
