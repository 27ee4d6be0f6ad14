"""Tokens of programs, and links by which clients approve."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, Q

from balise.domain.note import Note
from balise.domain.person import Person
from balise.domain.team import Right
from balise.domain.token import MagicLink, Token
from balise.store import clean, models
from balise.store.bridge import asks
from balise.store.logins import SELDOM
from balise.store.notes import noted
from balise.store.people import every, person_of

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place


class Tokens:
    """The part of a store that holds tokens and links."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def add_token(self, new: Token, digest: str, note: Note) -> Token:
        """Keep a token; gives it with its id."""
        alias = self.place.alias
        brands = models.Brand.objects.using(alias)
        with noted(alias, note):
            row = models.Token.objects.using(alias).create(
                person_id=new.person,
                brand=brands.get(name=new.brand) if new.brand else None,
                name=clean.text(new.name),
                digest=digest,
                scopes=" ".join(sorted(new.scopes)),
                made_at=new.made_at,
                ends_at=new.ends_at,
            )
        return _token(row)

    @asks
    def tokens(self, person: int | None = None) -> tuple[Token, ...]:
        """Give the tokens of somebody, or of everybody, the newest first."""
        rows = models.Token.objects.using(self.place.alias).select_related("brand")
        if person is not None:
            rows = rows.filter(person_id=person)
        return tuple(map(_token, rows.order_by("-id")))

    @asks
    def token(self, digest: str, now: datetime) -> tuple[Token, Person | None] | None:
        """Give a token that works, and whose it is; notes that it was used."""
        alias = self.place.alias
        rows = models.Token.objects.using(alias).select_related("brand")
        row = rows.filter(digest=digest).first()
        if row is None or _token(row).is_over(now):
            return None
        people = every(alias).exclude(password="")
        person = people.filter(pk=row.person_id).first()
        if person is None and (row.person_id is not None or people.exists()):
            return None
        if row.used_at is None or now - row.used_at >= SELDOM:
            models.Token.objects.using(alias).filter(pk=row.pk).update(used_at=now)
        return _token(row), person_of(person) if person else None

    @asks
    def revoke_token(self, token: int, note: Note) -> bool:
        """Take a token back; False: there is none such."""
        rows = models.Token.objects.using(self.place.alias).filter(pk=token)
        if not rows.exists():
            return False
        with noted(self.place.alias, note):
            return bool(rows.delete()[0])

    @asks
    def add_link(self, new: MagicLink, digest: str, note: Note) -> MagicLink:
        """Keep a link; gives it with its id."""
        alias = self.place.alias
        with noted(alias, note):
            row = models.MagicLink.objects.using(alias).create(
                brand=models.Brand.objects.using(alias).get(name=new.brand),
                name=clean.text(new.name),
                email=clean.text(new.email),
                digest=digest,
                slots=[clean.text(one) for one in new.slots],
                made_by=new.made_by,
                made_at=new.made_at,
                ends_at=new.ends_at,
            )
        return _link(row)

    @asks
    def links(self, brand: str) -> tuple[MagicLink, ...]:
        """Give the links of a brand, the newest first."""
        rows = models.MagicLink.objects.using(self.place.alias).select_related("brand")
        return tuple(map(_link, rows.filter(brand__name=brand).order_by("-id")))

    @asks
    def link(self, digest: str, now: datetime) -> MagicLink | None:
        """Give a link that works."""
        rows = models.MagicLink.objects.using(self.place.alias).select_related("brand")
        row = rows.filter(digest=digest).first()
        found = _link(row) if row else None
        return found if found and found.is_open(now) else None

    @asks
    def use_link(self, link: int, now: datetime, note: Note) -> None:
        """Count an opening; twice within a minute is one."""
        rows = models.MagicLink.objects.using(self.place.alias).filter(pk=link)
        if not rows.filter(Q(used_at=None) | Q(used_at__lte=now - SELDOM)).exists():
            return
        with noted(self.place.alias, note):
            rows.update(uses=F("uses") + 1, used_at=now)

    @asks
    def revoke_link(self, link: int, now: datetime, note: Note) -> bool:
        """Take a link back; False: it was before, or is not of the brand of the note."""
        rows = models.MagicLink.objects.using(self.place.alias)
        mine = rows.filter(pk=link, brand__name=note.brand, revoked_at=None)
        if not mine.exists():
            return False
        with noted(self.place.alias, note):
            return mine.update(revoked_at=now) == 1


def _token(row: models.Token) -> Token:
    return Token(
        id=row.pk,
        name=row.name,
        scopes=frozenset(map(Right, row.scopes.split())),
        brand=row.brand.name if row.brand else "",
        person=row.person_id,
        made_at=row.made_at,
        ends_at=row.ends_at,
        used_at=row.used_at,
    )


def _link(row: models.MagicLink) -> MagicLink:
    return MagicLink(
        id=row.pk,
        brand=row.brand.name,
        name=row.name,
        email=row.email,
        slots=tuple(row.slots),
        made_by=row.made_by,
        made_at=row.made_at,
        ends_at=row.ends_at,
        uses=row.uses,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
