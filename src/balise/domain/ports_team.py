"""What the workspace asks of a store about people, their logins and what they did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from balise.domain.note import Chain, Note, Sealer
from balise.domain.person import Person, Proof, Session
from balise.domain.team import Role
from balise.domain.token import MagicLink, Token


class PeopleStore(Protocol):
    """The people. A change is kept together with its note, or not at all."""

    def people(self) -> tuple[Person, ...]:
        """Give all people, in order of address."""
        ...

    def has_people(self) -> bool:
        """Tell whether anybody can log in."""
        ...

    def person(self, person: int) -> Person | None:
        """Give somebody."""
        ...

    def proof(self, email: str) -> Proof | None:
        """Give what proves that somebody is who they say."""
        ...

    def add_person(self, new: Person, note: Note) -> Person:
        """Keep somebody new; gives them with their id. The address must not be known."""
        ...

    def invite(self, person: int, digest: str, ends_at: datetime, note: Note) -> None:
        """Keep a link to choose a password by, in place of all earlier ones."""
        ...

    def invited(self, digest: str, now: datetime) -> Person | None:
        """Tell whose link this is, where it still works."""
        ...

    def accept(self, digest: str, password: str, name: str, note: Note) -> bool:
        """Keep the password and use the link up; ends their sessions. False: it was used."""
        ...

    def give_role(self, person: int, brand: str, role: Role | None, note: Note) -> None:
        """Make somebody something for a brand; None: nothing any more."""
        ...

    def make_master(self, person: int, note: Note, *, is_master: bool) -> bool:
        """Give somebody the installation, or take it; False: they are the last who has it."""
        ...

    def remove_person(self, person: int, note: Note) -> bool:
        """Remove somebody with all logins and tokens; False: the installation is theirs alone."""
        ...

    def change_profile(self, person: int, given: Mapping[str, str], note: Note) -> None:
        """Keep name, language and time zone."""
        ...

    def change_password(self, person: int, password: str, keep: str, note: Note) -> None:
        """Keep a new hash, and end all sessions but the one of the digest `keep`."""
        ...

    def rehash(self, person: int, before: str, after: str) -> None:
        """Keep a hash of the same password made anew, unless it was changed meanwhile."""
        ...


class FactorStore(Protocol):
    """Second factors: a sealed secret, and codes for the day it is lost."""

    def keep_pending(self, person: int, sealed: str) -> None:
        """Keep a secret that no code has confirmed yet."""
        ...

    def confirm_factor(self, proof: Proof, step: int, recovery: Sequence[str], note: Note) -> bool:
        """Make the pending secret the one in use; False: it is another one by now."""
        ...

    def drop_factor(self, person: int, note: Note) -> None:
        """Switch the second factor off, with its recovery codes."""
        ...

    def renew_recovery(self, person: int, digests: Sequence[str], note: Note) -> None:
        """Keep recovery codes in place of all earlier ones."""
        ...

    def recovery_left(self, person: int) -> int:
        """Count the recovery codes that were not used."""
        ...

    def use_step(self, person: int, step: int) -> bool:
        """Use the code of a step of time up; False: it, or a later one, was used before."""
        ...

    def use_recovery(self, person: int, digest: str, note: Note) -> bool:
        """Use a recovery code up; False: there is none such."""
        ...

    def reseal(self, again: Callable[[str], str]) -> int:
        """Seal every sealed secret again; gives how many changed."""
        ...


class LoginStore(Protocol):
    """Sessions, and tries to begin one."""

    def tried(self, keys: Sequence[str], now: datetime, since: datetime) -> Mapping[str, int]:
        """Count a try under some keys, and give how many each has since then."""
        ...

    def forgive(self, keys: Sequence[str]) -> None:
        """Forget the tries under some keys: one of them was right."""
        ...

    def begin_session(self, person: int, digest: str, begun: Session, note: Note) -> Session:
        """Keep a session; those that are over are removed."""
        ...

    def session(self, digest: str, now: datetime) -> Person | None:
        """Tell whose session this is, where it is not over; notes that it was used."""
        ...

    def sessions(self, person: int, now: datetime, digest: str) -> tuple[Session, ...]:
        """Give the sessions of somebody that are not over, the last used first."""
        ...

    def end_session(self, person: int, session: int, note: Note) -> bool:
        """End one session of somebody; False: they have none of that id."""
        ...

    def end_sessions(self, person: int, keep: str, note: Note) -> int:
        """End all sessions of somebody but one."""
        ...

    def log_out(self, digest: str, note: Note) -> bool:
        """End the session of this digest."""
        ...


class TokenStore(Protocol):
    """Tokens of programs, and links of clients."""

    def add_token(self, new: Token, digest: str, note: Note) -> Token:
        """Keep a token; gives it with its id."""
        ...

    def tokens(self, person: int | None = None) -> tuple[Token, ...]:
        """Give the tokens of somebody, or of everybody, the newest first."""
        ...

    def token(self, digest: str, now: datetime) -> tuple[Token, Person | None] | None:
        """Give a token that works, and whose it is; notes that it was used."""
        ...

    def revoke_token(self, token: int, note: Note) -> bool:
        """Take a token back; False: there is none such."""
        ...

    def add_link(self, new: MagicLink, digest: str, note: Note) -> MagicLink:
        """Keep a link; gives it with its id."""
        ...

    def links(self, brand: str) -> tuple[MagicLink, ...]:
        """Give the links of a brand, the newest first."""
        ...

    def link(self, digest: str, now: datetime) -> MagicLink | None:
        """Give a link that works."""
        ...

    def use_link(self, link: int, now: datetime, note: Note) -> None:
        """Count an opening; twice within a minute is one."""
        ...

    def revoke_link(self, link: int, now: datetime, note: Note) -> bool:
        """Take a link back; False: it was before, or is not of the brand of the note."""
        ...


class NoteStore(Protocol):
    """The audit log."""

    def note(self, note: Note) -> Note:
        """Add a row; gives it with its number."""
        ...

    def notes(self, brand: str | None, before: int | None, most: int) -> tuple[Note, ...]:
        """Give rows, the newest first: of a brand, or all (None), before a number."""
        ...

    def seal_notes(self, sealer: Sealer) -> None:
        """Have all rows of the audit log signed from now on."""
        ...

    def log_keys(self) -> Mapping[str, str]:
        """Give the keys of the log that were kept, sealed, by name."""
        ...

    def keep_log_keys(self, keys: Mapping[str, str]) -> None:
        """Keep keys of the log; one that is there already stays."""
        ...

    def check_notes(self) -> Chain:
        """Look whether all rows are there, as they were written."""
        ...


class TeamStore(PeopleStore, FactorStore, LoginStore, TokenStore, NoteStore, Protocol):
    """All of it."""
