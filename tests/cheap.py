"""Stores of tests cost little: tables are copied, and nothing waits for a disk.

A migration takes over a second, a commit that is safe from a loss of power some milliseconds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from types import ModuleType
from typing import Any

from balise.store import address

_DATABASE = "balise.store.database"
_CORES = "balise.learn.cores"
_LOCK = Lock()
_KEPT: list[bytes] = []
_SAFE: list[str] = []


def make_parallel() -> None:
    """Let accounts be learnt of in two threads, though a matrix of tests has one core."""
    cores: Any = sys.modules.get(_CORES)
    if cores is not None and cores._blas.__module__ == _CORES:
        real = cores._blas

        def two() -> tuple[Any, int]:
            return real()[0], 2

        cores._blas = two


def make_cheap() -> None:
    """Let stores in new files begin with the tables of the first, where stores are opened at all.

    The first is migrated as users' are, and each copy is asked whether a migration is missing. A
    store in another process, or in a file that is there already, is not touched.
    """
    database: Any = sys.modules.get(_DATABASE)
    if database is not None and database._migrate.__module__ == _DATABASE:
        _copying(database)
        _SAFE.append(str(address._SQLITE["init_command"]))
        address._SQLITE["init_command"] = _SAFE[0].replace("=FULL", "=OFF")


@contextmanager
def as_users_have_it() -> Iterator[None]:
    """Let stores that are opened within wait for the disk, as those of users do."""
    cheap = address._SQLITE["init_command"]
    address._SQLITE["init_command"] = _SAFE[0] if _SAFE else cheap
    yield
    address._SQLITE["init_command"] = cheap


def _copying(database: ModuleType) -> None:
    real = database._migrate

    def migrate(place: Any) -> None:
        file = place.address.file
        with _LOCK:
            if file is None or file.stat().st_size:
                real(place)
            elif _KEPT:
                file.write_bytes(_KEPT[0])
                real(place)
            else:
                real(place)
                database.connections[place.alias].close()  # what is in the log goes into the file
                _KEPT.append(file.read_bytes())

    database._migrate = migrate  # type: ignore[attr-defined]
