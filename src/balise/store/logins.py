"""Sessions, and tries to begin one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from balise.domain.note import Note
from balise.domain.person import IDLE, LONGEST, Person, Session
from balise.store import clean, models
from balise.store.bridge import asks
from balise.store.notes import noted
from balise.store.people import person_of, roles_of

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place

SELDOM = timedelta(minutes=1)
"""Use is written down at most so often: a page of many pieces is one use."""
_FORGOTTEN = timedelta(days=1)
_LONGEST_AGENT = 300


class Logins:
    """The part of a store that holds sessions."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def tried(self, keys: Sequence[str], now: datetime, since: datetime) -> Mapping[str, int]:
        """Count a try under some keys, and give how many each has since then.

        It is counted before it is looked at: of many at once none slips through.
        """
        rows = models.LoginTry.objects.using(self.place.alias)
        rows.filter(at__lt=now - _FORGOTTEN).delete()
        rows.bulk_create([models.LoginTry(key=key, at=now) for key in keys])
        return {key: rows.filter(key=key, at__gt=since).count() for key in keys}

    @asks
    def forgive(self, keys: Sequence[str]) -> None:
        """Forget the tries under some keys: one of them was right."""
        models.LoginTry.objects.using(self.place.alias).filter(key__in=keys).delete()

    @asks
    def begin_session(self, person: int, digest: str, begun: Session, note: Note) -> Session:
        """Keep a session; those that are over are removed."""
        alias = self.place.alias
        _over(models.Session.objects.using(alias), begun.begun_at).delete()
        with noted(alias, note):
            row = models.Session.objects.using(alias).create(
                person_id=person,
                digest=digest,
                begun_at=begun.begun_at,
                seen_at=begun.seen_at,
                agent=clean.text(begun.agent)[:_LONGEST_AGENT],
                address=clean.text(begun.address)[:_LONGEST_AGENT],
            )
        return _session(row, digest)

    @asks
    def session(self, digest: str, now: datetime) -> Person | None:
        """Tell whose session this is, where it is not over; notes that it was used."""
        alias = self.place.alias
        rows = models.Session.objects.using(alias).select_related("person")
        found = rows.prefetch_related(roles_of("person__members", alias)).filter(digest=digest)
        row = found.first()
        if row is None or not row.person.password or _session(row, digest).ends_at <= now:
            return None
        if now - row.seen_at >= SELDOM:
            mine = models.Session.objects.using(alias).filter(pk=row.pk, seen_at=row.seen_at)
            mine.update(seen_at=now)
        return person_of(row.person)

    @asks
    def sessions(self, person: int, now: datetime, digest: str) -> tuple[Session, ...]:
        """Give the sessions of somebody that are not over, the last used first."""
        rows = models.Session.objects.using(self.place.alias).filter(person_id=person)
        found = [_session(row, digest) for row in rows.order_by("-seen_at", "-id")]
        return tuple(one for one in found if one.ends_at > now)

    @asks
    def end_session(self, person: int, session: int, note: Note) -> bool:
        """End one session of somebody; False: they have none of that id."""
        rows = models.Session.objects.using(self.place.alias)
        return self._ended(rows.filter(person_id=person, pk=session), note)

    @asks
    def end_sessions(self, person: int, keep: str, note: Note) -> int:
        """End all sessions of somebody but one."""
        rows = models.Session.objects.using(self.place.alias).filter(person_id=person)
        with noted(self.place.alias, note):
            return int(rows.exclude(digest=keep).delete()[0])

    @asks
    def log_out(self, digest: str, note: Note) -> bool:
        """End the session of this digest."""
        return self._ended(
            models.Session.objects.using(self.place.alias).filter(digest=digest), note
        )

    def _ended(self, rows: Any, note: Note) -> bool:
        if not rows.exists():
            return False
        with noted(self.place.alias, note):
            return bool(rows.delete()[0])


def _over(rows: Any, now: datetime) -> Any:
    return rows.filter(seen_at__lte=now - IDLE) | rows.filter(begun_at__lte=now - LONGEST)


def _session(row: models.Session, digest: str) -> Session:
    return Session(
        id=row.pk,
        begun_at=row.begun_at,
        seen_at=row.seen_at,
        agent=row.agent,
        address=row.address,
        is_this=row.digest == digest,
    )
