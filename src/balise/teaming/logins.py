"""Logging in, and the sessions that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balise.domain.person import Person, Proof, Session
from balise.domain.ports import Store
from balise.domain.team import Who
from balise.errors import LoginRefusedError, LoginsTooManyError
from balise.store.secrets import fresh_token, hash_of
from balise.teaming import clock, rules
from balise.vault import pace, passwords


class Logins:
    """The part of a workspace that lets people in."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        @property
        def place(self) -> str:
            """The folder or address."""

        def person(self, person: int) -> Person:
            """Give somebody by their id."""

        def is_second(self, proof: Proof, code: str) -> bool:
            """Tell whether the second factor is right, and use its code up."""

    def verify(self, email: str, password: str, code: str = "", *, address: str = "") -> Person:
        """Tell who logs in; `code` is of the second factor, or a recovery code.

        A refusal does not tell what was wrong, nor by its time whether the address is known.
        `address` is that of the browser.

        Raises
        ------
        LoginRefusedError
            The address, the password or the code is not right.
        LoginsTooManyError
            There were too many tries.
        """
        pace.flood(self.place, address)
        here, anywhere = keys = pace.keys(email, address)
        now = clock.now()
        tried = self.store.tried(keys, now, now - pace.WINDOW)
        if tried[here] > pace.HERE or tried[anywhere] > pace.ANYWHERE:
            raise LoginsTooManyError(minutes=int(pace.WINDOW.total_seconds() // 60))
        proof = self.store.proof(email)
        is_right = passwords.fits(proof.password if proof else "", password)
        if proof is None or not is_right or not self.is_second(proof, code):
            if proof is not None:  # rows for addresses that nobody has would be a stranger's pen
                self.store.note(rules.note("login-refused", proof.person.email, address=address))
            raise LoginRefusedError
        self.store.forgive(keys)
        if passwords.is_dated(proof.password):
            self.store.rehash(proof.person.id, proof.password, passwords.hashed(password))
        return proof.person

    def begin_session(self, person: int, *, agent: str = "", address: str = "") -> str:
        """Begin a session and give its token, for a cookie; only its hash is kept."""
        found = self.person(person)
        shown, kept = fresh_token()
        now = clock.now()
        begun = Session(id=0, begun_at=now, seen_at=now, agent=agent, address=address)
        note = rules.note("login", found.email, address=address)
        self.store.begin_session(person, kept, begun, note)
        return shown

    def who_of_session(self, token: str) -> Who | None:
        """Tell who asks by a session; None: it is not known, or over."""
        found = self.store.session(hash_of(token), clock.now())
        return found.who if found else None

    def sessions(self, person: int, *, token: str = "") -> tuple[Session, ...]:
        """Give the sessions of somebody, the last used first; `token` is that of this one."""
        return self.store.sessions(person, clock.now(), hash_of(token))

    def end_session(self, person: int, session: int) -> bool:
        """End one of one's sessions; False: there is none of that id."""
        note = rules.note("session-ended", self.person(person).email)
        return self.store.end_session(person, session, note)

    def end_sessions(self, person: int, *, keep: str = "") -> int:
        """End all of one's sessions but the one of the token `keep`; gives how many."""
        note = rules.note("sessions-ended", self.person(person).email)
        return self.store.end_sessions(person, hash_of(keep), note)

    def log_out(self, token: str) -> None:
        """End the session of a token."""
        who = self.who_of_session(token)
        if who is not None:
            self.store.log_out(hash_of(token), rules.note("logout", who))
