"""A backup is made while Balise runs, restored into an empty folder, and refused when hostile."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.store.making import batch, put

from balise.backup import make, restore
from balise.backup.manifest import NAME
from balise.cli.backup import backup as backup_verb
from balise.cli.restore import restore as restore_verb
from balise.domain.note import Note
from balise.domain.person import Person, Session
from balise.errors import (
    BackupBrokenError,
    BackupError,
    BackupFolderError,
    BackupServerError,
    BackupWriteError,
    FileThereError,
    SchemaTooNewError,
)
from balise.words import Speech
from balise.workspace import Workspace

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

DAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
Opening = Callable[[str], "DjangoStore"]


@pytest.fixture
def folder(tmp_path: Path, empty_folder: Path, opened: Opening) -> Path:
    """Make a folder with some posts, a picture and a key."""
    folder = tmp_path / "balise"
    shutil.copytree(empty_folder, folder)
    put(opened(str(folder)), "a", batch(1, 2, 3))
    (folder / "media/2027").mkdir(parents=True)
    (folder / "media/2027/été.png").write_bytes(b"\x89PNG made up" * 100)
    (folder / "key").write_text("never in a backup")
    (folder / "engine.db").write_text("what the engine does just now")
    return folder


@pytest.fixture
def packed(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "kept.zip"
    make(folder, file, made_at=DAY)
    return file


def test_what_is_restored_is_what_was_there(
    folder: Path, packed: Path, tmp_path: Path, opened: Opening
) -> None:
    restore(packed, tmp_path / "back")
    before, after = opened(str(folder)), opened(str(tmp_path / "back"))
    assert list(before.posts("park")) == list(after.posts("park"))
    picture = "media/2027/été.png"
    assert (tmp_path / "back" / picture).read_bytes() == (folder / picture).read_bytes()
    assert (tmp_path / "back/balise.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "back").stat().st_mode & 0o077 == 0


def test_neither_the_key_nor_a_session_nor_the_engine_is_in_it(
    folder: Path, tmp_path: Path, opened: Opening
) -> None:
    store = opened(str(folder))
    note = Note(code="login", by="a", at=DAY)
    ana = store.add_person(Person(id=0, email="ana@example.org", created_at=DAY), note)
    digest = sha256(b"a session").hexdigest()
    begun = Session(id=0, begun_at=DAY, seen_at=DAY)
    store.begin_session(ana.id, digest, begun, note)
    file = tmp_path / "kept.zip"
    make(folder, file, made_at=DAY)
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as found:
        assert set(found.namelist()) == {"balise.db", "media/2027/été.png", NAME}
        assert digest.encode() not in found.read("balise.db")
        assert found.testzip() is None
    restore(file, tmp_path / "back")
    back = opened(str(tmp_path / "back"))
    assert back.session(digest, DAY) is None
    assert back.check_notes().is_whole
    assert back.people()[0].email == "ana@example.org"
    with pytest.raises(sqlite3.IntegrityError, match="only added to"):
        sqlite3.connect(tmp_path / "back/balise.db").execute("DELETE FROM balise_note")


def test_a_backup_during_an_import_is_consistent_and_holds_none_of_it(
    folder: Path, tmp_path: Path, opened: Opening
) -> None:
    store = opened(str(folder))
    halfway, go_on = Event(), Event()

    def import_() -> None:
        with store.importing("park", source="b.csv", format_="x", digest="b") as writer:
            writer.write(batch(*range(10, 400)))
            halfway.set()
            go_on.wait(30)
            writer.write(batch(*range(400, 500)))
        store.close()

    thread = Thread(target=import_)
    thread.start()
    try:
        assert halfway.wait(30)
        make(folder, tmp_path / "kept.zip", made_at=DAY)
    finally:
        go_on.set()
        thread.join()
    assert len(list(store.posts("park"))) == 493
    restore(tmp_path / "kept.zip", tmp_path / "back")
    back = opened(str(tmp_path / "back"))
    assert len(list(back.posts("park"))) == 3
    with sqlite3.connect(tmp_path / "back/balise.db") as found:
        assert found.execute("SELECT count(*) FROM balise_postversion").fetchone() == (3,)
    assert put(back, "b", batch(*range(10, 20))).posts == 10


def test_backups_during_a_stream_of_writes_are_each_whole(
    folder: Path, tmp_path: Path, opened: Opening
) -> None:
    store = opened(str(folder))
    done = Event()

    def write() -> None:
        n = 0
        while not done.is_set():
            store.note(Note(code="login", by=str(n), at=DAY))
            n += 1
        store.close()

    thread = Thread(target=write)
    thread.start()
    try:
        for n in range(4):
            make(folder, tmp_path / f"{n}.zip", made_at=DAY)
    finally:
        done.set()
        thread.join()
    rows = []
    for n in range(4):
        restore(tmp_path / f"{n}.zip", tmp_path / f"back{n}")
        found = opened(str(tmp_path / f"back{n}")).check_notes()
        assert found.is_whole
        rows.append(found.rows)
    assert rows == sorted(rows)


def test_nothing_is_written_over(folder: Path, packed: Path, tmp_path: Path) -> None:
    before = packed.read_bytes()
    with pytest.raises(FileThereError):
        make(folder, packed, made_at=DAY)
    assert packed.read_bytes() == before
    for target in (folder, packed):
        with pytest.raises(BackupFolderError):
            restore(packed, target)
    (tmp_path / "empty").mkdir()
    restore(packed, tmp_path / "empty")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_written_it_says_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(BackupWriteError):
        make(folder, tmp_path / "closed/x.zip", made_at=DAY)


def test_a_folder_that_is_missing_says_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupWriteError):
        make(folder, tmp_path / "nowhere/x.zip", made_at=DAY)


def test_a_link_in_the_media_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not for a backup")
    (folder / "media/link.png").symlink_to(tmp_path / "secret")
    made = make(folder, tmp_path / "kept.zip", made_at=DAY)
    assert set(made.files) == {"balise.db", "media/2027/été.png"}


# What is no backup


def rewritten(packed: Path, to: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """Write a backup again, its files changed and its manifest left as it was."""
    with zipfile.ZipFile(packed) as found:
        files = {name: found.read(name) for name in found.namelist()}
    change(files)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return to


def told(files: dict[str, bytes], /, **changed: Any) -> None:
    """Change what the manifest says."""
    manifest = json.loads(files[NAME])
    files[NAME] = json.dumps({**manifest, **changed}).encode()


def added(
    files: dict[str, bytes], name: str, content: bytes = b"x", size: int | None = None
) -> None:
    """Add a file, and say so in the manifest."""
    files[name] = content
    known = json.loads(files[NAME])["files"]
    kept = {"bytes": len(content) if size is None else size, "sha256": sha256(content).hexdigest()}
    told(files, files={**known, name: kept})


def flipped(files: dict[str, bytes]) -> None:
    whole = bytearray(files["balise.db"])
    whole[len(whole) // 2] ^= 1
    files["balise.db"] = bytes(whole)


HOSTILE: dict[str, Callable[[dict[str, bytes]], Any]] = {
    "no manifest": lambda f: f.pop(NAME),
    "no json": lambda f: f.update({NAME: b"{"}),
    "deep json": lambda f: f.update({NAME: b"[" * 100_000}),
    "another manifest": lambda f: told(f, format="other"),
    "a later one": lambda f: told(f, version=2),
    "no day": lambda f: told(f, made_at="yesterday"),
    "no files": lambda f: told(f, files=[]),
    "no database": lambda f: told(f, files={}),
    "a bit": flipped,
    "cut": lambda f: f.update({"balise.db": f["balise.db"][:-4096]}),
    "more": lambda f: f.update({"balise.db": f["balise.db"] + b"x"}),
    "a lie": lambda f: added(f, "media/x", size=-1),
    "no number": lambda f: added(f, "media/x", size=True),
    "unnamed": lambda f: f.update({"media/unnamed": b"x"}),
    "missing": lambda f: f.pop("media/2027/été.png"),
    "no sqlite": lambda f: added(f, "balise.db", b"no database at all" * 100),
    "empty": lambda f: added(f, "balise.db", b""),
    **{
        f"name {name!r}": lambda f, name=name: added(f, name)  # type: ignore[misc]
        for name in (
            "../evil", "media/../../evil", "/etc/evil", "media/..", "media//x", "c:/evil", "key",
            "engine.db", "media/a\\..\\b", "media/con:x", "media/a\nb", "media/x/", "media/./x",
            "media/trailing.", "balise.db-wal",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_a_damaged_or_hostile_file_is_refused_and_leaves_nothing(
    packed: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], Any]
) -> None:
    file = rewritten(packed, tmp_path / "hostile.zip", change)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BackupBrokenError) as refused:
        restore(file, tmp_path / "new")
    assert sorted(tmp_path.rglob("*")) == before
    assert "Nothing was written" in str(refused.value)
    assert Speech("fr").error(refused.value)


def test_a_bomb_is_refused_before_it_is_opened(packed: Path, tmp_path: Path) -> None:
    zeros = bytes(80 << 20)
    file = rewritten(packed, tmp_path / "bomb.zip", lambda f: added(f, "media/bomb", zeros))
    assert file.stat().st_size < 1 << 20
    with pytest.raises(BackupBrokenError, match="far more"):
        restore(file, tmp_path / "new")


def test_a_bomb_that_lies_of_its_size_is_cut_off(packed: Path, tmp_path: Path) -> None:
    zeros = bytes(80 << 20)
    file = rewritten(packed, tmp_path / "bomb.zip", lambda f: added(f, "media/bomb", zeros, 10))
    with pytest.raises(BackupBrokenError, match="longer than"):
        restore(file, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_one_that_a_later_version_made_is_told_apart(packed: Path, tmp_path: Path) -> None:
    def later(files: dict[str, bytes]) -> None:
        database = tmp_path / "later.db"
        database.write_bytes(files["balise.db"])
        with sqlite3.connect(database) as found:
            found.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES "
                "('balise', '9999_later', '2030-01-01')"
            )
        added(files, "balise.db", database.read_bytes())

    file = rewritten(packed, tmp_path / "later.zip", later)
    with pytest.raises(SchemaTooNewError):
        restore(file, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data())
def test_whatever_bytes_change_it_is_restored_whole_or_refused(
    packed: Path, tmp_path: Path, data: st.DataObject
) -> None:
    whole = bytearray(packed.read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        whole = whole[: data.draw(st.integers(0, len(whole)))]
    file = tmp_path / "fuzz.zip"
    file.write_bytes(bytes(whole))
    target = tmp_path / "fuzz"
    shutil.rmtree(target, ignore_errors=True)
    try:
        restore(file, target)
    except BackupError:
        assert not target.exists()
    else:
        with zipfile.ZipFile(packed) as found:
            assert (target / "balise.db").read_bytes() == found.read("balise.db")


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 1000])
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(BackupBrokenError):
        restore(file, tmp_path / "new")
    with pytest.raises(BackupBrokenError, match="no such file"):
        restore(tmp_path / "missing.zip", tmp_path / "new")
    with pytest.raises(BackupBrokenError):
        restore(tmp_path, tmp_path / "new")


def test_names_that_come_twice_are_refused(packed: Path, tmp_path: Path) -> None:
    file = tmp_path / "twice.zip"
    shutil.copy(packed, file)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as again:
        again.writestr("balise.db", b"another")
    with pytest.raises(BackupBrokenError):
        restore(file, tmp_path / "new")


def test_what_is_on_a_server_is_left_to_its_own_program(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(BackupServerError, match="pg_dump"):
        Workspace.open(postgres_url).back_up(tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_the_verbs_make_one_and_bring_it_back(folder: Path, tmp_path: Path) -> None:
    file, back = tmp_path / "kept.zip", tmp_path / "back"
    run = CliRunner().invoke
    made = run(backup_verb, [str(file), "--folder", str(folder), "--json"])
    assert json.loads(made.stdout)["files"] == 2
    again = run(restore_verb, [str(file), "--folder", str(back)])
    assert "log in again" in " ".join(again.stdout.split())
    assert [note.code for note in Workspace.open(str(back)).notes()] == ["backup-made"]
    assert run(restore_verb, [str(file)]).exit_code == 2
    assert io.BytesIO(file.read_bytes()).read(2) == b"PK"
