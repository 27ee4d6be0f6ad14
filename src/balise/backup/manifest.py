"""What a backup says of itself: which files, how long, and the digest of each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from balise.errors import Said, Several
from balise.store.address import DATABASE
from balise.words import mark

NAME = "manifest.json"
MEDIA = "media"
FORM = "balise backup"
VERSION = 1
_DIGEST = re.compile(r"[0-9a-f]{64}")
_RESERVED = re.compile(r'[\x00-\x1f<>:"|?*\\]|[. ]$')
_LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file of a backup."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files of a backup, by their names in it, and what made it."""

    balise: str
    made_at: datetime
    files: Mapping[str, Kept]

    def to_json(self) -> bytes:
        """Write it down."""
        files = {name: {"bytes": k.size, "sha256": k.digest} for name, k in self.files.items()}
        told = {
            "format": FORM,
            "version": VERSION,
            "balise": self.balise,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "files": files,
        }
        return json.dumps(told, indent=1).encode()

    @classmethod
    def from_json(cls, written: bytes) -> Manifest:
        """Read what was written down.

        Raises
        ------
        ValueError
            Why it is none of ours: its first argument is told to the reader.
        """
        try:
            told = json.loads(written)
        except (ValueError, RecursionError):
            raise ValueError(Said(mark("its manifest cannot be read"))) from None
        if not isinstance(told, dict) or told.get("format") != FORM:
            raise ValueError(Said(mark("its manifest is not one of Balise")))
        if told.get("version") != VERSION:
            raise ValueError(Said(mark("a later version of Balise made it")))
        files = told.get("files")
        if not isinstance(files, dict) or DATABASE not in files:
            raise ValueError(Said(mark("it holds no database")))
        kept = {name: _kept(name, said) for name, said in files.items()}
        made_at = _time(told.get("made_at"))
        return cls(balise=str(told.get("balise")), made_at=made_at, files=kept)


def is_safe(name: str) -> bool:
    r"""Tell whether a name is of a file that a backup may hold, below the folder on any system.

    Examples
    --------
    >>> is_safe("balise.db"), is_safe("media/2027/a.png")
    (True, True)
    >>> any(map(is_safe, ["../x", "media/../x", "/etc/x", "media//x", "media\\x", "key", "c:x"]))
    False
    """
    if name == DATABASE:
        return True
    parts = name.split("/")
    if len(name) > _LONGEST or len(parts) < 2 or parts[0] != MEDIA:  # noqa: PLR2004 - media/x
        return False
    plain = all(one and one not in {".", ".."} and not _RESERVED.search(one) for one in parts)
    return plain and str(PurePosixPath(name)) == name


def _time(said: Any) -> datetime:
    try:
        found = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        raise ValueError(Said(mark("its manifest cannot be read"))) from None
    if found.tzinfo is None:  # it could not be put in order with others
        raise ValueError(Said(mark("its manifest cannot be read")))
    return found


def not_allowed(name: str) -> Several:
    """Say that a name is not one that a backup may hold."""
    return Several((Said(mark("a name in it is not allowed")), repr(name[:80])))


def _kept(name: str, said: Any) -> Kept:
    if not is_safe(name):
        raise ValueError(not_allowed(name))
    size = said.get("bytes") if isinstance(said, dict) else None
    digest = said.get("sha256") if isinstance(said, dict) else None
    if type(size) is not int or size < 0 or not isinstance(digest, str):
        raise ValueError(Said(mark("its manifest cannot be read")))
    if not _DIGEST.fullmatch(digest):
        raise ValueError(Said(mark("its manifest cannot be read")))
    return Kept(size=size, digest=digest)
