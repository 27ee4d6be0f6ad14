"""The key: where it is, who may read it, and what it opens."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, strategies as st

from balise.errors import (
    KeyBrokenError,
    KeyExposedError,
    KeyFileError,
    KeyGivenError,
    KeyMissingError,
    KeyOtherError,
)
from balise.vault.key import Keys


@pytest.fixture(autouse=True)
def _none_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BALISE_KEY", raising=False)
    monkeypatch.delenv("BALISE_KEY_FILE", raising=False)


def fresh() -> str:
    return Fernet.generate_key().decode()


def test_it_is_made_once_for_nobody_else_to_read(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: Keys.of(tmp_path).keys, range(16)))
    assert len(set(found)) == 1
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert found[0][0] not in repr(Keys.of(tmp_path))


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BALISE_KEY_FILE", str(tmp_path / "elsewhere"))
    assert Keys.of(None).file == tmp_path / "elsewhere"
    one = fresh()
    monkeypatch.setenv("BALISE_KEY", one)
    assert Keys.of(tmp_path).keys == (one,)
    assert not (tmp_path / "key").exists()


def test_without_a_folder_it_has_to_be_given() -> None:
    with pytest.raises(KeyMissingError, match="BALISE_KEY_FILE"):
        Keys.of(None)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_one_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    Keys.of(tmp_path)
    (tmp_path / "key").chmod(mode)
    with pytest.raises(KeyExposedError):
        Keys.of(tmp_path)


@pytest.mark.parametrize("said", [b"short", b"\xff\xfe\0", b"x" * 44, b"a,b", b"=" * 44])
def test_what_is_no_key_is_told(tmp_path: Path, said: bytes) -> None:
    (tmp_path / "key").write_bytes(said)
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(KeyBrokenError, match="holds no key"):
        Keys.of(tmp_path)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "key").mkdir()
    with pytest.raises(KeyFileError):
        Keys.of(tmp_path)


@given(st.text().filter(lambda said: "\ud800" not in said))
def test_what_is_sealed_opens_for_its_owner_alone(secret: str) -> None:
    keys = Keys(where="x", file=None, keys=(fresh(),))
    sealed = keys.seal(secret, "factor:1")
    assert keys.opened(sealed, "factor:1") == secret
    for whose, said in (("factor:2", sealed), ("factor:1", sealed[:-2]), ("factor:1", "é")):
        with pytest.raises(KeyOtherError):
            keys.opened(said, whose)


def test_a_new_key_opens_what_the_old_one_sealed_until_it_stands_alone(tmp_path: Path) -> None:
    old = Keys.of(tmp_path)
    sealed = old.seal("s", "a")
    both = old.fresh()
    assert both.opened(sealed, "a") == "s"
    again = both.again(sealed)
    assert both.again(again) == again
    alone = both.alone()
    assert Keys.of(tmp_path).keys == alone.keys
    assert alone.opened(again, "a") == "s"
    with pytest.raises(KeyOtherError):
        alone.opened(sealed, "a")
    with pytest.raises(KeyOtherError):
        alone.again(sealed)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_key_of_the_environment_is_changed_there(monkeypatch: pytest.MonkeyPatch) -> None:
    old = fresh()
    monkeypatch.setenv("BALISE_KEY", old)
    sealed = Keys.of(None).seal("s", "a")
    with pytest.raises(KeyGivenError, match="before the old one"):
        Keys.of(None).fresh()
    monkeypatch.setenv("BALISE_KEY", f"{fresh()}, {old}")
    both = Keys.of(None).fresh()
    assert both.alone().opened(both.again(sealed), "a") == "s"
