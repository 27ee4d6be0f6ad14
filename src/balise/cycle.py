"""The main path, one function an arrow. Read this first.

    exports --import_--> posts and readings --learn--> a fit --answers, report--> what worked
    strategy.toml --keep_strategy--> versions, with what was known then --strategy--> the last
    strategy, fits --plan--> a calendar and its odds --refine--> proposals --accept--> strategy

Each arrow takes and gives values; what it keeps goes through the `Store` protocol, so the path is
the same on SQLite, on PostgreSQL and in a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from os import PathLike

from balise import importing, ingest, planning, report as reporting
from balise.domain.plan import Plan
from balise.domain.ports import Store
from balise.domain.proposal import Proposal
from balise.domain.reading import ImportReport
from balise.domain.refinement import Refinement
from balise.domain.version import StrategyVersion
from balise.errors import StrategyMissingError
from balise.importing import Gauge, Progress
from balise.kept import keep, recall
from balise.learn import Fit, fit_sums
from balise.learn.kpi import refuse as refuse_kpi
from balise.learn.young import ageing
from balise.looking_back import Looking
from balise.refine.changes import changed, decided
from balise.strategy import Strategy


def import_(  # noqa: PLR0913 - what an import is told, each by its name
    store: Store,
    paths: Iterable[str | PathLike[str]],
    *,
    brand: str,
    timezone: str = "UTC",
    mapping: ingest.Mapping | None = None,
    progress: Progress = lambda _name, _rows: None,
    gauge: Gauge = lambda _done, _total: None,
) -> list[ImportReport]:
    """Bring export files into the store, each whole or not at all; one that fails is reported.

    `timezone` is the zone of times that are written without one, and of accounts met for the first
    time. `mapping` says what the columns of an unknown table are; without one, the mapping that the
    brand keeps of the same columns does. Raises `FileMissingError`, `TimeZoneUnknownError` and
    `MappingError`.
    """
    exports, refused = ingest.open_exports(paths, mapping, importing.remembered(store, brand))
    context = importing.context(store, brand, timezone=timezone)
    imported = importing.import_all(store, brand, exports, context, (progress, gauge))
    return [*imported, *refused]


def learn(store: Store, brand: str, *, kpi: str = "engagement", seed: int = 0) -> Fit:
    """Learn from all posts of a brand, and keep the fit with what made it.

    A fit of the very same data, model and seed is read again, and one of many posts of which few
    changed since is brought up to date. Raises `KpiUnknownError` where no post has the KPI,
    `NotEnoughPostsError` and `PostsTooRecentError` where none teaches anything.
    """
    known = recall(store, brand, kpi=kpi, seed=seed)
    if known is not None:
        return known
    material = store.material(brand, kpi)
    if not sum(material.sums.n.values()):
        refuse_kpi((m.values for m in store.posts(brand) if m.post.is_original), kpi)
    fit = fit_sums(material.design, material.sums, seed=seed, ageing=ageing(material))
    keep(store, brand, fit, material.snapshot)
    return fit


def keep_strategy(store: Store, brand: str, strategy: Strategy, *, by: str = "") -> StrategyVersion:
    """Keep a version of a strategy with what is known today; the same text stores nothing new."""
    return store.keep_strategy(brand, strategy.dump(), made_at=datetime.now(UTC), by=by)


def strategy(store: Store, brand: str) -> Strategy:
    """Give the strategy that was kept last; raises `StrategyMissingError` where none was."""
    kept = store.strategies(brand)
    if not kept:
        raise StrategyMissingError
    return read(kept[-1].text)


@lru_cache(maxsize=16)
def read(text: str) -> Strategy:
    """Read a strategy once, however often it is asked for: a page asks several times."""
    return Strategy.parse(text)


def plan(store: Store, brand: str, asked: planning.Asked, *, explore: float | None = None) -> Plan:
    """Plan what to post, where, when and with which ask, by the strategy that was kept last.

    `explore` is the most that learning may cost; None: what the strategy says. The plan is kept.
    Raises what `balise.plan.make` raises, and `StrategyMissingError` where there is none.
    """
    ours = strategy(store, brand)
    if explore is not None:
        ours = replace(ours, plan=replace(ours.plan, explore=explore))
    return planning.made(store, brand, ours, planning.fits(store, brand, ours, learn), asked)


def refine(store: Store, brand: str, *, now: datetime) -> Refinement:
    """Look back at the plan: what was done, what came of it, what the strategy should change."""
    return looking(store, brand, now=now).refinement()


def looking(store: Store, brand: str, *, now: datetime, ours: Strategy | None = None) -> Looking:
    """Gather all that a look back is made of; `ours`: not the strategy kept last, but this one."""
    said = ours or strategy(store, brand)
    every = planning.posts_of(store, brand, said)
    fits = planning.fits(store, brand, said, learn, every)
    return Looking(store=store, brand=brand, strategy=said, today_fits=fits, now=now, every=every)


def accept(  # noqa: PLR0913 - what is said to proposals, each by its name
    store: Store,
    brand: str,
    proposals: Sequence[Proposal],
    *,
    refused: Sequence[Proposal] = (),
    by: str,
    base: Strategy | None = None,
    at: datetime | None = None,
    write: Callable[[Strategy], None] = lambda _new: None,
) -> Strategy:
    """Write accepted proposals into the strategy (`base`, else that kept last), and keep all.

    `write` puts it where people read it. Nothing is kept where `refine.changes.changed` raises.
    """
    said = base or strategy(store, brand)
    new = Strategy.parse(changed(said.dump(), proposals))
    keep_strategy(store, brand, said, by=by)
    if new.dump() != said.dump():
        write(new)
    n, moment = keep_strategy(store, brand, new, by=by).number, at or datetime.now(UTC)
    store.decide(brand, decided(proposals, refused, by=by, at=moment, strategy_number=n))
    return new


def learnt(store: Store, material: reporting.Material, *, kpi: str) -> reporting.Material:
    """Add what is learnt of a KPI, and what made the fit."""
    fit = learn(store, material.brand, kpi=kpi)
    made = kept.provenance if (kept := store.latest_fit(material.brand, kpi)) else None
    return replace(material, kpi=kpi, fit=fit, provenance=made, lifetimes=fit.lifetimes())


def report(  # noqa: PLR0913 - what a report is told, each by its name
    store: Store,
    brand: str,
    *,
    language: str,
    form: str = "html",
    kpi: str = "engagement",
    look: reporting.Look = reporting.PLAIN,
) -> bytes:
    """Write the answers in a form of `balise.report.FORMS`."""
    known = learnt(store, reporting.gather(store, brand), kpi=kpi)
    return reporting.render(reporting.answer(known), language=language, form=form, look=look)
