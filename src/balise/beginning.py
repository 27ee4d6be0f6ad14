"""How a brand begins: a made-up one to look around in, made as `balise demo` makes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from balise import ingest, simulate
from balise.domain.brief import Brief, blanks
from balise.domain.plan import OwnDraft, Plan
from balise.domain.ports import Store
from balise.domain.reading import ImportReport
from balise.domain.version import StrategyVersion
from balise.plan.briefs import briefs
from balise.strategy import Strategy
from balise.strategy.answers import Answers, Background
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.words import Speech, mark

WEEKS = 4
"""Planned; `balise demo` lets all of them go by."""
SHOWN, GONE = 6, 3
"""Weeks planned where it is shown on pages, and those that are over: today is in the next."""
_ZONE = ZoneInfo(simulate.QUINCAILLERIE.timezone)
_STEPS = (
    mark("Making up posts and figures"),
    mark("Laying out the calendar"),
    mark("Letting three weeks go by"),
)


class Beginning:
    """The part of `balise.workspace.Workspace` that makes a brand to look around in."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def brands(self) -> tuple[str, ...]:
            """Name the brands."""

        def import_(  # noqa: PLR0913 - as it is
            self,
            paths: Iterable[str | PathLike[str]],
            *,
            brand: str | None = None,
            timezone: str | None = None,
            mapping: ingest.Mapping | None = None,
            competitor: str | None = None,
            progress: Callable[[str, int], None] = ...,
        ) -> list[ImportReport]:
            """Bring exports in."""

        def keep_strategy(
            self,
            strategy: Strategy | str | PathLike[str],
            *,
            brand: str | None = None,
            by: str = "",
        ) -> StrategyVersion:
            """Keep a version of a strategy."""

        def plan(  # noqa: PLR0913 - as it is
            self,
            brand: str | None = None,
            *,
            weeks: int = 8,
            start: date | None = None,
            strategy: Strategy | None = None,
            explore: float | None = None,
            seed: int = 0,
            drafts: Sequence[OwnDraft] = (),
            by: str = "",
        ) -> Plan:
            """Plan what to post."""

    def show_made_up(
        self,
        *,
        language: str = "en",
        seed: int = 1,
        past: int = 40,
        today: date | None = None,
        tell: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
    ) -> str:
        """Make a made-up brand with a strategy, exports, and a plan half of which is over.

        Nothing of it lies ahead of today but what is planned. All follows from the arguments.

        Parameters
        ----------
        language, seed, past
            Of its strategy; another seed, another brand; weeks before the plan.
        today
            A day of the week in which it is looked at; without it, that of the clock.
        tell
            Told what is done now, and how much of it is; what it raises ends the work.

        Returns
        -------
        str
            Its name, which says that it is invented. Where it is there already, it stays.
        """
        if self.is_shown():
            return self.made_up()
        monday = self._first_monday() or first_monday(today or _today(), past)
        world = simulate.World(seed, weeks=past, start=monday)
        brand, steps = world.brand.name, len(_STEPS)
        ours = strategy_of(world, language)
        with TemporaryDirectory() as folder:
            tell(_STEPS[0], 0, steps)
            self._bring(world, Path(folder, "before"))
            tell(_STEPS[1], 1, steps)
            start = (world.ends_at + timedelta(days=1)).date()
            plan = self.plan(brand, strategy=ours, start=start, weeks=SHOWN)
            tell(_STEPS[2], 2, steps)
            self._bring(lived(world, plan, ours, weeks=GONE), Path(folder, "after"))
        return brand

    def made_up(self) -> str:
        """Name the made-up brand, whether it is there or not."""
        return simulate.QUINCAILLERIE.name

    def is_shown(self) -> bool:
        """Tell whether the made-up brand is there, with a plan."""
        brand = self.made_up()
        return brand in self.brands() and self.store.latest_plan(brand) is not None

    def _first_monday(self) -> date | None:
        """Tell when the made-up brand began where its making was broken off; None: not there."""
        brand = self.made_up()
        posts = self.store.posts(brand) if brand in self.brands() else ()
        first = min((one.post.published_at for one in posts), default=None)
        return _monday(first.astimezone(_ZONE).date()) if first else None

    def _bring(self, world: simulate.World, folder: Path) -> None:
        files = write(world, folder)
        for file in files:  # what a file holds is no newer than the file
            os.utime(file, times=(world.ends_at.timestamp(),) * 2)
        self.import_(files, brand=world.brand.name, timezone=world.brand.timezone)


def first_monday(today: date, past: int) -> date:
    """Tell when the past has to begin for the weeks that are over to end before this one.

    Examples
    --------
    >>> first_monday(date(2026, 11, 27), past=40)
    datetime.date(2026, 1, 26)
    """
    return _monday(today) - timedelta(weeks=past + GONE)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _today() -> date:
    return datetime.now(_ZONE).date()


def strategy_of(world: simulate.World, language: str) -> Strategy:
    """Make the strategy of a made-up shop, as the interview does."""
    begun = Answers.begun(language=language, today=world.ends_at.date())
    known = Background(timezone=world.brand.timezone)
    return draft(complete(begun, interview(world, Speech(language)), known), known)


def interview(world: simulate.World, tongue: Speech) -> dict[str, str]:
    """Answer for the made-up shop."""
    accounts = ", ".join(
        f"{one.network} {one.handle} {one.followers} {one.per_week}"
        for one in world.brand.presences
    )
    return {
        "starter": "hardware-store",
        "name": world.brand.name.partition(" (")[0] + tongue.text(mark(" (made up)")),
        "target": "150",
        "hours": "14",
        "accounts": accounts,
    }


def lived(world: simulate.World, plan: Plan, ours: Strategy, *, weeks: int) -> simulate.World:
    """Let the weeks of a plan go by: most posts go out, in the words of their briefs."""
    end = world.ends_at + timedelta(weeks=weeks)
    done = simulate.kept(plan.slots)
    gone = [slot for slot in done if weeks >= WEEKS or slot.publish_at <= end]
    cards = briefs(ours, plan.slots, language=ours.identity.language)
    texts = {one.slot.slot_id: words_of(one) for one in cards}
    return world.lived(gone, weeks=weeks, texts=texts)


def words_of(brief: Brief) -> str:
    """Write a post as its brief says: hook, ask, hashtags; what has a blank is left out."""
    first = next((one for one in (brief.hook, brief.angle) if one and not blanks(one)), "")
    parts = (first, "" if blanks(brief.ask) else brief.ask, " ".join(brief.hashtags))
    return "\n\n".join(part for part in parts if part)


def write(world: simulate.World, folder: Path) -> list[Path]:
    """Write the exports of a made-up brand as a user would have downloaded them, and name them."""
    folder.mkdir(parents=True)
    for name, content in simulate.exports(world).items():
        (folder / name).write_bytes(content)
    return [path for path in sorted(folder.iterdir()) if path.name != simulate.NOTE]
