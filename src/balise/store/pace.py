"""How many rows a transaction may hold, so that none keeps others waiting for long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

_Item = TypeVar("_Item")
_QUICK_S, _SLOW_S = 0.02, 0.04
_LEAST, _MOST = 100, 1_000


class Pace:
    """The size of the next transaction, learnt from how long the last ones took.

    A transaction is to last 100 ms at most: one that took under 20 ms lets the next be twice as
    long, one over 40 ms halves it. On a busy machine a transaction waits for its turn more than it
    works: below a hundred rows it would only begin more often.

    Parameters
    ----------
    clock
        Seconds, as `time.perf_counter` tells them.
    rows
        The size to begin with.
    """

    def __init__(
        self, clock: Callable[[], float] = time.perf_counter, rows: int = 500, most: int = _MOST
    ) -> None:
        self.rows = rows
        self._clock = clock
        self._most = most

    @contextmanager
    def measured(self, n: int) -> Iterator[None]:
        """Learn from a transaction of `n` rows."""
        start = self._clock()
        yield
        took = self._clock() - start
        if took > _SLOW_S:
            self.rows = max(_LEAST, min(n, self.rows) // 2)
        elif took < _QUICK_S and n >= self.rows:
            self.rows = min(self._most, 2 * self.rows)

    def pieces(self, items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
        """Cut items into pieces, each of the size that is right when it is its turn."""
        start = 0
        while start < len(items):
            piece = items[start : start + self.rows]
            yield piece
            start += len(piece)
