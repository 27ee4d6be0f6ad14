"""Second factors, and the key that their secrets are sealed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balise.domain.person import Factor, Person, Proof
from balise.domain.ports import Store
from balise.domain.team import Who
from balise.errors import CodeWrongError, PersonUnknownError
from balise.teaming import clock, rules
from balise.vault import codes, log_seal
from balise.vault.key import Keys


class Factors:
    """The part of a workspace that knows second factors."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def person(self, person: int) -> Person:
            """Give somebody by their id."""

        def confirmed(self, person: int, password: str) -> Person:
            """Give a person who shows again that it is them."""

    def begin_second_factor(self, person: int, *, password: str) -> Factor:
        """Make a secret for the app of a person; it counts once `confirm_second_factor` was asked.

        The one that is in use stays in use until then.
        """
        found = self.confirmed(person, password)
        factor = codes.fresh_factor(found.email)
        self.store.keep_pending(person, self._keys().seal(factor.secret, _whose(found)))
        return factor

    def confirm_second_factor(self, person: int, code: str) -> tuple[str, ...]:
        """Switch the second factor on by a code of the app; gives the recovery codes, once.

        Raises
        ------
        CodeWrongError
            The code is not of the secret that was begun.
        """
        proof = self._proof(person)
        step = None
        if proof.pending:
            secret = self._keys().opened(proof.pending, _whose(proof.person))
            step = codes.step_of(secret, code, clock.now())
        if step is None:
            raise CodeWrongError
        recovery = codes.fresh_recovery()
        kept = [codes.recovery_hash(one) for one in recovery]
        note = rules.note("factor-on", proof.person.email)
        if not self.store.confirm_factor(proof, step, kept, note):
            raise CodeWrongError
        return recovery

    def drop_second_factor(self, person: int, *, password: str) -> None:
        """Switch the second factor off; needs the password."""
        found = self.confirmed(person, password)
        self.store.drop_factor(person, rules.note("factor-off", found.email))

    def take_second_factor(self, person: int, *, by: Who) -> None:
        """Switch off the factor of somebody who lost it; an owner of the installation may."""
        rules.masters(by)
        found = self.person(person)
        self.store.drop_factor(person, rules.note("factor-taken", by, email=found.email))

    def renew_recovery_codes(self, person: int, *, password: str) -> tuple[str, ...]:
        """Make recovery codes in place of all earlier ones; needs the password.

        Raises
        ------
        CodeWrongError
            There is no second factor that they could stand for.
        """
        found = self.confirmed(person, password)
        if not found.has_second_factor:
            raise CodeWrongError
        recovery = codes.fresh_recovery()
        kept = [codes.recovery_hash(one) for one in recovery]
        self.store.renew_recovery(person, kept, rules.note("recovery-renewed", found.email))
        return recovery

    def recovery_codes_left(self, person: int) -> int:
        """Count the recovery codes that were not used."""
        return self.store.recovery_left(person)

    def is_second(self, proof: Proof, code: str) -> bool:
        """Tell whether the second factor is right, and use its code up; right where there is none.

        A recovery code is looked for first: it works also where the key was lost.
        """
        if not proof.secret:
            return True
        person = proof.person
        note = rules.note("recovery-used", person.email)
        if self.store.use_recovery(person.id, codes.recovery_hash(code), note):
            return True
        step = codes.step_of(self._keys().opened(proof.secret, _whose(person)), code, clock.now())
        return step is not None and self.store.use_step(person.id, step)

    def rotate_key(self, *, by: Who) -> int:
        """Put a new key in place of the old one; gives how many secrets were sealed again.

        Cut off at any point, nothing is lost: the old key is forgotten last, and this may be asked
        again. A key that the environment gives is changed there: the new one before the old one.

        Raises
        ------
        KeyFileError
            The key cannot be changed, or a secret was sealed with another one.
        """
        rules.masters(by)
        fresh = self._keys().fresh()
        self.store.keep_log_keys(log_seal.kept(fresh))  # the log is looked at with them for good
        done = self.store.reseal(fresh.again)
        done += self.store.reseal(fresh.again)  # what another process sealed meanwhile
        fresh.alone()
        self.store.note(rules.note("key-changed", by, n=done))
        return done

    def _keys(self) -> Keys:
        return Keys.of(self.store.folder)

    def _proof(self, person: int) -> Proof:
        found = self.store.proof(self.person(person).email)
        if found is None:
            raise PersonUnknownError
        return found


def _whose(person: Person) -> str:
    return f"factor:{person.id}"
