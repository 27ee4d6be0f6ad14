"""What a workspace is asked when a plan is looked back at, and what is said to proposals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from balise import cycle
from balise.domain.hook import Event
from balise.domain.ports import Store
from balise.domain.proposal import Proposal
from balise.domain.refinement import Decision, Refinement
from balise.domain.review import Review
from balise.domain.worked_out import WorkedOut
from balise.looking_back import Looking
from balise.refine.changes import decided
from balise.report.written import from_bytes, to_bytes
from balise.strategy import Strategy
from balise.words import mark

SHELF = "look"
LOOKING = mark("Looking back at the plan")
REVIEWING = mark("Looking back at the period")
Telling = Callable[[str, int, int], None]
"""Hears what is being done, how much of it, and of how much; it may raise to call it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look back as it was taken: all that the pages show of it, and nothing more.

    `mark` names what it rests on, `text` is the strategy, `kpis` are those that posts tell.
    """

    brand: str
    mark: str
    now: datetime
    text: str
    found: Refinement
    review: Review
    reached: Mapping[str, float]
    decisions: tuple[Decision, ...]
    kpis: tuple[str, ...]
    has_plan: bool
    is_made_up: bool

    @property
    def strategy(self) -> Strategy:
        """The strategy as it was then."""
        return cycle.read(self.text)


class Refining:
    """The part of `balise.workspace.Workspace` that looks back."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def brand(self, name: str | None = None) -> str:
            """Choose the brand."""

        def announce(self, brand: str, event: Event, facts: Mapping[str, object]) -> int:
            """Tell those programs that asked to be told."""

    def looking(
        self,
        brand: str | None = None,
        *,
        now: datetime | None = None,
        strategy: Strategy | None = None,
    ) -> Looking:
        """Gather what a look back is made of; nothing is kept.

        `now` is the moment of looking. `strategy` is the strategy as it stands; without it that
        which was kept last is meant.

        Raises
        ------
        StrategyMissingError
            Where none is given and none was kept.
        """
        moment = now or datetime.now(UTC)
        return cycle.looking(self.store, self.brand(brand), now=moment, ours=strategy)

    def look_mark(self, brand: str, *, now: datetime) -> str:
        """Name what a look back rests on: what is kept, and the day."""
        kept = self.store.marks([brand])[brand].partition(":")[0]
        return f"{kept}|{now.date().isoformat()}"

    def look_back(
        self, brand: str, *, now: datetime, tell: Telling = lambda _what, _n, _of: None
    ) -> Look:
        """Look back, and keep what was found for the pages.

        Raises what `looking` raises.
        """
        taken = self.look_mark(brand, now=now)
        tell(LOOKING, 0, 0)
        looking = self.looking(brand, now=now)
        found = looking.refinement()
        tell(REVIEWING, 0, 0)
        look = Look(
            brand=brand,
            mark=taken,
            now=now,
            text=looking.strategy.dump(),
            found=found,
            review=looking.review(),
            reached=looking.reached,
            decisions=looking.decisions,
            kpis=tuple(looking.fits),
            has_plan=looking.plan is not None,
            is_made_up=looking.is_made_up,
        )
        kept = WorkedOut(
            shelf=SHELF, name=SHELF, mark=taken, data=to_bytes(Look, look), made_at=now
        )
        self.store.keep_worked_out(brand, kept)
        return look

    def looked(self, brand: str, taken: str = "") -> Look | None:
        """Give the look that was kept last, or only if it has a mark; `None` where there is none.

        What an earlier version kept otherwise is none.
        """
        marks = self.store.worked_out_marks(brand, SHELF)
        if not marks or taken not in {"", marks.get(SHELF)}:
            return None
        kept = self.store.worked_out(brand, SHELF, SHELF)
        with suppress(ValueError):
            return from_bytes(Look, kept.data) if kept else None
        return None

    def refine(
        self,
        brand: str | None = None,
        *,
        now: datetime | None = None,
        strategy: Strategy | None = None,
    ) -> Refinement:
        """Look back at the plan: what was done, what came of it, what should change."""
        return self.looking(brand, now=now, strategy=strategy).refinement()

    def review(
        self,
        brand: str | None = None,
        *,
        now: datetime | None = None,
        strategy: Strategy | None = None,
    ) -> Review:
        """Look back at the period of `[review]` that ended last."""
        return self.looking(brand, now=now, strategy=strategy).review()

    def accept(  # noqa: PLR0913 - what is said to proposals, each by its name
        self,
        proposals: Sequence[Proposal],
        brand: str | None = None,
        *,
        refused: Sequence[Proposal] = (),
        by: str = "",
        file: str | PathLike[str] | None = None,
        now: datetime | None = None,
    ) -> Strategy:
        """Write accepted proposals into the strategy, keep it, and note who said what.

        `file` is the file of the strategy: its text is the base, is kept as it stands, and is
        written with the changes, its comments where they were. Without it the strategy that was
        kept last is meant, and no file is written.

        Raises
        ------
        ProposalStaleError, StrategyPathError
            Where the strategy was changed since at the very place: nothing is written then.
        FileMissingError, StrategyError
            Where the file is no strategy, or is not there.
        """
        base = Strategy.load(file) if file is not None else None
        name = self.brand(brand)

        def write(new: Strategy) -> None:
            if file is not None:
                new.save(Path(file).resolve())

        new = cycle.accept(
            self.store, name, proposals, refused=refused, by=by, base=base, at=now, write=write
        )
        if proposals:
            told = {"paths": [one.path for one in proposals], "by": by}
            self.announce(name, Event.PROPOSAL_ACCEPTED, told)
        return new

    def refuse(
        self,
        proposals: Sequence[Proposal],
        brand: str | None = None,
        *,
        by: str = "",
        now: datetime | None = None,
    ) -> None:
        """Note that proposals were refused: they are asked for no more unless they are looked for.

        Nothing of the strategy changes.
        """
        said = decided((), proposals, by=by, at=now or datetime.now(UTC))
        self.store.decide(self.brand(brand), said)

    def decisions(self, brand: str | None = None) -> tuple[Decision, ...]:
        """Give what was said to proposals, oldest first."""
        return self.store.decisions(self.brand(brand))

    def has_strategy(self, brand: str) -> bool:
        """Tell whether a strategy was kept."""
        return bool(self.store.strategies(brand))

    def succeed(
        self,
        brand: str | None = None,
        *,
        starts: date | None = None,
        now: datetime | None = None,
        strategy: Strategy | None = None,
    ) -> str:
        """Make the text of the next period's strategy from what was learnt in this one.

        What was refused is left as it is. `starts` is its first day; without it the day after the
        last objective ends.
        """
        return self.looking(brand, now=now, strategy=strategy).succeed(starts=starts)
