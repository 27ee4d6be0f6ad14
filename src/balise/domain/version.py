"""A strategy or a plan as it stood on a day, and what was done to it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from balise.domain.estimate import Provenance
from balise.domain.plan import Plan, Slot, State, Touch

Why = Literal["", "written", "moved", "changed", "added", "asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a brand knew: its files and posts, its newest post, and what made its latest fits.

    `view` names the files that were visible, as that of a `Ledger` does; `fits` go by KPI.
    """

    files: int = 0
    posts: int = 0
    view: str = ""
    last_post_at: datetime | None = None
    fits: Mapping[str, Provenance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyVersion:
    """One version of a strategy; they are counted from 1, and none is ever changed.

    `digest` is the SHA-256 of `text`, the whole file with its comments. `by` is who made it; empty
    where that was not noted.
    """

    brand: str
    number: int
    made_at: datetime
    text: str
    digest: str
    known: Known
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One plan of a brand; they are counted from 1, and none is ever changed.

    `plan` is as it was kept, but for the state and the touch of its slots, which are those of
    today; `digest` is the SHA-256 of how it was written down.
    """

    brand: str
    number: int
    made_at: datetime
    plan: Plan
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTouch:
    """What was done to a slot of a plan, when and by whom; `None`: left as it was.

    Parameters
    ----------
    plan_number
        0 is the last plan that has the slot.
    slot
        The slot as it is from then on, where it was moved, changed or added; its state and touch
        are those of the log.
    content_hash
        The content that was approved; None where nothing was written.
    why
        Why an approval was taken back: something else was `written`, the slot was `moved` or
        `changed`, or changes were `asked` for. `added` is a slot placed by hand.
    """

    slot_id: str
    at: datetime
    by: str = ""
    state: State | None = None
    touch: Touch | None = None
    plan_number: int = 0
    slot: Slot | None = None
    content_hash: str | None = None
    why: Why = ""
