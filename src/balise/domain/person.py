"""Who has a login, and what proves that it is them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from balise.domain.team import Role, Who

IDLE = timedelta(hours=12)
"""A session that nobody used for so long is over."""
LONGEST = timedelta(days=14)
"""A session is over so long after its login, used or not."""
INVITED = timedelta(days=7)
"""How long the link of an invitation works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a login.

    Parameters
    ----------
    email
        In lower case; how they log in, and their name in the audit log.
    language, timezone
        In which they read, and by whose clock; empty: that of the browser, or of the brand.
    is_master
        Whether the installation is theirs, with all brands.
    is_active
        Whether they chose a password; before, they are only invited.
    roles
        Brand -> what they are for it.
    """

    id: int
    email: str
    name: str = ""
    language: str = ""
    timezone: str = ""
    is_master: bool = False
    is_active: bool = False
    has_second_factor: bool = False
    created_at: datetime
    roles: Mapping[str, Role] = field(default_factory=dict)

    @property
    def who(self) -> Who:
        """What they may do, everywhere."""
        return Who(
            name=self.email,
            roles=self.roles,
            is_master=self.is_master,
            person=self.id,
            called=self.name,
            language=self.language,
            timezone=self.timezone,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody who was let in, and the token of the link that is theirs; it is shown once.

    `token` is empty where the person has a password already: there is nothing to accept.
    """

    person: Person
    token: str = field(default="", repr=False)
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login that lasts; `agent` and `address` are of the browser that began it."""

    id: int
    begun_at: datetime
    seen_at: datetime
    agent: str = ""
    address: str = ""
    is_this: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it is over if nobody uses it any more."""
        return min(self.seen_at + IDLE, self.begun_at + LONGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is kept to tell that a person is who they say; never shown.

    `password` is a hash; `secret` and `pending` are sealed secrets of codes: the one in use, and
    one that no code has confirmed yet. `step` is the step of time of the last code that was used.
    """

    person: Person
    password: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    pending: str = field(default="", repr=False)
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """What a person puts into the app that makes codes: `svg` is a picture of `uri` to scan."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)
    svg: str = field(repr=False)
