"""The audit log is signed: who has the database and not the key cannot write it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.store.test_notes import a_note, filled, unguarded

from balise.domain.note import FIRST, bound
from balise.domain.team import Who
from balise.errors import KeyFileError
from balise.store import sealing
from balise.vault import log_seal
from balise.vault.key import Keys
from balise.vault.log_seal import LogSeal
from balise.workspace import Workspace

if TYPE_CHECKING:
    from balise.store.repository import DjangoStore

ME = Who(name="you", is_master=True)


@pytest.fixture
def sign(store: DjangoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Have the log signed from now on, with the key of a folder."""
    monkeypatch.delenv("BALISE_KEY", raising=False)
    monkeypatch.delenv("BALISE_KEY_FILE", raising=False)

    def begin(folder: Path = tmp_path) -> Keys:
        store.seal_notes(LogSeal(folder=folder, kept=store.log_keys))
        return Keys.of(folder)

    yield begin
    sealing.SEALERS.pop(store.place.alias, None)


Sign = Callable[..., Keys]


def rewritten(store: DjangoStore, *, seal: str) -> None:
    """Write the log anew with another row in it, as somebody does who knows how it is bound."""
    last = FIRST
    for note in reversed(store.notes(None, None, 100)):
        by = "eve@example.org" if note.number == 2 else note.by
        last = bound(replace(note, by=by), last)
        unguarded(
            store,
            f"UPDATE balise_note SET by = '{by}', digest = '{last}'{seal} "  # noqa: S608 - our own
            f"WHERE number = {note.number}",
        )
    unguarded(store, f"UPDATE balise_notehead SET digest = '{last}'")  # noqa: S608 - our own


def test_rows_from_before_stay_as_they_were_and_all_after_are_signed(
    store: DjangoStore, sign: Sign
) -> None:
    filled(store, 3)
    sign()
    filled(store, 2)
    found = store.check_notes()
    assert (found.is_whole, found.rows, found.since, found.sealed) == (True, 5, 4, 2)
    assert found.foreign == 0
    seals = [one.seal for one in store.notes(None, None, 9)][::-1]
    assert seals[:3] == ["", "", ""]
    assert len({*seals[3:]}) == 2
    assert all(seals[3:])


def test_a_log_that_was_written_anew_without_the_key_is_found(
    store: DjangoStore, sign: Sign
) -> None:
    sign()
    filled(store)
    assert store.check_notes().sealed == 5
    rewritten(store, seal="")
    assert store.check_notes().broken == 2


def test_a_row_that_lost_its_signature_is_found(store: DjangoStore, sign: Sign) -> None:
    sign()
    filled(store)
    unguarded(store, "UPDATE balise_note SET seal = NULL WHERE number = 4")
    assert store.check_notes().broken == 4


@pytest.mark.parametrize("seal", ["head.seal", "''", "'0:0'"])
def test_an_end_that_was_cut_off_is_found(store: DjangoStore, sign: Sign, seal: str) -> None:
    sign()
    kept = filled(store)
    if seal == "head.seal":
        seal = f"'{kept[3].seal}'"  # that of the row itself is not that of an end
    unguarded(store, "DELETE FROM balise_note WHERE number = 5")
    unguarded(
        store,
        f"UPDATE balise_notehead SET number = 4, digest = '{kept[3].digest}', "  # noqa: S608
        f"seal = {seal}",
    )
    assert store.check_notes().broken == 5


def test_with_another_key_it_says_that_it_cannot_tell(
    store: DjangoStore, sign: Sign, tmp_path: Path
) -> None:
    sign()
    filled(store)
    (tmp_path / "other").mkdir()
    sign(tmp_path / "other")
    store.note(a_note(9))
    found = store.check_notes()
    assert (found.is_whole, found.foreign, found.sealed) == (True, 5, 1)


def test_who_has_no_key_adds_nothing_to_a_log_that_is_signed(
    store: DjangoStore, sign: Sign
) -> None:
    sign()
    filled(store)
    sealing.SEALERS.pop(store.place.alias)
    with pytest.raises(KeyFileError):
        store.note(a_note(9))
    assert store.check_notes().rows == 5


def test_what_an_earlier_key_signed_can_be_looked_at_for_good(
    store: DjangoStore, sign: Sign, tmp_path: Path
) -> None:
    sign()
    filled(store)
    for n in (1, 2):  # as often as the key is changed
        fresh = Keys.of(tmp_path).fresh()
        store.keep_log_keys(log_seal.kept(fresh))
        store.reseal(fresh.again)
        fresh.alone()
        store.note(a_note(n))
    found = store.check_notes()
    assert (found.is_whole, found.sealed, found.foreign, found.rows) == (True, 7, 0, 7)
    assert len(store.log_keys()) == 2


def test_a_workspace_signs_and_a_changed_key_leaves_its_log_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BALISE_KEY", raising=False)
    monkeypatch.delenv("BALISE_KEY_FILE", raising=False)
    space = Workspace.open(tmp_path / "balise")
    space.note("login", by="ana@example.org")
    before = (tmp_path / "balise/key").read_text()
    space.rotate_key(by=ME)
    assert (tmp_path / "balise/key").read_text() != before
    space.note("logout", by="ana@example.org")
    found = space.verify_audit()
    assert (found.is_whole, found.sealed, found.rows, found.foreign) == (True, 3, 3, 0)
    close: Any = space.store
    close.close()
