"""The store as the other rooms see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.models import Exists, OuterRef

from balise.domain.account import Account
from balise.domain.design import Design, Sums
from balise.domain.outcome import Outcome
from balise.domain.plan import Plan
from balise.domain.ports import (
    AccountDay,
    Change,
    ImportWriter,
    Ledger,
    Material,
    MeasuredPost,
    StoredFit,
    Trace,
)
from balise.domain.reading import BATCH, Finding, ImportReport, Reading
from balise.domain.refinement import Decision
from balise.domain.rival import Rival, rival_of
from balise.domain.tag import Tag
from balise.domain.version import PlanVersion, SlotTouch, StrategyVersion
from balise.errors import RecordNotFoundError
from balise.store import (
    decisions,
    fits,
    models,
    outcomes,
    plans,
    reports,
    rivals,
    rows,
    snapshot,
    strategies,
    tags,
    traces,
    visible,
)
from balise.store.address import Address
from balise.store.beside import BesideRoom
from balise.store.blocks import Blocks
from balise.store.bridge import asks, asks_once, off_loop
from balise.store.contents import ContentRoom
from balise.store.database import Place
from balise.store.days import Series
from balise.store.glances import Glances
from balise.store.hooks import HookRoom
from balise.store.imports import Desk, File
from balise.store.installation import Installed
from balise.store.jobs import Jobs
from balise.store.listing import ListingRoom
from balise.store.mappings import MappingRoom
from balise.store.presenting import Presenting
from balise.store.rivals import Named
from balise.store.team import Team
from balise.store.worked_out import WorkedOutRoom
from balise.store.workers import Workers


@dataclass(frozen=True, slots=True)
class DjangoStore(
    Presenting,
    ContentRoom,
    Team,
    Jobs,
    Workers,
    Installed,
    Glances,
    HookRoom,
    BesideRoom,
    ListingRoom,
    WorkedOutRoom,
    MappingRoom,
):
    """A store in SQLite or PostgreSQL; `balise.store.open_store` gives one.

    All methods may be called where an event loop runs, as in a notebook. What they give is frozen.
    Methods that take a brand raise `RecordNotFoundError` where nothing of it was imported, but
    those of strategies and plans: they may come before anything is imported.
    """

    place: Place

    @property
    def address(self) -> Address:
        """Return the address of the database."""
        return self.place.address

    @property
    def folder(self) -> Path | None:
        """Return the folder that the database is in; None: it is on a server."""
        return self.place.address.file.parent if self.place.address.file else None

    def importing(
        self, brand: str, *, source: str, format_: str, digest: str, timezone: str = "UTC"
    ) -> AbstractContextManager[ImportWriter]:
        """Open an import: leaving the block normally makes the whole file visible at once.

        Parameters
        ----------
        brand
            Made where it is new.
        source, format_
            Name of the file and of its format.
        digest
            Of the bytes of the file; empty for what is no file. A file that is known already is
            left alone: nothing is written and the report is that of the first time.
        timezone
            Zone of accounts that are met for the first time.

        Raises
        ------
        ImportRunningError
            The same file is being imported by a living process.
        """
        file = File(brand=brand, source=source, format=format_, digest=digest, timezone=timezone)
        return Desk(place=self.place).importing(file)

    def known_import(self, brand: str, digest: str) -> ImportReport | None:
        """Give the report of a file that was already imported, by the digest of its bytes."""
        return Desk(place=self.place).known(brand, digest)

    @asks
    def imports(self, brand: str) -> tuple[ImportReport, ...]:
        """Give the reports of all files of a brand, oldest first."""
        alias = self.place.alias
        done = models.Import.objects.using(alias).filter(
            brand_id=self._brand(brand), state=models.DONE
        )
        return tuple(reports.report(alias, found) for found in done.order_by("id"))

    @asks_once
    def brands(self) -> tuple[str, ...]:
        """Name the brands of which something was imported; competitors are none."""
        return tuple(
            one.name for one in self._named() if one.is_imported and rival_of(one.name) is None
        )

    @asks_once
    def every_brand(self) -> tuple[str, ...]:
        """Name the brands, also those of which nothing was imported; competitors are none."""
        return tuple(one.name for one in self._named() if rival_of(one.name) is None)

    @asks_once
    def accounts(self, brand: str) -> tuple[Account, ...]:
        """Give the accounts of a brand."""
        touches = models.Touched.objects.using(self.place.alias).filter(
            account=OuterRef("pk"), origin__state=models.DONE
        )
        mine = models.Account.objects.using(self.place.alias).filter(brand_id=self._brand(brand))
        return tuple(
            Account(
                id=f"{network}:{handle}", brand=brand, network=network, handle=handle, timezone=zone
            )
            for network, handle, zone in mine.filter(Exists(touches))
            .order_by("network", "handle")
            .values_list("network", "handle", "timezone")
        )

    def posts(self, brand: str) -> Iterator[MeasuredPost]:
        """Stream the visible posts in order of time, with their latest readings.

        What is visible at the first post is what is streamed, whatever is imported meanwhile.
        """
        brand_id, origins = self._view(brand)
        pages = visible.pages(self.place.alias, brand_id, origins, BATCH)
        while (page := self._next(pages)) is not None:
            yield from self._measured(brand_id, origins, page)

    @asks
    def post(self, brand: str, uid: str) -> MeasuredPost:
        """Give one post, the row behind a number."""
        brand_id, origins = self._view(brand)
        versions = visible.current(self.place.alias, brand_id, origins).filter(uid=uid)
        page = list(versions.values(*rows.POST_COLUMNS))
        if not page:
            raise RecordNotFoundError(what="post", name=uid, known="")
        return self._measured(brand_id, origins, page)[0]

    @asks
    def readings(self, brand: str, uid: str) -> tuple[Reading, ...]:
        """Give every reading of a post or account, oldest first."""
        brand_id, origins = self._view(brand)
        every = models.Reading.objects.using(self.place.alias).filter(
            brand_id=brand_id, post_uid=uid
        )
        found = visible.among(every, origins)
        names = ("post_uid", "as_of", "values", "basis", "source", "day")
        return tuple(Reading(**row) for row in found.order_by("as_of", "id").values(*names))

    @asks_once
    def ledger(self, brand: str) -> Ledger:
        """Sum up the files of a brand."""
        return traces.ledger(self.place.alias, *self._view(brand))

    @asks
    def traces(self, brand: str, uids: Sequence[str]) -> Mapping[str, Sequence[Trace]]:
        """List every reading of some posts with its file, oldest first."""
        brand_id, origins = self._view(brand)
        return traces.traces(self.place.alias, brand_id, origins, uids)

    def account_days(self, brand: str) -> Iterator[AccountDay]:
        """Stream the readings of the accounts themselves, in order of day, totals first."""
        brand_id, origins = self._view(brand)
        return iter(Series(place=self.place, brand_id=brand_id, origins=origins))

    @asks
    def outcomes(self, brand: str) -> Sequence[Outcome]:
        """Give what no network sees, the latest of each day and part."""
        return outcomes.outcomes(self.place.alias, *self._view(brand))

    @asks
    def tags(self, brand: str) -> Sequence[Tag]:
        """Give the tags of posts, in order of post and field."""
        return tuple(tags.read(self.place.alias, self._brand(brand)))

    @asks
    def tag(self, brand: str, given: Sequence[Tag]) -> int:
        """Keep tags in place of what was said of the same fields; gives how many are news."""
        return tags.keep(self.place.alias, self._brand(brand), given)

    @asks_once
    def rivals(self, brand: str) -> Sequence[Rival]:
        """Give the competitors of a brand; each is read by its `key` as a brand is."""
        return rivals.of(self._named(), brand)

    @asks_once
    def findings(self, brand: str) -> Sequence[Finding]:
        """Give what the imports found."""
        return reports.findings(self.place.alias, self._view(brand)[1])

    def sums(self, brand: str, kpi: str) -> tuple[Design, Sums]:
        """Bring the sums up to date, block by block, and add them."""
        found = self.material(brand, kpi)
        return found.design, found.sums

    @asks
    def material(self, brand: str, kpi: str) -> Material:
        """Give the sums as `sums` does, with the hash that a fit is to name as its snapshot."""
        return Blocks(self.place.alias, self._brand(brand), kpi).material()

    @asks
    def change(self, brand: str, kpi: str, since: str) -> Change | None:
        """Tell what changed since a snapshot; None where that is not the last one."""
        return Blocks(self.place.alias, self._brand(brand), kpi).change(since)

    @asks
    def snapshot(self, brand: str, kpi: str, file: str | PathLike[str]) -> int:
        """Write the posts of a KPI to Parquet as the model sees them; no text is in it.

        `balise.store.snapshot.sums` and `balise.store.warehouse.sums` of it are those of `sums`.
        Gives how many posts were written; raises `ExtraMissingError` without PyArrow.
        """
        design, found = Blocks(self.place.alias, self._brand(brand), kpi).rows()
        return snapshot.write(found, design, file)

    @asks
    def keep_fit(self, brand: str, fit: StoredFit) -> None:
        """Keep a fit with its provenance."""
        fits.keep(self.place.alias, self._brand(brand), fit)

    @asks
    def latest_fit(self, brand: str, kpi: str) -> StoredFit | None:
        """Give the fit that was kept last."""
        return fits.latest(self.place.alias, self._brand(brand), kpi)

    @asks
    def keep_strategy(
        self, brand: str, text: str, *, made_at: datetime, by: str = ""
    ) -> StrategyVersion:
        """Keep a version of a strategy; a new brand is made, and the same text is kept once."""
        return strategies.keep(self.place.alias, brand, text, made_at, by)

    @asks_once
    def strategies(self, brand: str) -> tuple[StrategyVersion, ...]:
        """Give the versions of a strategy, oldest first."""
        return strategies.every(self.place.alias, brand)

    @asks
    def keep_plan(self, brand: str, plan: Plan, *, made_at: datetime) -> int:
        """Keep a plan and give its number; the very plan that was kept last is kept once."""
        return plans.keep(self.place.alias, brand, plan, made_at)

    @asks_once
    def plans(self, brand: str) -> tuple[PlanVersion, ...]:
        """Give the plans of a brand, oldest first, their slots as they were left by touches."""
        return plans.every(self.place.alias, brand)

    @asks_once
    def latest_plan(self, brand: str) -> PlanVersion | None:
        """Give the last of `plans`."""
        return plans.latest(self.place.alias, brand, self.touches(brand))

    @asks
    def touch_slot(self, brand: str, done: SlotTouch) -> SlotTouch:
        """Note what was done to a slot of the last plan that has it; gives it with its plan.

        Raises
        ------
        RecordNotFoundError
            No plan of the brand has this slot.
        ContentChangedError
            It approves another content than the slot has now.
        """
        return plans.touch(self.place.alias, brand, done)

    @asks_once
    def touches(self, brand: str) -> tuple[SlotTouch, ...]:
        """Give all that was done to slots, in order of time."""
        return plans.touches(self.place.alias, brand)

    @asks
    def decide(self, brand: str, decisions_: Sequence[Decision]) -> int:
        """Keep what was said to proposals, each once by its id; gives how many are news."""
        return decisions.keep(self.place.alias, brand, decisions_)

    @asks_once
    def decisions(self, brand: str) -> tuple[Decision, ...]:
        """Give what was said to proposals, oldest first."""
        return decisions.every(self.place.alias, brand)

    @off_loop
    def close(self) -> None:
        """Close the connection of this thread; the next call opens another."""
        connections[self.place.alias].close()

    @asks_once
    def _view(self, brand: str) -> tuple[int, tuple[int, ...]]:
        brand_id = self._brand(brand)
        return brand_id, visible.done(self.place.alias, brand_id)

    @asks_once
    def _brand(self, brand: str) -> int:
        found = next((x for x in self._named() if x.name == brand and x.is_imported), None)
        if found is None:
            raise RecordNotFoundError(what="brand", name=brand, known=", ".join(self.brands()))
        return found.row

    @asks_once
    def _named(self) -> tuple[Named, ...]:
        """Name all there is, in one question: a page asks it from many sides."""
        return rivals.named(self.place.alias)

    @asks
    def _next(self, pages: Iterator[list[dict[str, Any]]]) -> list[dict[str, Any]] | None:
        return next(pages, None)

    @asks
    def _measured(
        self, brand_id: int, origins: Sequence[int], page: Sequence[dict[str, Any]]
    ) -> list[MeasuredPost]:
        found = visible.measured(self.place.alias, brand_id, origins, [row["uid"] for row in page])
        posts = tags.laid_over(self.place.alias, brand_id, list(map(rows.post_of, page)))
        made = []
        for row, post in zip(page, posts, strict=True):
            latest = found.get(row["uid"])
            made.append(
                MeasuredPost(
                    post=post,
                    values=latest.values if latest else {},
                    as_of=latest.as_of if latest else row["published_at"],
                )
            )
        return made
