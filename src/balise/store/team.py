"""All that a store holds of people, in one."""

from __future__ import annotations

from balise.store.factors import Factors
from balise.store.logins import Logins
from balise.store.notes import Notes
from balise.store.people import People
from balise.store.tokens import Tokens


class Team(People, Factors, Logins, Tokens, Notes):
    """The part of a store that knows who works with it."""

    __slots__ = ()
