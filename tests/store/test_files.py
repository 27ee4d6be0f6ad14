"""Files beside the database."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from balise.errors import FileMissingError
from balise.store.files import Folder

NAME = "a" * 64


def test_a_file_is_its_owners_alone_and_as_it_was_kept(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "media")
    folder.keep(NAME, b"one")
    folder.keep(NAME, b"another")
    assert folder.read(NAME) == b"one"
    assert stat.S_IMODE((tmp_path / "media" / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "media").stat().st_mode) == 0o700
    assert [one.name for one in (tmp_path / "media").iterdir()] == [NAME]


@pytest.mark.parametrize("name", ["b" * 64, "", "../balise.db", "/etc/passwd", NAME.upper(), "a"])
def test_there_is_no_way_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "balise.db").write_bytes(b"secret")
    folder = Folder(tmp_path / "media")
    folder.keep(NAME, b"one")
    with pytest.raises(FileMissingError):
        folder.read(name)
    if name != "b" * 64:
        with pytest.raises(FileMissingError):
            folder.keep(name, b"x")


def test_what_cannot_be_written_whole_is_not_there_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("balise.store.files.os.fsync", fails)
    folder = Folder(tmp_path)
    with pytest.raises(OSError, match="No space"):
        folder.keep(NAME, b"one")
    assert list(tmp_path.iterdir()) == []
