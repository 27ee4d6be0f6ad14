"""People, what they are for each brand, and how they are let in the first time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.db.models import Prefetch

from balise.domain.note import Note
from balise.domain.person import Person, Proof
from balise.domain.team import Role
from balise.errors import EmailError, PersonThereError
from balise.store import clean, models
from balise.store.bridge import asks, asks_once
from balise.store.notes import noted

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place

_LONGEST_EMAIL = 254


class People:
    """The part of a store that holds people."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def people(self) -> tuple[Person, ...]:
        """Give all people, in order of address."""
        return tuple(person_of(row) for row in every(self.place.alias).order_by("email"))

    @asks_once
    def has_people(self) -> bool:
        """Tell whether anybody can log in."""
        return models.Person.objects.using(self.place.alias).exclude(password="").exists()

    @asks
    def person(self, person: int) -> Person | None:
        """Give somebody."""
        row = every(self.place.alias).filter(pk=person).first()
        return person_of(row) if row else None

    @asks
    def proof(self, email: str) -> Proof | None:
        """Give what proves that somebody is who they say."""
        row = every(self.place.alias).filter(email=clean.text(email).strip().lower()).first()
        if row is None:
            return None
        return Proof(
            person=person_of(row),
            password=row.password,
            secret=row.secret,
            pending=row.pending,
            step=row.step,
        )

    @asks
    def add_person(self, new: Person, note: Note) -> Person:
        """Keep somebody new; gives them with their id.

        Raises
        ------
        EmailError, PersonThereError
            The address is none, or is somebody's.
        """
        alias, email = self.place.alias, email_of(new.email)
        try:
            with noted(alias, note):
                row = models.Person.objects.using(alias).create(
                    email=email,
                    name=clean.text(new.name),
                    language=clean.text(new.language),
                    timezone=clean.text(new.timezone),
                    is_master=new.is_master,
                    created_at=new.created_at,
                )
                for brand, role in new.roles.items():
                    _set_role(alias, row.pk, brand, role)
        except IntegrityError:
            raise PersonThereError(email=email) from None
        return person_of(every(alias).get(pk=row.pk))

    @asks
    def invite(self, person: int, digest: str, ends_at: datetime, note: Note) -> None:
        """Keep a link to choose a password by, in place of all earlier ones."""
        links = models.Invitation.objects.using(self.place.alias)
        with noted(self.place.alias, note):
            links.filter(person_id=person).delete()
            links.create(person_id=person, digest=digest, ends_at=ends_at)

    @asks
    def invited(self, digest: str, now: datetime) -> Person | None:
        """Tell whose link this is, where it still works."""
        links = models.Invitation.objects.using(self.place.alias)
        found = links.filter(digest=digest, ends_at__gt=now).first()
        return person_of(every(self.place.alias).get(pk=found.person_id)) if found else None

    @asks
    def accept(self, digest: str, password: str, name: str, note: Note) -> bool:
        """Keep the password and use the link up; ends their sessions. False: it was used."""
        alias = self.place.alias
        links = models.Invitation.objects.using(alias).filter(digest=digest, ends_at__gt=note.at)
        person = links.values_list("person_id", flat=True).first()
        if person is None:
            return False
        changed = {"password": password} | ({"name": clean.text(name)} if name.strip() else {})
        try:
            with noted(alias, note):
                _once(links.delete()[0])
                models.Person.objects.using(alias).filter(pk=person).update(**changed)
                models.Session.objects.using(alias).filter(person_id=person).delete()
        except _LostRaceError:
            return False
        return True

    @asks
    def give_role(self, person: int, brand: str, role: Role | None, note: Note) -> None:
        """Make somebody something for a brand; None: nothing any more."""
        with noted(self.place.alias, note):
            _set_role(self.place.alias, person, brand, role)

    @asks
    def make_master(self, person: int, note: Note, *, is_master: bool) -> bool:
        """Give somebody the installation, or take it; False: they are the last who has it."""
        alias = self.place.alias
        try:
            with noted(alias, note):
                if not is_master:
                    _spare_the_last(alias, person)
                models.Person.objects.using(alias).filter(pk=person).update(is_master=is_master)
        except _LostRaceError:
            return False
        return True

    @asks
    def remove_person(self, person: int, note: Note) -> bool:
        """Remove somebody with all logins and tokens; False: the installation is theirs alone."""
        alias = self.place.alias
        try:
            with noted(alias, note):
                _spare_the_last(alias, person)
                models.Person.objects.using(alias).filter(pk=person).delete()
        except _LostRaceError:
            return False
        return True

    @asks
    def change_profile(self, person: int, given: Mapping[str, str], note: Note) -> None:
        """Keep name, language and time zone."""
        said = {key: clean.text(value) for key, value in given.items()}
        with noted(self.place.alias, note):
            models.Person.objects.using(self.place.alias).filter(pk=person).update(**said)

    @asks
    def change_password(self, person: int, password: str, keep: str, note: Note) -> None:
        """Keep a new hash, and end all sessions but the one of the digest `keep`."""
        alias = self.place.alias
        with noted(alias, note):
            models.Person.objects.using(alias).filter(pk=person).update(password=password)
            models.Invitation.objects.using(alias).filter(person_id=person).delete()
            theirs = models.Session.objects.using(alias).filter(person_id=person)
            theirs.exclude(digest=keep).delete()

    @asks
    def rehash(self, person: int, before: str, after: str) -> None:
        """Keep a hash of the same password made anew, unless it was changed meanwhile."""
        rows = models.Person.objects.using(self.place.alias).filter(pk=person, password=before)
        rows.update(password=after)


class _LostRaceError(Exception):
    """What was to be changed is not so any more: nothing of the block is kept."""


def _once(rows: int) -> None:
    """Go on where one row was changed, as it had to be."""
    if rows != 1:
        raise _LostRaceError


def email_of(said: str) -> str:
    """Give an address as it is kept, in lower case.

    Raises
    ------
    EmailError
        It is no address.
    """
    email = clean.text(said).strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise EmailError(email=email[:_LONGEST_EMAIL]) from None
    if len(email) > _LONGEST_EMAIL:
        raise EmailError(email=email[:_LONGEST_EMAIL])
    return email


def every(alias: str) -> Any:
    """Give all people with their roles."""
    return models.Person.objects.using(alias).prefetch_related(roles_of("members", alias))


def roles_of(way: str, alias: str) -> Any:
    """Say how the roles are read along with people: in one question for all."""
    return Prefetch(way, models.Member.objects.using(alias).select_related("brand"))


def person_of(row: models.Person) -> Person:
    """Give somebody as the other rooms know them."""
    return Person(
        id=row.pk,
        email=row.email,
        name=row.name,
        language=row.language,
        timezone=row.timezone,
        is_master=row.is_master,
        is_active=bool(row.password),
        has_second_factor=bool(row.secret),
        created_at=row.created_at,
        roles={each.brand.name: Role(each.role) for each in row.members.all()},
    )


def _set_role(alias: str, person: int, brand: str, role: Role | None) -> None:
    members = models.Member.objects.using(alias)
    if role is None:
        members.filter(person_id=person, brand__name=brand).delete()
        return
    owner = models.Brand.objects.using(alias).get(name=brand)
    members.update_or_create(person_id=person, brand=owner, defaults={"role": role.value})


def _spare_the_last(alias: str, person: int) -> None:
    """Refuse to go on where nobody else could care for the installation.

    The audit log is locked by its row of this change: no other can be under way.
    """
    masters = models.Person.objects.using(alias).filter(is_master=True).exclude(password="")
    others = masters.exclude(pk=person)
    if masters.filter(pk=person).exists() and not others.exists():
        raise _LostRaceError
