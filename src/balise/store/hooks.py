"""Hooks, their calls, and calendars that are read from afar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from balise.domain.hook import Event, Feed, Hook, HookCall
from balise.errors import RecordNotFoundError, Said
from balise.store import clean, models
from balise.store.address import Address
from balise.store.bridge import asks
from balise.store.database import Place
from balise.words import mark

_LARGEST = 2**63 - 1


class HookRoom:
    """The part of `balise.store.repository.DjangoStore` that keeps what is told to the outside."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: Place

        @property
        def address(self) -> Address:
            """The address of the database."""

    @asks
    def add_hook(self, hook: Hook, secret: str) -> Hook:
        """Keep a hook; `secret` as it is to be kept."""
        made = models.Hook.objects.using(self.place.alias).create(
            brand=_brand(self.place.alias, hook.brand),
            url=clean.text(hook.url),
            events=sorted(hook.events),
            secret=secret,
            by=clean.text(hook.by),
            made_at=hook.made_at,
        )
        return replace(hook, id=made.pk)

    @asks
    def hooks(self, brand: str) -> Sequence[Hook]:
        """Give the hooks of a brand."""
        rows = models.Hook.objects.using(self.place.alias).filter(brand__name=brand)
        return tuple(_hook(row, brand) for row in rows.order_by("id"))

    @asks
    def hook(self, brand: str, hook_id: int) -> tuple[Hook, str]:
        """Give a hook with its secret as it was kept."""
        row = _hooks(self.place.alias, brand, hook_id).first()
        if row is None:
            raise _missing(self.place.alias, brand, hook_id)
        return _hook(row, brand), str(row.secret)

    @asks
    def remove_hook(self, brand: str, hook_id: int) -> None:
        """Call an address no more; its log goes with it."""
        done, _ = _hooks(self.place.alias, brand, hook_id).delete()
        if not done:
            raise _missing(self.place.alias, brand, hook_id)

    @asks
    def add_calls(self, calls: Sequence[HookCall]) -> None:
        """Keep what is to be told."""
        models.HookCall.objects.using(self.place.alias).bulk_create(
            models.HookCall(
                hook_id=one.hook_id,
                call=one.call_id,
                event=one.event,
                body=one.body,
                state=one.state,
                made_at=one.made_at,
                due_at=one.due_at,
            )
            for one in calls
        )

    @asks
    def claim_call(self, now: datetime, until: datetime) -> HookCall | None:
        """Take one call that is due, for nobody else until `until`.

        One that was taken and never ended, for its worker died, is due again at its `until`.
        """
        rows = models.HookCall.objects.using(self.place.alias)
        due = Q(state__in=("waiting", "sending"), due_at__lte=now)
        for row in rows.filter(due).select_related("hook__brand").order_by("due_at")[:20]:
            claimed = rows.filter(due, pk=row.pk, attempts=row.attempts).update(
                state="sending", due_at=until, attempts=row.attempts + 1
            )
            if claimed == 1:
                return replace(_call(row), state="sending", due_at=until, attempts=row.attempts + 1)
        return None

    @asks
    def end_attempt(self, call: HookCall) -> None:
        """Keep how an attempt went; nothing where another attempt was begun meanwhile."""
        rows = models.HookCall.objects.using(self.place.alias)
        rows.filter(call=call.call_id, attempts=call.attempts, state="sending").update(
            state=call.state,
            status=call.status,
            error=clean.text(call.error),
            due_at=call.due_at,
            ended_at=call.ended_at,
        )

    @asks
    def calls(self, brand: str, hook_id: int, most: int) -> Sequence[HookCall]:
        """Give the log of a hook, the newest first."""
        rows = models.HookCall.objects.using(self.place.alias)
        mine = rows.filter(hook_id=min(hook_id, _LARGEST), hook__brand__name=brand)
        newest = mine.select_related("hook__brand").order_by("-id")[:most]
        return tuple(map(_call, newest))

    @asks
    def add_feed(self, feed: Feed, digest: str) -> Feed:
        """Keep a calendar by the digest of its secret."""
        made = models.Feed.objects.using(self.place.alias).create(
            brand=_brand(self.place.alias, feed.brand),
            digest=digest,
            language=feed.language,
            by=clean.text(feed.by),
            made_at=feed.made_at,
        )
        return replace(feed, id=made.pk)

    @asks
    def feeds(self, brand: str) -> Sequence[Feed]:
        """Give the calendars of a brand that are read."""
        rows = models.Feed.objects.using(self.place.alias)
        mine = rows.filter(brand__name=brand, revoked_at=None).select_related("brand")
        return tuple(map(_feed, mine.order_by("id")))

    @asks
    def revoke_feed(self, brand: str, feed_id: int, at: datetime) -> None:
        """Let a calendar be read no more."""
        rows = models.Feed.objects.using(self.place.alias)
        mine = rows.filter(pk=min(feed_id, _LARGEST), brand__name=brand, revoked_at=None)
        if mine.update(revoked_at=at) != 1:
            known = ", ".join(str(one.id) for one in self.feeds(brand))
            raise RecordNotFoundError(what=Said(mark("calendar")), name=feed_id, known=known)

    @asks
    def feed(self, digest: str) -> Feed | None:
        """Give the calendar that is read with a secret; None where none is, or no more."""
        rows = models.Feed.objects.using(self.place.alias).select_related("brand")
        row = rows.filter(digest=digest, revoked_at=None).first()
        return _feed(row) if row else None


def _brand(alias: str, name: str) -> models.Brand:
    return models.Brand.objects.using(alias).get_or_create(name=name)[0]


def _hooks(alias: str, brand: str, hook_id: int) -> Any:
    rows = models.Hook.objects.using(alias)
    return rows.filter(brand__name=brand, pk=min(hook_id, _LARGEST))


def _missing(alias: str, brand: str, hook_id: int) -> RecordNotFoundError:
    rows = models.Hook.objects.using(alias).filter(brand__name=brand).order_by("id")
    known = ", ".join(map(str, rows.values_list("id", flat=True)[:20]))
    return RecordNotFoundError(what=Said(mark("webhook")), name=hook_id, known=known)


def _hook(row: models.Hook, brand: str) -> Hook:
    return Hook(
        id=row.pk,
        brand=brand,
        url=row.url,
        events=frozenset(map(Event, row.events)),
        by=row.by,
        made_at=row.made_at,
    )


def _call(row: models.HookCall) -> HookCall:
    names = ("body", "attempts", "status", "error", "made_at", "due_at", "ended_at")
    facts: dict[str, Any] = {name: getattr(row, name) for name in (*names, "state", "hook_id")}
    return HookCall(call_id=row.call, brand=row.hook.brand.name, event=Event(row.event), **facts)


def _feed(row: models.Feed) -> Feed:
    names = ("language", "by", "made_at", "revoked_at")
    facts: dict[str, Any] = {name: getattr(row, name) for name in names}
    return Feed(id=row.pk, brand=row.brand.name, **facts)
