"""The key that secrets are sealed with: apart from the data, and changed without losing any.

It is what `BALISE_KEY` holds, or the file that `BALISE_KEY_FILE` names, or the file `key` of the
folder, made where there is none. Several keys, one a line or separated by commas: the first seals,
and the others still open what they sealed.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from balise.errors import (
    KeyBrokenError,
    KeyExposedError,
    KeyGivenError,
    KeyMissingError,
    KeyOtherError,
)
from balise.vault.extra import library

NAME = "key"
GIVEN, FILE = "BALISE_KEY", "BALISE_KEY_FILE"
_PATIENCE_S = 2.0
_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of a folder; `file` None: the environment gives them.

    `where` is what a reader is told of the place.
    """

    where: str
    file: Path | None
    keys: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, folder: Path | None) -> Keys:
        """Find the keys, made where there are none yet; `folder` None: there is no folder of ours.

        Raises
        ------
        KeyMissingError, KeyExposedError, KeyBrokenError
            There are none, or none that can be used.
        """
        if given := os.environ.get(GIVEN):
            return cls._read(GIVEN, None, given)
        if named := os.environ.get(FILE):
            return cls._of_file(Path(named).expanduser())
        if folder is None:
            raise KeyMissingError
        file = folder.expanduser().absolute() / NAME
        found = cls._of_file(file)
        if sys.platform != "win32" and stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise KeyExposedError(file=file)
        return found

    @classmethod
    def _of_file(cls, file: Path) -> Keys:
        try:
            _make(file)
            said = _whole(file)
        except OSError as error:
            raise KeyBrokenError(where=f"{file} ({error.strerror})") from None
        return cls._read(str(file), file, said)

    @classmethod
    def _read(cls, where: str, file: Path | None, said: str) -> Keys:
        found = cls(where=where, file=file, keys=tuple(said.replace(",", " ").split()))
        found._fernet()  # what is no key is told now
        return found

    def seal(self, secret: str, of: str) -> str:
        """Seal a secret; `of` names whose it is, and it opens for them only."""
        return str(self._fernet().encrypt(json.dumps([of, secret]).encode()).decode())

    def opened(self, sealed: str, of: str) -> str:
        """Open what was sealed for somebody.

        Raises
        ------
        KeyOtherError
            It was sealed with another key, for somebody else, or was changed.
        """
        invalid = library("cryptography.fernet").InvalidToken
        try:
            whose, secret = json.loads(self._fernet().decrypt(sealed.encode()))
        except (invalid, ValueError):
            raise KeyOtherError(where=self.where) from None
        if whose != of:
            raise KeyOtherError(where=self.where)
        return str(secret)

    def again(self, sealed: str) -> str:
        """Seal with the first key what another one sealed; what it sealed itself stays.

        Raises
        ------
        KeyOtherError
            No key here sealed it.
        """
        invalid = library("cryptography.fernet").InvalidToken
        try:
            self._first().decrypt(sealed.encode())
        except invalid:
            pass
        else:
            return sealed
        try:
            return str(self._fernet().rotate(sealed.encode()).decode())
        except invalid:
            raise KeyOtherError(where=self.where) from None

    def fresh(self) -> Keys:
        """Put a new key before those in the file; nothing is lost when this is cut off.

        Raises
        ------
        KeyGivenError
            The environment gives the one key there is.
        """
        if self.file is None:
            if len(self.keys) > 1:
                return self  # the new one was put first by who gives them
            raise KeyGivenError
        return self._kept((_fresh(), *self.keys))

    def alone(self) -> Keys:
        """Keep the first key and forget the others, where they are in a file."""
        return self if self.file is None else self._kept(self.keys[:1])

    def _kept(self, keys: Sequence[str]) -> Keys:
        if self.file is None:
            raise KeyGivenError
        beside = self.file.with_name(f"{self.file.name}.{os.getpid()}.new")
        with suppress(FileNotFoundError):
            beside.unlink()
        _write(beside, "\n".join(keys) + "\n")
        beside.replace(self.file)
        return Keys(where=self.where, file=self.file, keys=tuple(keys))

    def _fernet(self) -> Any:
        fernet = library("cryptography.fernet")
        try:
            return fernet.MultiFernet([fernet.Fernet(one) for one in self.keys])
        except ValueError:
            raise KeyBrokenError(where=self.where) from None

    def _first(self) -> Any:
        return library("cryptography.fernet").Fernet(self.keys[0])


def _fresh() -> str:
    return str(library("cryptography.fernet").Fernet.generate_key().decode())


def _make(file: Path) -> None:
    """Make the file where it is missing; of two who do one is refused, and reads what is there."""
    if not file.exists():
        with suppress(FileExistsError):
            _write(file, _fresh() + "\n")


def _write(file: Path, said: str) -> None:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(said)
        opened.flush()
        os.fsync(opened.fileno())


def _whole(file: Path) -> str:
    """Read the file; one that another process is only just making is waited for."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        with file.open(encoding="ascii", errors="replace") as opened:
            said = opened.read(_MOST)
        if said.strip() or time.monotonic() > until:
            return said
        time.sleep(0.02)
