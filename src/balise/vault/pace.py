"""How often a login may be tried.

Counted twice. In memory, by the address it comes from, before anything costly is done: a flood
ends here, and is forgotten when the process ends. In the store, by account and address: what a
restart, or a second process, must not forget. An account is not locked by one stranger: its own
limit, whatever the address, is far wider.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any

from balise.errors import LoginsTooManyError
from balise.vault.extra import library

WINDOW = timedelta(minutes=15)
"""Over which tries are counted in the store."""
HERE = 10
"""Tries of one account from one address in that time."""
ANYWHERE = 50
"""Tries of one account from all addresses in that time."""
PER_MINUTE = 30
"""Tries from one address in a minute, of whatever account."""


def flood(place: str, address: str) -> None:
    """Count a try from an address.

    Raises
    ------
    LoginsTooManyError
        There were too many in the last minute.
    """
    window, most = _window()
    if not window.hit(most, place, address):
        raise LoginsTooManyError(minutes=1)


def keys(email: str, address: str) -> tuple[str, str]:
    """Give the keys under which a try is counted in the store: account and address, and account.

    They are hashes: a password that is typed into the wrong field is not kept.

    Examples
    --------
    >>> here, anywhere = keys("Ana@example.org ", "192.0.2.1")
    >>> here == keys("ana@example.org", "192.0.2.2")[0]
    False
    >>> anywhere == keys("ana@example.org", "192.0.2.2")[1]
    True
    """
    account = email.strip().lower()
    return _key(f"{account}\n{address}"), _key(account)


def _key(said: str) -> str:
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def _window() -> tuple[Any, Any]:
    limits = library("limits")
    storage = library("limits.storage").MemoryStorage()
    strategy = library("limits.strategies").MovingWindowRateLimiter(storage)
    return strategy, limits.RateLimitItemPerMinute(PER_MINUTE)
