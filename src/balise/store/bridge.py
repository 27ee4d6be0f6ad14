"""Calls of the ORM while an event loop runs in this thread, as in a notebook.

Django refuses them there; a worker thread of our own answers instead, with its own connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from threading import local
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from django.db import InterfaceError, OperationalError

from balise.errors import StoreUnreachableError
from balise.store.address import Address


class _Placed(Protocol):
    @property
    def address(self) -> Address: ...


_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")
_Holder = TypeVar("_Holder", bound=_Placed)
_SEEN: ContextVar[dict[Hashable, object] | None] = ContextVar("balise_seen", default=None)
_WORKER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="balise-store")


def off_loop(
    function: Callable[_Parameters, _Answer],
) -> Callable[_Parameters, _Answer]:
    """Let a function that uses the ORM be called anywhere."""

    @wraps(function)
    def call(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Answer:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return function(*args, **kwargs)
        return _WORKER.submit(function, *args, **kwargs).result()

    return call


def asks(
    method: Callable[Concatenate[_Holder, _Parameters], _Answer],
) -> Callable[Concatenate[_Holder, _Parameters], _Answer]:
    """Let a method be called anywhere, and say in our words that the database does not answer."""

    @wraps(method)
    def ask(self: _Holder, /, *args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Answer:
        try:
            return off_loop(method)(self, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            address = self.address
            raise StoreUnreachableError(
                database=address.shown, reason=address.without_secret(error)
            ) from None

    return ask


class _Last(local):
    """What this thread read last, and of which version."""

    version: Hashable = None
    seen: dict[Hashable, object]


_LAST = _Last()
_MOST_SEEN = 400


@contextmanager
def at_a_glance(version: Hashable = None) -> Iterator[None]:
    """Read what `asks_once` marks once each, until the block ends: a page asks many times over.

    Only for what reads and does not wait for others; what it writes it must not read again.

    Parameters
    ----------
    version
        Names all that is kept, as this thread sees it (`DjangoStore.version`): what the thread read
        at the very same version in the block before is given again. None: nothing is.
    """
    seen: dict[Hashable, object] = {}
    if version is not None:
        if version == _LAST.version and len(_LAST.seen) < _MOST_SEEN:
            seen = _LAST.seen
        _LAST.version, _LAST.seen = version, seen
    before = _SEEN.set(seen)
    try:
        yield
    finally:
        _SEEN.reset(before)


def asks_once(
    method: Callable[Concatenate[_Holder, _Parameters], _Answer],
) -> Callable[Concatenate[_Holder, _Parameters], _Answer]:
    """Do as `asks`; what was read is given again `at_a_glance`."""
    ask = asks(method)

    @wraps(method)
    def look(self: _Holder, /, *args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Answer:
        seen = _SEEN.get()
        if seen is None or kwargs:
            return ask(self, *args, **kwargs)
        key = (id(self), method.__name__, *(tuple(x) if isinstance(x, list) else x for x in args))
        if key not in seen:
            seen[key] = ask(self, *args, **kwargs)
        return cast("_Answer", seen[key])

    return look
