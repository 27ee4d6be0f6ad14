"""What the rooms ask of one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

from balise.domain.account import Account
from balise.domain.beside import BesideStore
from balise.domain.content import ContentStore
from balise.domain.delivery import Part
from balise.domain.design import Design, Sums, Young
from balise.domain.estimate import Provenance
from balise.domain.hook import OutwardStore
from balise.domain.job import Installed, Jobs, Workers
from balise.domain.kept_mapping import MappingStore
from balise.domain.listing import ListingStore
from balise.domain.outcome import Outcome
from balise.domain.plan import Plan
from balise.domain.ports_team import TeamStore
from balise.domain.post import Post
from balise.domain.presenting import PresentingStore
from balise.domain.reading import Aged, Batch, Finding, ImportReport, Reading
from balise.domain.refinement import Decision
from balise.domain.rival import Rival
from balise.domain.standing import Glanced
from balise.domain.tag import Tag
from balise.domain.version import PlanVersion, SlotTouch, StrategyVersion
from balise.domain.worked_out import WorkedOutStore


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPost:
    """A post with the latest reading of each metric; `as_of` is when the newest was read."""

    post: Post
    values: dict[str, float]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDay:
    """What a day series says of an account on one day. An account-level total has no day."""

    network: str
    account: str
    day: date | None
    as_of: datetime
    values: dict[str, float]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFit:
    """A fit as it was kept, with what made it."""

    kpi: str
    data: bytes
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a fit is learnt from; `snapshot` names it in the fit's provenance.

    `young` posts are in no sums: their figures had not settled when they were read. `ages` is, by
    account (`<network>:<handle>`), the mean log age in hours at which posts in the sums were read.
    `readings` are those of posts that were read more than once.
    """

    design: Design
    sums: Sums
    snapshot: str
    young: tuple[Young, ...] = ()
    ages: Mapping[str, float] = field(default_factory=dict)
    readings: tuple[Aged, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """What became of the posts since a snapshot; `snapshot` names them as they are.

    `before` and `after` are the sums of the blocks that changed, in the columns of the design as it
    was then; `touched` are their accounts (`<network>:<handle>`), whose young posts may be others
    too. `young` and `ages` are of all accounts, as in `Material`.
    """

    snapshot: str
    before: Sums
    after: Sums
    touched: frozenset[str]
    young: tuple[Young, ...] = ()
    ages: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The files of a brand: how many, the last one, and when it came in.

    `view` names what is visible; as long as it is the same, so are all figures. `posts` are those
    that the files told of, one that stands in two files twice: how much there is to learn from.
    """

    view: str
    files: int
    last: str
    last_at: datetime | None
    posts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A reading and the file that it came from."""

    reading: Reading
    file: str


class ImportWriter(Protocol):
    """Where the batches of one file go; nothing is seen of them before the file is whole."""

    def write(self, batch: Batch, told: Callable[[float], None] = ...) -> None:
        """Keep one batch, and tell how much of it is kept, 0 to 1."""
        ...

    def report(self) -> ImportReport:
        """Count what became of the file."""
        ...


class Store(
    PresentingStore,
    ContentStore,
    TeamStore,
    Jobs,
    Workers,
    Installed,
    Glanced,
    OutwardStore,
    WorkedOutStore,
    BesideStore,
    ListingStore,
    MappingStore,
    Protocol,
):
    """All that the main path asks of a store."""

    @property
    def folder(self) -> Path | None:
        """Return the folder that the database is in; None: it is on a server."""
        ...

    def close(self) -> None:
        """Close the connection of this thread; the next call opens another."""
        ...

    def importing(
        self, brand: str, *, source: str, format_: str, digest: str, timezone: str = "UTC"
    ) -> AbstractContextManager[ImportWriter]:
        """Open an import: leaving the block normally makes the whole file visible at once.

        `timezone` is the zone of accounts that are met for the first time.
        """
        ...

    def known_import(self, brand: str, digest: str) -> ImportReport | None:
        """Give the report of a file that was already imported, by the digest of its bytes."""
        ...

    def imports(self, brand: str) -> tuple[ImportReport, ...]:
        """Give the reports of all files of a brand, oldest first."""
        ...

    def brands(self) -> tuple[str, ...]:
        """Name the brands."""
        ...

    def every_brand(self) -> tuple[str, ...]:
        """Name the brands, also those of which nothing was imported."""
        ...

    def accounts(self, brand: str) -> tuple[Account, ...]:
        """Give the accounts of a brand."""
        ...

    def posts(self, brand: str) -> Iterable[MeasuredPost]:
        """Stream the visible posts in order of time, with their latest readings."""
        ...

    def post(self, brand: str, uid: str) -> MeasuredPost:
        """Give one post, the row behind a number."""
        ...

    def some_posts(self, brand: str, uids: Sequence[str]) -> Sequence[MeasuredPost]:
        """Give some visible posts with their latest readings, in the order of their uids."""
        ...

    def traced_posts(
        self, brand: str, uids: Sequence[str]
    ) -> Sequence[tuple[Post, Sequence[Trace]]]:
        """Give some visible posts, in the order of their uids, each with all of its readings."""
        ...

    def readings(self, brand: str, uid: str) -> tuple[Reading, ...]:
        """Give every reading of a post or account, oldest first."""
        ...

    def ledger(self, brand: str) -> Ledger:
        """Sum up the files of a brand."""
        ...

    def traces(self, brand: str, uids: Sequence[str]) -> Mapping[str, Sequence[Trace]]:
        """List every reading of some posts with its file, oldest first."""
        ...

    def account_days(self, brand: str) -> Iterable[AccountDay]:
        """Stream the readings of the accounts themselves, in order of day."""
        ...

    def outcomes(self, brand: str) -> Sequence[Outcome]:
        """Give what no network sees, the latest of each day and part, in order of name and day."""
        ...

    def tags(self, brand: str) -> Sequence[Tag]:
        """Give the tags of posts, in order of post and field."""
        ...

    def tag(self, brand: str, given: Sequence[Tag]) -> int:
        """Keep tags in place of what was said of the same fields; gives how many are news."""
        ...

    def rivals(self, brand: str) -> Sequence[Rival]:
        """Give the competitors of a brand; each is read by its `key` as a brand is."""
        ...

    def findings(self, brand: str) -> Sequence[Finding]:
        """Give what the imports found."""
        ...

    def sums(self, brand: str, kpi: str) -> tuple[Design, Sums]:
        """Bring the sums up to date, block by block, and add them."""
        ...

    def material(self, brand: str, kpi: str) -> Material:
        """Give the sums as `sums` does, with the hash that a fit is to name as its snapshot."""
        ...

    def change(self, brand: str, kpi: str, since: str) -> Change | None:
        """Tell what changed since a snapshot; None where that is not the last one."""
        ...

    def keep_fit(self, brand: str, fit: StoredFit) -> None:
        """Keep a fit with its provenance."""
        ...

    def latest_fit(self, brand: str, kpi: str) -> StoredFit | None:
        """Give the fit that was kept last."""
        ...

    def keep_strategy(
        self, brand: str, text: str, *, made_at: datetime, by: str = ""
    ) -> StrategyVersion:
        """Keep a version of a strategy with what is known; the text of the last one is kept once.

        The brand is made where it is new: a strategy may come before anything is imported. `by` is
        who changed it.
        """
        ...

    def strategies(self, brand: str) -> tuple[StrategyVersion, ...]:
        """Give the versions of a strategy, oldest first; none where the brand has no strategy."""
        ...

    def keep_plan(self, brand: str, plan: Plan, *, made_at: datetime) -> int:
        """Keep a plan and give its number; the very plan that was kept last is kept once."""
        ...

    def plans(self, brand: str) -> tuple[PlanVersion, ...]:
        """Give the plans of a brand, oldest first, their slots as they were left by touches."""
        ...

    def latest_plan(self, brand: str) -> PlanVersion | None:
        """Give the last of `plans`."""
        ...

    def touch_slot(self, brand: str, done: SlotTouch) -> SlotTouch:
        """Note what was done to a slot of the last plan that has it; gives it with its plan."""
        ...

    def touches(self, brand: str) -> tuple[SlotTouch, ...]:
        """Give all that was done to slots, in order of time."""
        ...

    def decide(self, brand: str, decisions: Sequence[Decision]) -> int:
        """Keep what was said to proposals, each once by its id; gives how many are news."""
        ...

    def decisions(self, brand: str) -> tuple[Decision, ...]:
        """Give what was said to proposals, oldest first."""
        ...


class Channel(Protocol):
    """A network that can be published to. `once` says how a repeated publication is prevented."""

    once: Literal["own_id", "key", "read_back", "none"]

    def send(self, part: Part, token: str) -> str:
        """Publish one part and give its remote id."""
        ...

    def find(self, part: Part) -> str | None:
        """Look for a part whose answer never came."""
        ...

    def collect(self, account: str, since: datetime) -> Iterable[Batch]:
        """Read what the network knows of the account's posts."""
        ...
