"""Who a token stands for."""

from __future__ import annotations

from balise.domain.team import Who
from balise.workspace import Workspace

LONGEST = 200


def who_of_token(space: Workspace, token: str) -> Who | None:
    """Tell for whom a token stands.

    A token is for what it was given, whoever made it: without scopes it is for nothing.
    """
    if not token or len(token) > LONGEST:
        return None
    who = space.who_of_token(token)
    return who if who is not None and who.scopes is not None else None
