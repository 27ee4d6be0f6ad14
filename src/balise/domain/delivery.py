"""A publication on its way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One call to a network: a post of a thread, a first comment, a media container."""

    n: int
    body: str
    intent_at: datetime | None = None
    remote_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A slot's content for one account. It leaves only where both hashes are the same."""

    id: str
    slot_id: str
    account: str
    revision: int
    due_at: datetime
    state: str
    content_hash: str
    approved_hash: str
    approved_by: str
    parts: tuple[Part, ...]
    attempts: int = 0
