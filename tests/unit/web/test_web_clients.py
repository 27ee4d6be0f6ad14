"""All clients at once: a folder of folders comes in, a report of each brand goes out."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st
from tests.unit.web.conftest import close
from tests.unit.web.reader import PORT, Reader
from tests.unit.web.sending import send

from balise import simulate
from balise.domain.team import Role, Who
from balise.web.pages.clients import kept
from balise.web.pages.clients.sorting import in_folders
from balise.web.site import ENVIRON, Site
from balise.worker.doing import do
from balise.workspace import Workspace

FR = {"HTTP_ACCEPT_LANGUAGE": "fr"}
HOSTILE = (
    "../../etc/passwd", "/etc/cron.d/x", "C:\\Windows\\x.csv", "all/Park/../../x.csv",
    "all/Pa\x00rk/x.csv", "all/" + "x" * 3_000 + "/x.csv", "all/\u202ePark/x.csv", "",
    "..", "\ud800",
)  # fmt: skip


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.open(tmp_path)
    yield found
    close(found)


def inside(space: Workspace, **who: Any) -> Reader:
    site = Site(space=space, port=PORT)
    return Reader(replace(site, user=Who(name="ana", **who)) if who else site).inside()


def posted(reader: Reader, fields: Mapping[str, Any], **more: Any) -> Any:
    told: Any = {ENVIRON: reader.site, "HTTP_HOST": f"127.0.0.1:{PORT}", **more}
    return reader.client.post("/clients", dict(fields), **told)


def folder(reader: Reader, files: Mapping[str, bytes], **more: Any) -> Any:
    """Send a folder as the script of the page does."""
    sent = [SimpleUploadedFile("x.csv", content) for content in files.values()]
    return posted(reader, {"files": sent, "paths": json.dumps([*files])}, **more)


def packed(files: Mapping[str, bytes]) -> SimpleUploadedFile:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return SimpleUploadedFile("clients.zip", held.getvalue())


def exports(seed: int) -> tuple[str, bytes]:
    made = simulate.exports(simulate.World(seed, weeks=3))
    name = next(name for name in sorted(made) if name != simulate.NOTE)
    return name, made[name]


def work(space: Workspace, where: str) -> None:
    """Do all that a batch asked for."""
    for job in space.batch(where.rpartition("/")[2]):
        do(space, job.id, Event())


@pytest.mark.parametrize("way", ["folder", "zip"])
def test_each_folder_becomes_a_brand_once_somebody_said_yes(space: Workspace, way: str) -> None:
    reader = inside(space)
    name, content = exports(3)
    files = {
        f"clients/Park/{name}": content, f"clients/Chez Léa/deep/{name}": exports(4)[1],
        "clients/Empty/notes.csv": b"shopping,price\nmilk,2\n", "clients/readme.txt": b"x",
        "clients/Park/.DS_Store": b"x", "clients/Park/Thumbs.db": b"x",
    }  # fmt: skip
    answer = (
        folder(reader, files) if way == "folder" else posted(reader, {"archive": packed(files)})
    )
    assert answer.status_code == 302, answer.content.decode()
    where = answer["Location"]
    shown = reader.read(where, **FR).page
    assert all(f"<bdi>{brand}</bdi>" in shown for brand in ("Park", "Chez Léa", "Empty"))
    assert "<bdi>readme.txt</bdi>" in shown
    assert "DS_Store" not in shown
    assert space.every_brand() == (), "nothing is begun before a yes"
    begun = send(reader, where, {})
    assert begun.status_code == 302
    batch = begun["Location"]
    waiting = reader.read(batch).page
    assert 'hx-trigger="load delay:1s"' in waiting
    assert "balise worker" in waiting
    assert send(reader, where, {})["Location"] == batch
    assert reader.ask(where)["Location"] == batch
    assert len(space.batch(batch.rpartition("/")[2])) == 3, "two who say yes begin it once"
    work(space, batch)
    assert space.brands() == ("Chez Léa", "Park")
    assert space.every_brand() == ("Chez Léa", "Park")
    told = reader.read(batch, **FR).page
    assert "hx-trigger" not in told
    assert "non lu" in told
    assert "Rapports" in told


def test_a_brand_that_is_there_is_said_and_a_no_leaves_nothing(space: Workspace) -> None:
    space.start_job("learn", brand="Park")
    reader = inside(space)
    name, content = exports(3)
    where = folder(reader, {f"Park/{name}": content})["Location"]
    assert "files are added to it" in reader.read(where).page
    assert send(reader, where, {"discard": "1"})["Location"] == "/clients"
    assert not list(space.uploads.iterdir())
    assert reader.ask(where)["Location"] == "/clients"
    assert len(space.jobs("Park")) == 1


@pytest.mark.parametrize("path", HOSTILE)
def test_no_path_leads_out_of_the_uploads(space: Workspace, path: str) -> None:
    before = {one for one in space.folder.rglob("*") if one.parent != space.uploads}
    answer = folder(inside(space), {path: b"a", "all/Heron/x.csv": b"b"})
    assert answer.status_code == 302
    name = answer["Location"].rpartition("/")[2]
    told = kept.note(space.uploads, name)
    assert told is not None
    assert [*told["brands"]] == ["Heron"]
    assert len(told["beside"]) == 1
    after = {one for one in space.folder.rglob("*") if space.uploads not in one.parents}
    assert after - before <= {space.uploads}
    assert inside(space).ask(answer["Location"]).status_code == 200


@given(st.lists(st.text(max_size=60), max_size=8))
def test_every_file_is_somebodys_or_left_out_whatever_its_path(paths: list[str]) -> None:
    found = in_folders(paths)
    numbers = [n for several in found.brands.values() for n in several]
    assert len({*numbers}) == len(numbers)
    assert len(numbers) + len(found.beside) <= len(paths)
    for brand in found.brands:
        assert brand not in {".", ".."}
        assert not set(brand) & set("/\\\0\n\x1f")


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"paths": "["}, {"paths": "[" * 9_000}, {"paths": "{}"},
        {"files": [SimpleUploadedFile("a.csv", b"x")]},
        {"files": [SimpleUploadedFile("a.csv", b"x")], "paths": '["a.csv", "b.csv"]'},
        {"files": [SimpleUploadedFile("a.csv", b"x")], "paths": "[3]"},
        {"archive": SimpleUploadedFile("a.zip", b"PK\x03\x04 no archive")},
        {"archive": packed({"note.txt": b"x"})},
        {"archive": packed({"Park/zeros.csv": b"0" * (4 << 20)})},
    ],
)  # fmt: skip
def test_what_holds_no_client_is_told_and_nothing_is_kept(
    space: Workspace, fields: dict[str, Any]
) -> None:
    for one in [*fields.get("files", ()), *([fields["archive"]] if "archive" in fields else [])]:
        one.seek(0)
    answer = posted(inside(space), fields)
    assert answer.status_code == 400
    assert 'class="wrong"' in answer.content.decode()
    assert not space.uploads.exists() or not list(space.uploads.iterdir())


def test_only_those_to_whom_the_installation_belongs_bring_clients_in(space: Workspace) -> None:
    space.start_job("learn", brand="Park")
    name, content = exports(3)
    where = folder(inside(space), {f"Other/{name}": content})["Location"]
    for role in Role:
        reader = inside(space, roles={"Park": role})
        assert reader.ask("/clients").status_code == 403
        assert folder(reader, {f"Park/{name}": content}).status_code == 403
        assert reader.ask(where).status_code == 403
        assert send(reader, where, {}).status_code == 403
    batch = send(inside(space), where, {})["Location"]
    assert inside(space, roles={"Park": Role.OWNER}).ask(batch).status_code == 404


def test_a_report_of_each_brand_is_made_and_taken_in_one_file(space: Workspace) -> None:
    for seed, brand in ((3, "Park"), (4, "Chez Léa / Sud")):
        name, content = exports(seed)
        (space.folder / name).write_bytes(content)
        space.import_([space.folder / name], brand=brand)
    reader = inside(space)
    assert "/reports" in reader.read("/").page
    begun = send(reader, "/reports", {"form": "json", "language": "fr"})
    batch = begun["Location"]
    assert reader.ask(f"{batch}/reports.zip").status_code == 404, "there is none yet"
    work(space, batch)
    assert f"{batch}/reports.zip" in reader.read(batch).page
    answer = reader.ask(f"{batch}/reports.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert sorted(archive.namelist()) == ["Chez Léa Sud.json", "Park.json"]
        assert json.loads(archive.read("Park.json"))
    editor = inside(space, roles={"Park": Role.EDITOR})
    shown = editor.read(batch).page
    assert "Park" in shown
    assert "Chez" not in shown, "what is of another brand is not told"
    mine = editor.ask(f"{batch}/reports.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(mine.streaming_content))) as archive:
        assert archive.namelist() == ["Park.json"]
    for role in (Role.READER, Role.CLIENT):
        other = inside(space, roles={"Park": role})
        assert other.ask(batch).status_code == 404
        assert send(other, "/reports", {"form": "json", "language": "fr"}).status_code == 403
    assert send(reader, "/reports", {"form": "exe"})["Location"] == "/"


def test_a_batch_is_called_off_as_a_whole(space: Workspace) -> None:
    name, content = exports(3)
    reader = inside(space)
    where = folder(reader, {f"a/Park/{name}": content, f"a/Heron/{name}": content})["Location"]
    batch = send(reader, where, {})["Location"]
    assert send(reader, f"{batch}/cancel", {})["Location"] == batch
    assert {job.state for job in space.batch(batch.rpartition("/")[2])} == {"cancelled"}
    assert space.every_brand() == ()
    assert "hx-trigger" not in reader.read(batch).page
    assert not list(space.uploads.glob("*/*"))
