"""Where the database is: a folder, or an address of PostgreSQL."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from balise.errors import StoreUnreachableError

DATABASE = "balise.db"
ENGINE = "engine.db"
VARIABLE = "BALISE_DATABASE_URL"
_SCHEMES = ("postgres://", "postgresql://")
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
}
_KEPT_S = 30
"""Seconds that the pages keep a connection: to open one takes as long as several questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A database: how it is `shown` to a user, and what Django needs to reach it."""

    shown: str
    options: dict[str, Any] = field(repr=False)
    secret: str = field(default="", repr=False)
    file: Path | None = None

    @property
    def engine(self) -> str:
        """Give the address at which the engine of long work keeps its own tables, as a URL.

        Examples
        --------
        >>> address_of("postgres://ann:s%40@db.example.org:5433/team").engine
        'postgresql://ann:s%40@db.example.org:5433/team?connect_timeout=10'
        """
        if self.file is not None:
            return f"sqlite:///{self.file.with_name(ENGINE)}"
        said = {name: str(self.options[name]) for name in ("NAME", "USER", "HOST", "PORT")}
        query = {name: str(value) for name, value in self.options["OPTIONS"].items()}
        who, host = quote(said["USER"], safe=""), said["HOST"]
        if self.secret:
            who += f":{quote(self.secret, safe='')}"
        if host.startswith("/"):  # a socket of this machine
            query, host = {**query, "host": host, "port": said["PORT"] or "5432"}, ""
        where = f"[{host}]" if ":" in host else host
        port = f":{said['PORT']}" if where and said["PORT"] else ""
        at = f"{who}@" if who else ""
        return f"postgresql://{at}{where}{port}/{quote(said['NAME'], safe='')}?{urlencode(query)}"

    def without_secret(self, said: object) -> str:
        """Give the first line of what a database said, its password taken out."""
        first = (str(said).strip().splitlines() or [""])[0].strip().rstrip(".")
        return first.replace(self.secret, "***") if self.secret else first


def address_of(where: str | Path) -> Address:
    """Read where the database is.

    Examples
    --------
    >>> address_of("postgres://ann:s%40@db.example.org:5433/team").shown
    'postgres://ann@db.example.org:5433/team'
    """
    said = str(where)
    if said.startswith(_SCHEMES):
        return _postgres(said)
    named = os.environ.get(VARIABLE, "")
    if named:
        if not named.startswith(_SCHEMES):
            raise StoreUnreachableError(database=VARIABLE, reason="it must begin with postgres://")
        return _postgres(named)
    return _folder(Path(where))


def _folder(folder: Path) -> Address:
    file = folder.expanduser().absolute() / DATABASE
    options = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": dict(_SQLITE),
        "CONN_MAX_AGE": _KEPT_S,
    }
    return Address(shown=str(file), options=options, file=file)


def _postgres(url: str) -> Address:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        # The message of the parser quotes a piece of the address, which may be the password.
        raise StoreUnreachableError(
            database="postgres://", reason="its address cannot be read; percent-encode the password"
        ) from None
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", "") or unquote(parts.hostname or "")
    name, user = unquote(parts.path.lstrip("/")), unquote(parts.username or "")
    password = unquote(parts.password or "")
    options = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name or user or "postgres",
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": str(query.pop("port", "") or port or ""),
        "OPTIONS": {"connect_timeout": 10, **query},
        "CONN_MAX_AGE": None,
    }
    where = f"{host}:{port}" if port else host
    return Address(
        shown=f"postgres://{user}@{where}/{name}" if user else f"postgres://{where}/{name}",
        options=options,
        secret=password,
    )
