"""Hooks, their calls and calendars, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from balise.domain.hook import Event, HookCall, Sent
from balise.errors import HookAddressError, HooksTooManyError, RecordNotFoundError
from balise.outward import MOST_ATTEMPTS, MOST_HOOKS, digest
from balise.store.repository import DjangoStore
from balise.strategy import Strategy
from balise.workspace import Workspace

STRATEGY = """
[strategy]
name = "Garden"
timezone = "Europe/Brussels"
[[objectives]]
name = "more"
stage = "awareness"
kpi = "engagement"
target = 500
starts = 2026-07-01
ends = 2026-08-30
[[accounts]]
network = "facebook"
handle = "garden"
posts_per_week = [1, 2]
"""
A, B, URL = "Garden", "Other", "https://example.org/hook"


@pytest.fixture
def space(store: DjangoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("BALISE_KEY_FILE", str(tmp_path / "key"))
    made = Workspace(store, "")
    for brand in (A, B):
        made.keep_strategy(Strategy.parse(STRATEGY), brand=brand)
    return made


@dataclass
class Heard:
    """Another program that takes what it is told."""

    calls: list[HookCall] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    def __call__(self, _url: str, secret: str, call: HookCall) -> Sent:
        self.calls.append(call)
        self.secrets.append(secret)
        return Sent(status=200)


def test_only_those_are_told_who_asked_for_it(space: Workspace) -> None:
    one, _ = space.add_hook(A, URL, events=[Event.PLAN_MADE, Event.JOB_FAILED])
    space.add_hook(A, URL, events=[Event.IMPORT_DONE])
    space.add_hook(B, URL, events=[Event.PLAN_MADE])
    assert space.announce(A, Event.PLAN_MADE, {"number": 1}) == 1
    heard = Heard()
    assert space.deliver(send=heard) == 1
    assert [(call.hook_id, call.brand) for call in heard.calls] == [(one.id, A)]
    (logged,) = space.hook_calls(A, one.id)
    assert (logged.state, logged.status, logged.attempts) == ("sent", 200, 1)
    assert space.deliver(send=lambda *_: Sent(status=200)) == 0


def test_a_secret_is_shown_once_and_signs_the_calls(space: Workspace) -> None:
    _, secret = space.add_hook(A, URL, events=[Event.PLAN_MADE])
    space.announce(A, Event.PLAN_MADE, {})
    heard = Heard()
    space.deliver(send=heard)
    assert heard.secrets == [secret]
    assert secret not in repr(space.hooks(A))


def test_an_attempt_that_failed_is_made_again_later_and_not_for_ever(space: Workspace) -> None:
    hook, _ = space.add_hook(A, URL, events=[Event.PLAN_MADE])
    space.announce(A, Event.PLAN_MADE, {})
    now = datetime.now(UTC) + timedelta(seconds=1)
    names: set[str] = set()

    def refuse(_url: str, _secret: str, call: HookCall) -> Sent:
        names.add(call.call_id)
        return Sent(status=503)

    waits = []
    for _ in range(MOST_ATTEMPTS):
        assert space.deliver(now=now, send=refuse) == 1
        assert space.deliver(now=now, send=refuse) == 0
        (call,) = space.hook_calls(A, hook.id)
        waits.append(call.due_at - now)
        now = max(now, call.due_at)
    assert waits[:-1] == sorted(waits[:-1])
    assert (call.state, call.attempts, len(names)) == ("failed", MOST_ATTEMPTS, 1)
    assert space.deliver(now=now + timedelta(days=9), send=refuse) == 0


def test_what_would_come_out_the_same_is_not_tried_again(space: Workspace) -> None:
    hook, _ = space.add_hook(A, URL, events=[Event.PLAN_MADE])
    space.announce(A, Event.PLAN_MADE, {})
    space.deliver(send=lambda *_: Sent(error="private", is_lasting=True))
    (call,) = space.hook_calls(A, hook.id)
    assert (call.state, call.error) == ("failed", "private")


def test_a_call_is_taken_by_one_worker_and_freed_when_that_dies(space: Workspace) -> None:
    space.add_hook(A, URL, events=[Event.PLAN_MADE])
    space.announce(A, Event.PLAN_MADE, {})
    now = datetime.now(UTC) + timedelta(seconds=1)
    first = space.store.claim_call(now, now + timedelta(minutes=5))
    assert first is not None
    assert space.store.claim_call(now, now + timedelta(minutes=5)) is None
    again = space.store.claim_call(now + timedelta(minutes=6), now + timedelta(minutes=11))
    assert again is not None
    assert (again.call_id, again.attempts) == (first.call_id, 2)
    space.store.end_attempt(first)  # the dead one comes back: nothing of the second is lost
    assert space.store.claim_call(now + timedelta(minutes=7), now + timedelta(minutes=9)) is None


def test_the_hooks_of_another_brand_are_not_there(space: Workspace) -> None:
    hook, _ = space.add_hook(A, URL, events=[Event.PLAN_MADE])
    assert space.hooks(B) == ()
    for ask in (space.remove_hook, space.hook_calls):
        with pytest.raises(RecordNotFoundError):
            ask(B, hook.id)
    space.remove_hook(A, hook.id)
    assert space.hooks(A) == ()


def test_only_so_many_public_addresses_are_called(space: Workspace) -> None:
    with pytest.raises(HookAddressError):
        space.add_hook(A, "https://127.0.0.1/", events=[Event.PLAN_MADE])
    with pytest.raises(RecordNotFoundError):
        space.add_hook("Nobody", URL, events=[Event.PLAN_MADE])
    for _ in range(MOST_HOOKS):
        space.add_hook(A, URL, events=[Event.PLAN_MADE])
    with pytest.raises(HooksTooManyError):
        space.add_hook(A, URL, events=[Event.PLAN_MADE])


def test_a_calendar_is_read_with_its_secret_until_it_is_revoked(space: Workspace) -> None:
    feed, secret = space.add_feed(A, language="fr")
    with pytest.raises(RecordNotFoundError):
        space.feed_file(secret)  # no plan yet
    space.plan(A, weeks=1, start=date(2026, 7, 6), explore=0)
    assert space.feed_file(secret).data.startswith(b"BEGIN:VCALENDAR")
    assert space.store.feed(secret) is None  # only its digest is kept
    assert space.store.feed(digest(secret)) == feed
    with pytest.raises(RecordNotFoundError):
        space.revoke_feed(B, feed.id)
    space.revoke_feed(A, feed.id)
    with pytest.raises(RecordNotFoundError):
        space.feed_file(secret)
    assert space.feeds(A) == ()


def test_the_secret_of_a_hook_is_kept_sealed(space: Workspace) -> None:
    hook, secret = space.add_hook(A, URL, events=[Event.PLAN_MADE])
    _, kept = space.store.hook(A, hook.id)
    assert secret not in kept
    space.announce(A, Event.PLAN_MADE, {"weeks": 4})
    heard = Heard()
    assert space.deliver(send=heard) == 1
    assert heard.secrets == [secret]
