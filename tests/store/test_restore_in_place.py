"""What a folder holds gives way to a backup, or stays as it was, wherever it is cut off."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from balise.backup import placing, restore
from balise.backup.found import found
from balise.backup.manifest import NAME, Manifest
from balise.cli import service
from balise.cli.restore import restore as restore_verb
from balise.cli.service import Service
from balise.domain.note import Note
from balise.errors import (
    BackupBrokenError,
    BackupBusyError,
    BackupHalfwayError,
    BackupWriteError,
    PagesStoppedError,
)
from balise.words.notes import noted
from balise.words.speech import Speech
from balise.workspace import Workspace

AT = datetime(2027, 1, 4, 9, tzinfo=UTC)


def codes(folder: Path) -> list[str]:
    """Tell what the log of a folder says, the newest last."""
    space = Workspace.open(folder)
    try:
        assert space.verify_audit().is_whole
        return [note.code for note in space.notes()][::-1]
    finally:
        space.store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a backup, and let something come after that."""
    space = Workspace.open(tmp_path / "mine")
    (tmp_path / "mine/media").mkdir()
    (tmp_path / "mine/media/old.png").write_bytes(b"old")
    space.back_up(tmp_path / "mine/backups/monday.zip")
    space.note("login", by="ana")
    space.store.close()
    (tmp_path / "mine/media/new.png").write_bytes(b"new")
    (tmp_path / "mine/media/old.png").unlink()
    (tmp_path / "mine/engine.db").write_bytes(b"what the engine does just now")
    return tmp_path / "mine"


@pytest.fixture
def staged(folder: Path) -> Path:
    space = Workspace.open(folder)
    found = space.stage("backups/monday.zip")
    place = Path(space.ready(found.id, by="ana").staged)
    space.store.close()
    return place


TODAY = ["backup-made", "login", "restore-asked"]


def is_as_it_was(folder: Path) -> bool:
    media = [one.name for one in (folder / "media").iterdir()]
    engine = (folder / "engine.db").read_bytes()
    return (codes(folder), media, engine) == (TODAY, ["new.png"], b"what the engine does just now")


def test_it_takes_the_place_and_what_was_there_can_come_back(
    folder: Path, staged: Path, tmp_path: Path
) -> None:
    kept = placing.place(staged, folder, at=AT)
    placing.settle(folder, kept)
    assert codes(folder) == ["backup-made", "restored"]
    assert [one.name for one in (folder / "media").iterdir()] == ["old.png"]
    assert not (folder / "engine.db").exists()
    assert not [one for one in folder.iterdir() if "before" in one.name or "after" in one.name]
    restore(kept, tmp_path / "back")
    assert codes(tmp_path / "back") == TODAY
    assert [one.name for one in (tmp_path / "back/media").iterdir()] == ["new.png"]


def test_it_waits_though_it_is_where_it_was_made(folder: Path, staged: Path) -> None:
    placing.place(staged, folder, at=AT)
    space = Workspace.open(folder)
    assert space.is_paused()
    space.resume("ana")
    assert not space.is_paused()
    space.store.close()


def test_one_that_the_command_line_brings_back_to_where_it_was_made_waits_too(
    folder: Path, tmp_path: Path
) -> None:
    space = Workspace.open(folder)
    assert not space.is_paused()  # it is known where this is at work
    space.back_up(tmp_path / "kept.zip")
    space.store.close()
    folder.rename(tmp_path / "away")
    told = CliRunner().invoke(restore_verb, [str(tmp_path / "kept.zip"), "--folder", str(folder)])
    assert told.exit_code == 0
    back = Workspace.open(folder)
    assert back.is_paused()
    back.store.close()


def test_who_has_the_database_open_is_not_robbed_of_it(folder: Path, staged: Path) -> None:
    space = Workspace.open(folder)
    space.brands()
    with pytest.raises(BackupBusyError):
        placing.place(staged, folder, at=AT)
    space.store.close()
    assert is_as_it_was(folder)


def test_what_was_unpacked_and_is_broken_since_is_refused(folder: Path, staged: Path) -> None:
    (staged / "balise.db").write_bytes(b"no database" * 1000)
    with pytest.raises(BackupBrokenError):
        placing.place(staged, folder, at=AT)
    assert is_as_it_was(folder)


@pytest.mark.parametrize("broken", range(1, 7))
def test_wherever_it_fails_all_is_as_it_was(
    folder: Path, staged: Path, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    rename, n = Path.rename, 0

    def fails(self: Path, target: Path) -> Path:
        nonlocal n
        n += self.exists() and ".zip" not in self.name
        if n == broken:
            raise OSError(5, os.strerror(5))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    try:
        placing.place(staged, folder, at=AT)
    except BackupWriteError:
        monkeypatch.undo()
        assert not list((folder / "backups").glob("before-*"))
    else:
        monkeypatch.undo()
        assert broken > 5  # there are no more steps
        assert placing.undo(folder)
    assert is_as_it_was(folder)


@pytest.mark.parametrize("steps", range(7))
def test_wherever_the_machine_stops_the_next_start_takes_it_back(
    folder: Path, staged: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    rename, n = Path.rename, 0

    def stops(self: Path, target: Path) -> Path:
        nonlocal n
        n += self.exists() and ".zip" not in self.name
        if n > steps:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stops)
    monkeypatch.setattr(placing, "undo", lambda _folder: False)  # nobody is left to do it
    try:
        placing.place(staged, folder, at=AT)
    except KeyboardInterrupt:
        pass
    else:
        (folder / "balise.db-wal").write_bytes(b"of the new one, never of the old one")
    monkeypatch.undo()
    placing.recover(folder)
    assert not placing.recover(folder)
    assert is_as_it_was(folder)


def test_a_database_too_damaged_for_a_backup_is_kept_as_it_is(folder: Path, staged: Path) -> None:
    (folder / "balise.db").write_bytes(b"damaged" * 1000)
    kept = placing.place(staged, folder, at=AT)
    placing.settle(folder, kept)
    assert (kept / "balise.db").read_bytes() == b"damaged" * 1000
    assert codes(folder) == ["backup-made", "restored"]


Begin = Callable[..., dict[str, Any]]


def test_pages_that_do_not_start_with_it_start_again_as_they_were(
    folder: Path, staged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []

    def begun(_self: Service, **more: Any) -> dict[str, Any]:
        told.append(more)
        if more["restored"].get("kept"):
            raise PagesStoppedError(reason=1)
        return {}

    monkeypatch.setattr(Service, "_begun", begun)
    monkeypatch.setattr(Service, "work", lambda _self: None)
    asked = {
        "staged": str(staged), "folder": str(folder), "made_at": AT.isoformat(), "by": "ana",
        "session": "s",
    }  # fmt: skip
    Service(asked={"folder": str(folder)})._restore(asked)
    assert [one["session"] for one in told] == ["s", "s"]
    assert told[1]["restored"]["error"] == "PagesStoppedError"
    assert not list((folder / "backups").glob("before-*"))
    assert is_as_it_was(folder)
    assert not (folder / ".restore").exists()


def test_a_start_takes_back_what_was_cut_off_before_anything_opens_the_folder(
    folder: Path, staged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placing.place(staged, folder, at=AT)
    monkeypatch.setattr(Service, "_begun", lambda _self: {"was": is_as_it_was(folder)})
    assert service.Service(asked={"folder": str(folder)}).begin() == {"was": True}


def test_a_second_start_is_refused_while_the_first_one_is_at_it(folder: Path, staged: Path) -> None:
    placing.place(staged, folder, at=AT)
    space = Workspace.open(folder)
    space.brands()
    with pytest.raises(BackupHalfwayError, match="start Balise again"):
        placing.recover(folder)
    space.store.close()
    assert placing.recover(folder)
    assert is_as_it_was(folder)


def test_what_an_older_restore_left_aside_never_takes_the_place_of_today(
    folder: Path, staged: Path
) -> None:
    (folder / placing.ASIDE).mkdir()
    (folder / placing.ASIDE / "balise.db").write_bytes(b"of last year")
    with pytest.raises(BackupWriteError):
        placing.place(staged, folder, at=AT)
    assert is_as_it_was(folder)


def test_what_was_before_is_kept_though_the_end_is_cut_off(
    folder: Path, staged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = shutil.rmtree

    def stops(path: Path | str, **how: Any) -> None:
        if Path(path).name == ".after-restore" and Path(path).exists():
            raise KeyboardInterrupt
        drop(path, **how)

    monkeypatch.setattr(Service, "_begun", lambda _self, **_: {})
    monkeypatch.setattr(shutil, "rmtree", stops)
    asked = {
        "staged": str(staged), "folder": str(folder), "made_at": AT.isoformat(), "by": "ana",
        "session": "s",
    }  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        Service(asked={"folder": str(folder)})._restore(asked)
    assert len([*(folder / "backups").glob("before-*.zip")]) == 1
    assert codes(folder) == ["backup-made", "restored"]


def test_a_full_disk_is_no_damaged_database(
    folder: Path, staged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    def fails(*_: Any, **__: Any) -> None:
        raise full

    monkeypatch.setattr(placing, "make", fails)
    with pytest.raises(BackupWriteError, match="disk is full"):
        placing.place(staged, folder, at=AT)
    monkeypatch.undo()
    assert is_as_it_was(folder)


def test_of_very_many_backups_the_newest_are_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(found.__globals__, "_MOST", 2)
    whole = next(iter((folder / "backups").glob("*.zip")))
    for n, name in enumerate(["c", "a", "b"]):
        copied = folder / "backups" / f"{name}.zip"
        copied.write_bytes(whole.read_bytes())
        os.utime(copied, (n + 1e9, n + 1e9))
    os.utime(whole, (1, 1))
    assert {one.name for one in found(folder)} == {"backups/a.zip", "backups/b.zip"}


def test_a_time_without_a_zone_is_of_no_manifest(folder: Path) -> None:
    whole = next(iter((folder / "backups").glob("*.zip")))
    told = json.loads(ZipFile(whole).read(NAME))
    with pytest.raises(ValueError, match="manifest"):
        Manifest.from_json(json.dumps({**told, "made_at": "2027-01-04"}).encode())


def test_what_somebody_is_looking_at_stays_when_a_second_start_comes(
    folder: Path, staged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Service, "_begun", lambda _self: {})
    space = Workspace.open(folder)
    space.brands()
    Service(asked={"folder": str(folder)}).begin()
    assert staged.exists()
    space.store.close()
    Service(asked={"folder": str(folder)}).begin()
    assert not staged.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_log_says_of_which_day(language: str) -> None:
    note = Note(code="restored", by="ana", at=AT, params={"day": AT.isoformat()})
    day = {"en": "4 January 2027", "fr": "4 janvier 2027"}
    assert day[language] in noted(note, Speech(language))
