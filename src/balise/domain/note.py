"""The audit log: who did what, when. Rows are only ever added, each bound to the one before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

FIRST = "0" * 64
"""What the first row is bound to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One row of the audit log.

    Parameters
    ----------
    code
        What was done; `balise.words.notes` has the sentence.
    by
        Who did it: an email address, a token, a link, or `you` on a computer of one's
        own.
    brand
        Whose business it is; empty: the installation's.
    params
        What the sentence names, as JSON has it; never a secret.
    number, digest
        Its place, from 1, and its binding to all rows before it; given when it is kept.
    seal
        The digest, signed with a key of the installation; empty in logs from before there were
        seals, and where there is no key.
    """

    code: str
    by: str
    at: datetime
    brand: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    digest: str = ""
    seal: str = ""


class Sealer(Protocol):
    """Signs digests with a key that is not in the database."""

    def seal(self, said: str, *, must: bool) -> str:
        """Sign; empty where there is no key and there need be none."""
        ...

    def judge(self) -> Callable[[str, str], bool | None]:
        """Give what tells whether a signature is right; None: its key is not here."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What a check of the audit log found.

    Parameters
    ----------
    broken
        The number of the first row that is not as it was written, or that is missing; None: all
        are there, unchanged.
    head
        The digest of the last row: written down elsewhere, it also proves that the whole log was
        not replaced.
    sealed, since
        How many rows are signed with a key of the installation, and the first of them; rows
        before it are bound to one another by their digests alone.
    foreign
        How many are signed with a key that is not here.
    """

    rows: int
    head: str
    broken: int | None = None
    sealed: int = 0
    since: int | None = None
    foreign: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed or taken away."""
        return self.broken is None


def bound(note: Note, before: str) -> str:
    """Work out the digest of a row that follows another.

    Examples
    --------
    >>> one = Note(code="login", by="ana@example.org", at=datetime(2027, 1, 4, tzinfo=UTC))
    >>> bound(one, FIRST) == bound(one, FIRST), bound(one, FIRST) == bound(one, "1" * 64)
    (True, False)
    """
    at = note.at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [before, note.number, at, note.by, note.code, note.brand, written(note.params)]
    return sha256(json.dumps(told).encode()).hexdigest()


def written(params: Mapping[str, Any]) -> str:
    """Write the facts of a row in the one way that its digest is made of."""
    return json.dumps(params, sort_keys=True, separators=(",", ":"), default=str)
