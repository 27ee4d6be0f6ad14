"""Passwords: which are taken, and how they are kept (OWASP ASVS 5.0, 6.2 and 11.4.2)."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from secrets import token_hex
from typing import Any
from unicodedata import normalize

from balise.errors import PasswordCommonError, PasswordLongError, PasswordShortError
from balise.vault.extra import library

LEAST = 12
MOST = 512
"""Longer than any that is typed; more is not hashed, so that nobody keeps us busy with it."""
_MEMORY_KIB = 64 * 1024
"""Above the 46 MiB that ASVS 5.0, appendix C, asks of argon2id with one pass."""
_PASSES, _LANES = 1, 1


def checked(password: str, about: Iterable[str] = ()) -> str:
    """Give a password back that may be chosen.

    It must be long and no other one that is tried first: of the list of common passwords that
    Django ships, a repetition of one, or what everybody knows `about` the person. Nothing is asked
    of its letters, digits and signs.

    Raises
    ------
    PasswordShortError, PasswordLongError, PasswordCommonError
        Why it is not taken.

    Examples
    --------
    >>> checked("four words that came by")
    'four words that came by'
    >>> checked("passwordpassword")
    Traceback (most recent call last):
    balise.errors.team.PasswordCommonError: This password is among the first that are tried. ...
    """
    told = normalize("NFC", password)
    if len(told) < LEAST:
        raise PasswordShortError(least=LEAST)
    if len(told) > MOST:
        raise PasswordLongError(most=MOST)
    bare = _repeated(told.casefold().strip())
    if len(bare) <= 3 or bare in _common() or bare in _names(about):  # noqa: PLR2004 - abcabcabc
        raise PasswordCommonError
    return password


def hashed(password: str) -> str:
    """Hash a password."""
    return str(_hasher().hash(_bytes(password)))


def fits(kept: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed.

    Where nothing is kept, or what is kept is no hash, it takes as long to say no.
    """
    argon2 = library("argon2.exceptions")
    if len(password) > MOST:
        return False
    try:
        return bool(_hasher().verify(kept or _nobodys(), _bytes(password)))
    except (argon2.VerificationError, argon2.InvalidHashError):
        return False


def is_dated(kept: str) -> bool:
    """Tell whether a hash was made in a weaker way than those of today."""
    return bool(_hasher().check_needs_rehash(kept))


@lru_cache(maxsize=1)
def _hasher() -> Any:
    argon2 = library("argon2")
    return argon2.PasswordHasher(
        time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES, type=argon2.Type.ID
    )


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """Hash what nobody knows."""
    return hashed(token_hex())


def _bytes(password: str) -> bytes:
    """Give the bytes of a password; a keyboard may write an accent as one sign or as two."""
    return normalize("NFC", password).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    file = resources.files("django") / "contrib/auth/common-passwords.txt.gz"
    return frozenset(gzip.decompress(file.read_bytes()).decode().split())


def _names(about: Iterable[str]) -> frozenset[str]:
    said = {one.casefold().strip() for one in about}
    return frozenset(said | {one.partition("@")[0] for one in said} | {"balise"})


def _repeated(said: str) -> str:
    """Give what a text repeats; itself where it repeats nothing.

    Examples
    --------
    >>> _repeated("abcabcabcabc"), _repeated("abcabcabcab")
    ('abc', 'abcabcabcab')
    """
    return said[: (said + said).find(said, 1)]
