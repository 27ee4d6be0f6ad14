"""What a workspace is asked when a plan is looked back at, and what is said to proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from balise import cycle
from balise.domain.ports import Store
from balise.domain.proposal import Proposal
from balise.domain.refinement import Refinement
from balise.domain.review import Review
from balise.looking_back import Looking
from balise.refine.changes import decided
from balise.strategy import Strategy


class Refining:
    """The part of `balise.workspace.Workspace` that looks back."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def brand(self, name: str | None = None) -> str:
            """Choose the brand."""

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

        return cycle.accept(
            self.store, name, proposals, refused=refused, by=by, base=base, at=now, write=write
        )

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
