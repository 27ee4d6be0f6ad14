"""One connection a store, its tables up to date."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

import balise.store.configured  # noqa: F401 - connections need Django set up
from balise.errors import SchemaTooNewError, StoreUnreachableError
from balise.store.address import Address, address_of
from balise.store.bridge import off_loop
from balise.store.schema import known

_PATIENCE_S = 10.0
_ALIASES: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An open database: its name in Django's `connections`, and its address."""

    alias: str
    address: Address


@off_loop
def connect(where: str | Path) -> Place:
    """Reach the database, make its tables or bring them up to date."""
    address = address_of(where)
    with _said_plainly(address):
        _make_file(address)
        place = Place(alias=_alias(address), address=address)
        _migrate(place)
    return place


@contextmanager
def _said_plainly(address: Address) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, InterfaceError, OSError, ImproperlyConfigured) as error:
        reason = address.without_secret(getattr(error, "strerror", None) or error)
        # The chain is cut: what the driver says may hold the password.
        raise StoreUnreachableError(database=address.shown, reason=reason) from None


def _make_file(address: Address) -> None:
    """Make folder and file before SQLite does, which would let anybody on the machine read."""
    if address.file is None:
        return
    try:
        address.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
    os.close(os.open(address.file, os.O_CREAT | os.O_RDWR, 0o600))


def _alias(address: Address) -> str:
    """Name the connection; the same address has the same name for as long as the process lives."""
    key = repr(sorted(address.options.items(), key=lambda item: item[0]))
    if key not in _ALIASES:
        default: dict[str, Any] = connections.databases.get(DEFAULT_DB_ALIAS, {})
        is_free = default.get("ENGINE", "django.db.backends.dummy") == "django.db.backends.dummy"
        alias = DEFAULT_DB_ALIAS if is_free else f"balise-{len(_ALIASES)}"
        one: dict[str, dict[str, Any]] = {DEFAULT_DB_ALIAS: dict(address.options)}
        connections.databases[alias] = connections.configure_settings(one)[DEFAULT_DB_ALIAS]
        if alias in {known.alias for known in connections.all(initialized_only=True)}:
            del connections[alias]  # the stand-in that Django made before there was a database
        _ALIASES[key] = alias
    return _ALIASES[key]


def _applied(alias: str) -> set[str]:
    connection = connections[alias]
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'balise'")
        return {name for (name,) in cursor.fetchall()}


def _migrate(place: Place) -> None:
    """Migrate unless that is done; of several processes that start at once, the others wait."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            applied = _applied(place.alias)
            if applied - known():
                raise SchemaTooNewError(database=place.address.shown)
            if applied != known():
                call_command("migrate", "balise", database=place.alias, verbosity=0)
        except DatabaseError as error:
            if _is_final(error) or time.monotonic() > until:
                raise
            connections[place.alias].close()
            time.sleep(0.05)
        else:
            return


def _is_final(error: DatabaseError) -> bool:
    """Tell whether waiting is of no use: only a race with another process that starts passes."""
    said = str(error)
    return not any(sign in said for sign in ("locked", "already exists", "duplicate key"))
