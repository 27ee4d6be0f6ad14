"""The main path, one function an arrow. Read this first.

    exports --import_--> posts and readings --learn--> a fit --answers, report--> what worked
    posts, accounts and their fit --audit--> habits, results, what is missing
    strategy.toml --keep_strategy--> versions, with what was known then --strategy--> the last

Each arrow takes and gives values; what it keeps goes through the `Store` protocol, so the path is
the same on SQLite, on PostgreSQL and in a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from os import PathLike

from balise import importing, ingest, report as reporting
from balise.domain.audit import Audit
from balise.domain.ports import Store
from balise.domain.reading import ImportReport
from balise.domain.tag import Proposed
from balise.domain.version import StrategyVersion
from balise.errors import NotEnoughPostsError, RecordNotFoundError
from balise.importing import Progress
from balise.kept import keep, recall
from balise.learn import Fit, fit_sums
from balise.learn.kpi import leading, refuse
from balise.learn.young import ageing
from balise.strategy import Strategy


def import_(  # noqa: PLR0913 - what an import is told, each by its name
    store: Store,
    paths: Iterable[str | PathLike[str]],
    *,
    brand: str,
    timezone: str = "UTC",
    mapping: ingest.Mapping | None = None,
    progress: Progress = lambda _name, _rows: None,
) -> list[ImportReport]:
    """Bring export files into the store, each whole or not at all.

    `timezone` is the zone of times that are written without one, and of accounts met for the first
    time: hours of the day are told in it. `mapping` says what the columns of an unknown table are.
    A file that cannot be read is reported in its place; the others are imported all the same.

    Raises
    ------
    FileMissingError, TimeZoneUnknownError, MappingError
        Where a path leads nowhere, there is no such zone, or the mapping is wrong.
    """
    exports, refused = ingest.open_exports(paths, mapping)
    context = importing.context(store, brand, timezone=timezone)
    imported = (importing.import_one(store, brand, one, context, progress) for one in exports)
    return [*imported, *refused]


def learn(store: Store, brand: str, *, kpi: str = "engagement", seed: int = 0) -> Fit:
    """Learn from all posts of a brand, and keep the fit with what made it.

    A fit of the very same data, model and seed is read again instead of being made again, and one
    of many posts of which few changed since is brought up to date (`Fit.updated`).

    Raises
    ------
    KpiUnknownError
        Where no post has the KPI; the message names those that posts have.
    NotEnoughPostsError, PostsTooRecentError
        Where there are no posts at all, or none whose figures have settled.
    """
    known = recall(store, brand, kpi=kpi, seed=seed)
    if known is not None:
        return known
    material = store.material(brand, kpi)
    if not sum(material.sums.n.values()):
        refuse((m.values for m in store.posts(brand) if m.post.is_original), kpi)
    fit = fit_sums(material.design, material.sums, seed=seed, ageing=ageing(material))
    keep(store, brand, fit, material.snapshot)
    return fit


def keep_strategy(store: Store, brand: str, strategy: Strategy) -> StrategyVersion:
    """Keep a version of a strategy with what is known today: files, posts and the latest fits.

    The same text as that of the last version stores nothing new.
    """
    return store.keep_strategy(brand, strategy.dump(), made_at=datetime.now(UTC))


def strategy(store: Store, brand: str) -> Strategy:
    """Give the strategy that was kept last; raises `RecordNotFoundError` where none was."""
    kept = store.strategies(brand)
    if not kept:
        raise RecordNotFoundError(what="strategy", name=brand, known="-")
    return Strategy.parse(kept[-1].text)


def answers(
    store: Store,
    brand: str,
    *,
    kpi: str = "engagement",
    start: date | None = None,
    end: date | None = None,
) -> reporting.Answers:
    """Answer what worked, from `start` to `end` against the period before.

    Raises what `learn` raises, and `PeriodError` where the period ends before it starts.
    """
    known = learnt(store, reporting.gather(store, brand), kpi=kpi)
    return reporting.answer(known, start=start, end=end)


def learnt(store: Store, material: reporting.Material, *, kpi: str) -> reporting.Material:
    """Add what is learnt of a KPI, and what made the fit."""
    fit = learn(store, material.brand, kpi=kpi)
    kept = store.latest_fit(material.brand, kpi)
    made = kept.provenance if kept else None
    return replace(material, kpi=kpi, fit=fit, provenance=made, lifetimes=fit.lifetimes())


def audit(  # noqa: PLR0913 - what an audit is told, each by its name
    store: Store,
    brand: str,
    *,
    kpi: str = "",
    industry: str = "",
    followers: Mapping[str, float] | None = None,
    pillars: Proposed | None = None,
) -> Audit:
    """Audit what a brand did and what came of it, before a strategy is written.

    Where there is too little to learn from, what worked is empty and the rest is told all the same.
    No `kpi`: the one that posts have. `pillars`: what `tagging.propose` has for posts without any.
    """
    known = reporting.gather(store, brand)
    known = replace(known, kpi=kpi or leading(one.values for one in known.posts))
    with suppress(NotEnoughPostsError):
        known = learnt(store, known, kpi=known.kpi)
    return reporting.audit(known, industry=industry, followers=followers, pillars=pillars)


def report(
    store: Store, brand: str, *, language: str, form: str = "html", kpi: str = "engagement"
) -> bytes:
    """Write the answers as a page (`html`) or for programs (`json`)."""
    return reporting.render(answers(store, brand, kpi=kpi), language=language, form=form)
