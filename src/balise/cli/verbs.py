"""The verbs and where each is: imported when one is asked for, so that a question comes soon."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

WHERE: Mapping[str, str] = {
    "init": "init",
    "ideas": "ideas",
    "demo": "demo",
    "import": "import_",
    "audit": "audit",
    "learn": "learn",
    "report": "report",
    "plan": "plan",
    "refine": "refine",
    "tag": "tag",
    "competitors": "competitors",
    "check": "check",
    "serve": "serve",
    "person": "person",
    "key": "key",
    "backup": "backup",
    "restore": "restore",
    "worker": "worker",
    "mcp": "mcp",
    "doctor": "doctor",
}
"""Verb to the module of `balise.cli` that holds it, under the module's own name."""


def verb(name: str) -> click.Command:
    """Import a verb.

    Examples
    --------
    >>> verb("doctor").name
    'doctor'
    """
    found = getattr(import_module(f"balise.cli.{WHERE[name]}"), WHERE[name])
    if not isinstance(found, click.Command):
        raise TypeError(name)
    return found


def verbs() -> tuple[click.Command, ...]:
    """Import all verbs, in the order in which help lists them."""
    return tuple(verb(name) for name in WHERE)


class Verbs(click.Group):
    """A group whose verbs are imported when they are asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Name the verbs."""
        return list(WHERE)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Give a verb; nothing where there is none of that name."""
        return verb(name) if name in WHERE else None
