"""What a workspace is asked when a plan is made, and what is done to its posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from balise import coming_out, cycle, planning, simulate
from balise.check import check
from balise.domain.plan import OwnDraft, Plan
from balise.domain.ports import Store
from balise.domain.ranking import Ranking
from balise.domain.reading import Finding
from balise.domain.version import StrategyVersion
from balise.ingest.drafts import parse_drafts, read_drafts
from balise.report.own import own_rates
from balise.strategy import Strategy
from balise.strategy.rank import rank_networks


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many drafts were held against the rules, and what was found."""

    drafts: int
    findings: tuple[Finding, ...]


class Scheduling:
    """The part of `balise.workspace.Workspace` that plans."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def brands(self) -> tuple[str, ...]:
            """Name the brands."""

        def strategy(self, brand: str | None = None) -> Strategy:
            """Give the strategy that was kept last."""

        def keep_strategy(
            self,
            strategy: Strategy | str | PathLike[str],
            *,
            brand: str | None = None,
            by: str = "",
        ) -> StrategyVersion:
            """Keep a version of a strategy."""

        def _whose(self, brand: str | None) -> str:
            """Choose the brand that something new is of."""

    def plan(  # noqa: PLR0913 - what a plan is told, each by its name
        self,
        brand: str | None = None,
        *,
        weeks: int = 8,
        start: date | None = None,
        strategy: Strategy | None = None,
        explore: float | None = None,
        seed: int = 0,
        drafts: Sequence[OwnDraft] = (),
        before_kept: Callable[[], None] = lambda: None,
        by: str = "",
    ) -> Plan:
        """Plan what to post, and keep the plan; a strategy that is given is kept first, as of `by`.

        `before_kept` is called when the plan is made: if it raises, nothing is kept of it.

        Raises
        ------
        RecordNotFoundError
            Where no strategy is given and none was kept.
        PlanConflictError, PlanTimeError, WeeksError
            Where there is no plan.
        """
        name = self._whose(brand)
        if strategy is not None:
            self.keep_strategy(strategy, brand=name, by=by)
        asked = planning.Asked(
            start=start or planning.next_monday(self.strategy(name), datetime.now(UTC)),
            weeks=weeks,
            seed=seed,
            drafts=drafts,
            before_kept=before_kept,
        )
        return cycle.plan(self.store, name, asked, explore=explore)

    def ranking(self, strategy: Strategy, brand: str | None = None) -> Ranking:
        """Rank the networks for the audiences of a strategy, by published figures and own posts."""
        name = self._whose(brand)
        posts = planning.posts_of(self.store, name, strategy)
        return rank_networks(
            strategy.audiences,
            accounts=strategy.accounts,
            objectives=strategy.objectives,
            capacity=strategy.capacity or None,
            own=own_rates(posts),
        )

    def is_made_up(self, brand: str | None = None) -> bool:
        """Tell whether a brand is invented: an account of it carries the label."""
        name = self._whose(brand)
        known = self.store.accounts(name) if name in self.brands() else ()
        return any(simulate.is_made_up(one.handle) for one in known)

    def touch_plan(
        self,
        brand: str | None = None,
        *,
        approve: Sequence[str] = (),
        skip: Sequence[str] = (),
        by: str = "",
    ) -> Plan:
        """Approve posts of the last plan (`all` for every one), or skip some; gives the plan.

        `by` is who does it, for the log of each post. What its account shows as published is none
        of `all`.

        Raises
        ------
        PlanMissingError, RecordNotFoundError
            There is no plan, or it has no slot of that name.
        SlotClosedError
            A slot that is named is published, or one to be approved was skipped.
        """
        name = self._whose(brand)
        every = planning.last_plan(self.store, name).slots
        if "all" in approve:
            approve = self.unagreed(name)
        known = {one.slot_id: one.state for one in every}
        coming_out.open_slots(
            self.store, name, [*approve, *(one for one in skip if known.get(one) != "skipped")]
        )
        return planning.touched(self.store, name, approve=approve, skip=skip, by=by)

    def unagreed(self, brand: str) -> tuple[str, ...]:
        """Name the posts of the last plan that wait for a yes: those that `all` stands for."""
        slots = planning.last_plan(self.store, brand).slots
        waiting = [one for one in slots if one.state == "planned"]
        out = coming_out.came_out(self.store, brand, waiting)
        return tuple(one.slot_id for one in waiting if one.slot_id not in out)

    def calendar(self, brand: str | None = None) -> planning.Calendar:
        """Give what a calendar has to know of plans that were handed over before."""
        return planning.calendar(self.store, self._whose(brand))

    def own_drafts(
        self, path: str | PathLike[str], strategy: Strategy | None = None
    ) -> tuple[OwnDraft, ...]:
        """Read the posts that are ready, with the days between which each may come."""
        zone = (strategy or self.strategy()).identity.timezone
        return planning.own_drafts(read_drafts(Path(path), timezone=zone).drafts)

    def drafts_of(self, text: str, brand: str) -> tuple[OwnDraft, ...]:
        """Take the posts that are ready from a JSON list, as `own_drafts` does from a file."""
        zone = self.strategy(brand).identity.timezone
        return planning.own_drafts(parse_drafts(text, name="drafts.json", timezone=zone).drafts)

    def check_drafts(self, text: str, brand: str, *, today: date) -> Checked:
        """Hold drafts, written as a JSON list, against the rules and the strategy of a brand."""
        kept = self.store.strategies(brand)
        ours = Strategy.parse(kept[-1].text) if kept else None
        zone = ours.identity.timezone if ours else "UTC"
        read = parse_drafts(text, name="drafts.json", timezone=zone)
        found = (*read.findings, *check(read.drafts, today=today, strategy=ours))
        return Checked(drafts=len(read.drafts), findings=tuple(sorted(found, key=_place)))


def _place(one: Finding) -> tuple[str, int]:
    return one.file, one.line
