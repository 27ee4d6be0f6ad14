"""`balise key`: where the key of the secrets is, and a new one in its place."""

from __future__ import annotations

import click

from balise.cli.printing import folder_option, json_option, print_json, speech, stdout
from balise.domain.note import Chain
from balise.domain.team import Who
from balise.words import mark
from balise.workspace import Workspace

_ME = Who(name="you", is_master=True)
"""Whoever can open the folder owns it."""


@click.command(
    "key", help=speech().text(mark("Look whether the log is whole, or put a new key in place."))
)
@click.option(
    "--rotate",
    is_flag=True,
    help=speech().text(mark("Seal every secret with a new key, and forget the old one.")),
)
@folder_option
@json_option
def key(*, rotate: bool, folder: str | None, as_json: bool) -> None:
    """Change the key where that is asked, and say whether the audit log is whole."""
    space = Workspace.open(folder)
    done = space.rotate_key(by=_ME) if rotate else None
    chain = space.verify_audit()
    if as_json:
        facts = {name: getattr(chain, name) for name in ("rows", "sealed", "since", "foreign")}
        print_json({"sealed_again": done, "is_whole": chain.is_whole, "head": chain.head, **facts})
        return
    if done is not None:
        said = mark("There is a new key; secrets sealed again: {n}. Keep a copy of it elsewhere.")
        stdout().print(speech().text(said, n=done), markup=False)
    stdout().print(_told(chain), markup=False)


def _told(chain: Chain) -> str:
    if not chain.is_whole:
        return speech().text(mark("Audit log changed from row {n}"), n=chain.broken)
    said = mark(
        "Audit log whole: {n} rows, of which {m} are signed with the key of today or before."
    )
    return speech().text(said, n=chain.rows, m=chain.sealed)
