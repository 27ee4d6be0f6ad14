"""`balise person ADDRESS`: a link by which somebody chooses a password and logs in."""

from __future__ import annotations

from datetime import UTC

import click

from balise.cli.printing import folder_option, json_option, print_json, speech, stdout
from balise.domain.person import Invited
from balise.domain.team import Role, Who
from balise.words import mark
from balise.workspace import Workspace

_ME = Who(name="you", is_master=True)
"""Whoever can open the folder owns it."""


@click.command(
    "person", help=speech().text(mark("Make a login, or a new link for somebody who has one."))
)
@click.argument("email", metavar="ADDRESS")
@click.option(
    "--owner",
    "is_master",
    is_flag=True,
    help=speech().text(mark("The installation is theirs, with all brands.")),
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=(str, click.Choice([role.value for role in Role])),
    metavar="BRAND ROLE",
    help=speech().text(mark("What they are for a brand; may be given several times.")),
)
@folder_option
@json_option
def person(
    *,
    email: str,
    is_master: bool,
    roles: tuple[tuple[str, str], ...],
    folder: str | None,
    as_json: bool,
) -> None:
    """Invite somebody; who is in already and is given nothing new can choose a new password."""
    space = Workspace.open(folder)
    given = {brand: Role(role) for brand, role in roles}
    invited = _invited(space, email, given, is_master=is_master)
    step = "reset" if invited.person.is_active else "invitation"
    path = f"/{step}/{invited.token}" if invited.token else ""
    if as_json:
        ends_at = invited.ends_at.isoformat() if invited.ends_at else None
        print_json({"email": invited.person.email, "path": path or None, "ends_at": ends_at})
        return
    stdout().print(_told(invited, path), markup=False, soft_wrap=True)


def _invited(space: Workspace, email: str, roles: dict[str, Role], *, is_master: bool) -> Invited:
    known = {one.email: one for one in space.people()}.get(email.strip().lower())
    if known is not None and known.is_active and not roles and not is_master:
        return space.reset_password(known.id, by=_ME)
    return space.invite(email, by=_ME, roles=roles, is_master=is_master)


def _told(invited: Invited, path: str) -> str:
    tongue, email = speech(), invited.person.email
    if invited.ends_at is None:
        return tongue.text(mark("{email} has a login, and now these rights as well."), email=email)
    said = mark(
        "Give {email} this link, after the address of Balise; it works once, until {day}: {path}"
    )
    day = tongue.day(invited.ends_at.astimezone(UTC).date())
    return tongue.text(said, email=email, day=day, path=path)
