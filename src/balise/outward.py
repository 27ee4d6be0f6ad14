"""What a workspace tells the outside: calls of other programs, and calendars read from afar."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex, token_urlsafe
from typing import TYPE_CHECKING

from balise import handoff, planning
from balise.domain.handed import Handed
from balise.domain.hook import Event, Facts, Feed, Hook, HookCall, Sent
from balise.domain.ports import Store
from balise.errors import (
    HooksTooManyError,
    KeyFileError,
    PlanMissingError,
    RecordNotFoundError,
    Said,
)
from balise.networks import webhook
from balise.plan.briefs import briefs
from balise.strategy import Strategy
from balise.vault.key import Keys
from balise.words import mark

MOST_HOOKS, MOST_ATTEMPTS, LOG = 20, 8, 100
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
_CLAIM = timedelta(minutes=5)
"""How long a worker has for one attempt before another may begin one."""
Send = Callable[[str, str, HookCall], Sent]


class Outward:
    """The part of `balise.workspace.Workspace` that tells the outside."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def every_brand(self) -> tuple[str, ...]:
            """Name the brands."""

        def strategy(self, brand: str | None = None) -> Strategy:
            """Give the strategy that was kept last."""

    def add_hook(
        self, brand: str, url: str, *, events: Iterable[Event], by: str = ""
    ) -> tuple[Hook, str]:
        """Call an address when something happens; gives the secret too, this once.

        Raises
        ------
        RecordNotFoundError, HookAddressError, HooksTooManyError
            Where there is no such brand, or nobody can be called there.
        """
        self._is_known(brand)
        webhook.checked(url)
        if len(self.store.hooks(brand)) >= MOST_HOOKS:
            raise HooksTooManyError(most=MOST_HOOKS)
        secret = f"whsec_{token_urlsafe(32)}"
        hook = Hook(
            id=0, brand=brand, url=url, events=frozenset(events), by=by, made_at=datetime.now(UTC)
        )
        return self.store.add_hook(
            hook, Keys.of(self.store.folder).seal(secret, _whose(brand))
        ), secret

    def hooks(self, brand: str) -> Sequence[Hook]:
        """Give the addresses that are called."""
        return self.store.hooks(brand)

    def remove_hook(self, brand: str, hook_id: int) -> None:
        """Call an address no more."""
        self.store.remove_hook(brand, hook_id)

    def hook_calls(self, brand: str, hook_id: int, *, most: int = LOG) -> Sequence[HookCall]:
        """Give the last calls of an address and how they went, the newest first."""
        self.store.hook(brand, hook_id)  # one of another brand is not here
        return self.store.calls(brand, hook_id, most)

    def ping(self, brand: str, hook_id: int, *, by: str = "") -> None:
        """Call an address to see whether it answers, whatever it is told of.

        Raises
        ------
        RecordNotFoundError
            The brand has no such webhook.
        """
        hook, _ = self.store.hook(brand, hook_id)
        self.store.add_calls([_call(hook, Event.PING, {"by": by}, datetime.now(UTC))])

    def announce(self, brand: str, event: Event, facts: Facts) -> int:
        """Note what happened for all who asked to be told; gives how many will be.

        Nothing is sent here: `deliver` is the work of a job.
        """
        now = datetime.now(UTC)
        calls = [
            _call(one, event, facts, now) for one in self.store.hooks(brand) if event in one.events
        ]
        self.store.add_calls(calls)
        return len(calls)

    def deliver(
        self, *, now: datetime | None = None, most: int = 100, send: Send = webhook.send
    ) -> int:
        """Make the calls that are due; gives how many were made."""
        for n in range(most):
            at = now or datetime.now(UTC)
            call = self.store.claim_call(at, at + _CLAIM)
            if call is None:
                return n
            self._deliver(call, at, send)
        return most

    def _deliver(self, call: HookCall, at: datetime, send: Send) -> None:
        hook, sealed = self.store.hook(call.brand, call.hook_id)
        try:
            secret = Keys.of(self.store.folder).opened(sealed, _whose(call.brand))
            said = send(hook.url, secret, call)
        except KeyFileError:  # it was sealed with a key that is not here
            said = Sent(error="key", is_lasting=True)
        is_over = said.is_taken or said.is_lasting or call.attempts >= MOST_ATTEMPTS
        done = replace(
            call,
            status=said.status,
            error=said.error,
            state="sent" if said.is_taken else "failed" if is_over else "waiting",
            due_at=at if is_over else at + wait(call.attempts),
            ended_at=at if is_over else None,
        )
        self.store.end_attempt(done)

    def add_feed(self, brand: str, *, language: str = "en", by: str = "") -> tuple[Feed, str]:
        """Let a calendar be read from afar; gives the secret of its address too, this once."""
        self._is_known(brand)
        secret = token_urlsafe(32)
        feed = Feed(id=0, brand=brand, language=language, by=by, made_at=datetime.now(UTC))
        return self.store.add_feed(feed, digest(secret)), secret

    def feeds(self, brand: str) -> Sequence[Feed]:
        """Give the calendars that are read from afar."""
        return self.store.feeds(brand)

    def revoke_feed(self, brand: str, feed_id: int) -> None:
        """Let a calendar be read no more."""
        self.store.revoke_feed(brand, feed_id, datetime.now(UTC))

    def feed_file(self, secret: str) -> Handed:
        """Write the calendar that is read with a secret.

        Raises
        ------
        RecordNotFoundError
            Where none is, or no more, or there is no plan yet.
        """
        feed = self.store.feed(digest(secret))
        if feed is None:
            raise RecordNotFoundError(what=Said(mark("calendar")), name="", known="")
        last = self.store.latest_plan(feed.brand)
        if last is None:
            raise PlanMissingError
        cards = briefs(self.strategy(feed.brand), last.plan.slots, language=feed.language)
        files = handoff.hand_off(
            last.plan,
            cards,
            form="ics",
            language=feed.language,
            now=datetime.now(UTC),
            **planning.calendar(self.store, feed.brand),
        )
        return files[0]

    def _is_known(self, brand: str) -> None:
        known = self.every_brand()
        if brand not in known:
            raise RecordNotFoundError(what=Said("brand"), name=brand, known=", ".join(known))


def _call(hook: Hook, event: Event, facts: Facts, now: datetime) -> HookCall:
    """Write what is told to one address."""
    name = token_hex(16)
    told = {"id": name, "event": event, "brand": hook.brand, "at": now.isoformat(), "facts": facts}
    return HookCall(
        call_id=name, hook_id=hook.id, brand=hook.brand, event=event,
        body=json.dumps(told, default=str), made_at=now, due_at=now,
    )  # fmt: skip


def _whose(brand: str) -> str:
    """Name whose the secrets of its hooks are."""
    return f"hook:{brand}"


def wait(attempts: int) -> timedelta:
    """Tell how long to wait after so many attempts that failed: twice as long each time.

    Examples
    --------
    >>> str(wait(1)), str(wait(3)), str(wait(40))
    ('0:00:30', '0:02:00', '6:00:00')
    """
    doubled: timedelta = _FIRST_WAIT * 2 ** min(attempts - 1, 20)
    return min(doubled, _LONGEST_WAIT)


def digest(secret: str) -> str:
    """Give what is kept of a secret that has enough chance in it."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
