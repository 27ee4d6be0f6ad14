"""The cores of a machine, used by account and not within a matrix.

The matrices of one account are small: a linear algebra library that splits each over all cores
spends its time on waiting: a fit of 100 accounts took twelve times as long on two cores as on one.
So each product is left to one core, and accounts to several.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")


def one_each(function: Callable[_Parameters, _Answer]) -> Callable[_Parameters, _Answer]:
    """Let a function leave each product of matrices to one core.

    Examples
    --------
    >>> one_each(abs)(-3)
    3
    """

    @wraps(function)
    def held(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Answer:
        libraries, _ = _blas()
        with libraries.limit(limits=1):
            return function(*args, **kwargs)

    return held


def ahead(function: Callable[..., _Answer], *several: Iterable[Any]) -> Generator[_Answer]:
    """Map as `map` does, on all cores and a few items ahead: few answers wait at once.

    Examples
    --------
    >>> list(ahead(pow, [2, 3], [5, 2]))
    [32, 9]
    """
    waiting: deque[Future[_Answer]] = deque()
    _, cores = _blas()
    with ThreadPoolExecutor(cores, thread_name_prefix="balise-learn") as pool:
        for one in zip(*several, strict=True):
            waiting.append(pool.submit(function, *one))
            if len(waiting) > cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@cache
def _blas() -> tuple[ThreadpoolController, int]:
    """Find the libraries of linear algebra, and how many cores they were given."""
    found = ThreadpoolController().select(user_api="blas")
    return found, max((one["num_threads"] for one in found.info()), default=1)
