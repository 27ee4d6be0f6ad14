"""For whom an assistant asks."""

from __future__ import annotations

from getpass import getuser
from typing import Protocol, runtime_checkable

from balise.domain.team import Right, Who
from balise.errors import TokenUnknownError
from balise.workspace import Workspace

ALONE = frozenset({Right.SEE, Right.INSPECT, Right.EDIT})
"""What an assistant may do for the one user of this computer: neither approve nor own."""


@runtime_checkable
class Team(Protocol):
    """A workspace in which people and their tokens are kept."""

    def has_people(self) -> bool:
        """Tell whether somebody has a login."""
        ...

    def who_of_token(self, token: str) -> Who | None:
        """Tell for whom a token stands."""
        ...


def user_of(space: Workspace, token: str) -> Who:
    """Tell for whom is asked: the token's person, or the one user of this computer.

    Raises
    ------
    TokenUnknownError
        Where the token is not known, or a team works here and none is given.
    """
    if token:
        who = space.who_of_token(token) if isinstance(space, Team) else None
        if who is None or who.scopes is None:
            raise TokenUnknownError
        return who
    if isinstance(space, Team) and space.has_people():
        raise TokenUnknownError
    return Who(name=getuser(), is_master=True, scopes=ALONE)
