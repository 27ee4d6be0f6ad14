"""How often a token is answered."""

from __future__ import annotations

import math
import time
from functools import cache

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from balise.errors import TooManyRequestsError

READS = RateLimitItemPerMinute(600)
CHANGES = RateLimitItemPerMinute(120)
STRANGERS = RateLimitItemPerMinute(30)
"""Of tokens that are not known: nobody finds one by trying."""


@cache
def limiter() -> MovingWindowRateLimiter:
    """Give what counts, in the memory of this process."""
    return MovingWindowRateLimiter(MemoryStorage())


def count(pace: RateLimitItem, *whose: str) -> None:
    """Count a request.

    Raises
    ------
    TooManyRequestsError
        Where there were too many within the last minute.
    """
    if limiter().hit(pace, *whose):
        return
    again = limiter().get_window_stats(pace, *whose).reset_time - time.time()
    raise TooManyRequestsError(seconds=max(1, math.ceil(again)))
