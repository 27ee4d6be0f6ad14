"""Triggers that refuse to change or remove a row of the audit log, on both databases.

SQLite drops the triggers of a table that Django writes anew: a migration that alters `Note` on it
has to call `refuse` again.
"""

from __future__ import annotations

from typing import Any

_SAID = "the audit log is only added to"
_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS balise_note_no_{verb.lower()} BEFORE {verb} ON balise_note "
    f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for verb in ("UPDATE", "DELETE")
)
_POSTGRES = (
    (
        "CREATE OR REPLACE FUNCTION balise_note_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
    ),
    (
        "CREATE OR REPLACE TRIGGER balise_note_refuse BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON balise_note FOR EACH STATEMENT EXECUTE FUNCTION balise_note_refuse()"
    ),
)
_AWAY = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS balise_note_no_{verb}" for verb in ("update", "delete")
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS balise_note_refuse ON balise_note",
        "DROP FUNCTION IF EXISTS balise_note_refuse()",
    ),
}


def refuse(_apps: Any, editor: Any) -> None:
    """Put the triggers there."""
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRES:
        editor.connection.cursor().execute(statement)


def allow(_apps: Any, editor: Any) -> None:
    """Take the triggers away."""
    for statement in _AWAY[editor.connection.vendor]:
        editor.connection.cursor().execute(statement)
