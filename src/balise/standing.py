"""What a workspace is asked at a glance: how brands stand, and what is news to somebody."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from balise import coming_out, errands, simulate
from balise.domain.asks import open_asks
from balise.domain.estimate import Estimate
from balise.domain.job import Job
from balise.domain.ports import Store
from balise.domain.seen import Sight
from balise.domain.standing import Standing
from balise.errors import StrategyError
from balise.foretelling import foretold, told_from
from balise.learn import from_bytes
from balise.strategy import Strategy

HOME, REVIEW = "home", "review"
"""The pages of which it is kept who looked when."""


class Standings:
    """The part of `balise.workspace.Workspace` that tells how brands stand."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def zone(self, brand: str = "") -> str:
            """Name the time zone of a brand."""

    def version(self) -> Hashable:
        """Name all that is kept, for pages to read no two times what stayed the same."""
        return self.store.version()

    def marks(self, brands: Sequence[str]) -> Mapping[str, str]:
        """Name what is kept of each brand: as long as a mark is the same, so is its standing."""
        return self.store.marks(brands)

    def standing(self, brand: str, *, now: datetime) -> Standing:
        """Tell how a brand stands, from what is kept: nothing is learnt or planned for it."""
        return _standing(self.store, brand, now, self.zone(brand), _jobs(self, brand))

    def clear(self, brand: str, kpi: str) -> tuple[Estimate, ...]:
        """List what the fit that was kept last holds for better or worse; none where none was."""
        kept = self.store.latest_fit(brand, kpi)
        told = from_bytes(kept.data).estimates() if kept else ()
        return tuple(one for one in told if one.verdict in {"better", "worse"})

    def glance(self, brand: str, person: str, sight: Sight) -> Sight | None:
        """Tell what somebody saw before, and keep what they see now; None: their first look.

        What came up today stays news until the day is over, however often they look.
        """
        kept = self.store.seen(brand, person, HOME)
        if kept is None:
            self.store.see(brand, person, HOME, now=sight, before=None)
            return None
        last, before = kept
        zone = Standing(brand=brand, zone=self.zone(brand))
        is_today = zone.day_of(last.at) == zone.day_of(sight.at)
        base = before if is_today else last
        if not is_today or not last.is_of(sight):
            self.store.see(brand, person, HOME, now=sight, before=base)
        return base

    def reviewed(self, brand: str, person: str, *, now: datetime) -> None:
        """Note that somebody read the review."""
        self.store.see(brand, person, REVIEW, now=Sight(at=now), before=None)


def _jobs(space: object, brand: str) -> tuple[Job, ...]:
    """Give the long work that was asked for, where the workspace keeps it."""
    ask = getattr(space, "jobs", None)
    return tuple(ask(brand)) if ask is not None else ()


def _standing(
    store: Store, brand: str, now: datetime, zone: str, jobs: tuple[Job, ...]
) -> Standing:
    versions = store.strategies(brand)
    ours: Strategy | None = None
    with suppress(StrategyError, IndexError):
        ours = Strategy.parse(versions[-1].text)
    has_data = brand in store.brands()
    ledger = store.ledger(brand) if has_data else None
    back = coming_out.looking(store, brand, ours, now) if ours else None
    slots, fates = coming_out.fates(back) if back else ((), {})
    plans = back.plans if back else ()
    last = plans[-1] if plans else None
    said = store.contents(brand)
    return Standing(
        brand=brand,
        zone=zone,
        strategy=ours,
        strategy_at=versions[-1].made_at if versions else None,
        begun_at=versions[0].made_at if versions else None,
        is_broken=bool(versions) and ours is None,
        doubts=ours.findings if ours else (),
        plan=last,
        slots=slots,
        fates=fates,
        written=frozenset(name for name, one in said.items() if one.text.strip() or one.media),
        asks=open_asks(store.comments(brand), said, store.touches(brand)),
        files=ledger.files if ledger else 0,
        last_at=ledger.last_at if ledger else None,
        lost=tuple(store.lost_since(brand, now - errands.BACK)) if has_data else (),
        fits=store.fitted(brand),
        decided_at=max((one.decided_at for one in store.decisions(brand)), default=None),
        reviewed_at=store.seen_at(brand, REVIEW),
        jobs=jobs,
        foretold=foretold(store, brand, last) if last else None,
        told_from=told_from(store, brand, last) if last else "",
        is_made_up=has_data
        and any(simulate.is_made_up(one.handle) for one in store.accounts(brand)),
    )
