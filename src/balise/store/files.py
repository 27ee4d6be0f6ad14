"""Files beside the database: whoever can read the folder is its owner."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from balise.errors import FileMissingError

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Folder:
    """Files named by what is in them (`balise.domain.content.Files`); made at the first of them."""

    path: Path

    def keep(self, digest: str, data: bytes) -> None:
        """Keep a file, whole or not at all; one that is there already stays as it is."""
        target = self._at(digest)
        if target.exists():
            return
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made for its owner alone (0600), and seen by nobody before it is whole.
        handle, name = tempfile.mkstemp(dir=self.path, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def take(self, parts: Iterable[bytes]) -> tuple[str, int]:
        """Keep a file that comes part by part, and name it by what came.

        Whatever stops it on the way leaves nothing behind.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found, size = sha256(), 0
        handle, name = tempfile.mkstemp(dir=self.path, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                for part in parts:
                    found.update(part)
                    size += file.write(part)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._at(found.hexdigest()))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return found.hexdigest(), size

    def read(self, digest: str) -> bytes:
        """Read a file.

        Raises
        ------
        FileMissingError
            It is not there.
        """
        target = self._at(digest)
        try:
            return target.read_bytes()
        except OSError as error:
            raise FileMissingError(file=target) from error

    def open(self, digest: str) -> IO[bytes]:
        """Open a file, to be read part by part; raises `FileMissingError` where it is not there."""
        target = self._at(digest)
        try:
            return target.open("rb")
        except OSError as error:
            raise FileMissingError(file=target) from error

    def _at(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):  # it comes from an address: no way out of the folder
            raise FileMissingError(file=digest)
        return self.path / digest
