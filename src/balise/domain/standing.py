"""How a brand stands, from what is kept already: nothing is learnt and nothing planned for it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from balise.domain.content import Comment, Voice
from balise.domain.estimate import Provenance
from balise.domain.job import Job
from balise.domain.plan import Outlook, Slot
from balise.domain.reading import Finding
from balise.domain.refinement import OUT, Fate
from balise.domain.seen import Sight
from balise.domain.strategy import Objective, Strategy
from balise.domain.version import PlanVersion

if TYPE_CHECKING:
    from balise.domain.ports import MeasuredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """Where the objectives of a plan stood at a moment, and a name for what that was told from."""

    outlooks: tuple[Outlook, ...]
    at: datetime
    told_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a brand stands.

    Parameters
    ----------
    zone
        In which its days are told.
    strategy, strategy_at, begun_at
        As it was kept last, when, and when the first version was; None where there is none, or
        where it `is_broken`: no strategy by today's rules.
    doubts
        What the strategy's own reader found doubtful.
    plan
        The plan that was kept last.
    slots, fates
        Of all plans, those of two months ago and later, and what became of those that may be out.
    written
        Names of the slots that have a text, or a picture that speaks for itself.
    asks
        By slot, that a yes or changes were asked for and not answered (`balise.domain.asks`).
    files, last_at
        How many were imported, and when the last one was.
    lost
        What imports of the last two weeks left out.
    fits
        What made the last fit of each KPI.
    decided_at, reviewed_at
        When something was last said to a proposal, and when the review was last read.
    jobs
        Long work that was asked for, the last first.
    foretold, told_from
        Where the objectives of the plan stand, as it was told last, if it was told since the plan
        was made; and what it would be told from now.
    """

    brand: str
    zone: str = "UTC"
    strategy: Strategy | None = None
    strategy_at: datetime | None = None
    begun_at: datetime | None = None
    is_broken: bool = False
    doubts: tuple[Finding, ...] = ()
    plan: PlanVersion | None = None
    slots: tuple[Slot, ...] = ()
    fates: Mapping[str, Fate] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    asks: Mapping[str, Comment] = field(default_factory=dict)
    files: int = 0
    last_at: datetime | None = None
    lost: tuple[Finding, ...] = ()
    fits: Mapping[str, Provenance] = field(default_factory=dict)
    decided_at: datetime | None = None
    reviewed_at: datetime | None = None
    jobs: tuple[Job, ...] = ()
    foretold: Foretold | None = None
    told_from: str = ""
    is_made_up: bool = False

    def is_ahead(self, slot: Slot, now: datetime) -> bool:
        """Tell whether a slot is still to come: a post may be out before its hour."""
        return slot.publish_at > now and self.fates.get(slot.slot_id) not in OUT

    def asked_of(self, slot: Slot, now: datetime) -> Voice | None:
        """Tell what is asked of a slot that is still to come and waits for a yes; None: nothing."""
        ask = self.asks.get(slot.slot_id)
        return ask.voice if ask and slot.state == "planned" and self.is_ahead(slot, now) else None

    @property
    def outlooks(self) -> tuple[Outlook, ...]:
        """Where the objectives stand, as it was told last: at the latest when the plan was made.

        The chance of another target than today's is left out.
        """
        made = self.plan.plan.objectives if self.plan else ()
        told = self.foretold.outlooks if self.foretold else made
        aims = {one.name: one for one in self.strategy.objectives} if self.strategy else {}
        return tuple(one for one in told if _is_of(one, aims.get(one.objective)))

    @property
    def is_outdated(self) -> bool:
        """Whether figures or slots are others than those which `outlooks` was told from."""
        if self.plan is None or self.strategy is None:
            return False
        if self.foretold is not None:
            return self.foretold.told_from != self.told_from
        if self.strategy_at is not None and self.strategy_at > self.plan.made_at:
            return True
        is_touched = any(one.touch for one in self.plan.plan.slots)
        return is_touched or (self.last_at is not None and self.last_at > self.plan.made_at)

    def day_of(self, moment: datetime) -> date:
        """Give the local day of a moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()


def _is_of(told: Outlook, aim: Objective | None) -> bool:
    """Tell whether it was told of an objective as it is; of one that is gone it stays as it was."""
    return aim is None or (told.kpi, told.target, told.ends) == (aim.kpi, aim.target, aim.ends)


class Glanced(Protocol):
    """What a store tells of brands at a glance."""

    def version(self) -> Hashable:
        """Name all that is kept: as long as it is the same to this thread, so is what it reads."""
        ...

    def marks(self, brands: Sequence[str]) -> Mapping[str, str]:
        """Name what is kept of each brand: as long as a mark is the same, so is all but time."""
        ...

    def fitted(self, brand: str) -> Mapping[str, Provenance]:
        """Tell what made the last fit of each KPI."""
        ...

    def some_posts(self, brand: str, uids: Sequence[str]) -> Sequence[MeasuredPost]:
        """Give some visible posts with their latest readings, in the order of their uids."""
        ...

    def posts_since(self, brand: str, since: datetime) -> Sequence[MeasuredPost]:
        """Give the visible posts from a moment on, with their latest readings."""
        ...

    def lost_since(self, brand: str, since: datetime) -> Sequence[Finding]:
        """Give what imports from a moment on left out."""
        ...

    def seen(self, brand: str, person: str, page: str) -> tuple[Sight, Sight | None] | None:
        """Give what somebody saw last, and on the day before that; None: they never looked."""
        ...

    def see(self, brand: str, person: str, page: str, *, now: Sight, before: Sight | None) -> None:
        """Keep what somebody sees now, in place of what they saw."""
        ...

    def seen_at(self, brand: str, page: str) -> datetime | None:
        """Tell when anybody looked at a page last."""
        ...
