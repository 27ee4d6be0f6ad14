"""Who works with a brand, and what each may do there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Right(StrEnum):
    """What somebody may do with a brand.

    `SEE` is the home page, the calendar, insights and reports; `INSPECT` adds what they are made of
    (strategy, refinement, files, rows); `APPROVE` says yes or no to posts; `EDIT` changes strategy,
    plan and texts and brings files in; `OWN` is for the team, tokens and settings.
    """

    SEE = "see"
    INSPECT = "inspect"
    APPROVE = "approve"
    EDIT = "edit"
    OWN = "own"


class Role(StrEnum):
    """What somebody is for a brand."""

    OWNER = "owner"
    EDITOR = "editor"
    APPROVER = "approver"
    CLIENT = "client"
    READER = "reader"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.EDITOR: frozenset({Right.SEE, Right.INSPECT, Right.EDIT}),
    Role.APPROVER: frozenset({Right.SEE, Right.INSPECT, Right.APPROVE}),
    Role.CLIENT: frozenset({Right.SEE, Right.APPROVE}),
    Role.READER: frozenset({Right.SEE, Right.INSPECT}),
}
"""Who writes posts does not approve them; only an owner may do both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The one who asks: a person who logged in, a token, or the one user of this computer.

    Parameters
    ----------
    name
        As it stands in the audit log; an email address where somebody logged in.
    roles
        Brand -> role.
    is_master
        Whether every brand is theirs, also those to come, and the installation itself: the user of
        a computer of their own, and the owner of the installation.
    scopes
        What a token was given; None for people. A token may do what both its person and its scopes
        allow.
    person
        The id of the person; None for the user of this computer.
    called
        The name that they gave themselves; empty where they gave none.

    Examples
    --------
    >>> me = Who(name="ana@example.org", roles={"Garden": Role.EDITOR})
    >>> me.may(Right.EDIT, "Garden"), me.may(Right.APPROVE, "Garden"), me.may(Right.SEE, "Other")
    (True, False, False)
    """

    name: str
    roles: Mapping[str, Role] = field(default_factory=dict)
    is_master: bool = False
    scopes: frozenset[Right] | None = None
    person: int | None = None
    called: str = ""
    language: str = ""
    timezone: str = ""

    def may(self, right: Right, brand: str) -> bool:
        """Tell whether this is allowed with a brand."""
        if self.scopes is not None and right not in self.scopes:
            return False
        role = Role.OWNER if self.is_master else self.roles.get(brand)
        return role is not None and right in RIGHTS[role]

    def sees(self, brands: Iterable[str]) -> tuple[str, ...]:
        """Leave of some brands those that may be seen."""
        return tuple(brand for brand in brands if self.may(Right.SEE, brand))
