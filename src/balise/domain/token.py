"""Secrets that stand for somebody: tokens of programs, and links that clients approve by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from balise.domain.team import Right, Role, Who

Kept = TypeVar("Kept")
SCOPES = frozenset({Right.SEE, Right.INSPECT})
"""What a token may do where nothing else was asked: look, and change nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program shows to ask in the name of a person; `brand` empty: all of theirs.

    `person` None: of the user of a computer of their own; it works until there are people.
    """

    id: int
    name: str
    scopes: frozenset[Right]
    brand: str = ""
    person: int | None
    made_at: datetime
    ends_at: datetime | None = None
    used_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time is up."""
        return self.ends_at is not None and self.ends_at <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class MagicLink:
    """A link by which a client approves posts without a login.

    Parameters
    ----------
    name, email
        Whom it was made for.
    slots
        The posts it is for; none: the whole plan.
    uses, used_at
        How often it was opened, and when last; twice within a minute counts once.
    revoked_at
        When it was taken back.
    """

    id: int
    brand: str
    name: str
    email: str = ""
    slots: tuple[str, ...] = ()
    made_by: str = ""
    made_at: datetime
    ends_at: datetime
    uses: int = 0
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Tell whether it still works."""
        return self.revoked_at is None and now < self.ends_at

    def covers(self, slot: str) -> bool:
        """Tell whether it is for this post."""
        return not self.slots or slot in self.slots

    @property
    def who(self) -> Who:
        """Who approves by it: a client who may do that and see nothing else of the brand."""
        return Who(
            name=f"{self.email or self.name} (link {self.id})",
            roles={self.brand: Role.CLIENT},
            scopes=frozenset({Right.APPROVE}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Generic[Kept]):
    """Something new with its secret, which is shown this once: only its hash is kept."""

    kept: Kept
    secret: str = field(repr=False)
