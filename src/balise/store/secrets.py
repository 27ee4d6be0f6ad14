"""Secrets that are shown once and kept as a hash: links, sessions, tokens, feeds."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

BYTES = 32
"""256 bits: nobody guesses it, so a plain hash is enough, and finds its row by an index."""
LONGEST = 200
"""No secret of ours is longer; what is, is not looked for."""


def fresh_token(prefix: str = "") -> tuple[str, str]:
    """Make a secret; gives what is shown, and the hash that is kept.

    Examples
    --------
    >>> shown, kept = fresh_token("bal_")
    >>> shown[:4], len(shown), kept == hash_of(shown)
    ('bal_', 47, True)
    """
    shown = prefix + token_urlsafe(BYTES)
    return shown, hash_of(shown)


def hash_of(shown: str) -> str:
    """Give the hash that a secret is found by; what cannot be one has a hash that nothing has.

    Examples
    --------
    >>> hash_of("") == hash_of("x" * 1000) == ""
    True
    """
    if not shown or len(shown) > LONGEST:
        return ""
    return sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()
