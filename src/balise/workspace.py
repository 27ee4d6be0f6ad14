"""A workspace: one folder or one database, and what can be asked of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from os import PathLike
from pathlib import Path
from unicodedata import normalize
from urllib.parse import urlsplit

from tzlocal import get_localzone_name

from balise import answering, competition, cycle, ingest, report as reporting, tagging
from balise.arranging import Arranging
from balise.asking import Asking
from balise.attaching import Attaching
from balise.beginning import Beginning
from balise.besides import Besides
from balise.domain.audit import Audit
from balise.domain.client import ClientImport, ClientImports
from balise.domain.kept_report import ReportAsked
from balise.domain.ports import MeasuredPost, Store
from balise.domain.reading import ImportReport
from balise.domain.rival import Rival
from balise.domain.tag import Subject
from balise.domain.version import StrategyVersion
from balise.drafting import Drafting
from balise.errors import (
    BaliseError,
    BrandUnsaidError,
    NothingImportedError,
    PostUnknownError,
    RecordNotFoundError,
    Said,
    StrategyError,
)
from balise.foretelling import Foretelling
from balise.importing import Gauge, Progress
from balise.ingest import grid
from balise.keeping import Keeping
from balise.learn import Fit
from balise.outward import Outward
from balise.presenting import Presenting
from balise.refining import Refining
from balise.remembering import Remembering
from balise.report import Answers, Explained, Material, explained, gather
from balise.report.background import background
from balise.report.competition import Competition
from balise.scheduling import Scheduling
from balise.sharing import Sharing
from balise.standing import Standings
from balise.store import open_store
from balise.store.files import Folder
from balise.strategy import Strategy
from balise.strategy.answers import Background
from balise.studying import Studying
from balise.tagging import Tagging
from balise.teaming import Teaming
from balise.vault.log_seal import LogSeal
from balise.wording import Wording
from balise.working import Working

FOLDER = "balise"
"""The folder below the current one where nothing else is said."""
BRAND = "brand"
"""The brand where nothing else is said."""


def default_folder() -> Path:
    """Give the folder that `BALISE_FOLDER` names, else `balise` below the current one."""
    return Path(os.environ.get("BALISE_FOLDER") or FOLDER)


def local_zone() -> str:
    """Name the time zone of this computer; UTC where it has none."""
    return get_localzone_name() or "UTC"


@dataclass(frozen=True, slots=True)
class Workspace(
    Scheduling, Arranging, Asking, Attaching, Drafting, Wording, Refining, Presenting, Sharing,
    Teaming, Keeping, Working, Standings, Beginning, Outward, Studying, Besides,
    Foretelling, Tagging, Remembering,
):  # fmt: skip
    """What the command line, notebooks and the web pages use: a store, and the main path over it.

    Examples
    --------
    >>> import tempfile
    >>> space = Workspace.open(tempfile.mkdtemp())
    >>> space.brands()
    ()
    """

    store: Store
    place: str

    @classmethod
    def open(cls, where: str | PathLike[str] | None = None) -> Workspace:
        """Open a folder, or the database at a `postgres://` address; made where there is none.

        Raises
        ------
        StoreUnreachableError
            Where it cannot be opened.
        SchemaTooNewError
            Where a later version of Balise wrote it.
        """
        place = str(where or default_folder())
        store = open_store(place)
        store.seal_notes(LogSeal(folder=store.folder, kept=store.log_keys))
        return cls(store, place)

    @property
    def folder(self) -> Path:
        """The folder for what is written beside the database: the current one for a server."""
        return (
            Path() if self.place.startswith(("postgres://", "postgresql://")) else Path(self.place)
        )

    @property
    def files(self) -> Folder:
        """The files of posts: in the folder; for a server in that which `default_folder` names.

        Every process of an installation on a server has to see the same folder.
        """
        is_server = self.place.startswith(("postgres://", "postgresql://"))
        return Folder((default_folder() if is_server else self.folder) / "media")

    def brands(self) -> tuple[str, ...]:
        """Name the brands."""
        return self.store.brands()

    def every_brand(self) -> tuple[str, ...]:
        """Name the brands, also those that have a strategy and nothing imported yet."""
        return self.store.every_brand()

    def zone(self, brand: str = "") -> str:
        """Name the time zone of a brand: that of its strategy, else of its accounts, else ours."""
        if brand and (kept := self.store.strategies(brand)):
            with suppress(StrategyError):  # one that today's rules refuse must not hide the rest
                return _zone_of(kept[-1].text)
        accounts = self.store.accounts(brand) if brand in self.brands() else ()
        return next((one.timezone for one in accounts), local_zone())

    def brand(self, name: str | None = None) -> str:
        """Choose the brand: the one named, or the only one.

        Raises
        ------
        RecordNotFoundError
            Where the name is not known, none is given and there are several, or nothing is here.
        """
        known = self.brands()
        if name in known:
            return str(name)
        if name is None and len(known) == 1:
            return known[0]
        if not known:
            raise NothingImportedError
        if name is None:
            raise BrandUnsaidError(known=", ".join(known))
        raise RecordNotFoundError(what=Said("brand"), name=name, known=", ".join(known))

    def import_(  # noqa: PLR0913 - what an import is told, each by its name
        self,
        paths: Iterable[str | PathLike[str]],
        *,
        brand: str | None = None,
        timezone: str | None = None,
        mapping: ingest.Mapping | None = None,
        competitor: str | None = None,
        progress: Progress = lambda _name, _rows: None,
        gauge: Gauge = lambda _done, _total: None,
    ) -> list[ImportReport]:
        """Bring exports in. A brand that is not known yet is made.

        `timezone` is that of the audience; where not given, that of this computer. `mapping` says
        what the columns of an unknown table are: the path of a TOML file; without one, what the
        brand keeps of the same columns does. With `competitor` the posts are those of another,
        kept apart.
        """
        chosen, zone = self._whose(brand), timezone or local_zone()
        if competitor is not None:
            chosen = Rival(brand=chosen, name=competitor).key
        done = cycle.import_(
            self.store, paths, brand=chosen, timezone=zone, mapping=mapping,
            progress=progress, gauge=gauge,
        )  # fmt: skip
        self.renew_beside(chosen)
        return done

    def import_clients(
        self,
        folder: str | PathLike[str],
        *,
        timezone: str | None = None,
        progress: Progress = lambda _name, _rows: None,
    ) -> ClientImports:
        """Bring in a folder of folders, each a client: one brand each, named after its folder.

        What goes wrong with one client is told in its place; the others are imported all the same.

        Raises
        ------
        ClientsMissingError, TimeZoneUnknownError
            Where there is no folder in it, or no such zone: nothing is imported then.
        """
        zone = timezone or local_zone()
        ingest.Context.of((), timezone=zone)  # before anything is written
        folders, beside = ingest.clients_in(Path(folder))
        clients = tuple(self._import_client(one, zone, progress) for one in folders)
        return ClientImports(clients=clients, beside=tuple(beside))

    def _import_client(self, folder: Path, zone: str, progress: Progress) -> ClientImport:
        brand = normalize("NFC", folder.name).strip()  # some systems take accents apart
        try:
            reports = self.import_([folder], brand=brand, timezone=zone, progress=progress)
        except BaliseError as error:
            return ClientImport(brand=brand, error=error)
        return ClientImport(brand=brand, reports=tuple(reports))

    def keep_strategy(
        self, strategy: Strategy | str | PathLike[str], *, brand: str | None = None, by: str = ""
    ) -> StrategyVersion:
        """Keep a version of a strategy, given as such or as its file, with what is known today.

        A brand that is not known yet is made; the same text stores nothing new. `by` changed it.

        Raises
        ------
        StrategyError, FileMissingError
            Where the file is no strategy, or is not there.
        """
        said = strategy if isinstance(strategy, Strategy) else Strategy.load(strategy)
        return cycle.keep_strategy(self.store, self._whose(brand), said, by=by)

    def strategies(self, brand: str | None = None) -> tuple[StrategyVersion, ...]:
        """Give the versions of a strategy that were kept, oldest first."""
        return self.store.strategies(self._whose(brand))

    def strategy(self, brand: str | None = None) -> Strategy:
        """Give the strategy that was kept last.

        Raises
        ------
        RecordNotFoundError
            Where none was kept.
        """
        return cycle.strategy(self.store, self._whose(brand))

    def _whose(self, brand: str | None) -> str:
        """Choose the brand that something new is of: the one named, else the only one."""
        known = self.brands()
        return brand or (known[0] if len(known) == 1 else BRAND)

    def learn(self, brand: str | None = None, *, kpi: str = "engagement", seed: int = 0) -> Fit:
        """Learn from all posts of a brand."""
        return cycle.learn(self.store, self.brand(brand), kpi=kpi, seed=seed)

    def explain(
        self, post: str, *, brand: str | None = None, kpi: str = "engagement", seed: int = 0
    ) -> Explained:
        """Explain what is expected of a post, by its uid (`x:123`) or its web address.

        Raises
        ------
        PostUnknownError
            Where the brand has no such post.
        """
        name = self.brand(brand)
        found = self._find(name, post)
        zones = {account.id: account.timezone for account in self.store.accounts(name)}
        zone = zones.get(f"{found.post.network}:{found.post.account}", "UTC")
        return explained(found, self.learn(name, kpi=kpi, seed=seed), kpi, timezone=zone)

    def _find(self, brand: str, post: str) -> MeasuredPost:
        try:
            return self.store.post(brand, post)
        except RecordNotFoundError:
            asked = _bare(post)
            found = (
                m for m in self.store.posts(brand) if m.post.url and _bare(m.post.url) == asked
            )
            known = next(found, None)
        if known is None:
            raise PostUnknownError(name=post)
        return known

    def answers(
        self,
        brand: str | None = None,
        *,
        kpi: str = "engagement",
        start: date | None = None,
        end: date | None = None,
    ) -> Answers:
        """Answer what worked, from `start` to `end` against the period before."""
        name = self.brand(brand)
        found = answering.answers(self.store, name, kpi=kpi, start=start, end=end)
        return replace(found, beside=self.beside(name))

    def audit(
        self,
        brand: str | None = None,
        *,
        kpi: str = "",
        industry: str = "",
        followers: Mapping[str, float] | None = None,
    ) -> Audit:
        """Audit what a brand did: habits, results beside published ones, what worked, profiles.

        `industry` is one of `balise.strategy.yardsticks.industries`; `followers` are told by hand,
        by account (`instagram:shop`) or by network, where the files do not. Pillars are those that
        the posts have, and those that are proposed for the others.
        """
        name = self.brand(brand)
        return answering.audit(
            self.store,
            name,
            kpi=kpi,
            industry=industry,
            followers=followers,
            pillars=tagging.propose(self.store, name),
        )

    def competition(
        self,
        brand: str | None = None,
        *,
        pillars: Sequence[Subject] = (),
        positioning: str = "",
        followers: Mapping[str, float] | None = None,
    ) -> Competition:
        """Compare a brand with its competitors, by what is public of both."""
        return competition.compare(
            self.store,
            self.brand(brand),
            pillars=pillars,
            positioning=positioning,
            followers=followers or {},
        )

    def empty_grid(self, language: str) -> str:
        """Write an empty table to note the public posts of a competitor in."""
        return grid.empty(language)

    def gather(self, brand: str | None = None) -> Material:
        """Take all that is known of a brand before anything is learnt from it."""
        return gather(self.store, self.brand(brand))

    def learnt(self, material: Material, *, kpi: str = "engagement") -> Material:
        """Add what is learnt of a KPI to what `gather` took."""
        return cycle.learnt(self.store, material, kpi=kpi)

    def background(self, brand: str | None = None, *, language: str = "en") -> Background:
        """Audit the imported data for an interview: what they answer already is filled in."""
        name = self.brand(brand)
        return background(self.gather(name), self.audit(name), language)

    def report(
        self,
        brand: str | None = None,
        *,
        language: str = "en",
        form: str = "html",
        kpi: str = "engagement",
    ) -> bytes:
        """Write the answers in the brand's look: `html`, `pdf`, `pptx`, or `json` for programs."""
        found, look = self.compose(brand, ReportAsked(kpi=kpi))
        return reporting.render(found, language=language, form=form, look=look)


@lru_cache(maxsize=256)
def _zone_of(strategy: str) -> str:
    return Strategy.parse(strategy).identity.timezone


def _bare(address: str) -> str:
    """Leave out of an address what does not name the page: scheme, `www.`, query, last slash."""
    parts = urlsplit(address.strip())
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"
