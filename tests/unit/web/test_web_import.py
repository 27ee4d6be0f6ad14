"""Files come in by the page: sent, followed, told; tables of one's own are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.sending import Fields, send

from balise import simulate
from balise.domain.team import Role, Who
from balise.report.export_steps import format_said
from balise.web.site import ENVIRON, Site
from balise.words import Speech
from balise.worker.doing import do
from balise.workspace import Workspace

TABLE = b"Jour du billet;Message;Coeurs\n" + b"".join(
    f"{day:02d}/03/2026;Bonjour {day};{day * 3}\n".encode() for day in range(10, 28)
)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    found.start_job("learn", brand="Park")
    found.start_job("learn", brand="Other")
    yield found
    close(found)


def inside(space: Workspace, role: Role | None = None) -> Reader:
    site = Site(space=space, port=PORT)
    who = Who(name="ana", roles={"Park": role}) if role else site.user
    return Reader(replace(site, user=who)).inside()


def upload(
    reader: Reader, *files: SimpleUploadedFile, where: str = "/Park/import", **more: str
) -> Any:
    told: Any = {ENVIRON: reader.site, "HTTP_HOST": f"127.0.0.1:{PORT}"}
    return reader.client.post(where, {"files": list(files), **more}, **told)


def worked(space: Workspace, answer: Any) -> str:
    """Do what was asked for; gives the page that tells of it."""
    assert answer.status_code == 302, answer.content.decode()
    where = str(answer.headers["Location"])
    do(space, where.rpartition("/")[2], Event())
    return where


def an_export() -> SimpleUploadedFile:
    made = simulate.exports(simulate.World(3, weeks=3))
    name = next(name for name in sorted(made) if name != simulate.NOTE)
    return SimpleUploadedFile(name, made[name])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_files_are_sent_followed_and_told(space: Workspace, language: str) -> None:
    reader = inside(space)
    answer = upload(reader, an_export())
    waiting = reader.read(answer.headers["Location"], HTTP_ACCEPT_LANGUAGE=language).page
    assert 'hx-trigger="load delay:1s"' in waiting
    assert "<noscript><meta http-equiv" in waiting
    told = reader.read(worked(space, answer), HTTP_ACCEPT_LANGUAGE=language).page
    assert "hx-trigger" not in told
    assert "/Park/insights" in told
    assert space.brands() == ("Park",)
    listed = reader.read("/Park/import", HTTP_ACCEPT_LANGUAGE=language).page
    assert answer.headers["Location"] in listed
    assert ("Comment obtenir" in listed) == (language == "fr")


def test_findings_are_told_by_kind_with_their_line_and_lead_to_all_of_them(
    space: Workspace,
) -> None:
    broken = TABLE + b"99/99/2026;Late;x\n"
    reader = inside(space)
    where = worked(space, upload(reader, SimpleUploadedFile("t.csv", broken)))
    sent = {"kind": "posts", "column.0": "published", "column.1": "text", "column.2": "reactions",
            "network": "facebook", "account": "park", "date_order": "day"}  # fmt: skip
    page = reader.read(worked(space, send(reader, f"{where}/columns/1", sent))).page
    assert "/Park/findings?code=" in page
    assert "line 20" in page


def test_a_competitor_is_kept_apart(space: Workspace) -> None:
    worked(space, upload(inside(space), an_export(), competitor="Garden & Co"))
    assert space.brands() == ()
    assert "Garden &amp; Co" in inside(space).read("/Park/import").page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("b.csv", b"\x00\xff" * 99),
        ("../../x.zip", b"PK\x03\x04nothing"),
        ("c.exe", b"MZ"),
    ],
)
def test_what_is_no_export_is_told_and_brings_nothing_in(
    space: Workspace, name: str, content: bytes
) -> None:
    reader = inside(space)
    page = reader.read(worked(space, upload(reader, SimpleUploadedFile(name, content)))).page
    assert 'class="badge bad"' in page
    assert space.brands() == ()


CUT = b'{"data": [{"id": "1", "message": "Bonjour"}, {"id": '


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("name", "content", "way"),
    [
        ("instagram.csv", b"", "/Park/import#way-instagram"),
        ("a.csv", b"", "/Park/import#how-title"),
        ("posts.json", CUT, ""),
        ("tweets.js", b'window.YTD.tweets.part0 = [{"tweet": {"id": ', ""),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "/Park/import#how-title"),
        ("facebook.pdf", b"%PDF-1.7 ...", "/Park/import#way-facebook"),
        ("t.csv", TABLE, "/Park/import#how-title"),
    ],
)
def test_a_refusal_is_wholly_in_the_readers_language_and_names_no_command(
    space: Workspace, name: str, content: bytes, way: str, language: str
) -> None:
    reader, s = inside(space), Speech(language)
    where = worked(space, upload(reader, SimpleUploadedFile(name, content)))
    [told] = space.job("Park", where.rpartition("/")[2]).result["reports"]
    page = reader.read(where, HTTP_ACCEPT_LANGUAGE=language).page
    main = page.partition("<main")[2]
    assert "balise import" not in main
    assert f'href="{way}"' in main or not way
    for fact in told["said"]:
        assert escape(s.text(told["facts"][fact])) in main
        assert language == "en" or s.text(told["facts"][fact]) != told["facts"][fact]
    if way:
        anchor = way.partition("#")[2]
        assert f'id="{anchor}"' in reader.read("/Park/import").page
    assert "figure-big" not in main, "nothing was read: nothing is counted"
    assert "/Park/insights" not in main
    assert escape(s.text("Nothing could be read: below stands why, and what to do.")) in main


def test_files_are_named_as_people_know_them(space: Workspace) -> None:
    reader = inside(space)
    where = worked(space, upload(reader, an_export()))
    [told] = space.job("Park", where.rpartition("/")[2]).result["reports"]
    for path in (where, "/Park/files"):
        page = reader.read(path, HTTP_ACCEPT_LANGUAGE="fr").page
        assert told["format"] not in page
        assert escape(format_said(Speech("fr"), told["format"])) in page


def test_no_file_is_asked_for_again(space: Workspace) -> None:
    answer = upload(inside(space))
    assert answer.status_code == 400
    assert "Choose one file" in answer.content.decode()
    assert upload(inside(space), an_export(), competitor="x\u202ey").status_code == 400


def test_a_first_import_of_which_nothing_is_read_leaves_no_brand(space: Workspace) -> None:
    reader = inside(space)
    answer = upload(reader, SimpleUploadedFile("t.csv", TABLE), where="/start/files", name="Heron")
    where = worked(space, answer)
    assert space.every_brand() == ("Other", "Park")
    page = reader.read(where, HTTP_ACCEPT_LANGUAGE="fr").page
    assert "Aucune marque" in page
    assert "gard" in page, "until when the file is kept"
    assert "/start" in page
    stranger = inside(space, Role.OWNER)
    assert stranger.ask(where).status_code == 404, "it is not theirs"
    sent = {"kind": "posts", "column.0": "published", "column.1": "text", "column.2": "reactions",
            "network": "facebook", "account": "heron", "date_order": "day"}  # fmt: skip
    named = send(reader, f"{where}/columns/1", sent)
    assert space.every_brand() == ("Heron", "Other", "Park"), "something may come of it now"
    worked(space, named)
    assert space.brands() == ("Heron",)
    assert not list(space.uploads.iterdir())
    gone = reader.ask(f"{where}/columns/1")
    assert (gone.status_code, gone["Location"]) == (302, "/Heron/import")
    assert "not here any more" in reader.read("/Heron/import").page
    again = upload(reader, an_export(), where="/start/files", name="Heron")
    assert again.status_code == 400, "there is a brand of this name now"


def test_an_import_that_failed_is_tried_again_with_the_same_files(space: Workspace) -> None:
    reader = inside(space)
    answer = upload(reader, an_export())
    where = str(answer["Location"])
    space.store.take_post("worker")
    job = where.rpartition("/")[2]
    assert space.store.claim_job(job)
    space.store.fail_job(job, "StoreUnreachableError", {"database": "x", "reason": "y"})
    assert f"{where}/again" in reader.read(where).page
    assert reader.ask(f"{where}/again")["Location"] == where, "only what is sent begins it"
    worked(space, send(reader, f"{where}/again", {}))
    assert space.brands() == ("Park",)
    gone = send(reader, f"{where}/again", {})
    assert gone["Location"] == "/Park/import"
    assert "not here any more" in reader.read("/Park/import").page
    assert inside(space, Role.READER).ask(f"{where}/again", "POST").status_code == 403


def test_an_import_that_waits_is_called_off(space: Workspace) -> None:
    reader = inside(space)
    where = str(upload(reader, an_export()).headers["Location"])
    assert send(reader, f"{where}/cancel", {}).status_code == 302
    assert space.job("Park", where.rpartition("/")[2]).state == "cancelled"


def test_a_table_of_ones_own_is_named_by_its_columns(space: Workspace) -> None:
    reader = inside(space)
    where = worked(space, upload(reader, SimpleUploadedFile("Mon tableau.csv", TABLE)))
    assert f"{where}/columns/1" in reader.read(where).page
    page = reader.read(f"{where}/columns/1?kind=posts", HTTP_ACCEPT_LANGUAGE="fr").page
    fields = Fields(page, f"{where}/columns/1").fields
    assert "10/03/2026" in page
    sent = fields | {"column.0": "published", "column.1": "text", "column.2": "reactions",
                     "network": "facebook", "account": "park", "date_order": "day"}  # fmt: skip
    told = reader.read(worked(space, send(reader, f"{where}/columns/1", sent))).page
    assert 'class="badge bad"' not in told
    assert len(space.gather("Park").posts) == 18


def test_a_table_without_a_day_is_asked_for_one(space: Workspace) -> None:
    reader = inside(space)
    where = worked(space, upload(reader, SimpleUploadedFile("t.csv", TABLE)))
    columns = f"{where}/columns/1"
    sent = {"kind": "posts", **{f"column.{n}": "ignored" for n in range(3)}}
    answer = send(reader, columns, sent)
    assert answer.status_code == 400
    assert "When it was published" in answer.content.decode()
    assert not list(space.uploads.glob("*/*.mapping.toml"))
    for text in ("'\"]\n[x", "\x00", "9" * 5000, "<b>"):
        odd = {"kind": text, "column.0": text, "network": text, "account": text, "decimal": text}
        assert send(reader, columns, odd).status_code in {302, 400}
    assert reader.ask(f"{where}/columns/2").status_code == 404
    assert reader.ask(f"{where}/columns/0").status_code == 404


def test_only_who_may_edit_imports_and_only_into_what_is_theirs(space: Workspace) -> None:
    where = str(upload(inside(space), an_export()).headers["Location"])
    name = where.rpartition("/")[2]
    client, editor = inside(space, Role.CLIENT), inside(space, Role.EDITOR)
    assert client.ask("/Park/import").status_code == 403
    assert editor.ask("/Park/import").status_code == 200
    assert "/Park/import" not in client.ask("/Park/").content.decode()
    for path in (f"/Park/import/{name}", f"/Park/import/{name}/columns/1"):
        assert client.ask(path).status_code == 403
    for rest in ("", f"/{name}/cancel", f"/{name}/columns/1"):
        assert send(client, f"/Park/import{rest}", {}).status_code == 403
        assert send(editor, f"/Other/import{rest}", {}).status_code == 404
    master = inside(space)
    for path in (f"/Other/import/{name}", f"/Other/import/{name}/columns/1"):
        assert master.ask(path).status_code == 404
    assert send(master, f"/Other/import/{name}/cancel", {}).status_code in {302, 404}
    assert space.job("Park", name).state == "waiting"
