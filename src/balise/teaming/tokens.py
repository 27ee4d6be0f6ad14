"""Tokens: programs that ask in the name of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from balise.domain.person import Person
from balise.domain.ports import Store
from balise.domain.team import Right, Role, Who
from balise.domain.token import SCOPES, Shown, Token
from balise.errors import NotAllowedError, RecordNotFoundError, Said, TokenScopeError
from balise.store.secrets import fresh_token, hash_of
from balise.teaming import clock, rules

PREFIX = "bal_"
"""What every token begins with, so that one that leaked is recognised."""
DAYS, MOST_DAYS = 90, 366


class Tokens:
    """The part of a workspace that knows tokens."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def every_brand(self) -> tuple[str, ...]:
            """Name the brands."""

    def make_token(
        self,
        name: str,
        *,
        by: Who,
        scopes: Iterable[Right] = SCOPES,
        brand: str = "",
        days: int = DAYS,
    ) -> Shown[Token]:
        """Make a token; its secret is shown this once. A token cannot make another.

        Raises
        ------
        NotAllowedError, TokenScopeError, TimeUpError, RecordNotFoundError
            It cannot be made so.
        """
        if by.scopes is not None:
            raise NotAllowedError
        asked, seen = frozenset(scopes), by.sees(self.every_brand())
        if brand and brand not in seen:
            raise RecordNotFoundError(what=Said("brand"), name=brand, known=", ".join(seen))
        may = {r for r in Right if by.is_master or any(by.may(r, b) for b in [brand] if b)}
        if not brand:
            may |= {right for right in Right for one in seen if by.may(right, one)}
        if not asked or not asked <= may:
            raise TokenScopeError(known=", ".join(right for right in Right if right in may))
        new = Token(
            id=0,
            name=rules.trimmed({"name": name})["name"],
            scopes=asked,
            brand=brand,
            person=by.person,
            made_at=clock.now(),
            ends_at=rules.end_of(days, MOST_DAYS),
        )
        shown, kept = fresh_token(PREFIX)
        said = ", ".join(right for right in Right if right in asked)
        note = rules.note("token-made", by, brand, token=new.name, scopes=said)
        return Shown(kept=self.store.add_token(new, kept, note), secret=shown)

    def tokens(self, person: int | None = None) -> tuple[Token, ...]:
        """Give the tokens of somebody, or of everybody, the newest first."""
        return self.store.tokens(person)

    def revoke_token(self, token: int, *, by: Who) -> None:
        """Take a token back: one's own, or any where the installation is one's own.

        Raises
        ------
        NotAllowedError
            There is none such that is theirs to take back.
        """
        theirs = None if by.is_master else by.person
        if by.scopes is not None or (theirs is None and not by.is_master):
            raise NotAllowedError
        found = next((one for one in self.store.tokens(theirs) if one.id == token), None)
        if found is None:
            raise NotAllowedError
        self.store.revoke_token(
            token, rules.note("token-revoked", by, found.brand, token=found.name)
        )

    def who_of_token(self, token: str) -> Who | None:
        """Tell for whom a token stands, and what it may do; None: it is not known, or over.

        It may do what both its person and its scopes allow, as their roles are today; with a brand,
        there only.
        """
        if not token.startswith(PREFIX):
            return None
        found = self.store.token(hash_of(token), clock.now())
        return _who(*found) if found else None


def _who(token: Token, person: Person | None) -> Who:
    owner = person.who if person else Who(name="you", is_master=True)
    roles, is_master = owner.roles, owner.is_master
    if token.brand:
        role = Role.OWNER if is_master else roles.get(token.brand)
        roles, is_master = ({token.brand: role} if role else {}), False
    return Who(
        name=f"{owner.name} ({token.name})",
        roles=roles,
        is_master=is_master,
        scopes=token.scopes,
        person=owner.person,
        language=owner.language,
        timezone=owner.timezone,
    )
