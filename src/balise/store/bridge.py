"""Calls of the ORM while an event loop runs in this thread, as in a notebook.

Django refuses them there; a worker thread of our own answers instead, with its own connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from django.db import InterfaceError, OperationalError

from balise.errors import StoreUnreachableError
from balise.store.address import Address


class _Placed(Protocol):
    @property
    def address(self) -> Address: ...


_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")
_Holder = TypeVar("_Holder", bound=_Placed)
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
