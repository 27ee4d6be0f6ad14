"""People: how they come in, what they are for each brand, and how they leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from balise.domain.person import INVITED, Invited, Person
from balise.domain.ports import Store
from balise.domain.team import Role, Who
from balise.errors import (
    FirstOwnerError,
    InvitationOverError,
    LanguageUnknownError,
    LastMasterError,
    LoginsTooManyError,
    PasswordWrongError,
    PersonWaitingError,
    RecordNotFoundError,
    Said,
    TimeZoneUnknownError,
)
from balise.store.secrets import fresh_token, hash_of
from balise.teaming import clock, rules
from balise.vault import pace, passwords
from balise.words import LANGUAGES


class People:
    """The part of a workspace that knows its people."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def every_brand(self) -> tuple[str, ...]:
            """Name the brands."""

    def has_people(self) -> bool:
        """Tell whether anybody can log in; if not, this is one user's computer."""
        return self.store.has_people()

    def people(self, brand: str | None = None) -> tuple[Person, ...]:
        """Give the people, in order of address: those of a brand, or all."""
        found = self.store.people()
        return tuple(one for one in found if brand is None or brand in one.roles)

    def person(self, person: int) -> Person:
        """Give somebody by their id.

        Raises
        ------
        PersonUnknownError
            They are not here.
        """
        return rules.known(self.store, person)

    def invite(  # noqa: PLR0913 - what is told of somebody, each by its name
        self,
        email: str,
        *,
        by: Who,
        roles: Mapping[str, Role] | None = None,
        is_master: bool = False,
        name: str = "",
        language: str = "",
        timezone: str = "",
    ) -> Invited:
        """Let somebody in: who is new gets a link that works once, within seven days.

        Who has a login already gets the roles at once, and no link. Who was invited and has not
        come yet gets a new link, from an owner of the installation only: whoever holds the link can
        be that person, with all that others gave them.

        Raises
        ------
        NotAllowedError
            The one who asks does not own these brands, or not the installation.
        EmailError, LanguageUnknownError, TimeZoneUnknownError, RecordNotFoundError
            What is told of them cannot be.
        FirstOwnerError, PersonWaitingError
            Somebody else has to come first.
        """
        given = dict(roles or {})
        self._may_invite(by, given, is_master=is_master)
        told = _checked(rules.trimmed({"name": name, "language": language, "timezone": timezone}))
        known = self.store.proof(email)
        if known is None:
            new = Person(
                id=0,
                email=email,
                created_at=clock.now(),
                is_master=is_master,
                roles=given,
                name=told["name"],
                language=told["language"],
                timezone=told["timezone"],
            )
            return self._newcomer(new, by)
        if not known.person.is_active and not (by.is_master and by.scopes is None):
            raise PersonWaitingError(email=known.person.email)
        for brand, role in given.items():
            self._give(known.person, brand, role, by)
        if is_master and not known.person.is_master:
            note = rules.note("master-made", by, email=known.person.email)
            self.store.make_master(known.person.id, note, is_master=True)
        person = self.person(known.person.id)
        if person.is_active:
            return Invited(person=person)
        return self._link(person, "link-of-invitation", by)

    def _newcomer(self, new: Person, by: Who) -> Invited:
        """Let somebody in who is new; what is of one brand stands in the log of that brand."""
        brand = next(iter(new.roles)) if len(new.roles) == 1 else ""
        roles = ", ".join(f"{name}: {role}" for name, role in new.roles.items())
        email = new.email.strip().lower()
        note = rules.note("person-invited", by, brand, email=email, roles=roles)
        return self._link(self.store.add_person(new, note), "link-of-invitation", by, brand)

    def _may_invite(self, by: Who, roles: Mapping[str, Role], *, is_master: bool) -> None:
        if is_master or not roles:
            rules.masters(by)
        for brand in roles:
            self._brand_known(brand)
        rules.owns(by, roles)
        if not is_master and not any(one.is_master for one in self.store.people()):
            raise FirstOwnerError

    def _brand_known(self, brand: str) -> None:
        known = self.every_brand()
        if brand not in known:
            raise RecordNotFoundError(what=Said("brand"), name=brand, known=", ".join(known))

    def _link(self, person: Person, code: str, by: Who, brand: str = "") -> Invited:
        shown, kept = fresh_token()
        ends_at = clock.now() + INVITED
        self.store.invite(person.id, kept, ends_at, rules.note(code, by, brand, email=person.email))
        return Invited(person=person, token=shown, ends_at=ends_at)

    def reset_password(self, person: int, *, by: Who) -> Invited:
        """Make a link by which somebody chooses a password anew; an owner of the installation may.

        The old password works until the link is used.
        """
        rules.masters(by)
        return self._link(self.person(person), "link-of-password", by)

    def invitation(self, token: str) -> Person | None:
        """Tell whose link this is; None where it does not work any more. Nothing is used up."""
        return self.store.invited(hash_of(token), clock.now())

    def accept_invitation(self, token: str, *, password: str, name: str = "") -> Person:
        """Choose the password, and be in from now on; all older sessions end.

        Raises
        ------
        InvitationOverError
            The link does not work any more.
        PasswordError
            The password is not taken.
        """
        person = self.invitation(token)
        if person is None:
            raise InvitationOverError
        name = rules.trimmed({"name": name})["name"]
        kept = passwords.hashed(passwords.checked(password, (person.email, person.name, name)))
        code = "password-chosen" if person.is_active else "invitation-accepted"
        if not self.store.accept(hash_of(token), kept, name, rules.note(code, person.email)):
            raise InvitationOverError
        return self.person(person.id)

    def change_role(self, person: int, brand: str, role: Role | None, *, by: Who) -> Person:
        """Make somebody something else for a brand; None: nothing any more.

        Raises
        ------
        NotAllowedError, PersonUnknownError, PersonWaitingError
            The one who asks does not own the brand; they are not here, or come not yet.
        """
        self._brand_known(brand)
        rules.owns(by, [brand])
        found = self.person(person)
        if not found.is_active and role is not None:  # whoever holds the link would have it
            raise PersonWaitingError(email=found.email)
        self._give(found, brand, role, by)
        return self.person(person)

    def _give(self, person: Person, brand: str, role: Role | None, by: Who) -> None:
        before = person.roles.get(brand)
        if role == before:
            return
        code, said = ("role-taken", before) if role is None else ("role-given", role)
        note = rules.note(code, by, brand, email=person.email, role=str(said))
        self.store.give_role(person.id, brand, role, note)

    def change_master(self, person: int, *, is_master: bool, by: Who) -> Person:
        """Give somebody the installation, or take it from them.

        Raises
        ------
        LastMasterError
            Nobody else could care for it.
        """
        rules.masters(by)
        found = self.person(person)
        if not found.is_active and is_master:  # whoever holds the link would have it
            raise PersonWaitingError(email=found.email)
        if found.is_master != is_master:
            code = "master-made" if is_master else "master-unmade"
            note = rules.note(code, by, email=found.email)
            if not self.store.make_master(person, note, is_master=is_master):
                raise LastMasterError(email=found.email)
        return self.person(person)

    def remove_person(self, person: int, *, by: Who) -> None:
        """Remove somebody; their sessions and tokens end at once.

        Raises
        ------
        LastMasterError
            Nobody else could care for the installation.
        """
        rules.masters(by)
        found = self.person(person)
        if not self.store.remove_person(
            person, rules.note("person-removed", by, email=found.email)
        ):
            raise LastMasterError(email=found.email)

    def change_profile(
        self,
        person: int,
        *,
        name: str | None = None,
        language: str | None = None,
        timezone: str | None = None,
    ) -> Person:
        """Keep what a person says of themselves; None leaves it as it is."""
        found = self.person(person)
        given = rules.trimmed({"name": name, "language": language, "timezone": timezone})
        told = {key: said for key, said in _checked(given).items() if said != getattr(found, key)}
        if told:
            note = rules.note("profile-changed", found.email, what=", ".join(told))
            self.store.change_profile(person, told, note)
        return self.person(person)

    def change_password(self, person: int, *, old: str, new: str, session: str = "") -> None:
        """Keep a new password; all sessions end but the one of the token `session`.

        Raises
        ------
        PasswordWrongError, PasswordError
            The old one is not right, or the new one is not taken.
        """
        found = self.confirmed(person, old)
        kept = passwords.hashed(passwords.checked(new, (found.email, found.name)))
        note = rules.note("password-changed", found.email)
        self.store.change_password(person, kept, hash_of(session), note)

    def confirmed(self, person: int, password: str) -> Person:
        """Give a person who is logged in, and shows again that it is them.

        Raises
        ------
        PasswordWrongError
            The password is not theirs.
        LoginsTooManyError
            There were too many tries: a session that was left open is no place to guess at.
        """
        found = self.person(person)
        keys, now = pace.keys(found.email, "again"), clock.now()
        if self.store.tried(keys[:1], now, now - pace.WINDOW)[keys[0]] > pace.HERE:
            raise LoginsTooManyError(minutes=int(pace.WINDOW.total_seconds() // 60))
        proof = self.store.proof(found.email)
        if proof is None or not passwords.fits(proof.password, password):
            self.store.note(rules.note("again-refused", found.email))
            raise PasswordWrongError
        self.store.forgive(keys[:1])
        return found


def _checked(told: dict[str, str]) -> dict[str, str]:
    language, zone = told.get("language", ""), told.get("timezone", "")
    if language and language not in LANGUAGES:
        raise LanguageUnknownError(language=language, known=", ".join(LANGUAGES))
    if zone and zone not in available_timezones():
        raise TimeZoneUnknownError(timezone=zone)
    return told
