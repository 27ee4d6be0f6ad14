"""A copy of the database of a folder, while others read and write it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

LEFT_BEHIND = ("balise_session", "balise_logintry")
"""Tables that a copy has empty: nobody is logged in where it is restored."""
_NOBODY = "a backup:0:"
"""The process of imports that were under way: it is not alive, so the next start removes them."""


def copy(file: Path, to: Path) -> None:
    """Copy a database as it is at one moment, by the online backup of SQLite.

    Writers are not kept waiting. An import that is under way is in the copy as one that was cut
    off. What deletes is overwritten, and free space is given back.
    """
    with _opened(file, "ro") as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        target.execute("PRAGMA secure_delete=ON")
        for table in LEFT_BEHIND:
            target.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
        target.execute("UPDATE balise_installation SET mark = ''")  # it is at work nowhere
        target.execute(
            "UPDATE balise_import SET process = ?, heartbeat = '1970-01-01 00:00:00' "
            "WHERE state <> 'done'",
            (_NOBODY,),
        )
        target.commit()
        target.execute("VACUUM")


def fold(file: Path) -> None:
    """Fold what was written beside a database into it.

    Raises
    ------
    sqlite3.OperationalError
        Another program has it open.
    """
    with _opened(file, "rw") as found:
        found.execute("PRAGMA journal_mode=DELETE").fetchone()


def faults(file: Path) -> str:
    """Tell what is wrong with a copy; nothing: it is whole, and of this version or an older one.

    Nothing in it is run: a database can hold code of whoever made it.
    """
    try:
        with _opened(file, "ro") as found:
            found.execute("PRAGMA trusted_schema=OFF")
            (said,) = found.execute("PRAGMA quick_check(1)").fetchone()
            if said != "ok":
                return str(said).splitlines()[0]
            rows = found.execute("SELECT name FROM django_migrations WHERE app = 'balise'")
            applied = {name for (name,) in rows}
    except sqlite3.Error as error:
        return str(error)
    return "" if applied else "it has no tables of Balise"


def migrations(file: Path) -> frozenset[str]:
    """Name the steps by which the tables of a copy came to be as they are."""
    with _opened(file, "ro") as found:
        rows = found.execute("SELECT name FROM django_migrations WHERE app = 'balise'")
        return frozenset(str(name) for (name,) in rows)


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    address = f"file:{quote(str(file.absolute()))}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=5)) as connection:
        yield connection
