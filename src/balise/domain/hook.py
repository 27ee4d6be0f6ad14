"""What is told to the outside: calls of other programs, and calendars that are read from afar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Protocol


class Event(StrEnum):
    """What another program can be told of."""

    IMPORT_DONE = "import.done"
    PLAN_MADE = "plan.made"
    POST_APPROVAL_ASKED = "post.approval_asked"
    POST_APPROVED = "post.approved"
    POST_CHANGES_ASKED = "post.changes_asked"
    PROPOSAL_ACCEPTED = "proposal.accepted"
    REPORT_MADE = "report.made"
    JOB_FAILED = "job.failed"
    PING = "ping"


TOLD: Mapping[Event, str] = {
    Event.IMPORT_DONE: "Files were brought in: `job`, `by`.",
    Event.PLAN_MADE: "A plan was made, or made anew: `job`, `by`.",
    Event.POST_APPROVAL_ASKED: "Posts are ready, and a yes to them is asked for: `slots`, `by`.",
    Event.POST_APPROVED: "Posts were approved: `slots`, `by`.",
    Event.POST_CHANGES_ASKED: "Somebody wants a post changed: `slot`, `by`.",
    Event.PROPOSAL_ACCEPTED: "Changes of the strategy were accepted: `paths`, `by`.",
    Event.REPORT_MADE: "A report was made: `job`, `by`.",
    Event.JOB_FAILED: "Long work came to nothing: `job`, `kind`, `code`.",
    Event.PING: "Somebody asked for a test of this webhook, whatever it is told of: `by`.",
}
"""When each happens, and what is told of it besides, for those who write programs."""
CallState = Literal["waiting", "sending", "sent", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address of another program that is called when something happens to a brand."""

    id: int
    brand: str
    url: str
    events: frozenset[Event]
    by: str = ""
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HookCall:
    """One thing to tell to one address, and how that went.

    `call_id` is the same for each attempt, so that the other program takes it once. `due_at` is
    when it is tried next; `status` is that of HTTP at the last attempt, 0 where none came.
    """

    call_id: str
    hook_id: int
    brand: str
    event: Event
    body: str
    state: CallState = "waiting"
    attempts: int = 0
    status: int = 0
    error: str = ""
    made_at: datetime
    due_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar of a brand that anybody reads who knows its address."""

    id: int
    brand: str
    language: str = "en"
    by: str = ""
    made_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the other program answered: the status of HTTP, or why there was none.

    `is_lasting`: the same would come of another attempt.
    """

    status: int = 0
    error: str = ""
    is_lasting: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_taken(self) -> bool:
        """Whether the other program took it."""
        return 200 <= self.status < 300  # noqa: PLR2004 - by RFC 9110


class OutwardStore(Protocol):
    """What a store keeps of hooks and calendars."""

    def add_hook(self, hook: Hook, secret: str) -> Hook:
        """Keep a hook; `secret` as it is to be kept."""
        ...

    def hooks(self, brand: str) -> Sequence[Hook]:
        """Give the hooks of a brand."""
        ...

    def hook(self, brand: str, hook_id: int) -> tuple[Hook, str]:
        """Give a hook with its secret as it was kept."""
        ...

    def remove_hook(self, brand: str, hook_id: int) -> None:
        """Call an address no more; its log goes with it."""
        ...

    def add_calls(self, calls: Sequence[HookCall]) -> None:
        """Keep what is to be told."""
        ...

    def claim_call(self, now: datetime, until: datetime) -> HookCall | None:
        """Take one call that is due, for nobody else until `until`."""
        ...

    def end_attempt(self, call: HookCall) -> None:
        """Keep how an attempt went."""
        ...

    def calls(self, brand: str, hook_id: int, most: int) -> Sequence[HookCall]:
        """Give the log of a hook, the newest first."""
        ...

    def add_feed(self, feed: Feed, digest: str) -> Feed:
        """Keep a calendar by the digest of its secret."""
        ...

    def feeds(self, brand: str) -> Sequence[Feed]:
        """Give the calendars of a brand that are read."""
        ...

    def revoke_feed(self, brand: str, feed_id: int, at: datetime) -> None:
        """Let a calendar be read no more."""
        ...

    def feed(self, digest: str) -> Feed | None:
        """Give the calendar that is read with a secret; None where none is, or no more."""
        ...


Facts = Mapping[str, Any]
"""What a call says, as JSON has it."""
