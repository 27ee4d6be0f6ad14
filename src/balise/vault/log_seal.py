"""The seal of the audit log: who can write to the database alone cannot write its rows anew.

Each key of the installation gives a key of its own for the log (HKDF), so that neither can be
worked out from what the other sealed. When the key is changed, the log's keys of the earlier ones
are kept, sealed with the new one: what they sealed can be looked at for good.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from balise.errors import ExtraMissingError, KeyFileError
from balise.vault.extra import library
from balise.vault.key import Keys

_FOR = b"balise audit log 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSeal:
    """Seals the rows of a log, and looks at seals.

    Parameters
    ----------
    folder
        Where the key is; None: the environment gives it.
    kept
        Gives the log's keys of earlier keys by name, sealed.
    """

    folder: Path | None
    kept: Callable[[], Mapping[str, str]]

    def seal(self, said: str, *, must: bool) -> str:
        """Seal what is said; empty where there is no key and there need be none.

        Raises
        ------
        KeyFileError, ExtraMissingError
            It must be sealed, and cannot.
        """
        try:
            name, key = next(iter(log_keys(Keys.of(self.folder)).items()))
        except (KeyFileError, ExtraMissingError):
            if must:
                raise
            return ""
        return f"{name}:{_signed(key, said)}"

    def judge(self) -> Callable[[str, str], bool | None]:
        """Give what tells whether a seal is of what is said; None: its key is not here."""
        known = self._known()

        def judged(said: str, seal: str) -> bool | None:
            name, _, signed = seal.partition(":")
            key = known.get(name)
            return None if key is None else hmac.compare_digest(_signed(key, said), signed)

        return judged

    def _known(self) -> Mapping[str, bytes]:
        try:
            keys = Keys.of(self.folder)
        except (KeyFileError, ExtraMissingError):
            return {}
        known = dict(log_keys(keys))
        for name, sealed in self.kept().items():
            try:
                known.setdefault(name, bytes.fromhex(keys.opened(sealed, _whose(name))))
            except (KeyFileError, ValueError):  # kept by a key that is lost
                continue
        return known


def log_keys(keys: Keys) -> Mapping[str, bytes]:
    """Give the log's key of each key, by its name; the first seals."""
    return {_name(key): key for key in map(_derived, keys.keys)}


def kept(keys: Keys) -> Mapping[str, str]:
    """Seal the log's keys of all but the first key, to be kept when those are forgotten."""
    first, *others = log_keys(keys).items()
    del first
    return {name: keys.seal(key.hex(), _whose(name)) for name, key in others}


def _derived(key: str) -> bytes:
    hkdf = library("cryptography.hazmat.primitives.kdf.hkdf").HKDF
    sha256_ = library("cryptography.hazmat.primitives.hashes").SHA256()
    made = hkdf(algorithm=sha256_, length=32, salt=None, info=_FOR)
    return bytes(made.derive(urlsafe_b64decode(key)))


def _name(key: bytes) -> str:
    return sha256(b"name of " + key).hexdigest()[:16]


def _signed(key: bytes, said: str) -> str:
    return hmac.new(key, said.encode(), sha256).hexdigest()


def _whose(name: str) -> str:
    return f"log:{name}"
