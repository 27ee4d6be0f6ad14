"""Codes of a second factor: six digits of the time (RFC 6238), and recovery codes on paper."""

from __future__ import annotations

import hmac
from base64 import b32decode, b32encode
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from balise.domain.person import Factor
from balise.vault.extra import library

STEP_S = 30
RECOVERY_CODES = 10
_DIGITS = 6
_SECRET_BYTES = 20
_RECOVERY_BYTES = 10
_DRIFT = 1
"""Steps of time by which the clock of a phone may be off."""


def fresh_factor(email: str) -> Factor:
    """Make a secret for the app of a person, and the picture that the app scans."""
    secret = b32encode(token_bytes(_SECRET_BYTES)).decode()
    uri = str(_clock(secret).get_provisioning_uri(email, "Balise"))
    code = library("segno").make(uri, error="m", micro=False)
    return Factor(secret=secret, uri=uri, svg=str(code.svg_inline(scale=4, light="#fff")))


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Tell of which step of time a code is; None: of none that is near."""
    digits = "".join(code.split())
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    clock, step = _clock(secret), int(now.timestamp()) // STEP_S
    near = range(step - _DRIFT, step + _DRIFT + 1)
    right = [
        one for one in near if hmac.compare_digest(clock.generate(one * STEP_S), digits.encode())
    ]
    return right[-1] if right else None


def fresh_recovery() -> tuple[str, ...]:
    """Make recovery codes; each works once."""
    return tuple(_written(token_bytes(_RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))


def recovery_hash(code: str) -> str:
    """Give the hash by which a recovery code is kept, however it is typed.

    Examples
    --------
    >>> recovery_hash("abcd-efgh-2345-6723") == recovery_hash(" ABCDEFGH 23456723")
    True
    """
    bare = "".join(sign for sign in code.lower() if sign.isalnum())
    return sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()


def _written(code: bytes) -> str:
    signs = b32encode(code).decode().lower()
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def _clock(secret: str) -> Any:
    # Apps that make codes know SHA-1 only; HMAC does not need that it has no collisions.
    sha1 = library("cryptography.hazmat.primitives.hashes").SHA1()
    totp = library("cryptography.hazmat.primitives.twofactor.totp")
    return totp.TOTP(b32decode(secret), _DIGITS, sha1, STEP_S)
