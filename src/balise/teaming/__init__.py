"""Who works here: people, logins, tokens, links of clients, and the log of what they did."""

from __future__ import annotations

from balise.teaming.factors import Factors
from balise.teaming.links import Links
from balise.teaming.log import Log
from balise.teaming.logins import Logins
from balise.teaming.people import People
from balise.teaming.tokens import Tokens

__all__ = ["Teaming"]


class Teaming(People, Logins, Factors, Tokens, Links, Log):
    """The part of `balise.workspace.Workspace` that knows who works with it."""

    __slots__ = ()
