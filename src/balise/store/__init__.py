"""The store: one folder with SQLite, or PostgreSQL for a team. The only room that knows the ORM.

Django is imported when a store is opened, never before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from balise.store.repository import DjangoStore

__all__ = ["open_store"]


def open_store(where: str | Path) -> DjangoStore:
    """Open a store, made and brought up to date where needed.

    Parameters
    ----------
    where
        A folder, made where it is missing, or `postgres://user:password@host:port/database`; a
        unix socket is given as `?host=/path`. Where the environment names a database in
        `BALISE_DATABASE_URL`, a folder stands for that database.

    Returns
    -------
    DjangoStore
        What `balise.domain.ports.Store` asks for.

    Raises
    ------
    StoreUnreachableError
        The database does not answer, or the folder cannot be written.
    SchemaTooNewError
        A later version of Balise wrote it.
    """
    from balise.store.database import connect  # noqa: PLC0415 - Django comes with a store only

    place = connect(where)

    from balise.store.leftovers import remove_leftovers  # noqa: PLC0415 - models need Django set up
    from balise.store.repository import DjangoStore  # noqa: PLC0415

    remove_leftovers(place)
    return DjangoStore(place)
