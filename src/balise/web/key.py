"""Who may read: a token that works once, exchanged for a session that lasts as long as we do."""

from __future__ import annotations

from hmac import compare_digest
from secrets import token_urlsafe
from threading import Lock

_BYTES = 32


class Key:
    """The one token of this start, and the one session it opens.

    Parameters
    ----------
    session
        One that a start before this opened, and that is to go on; empty: none.

    Examples
    --------
    >>> key = Key()
    >>> session = key.exchange(key.token)
    >>> key.fits(session), key.is_used, key.exchange(key.token)
    (True, True, None)
    """

    def __init__(self, session: str = "") -> None:
        self.token = token_urlsafe(_BYTES)
        self.is_used = bool(session)
        self._session = session or token_urlsafe(_BYTES)
        self._lock = Lock()

    def exchange(self, token: str) -> str | None:
        """Give the session for the token, the first time only."""
        with self._lock:
            if not _same(token, self.token) or self.is_used:
                return None
            self.is_used = True
        return self._session

    def fits(self, session: str | None) -> bool:
        """Tell whether a session is ours and was opened."""
        return self.is_used and session is not None and _same(session, self._session)


def _same(given: str, ours: str) -> bool:
    """Compare in a time that tells nothing of where two texts differ."""
    return compare_digest(given.encode(errors="replace"), ours.encode())
