"""Where the objectives of the last plan stand by all that is known now.

What a plan promised when it was made is the past as soon as figures come in, or a post is moved.
last plan, posts, fits --foretell--> outlooks, kept beside what they were told from
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from balise.domain.plan import Outlook, Slot
from balise.domain.ports import Store
from balise.domain.standing import Foretold
from balise.domain.version import PlanVersion
from balise.domain.worked_out import WorkedOut
from balise.errors import PlanMissingError, StrategyError, StrategyMissingError
from balise.moving import bench
from balise.report.written import from_bytes, to_bytes

SHELF = "outlooks"


class Foretelling:
    """The part of `balise.workspace.Workspace` that tells where objectives stand now."""

    __slots__ = ()

    if TYPE_CHECKING:
        place: str

        @property
        def store(self) -> Store:
            """The store."""

    def foretell(self, brand: str) -> Foretold | None:
        """Tell anew where the objectives of the last plan stand, and keep it.

        It rests on the fits that were kept last: nothing is learnt. None: there is no plan, or no
        strategy that can be used.
        """
        with suppress(PlanMissingError, StrategyMissingError, StrategyError):
            return _foretold(self.store, brand, self.place)
        return None

    def forecasts(self, brand: str) -> tuple[Outlook, ...]:
        """Tell where the objectives of the last plan will stand, as it was told last.

        Raises
        ------
        PlanMissingError
            There is no plan.
        """
        version = self.store.latest_plan(brand)
        if version is None:
            raise PlanMissingError
        told = foretold(self.store, brand, version)
        return told.outlooks if told else version.plan.objectives


def _foretold(store: Store, brand: str, place: str) -> Foretold | None:
    version = store.latest_plan(brand)
    if version is None:
        return None
    name = told_from(store, brand, version)  # before it is told: what comes in meanwhile is news
    made = Foretold(outlooks=bench(store, brand, place).outlooks(), at=datetime.now(UTC),
                    told_from=name)  # fmt: skip
    store.keep_worked_out(
        brand,
        WorkedOut(
            shelf=SHELF,
            name=str(version.number),
            mark=made.told_from,
            data=to_bytes(tuple[Outlook, ...], made.outlooks),
            made_at=made.at,
        ),
    )
    return made


def foretold(store: Store, brand: str, version: PlanVersion) -> Foretold | None:
    """Read what was told last of a plan; None: nothing was since it was made."""
    kept = store.worked_out(brand, SHELF, str(version.number))
    if kept is None:
        return None
    try:
        told = from_bytes(tuple[Outlook, ...], kept.data)
    except ValueError:  # an earlier version told it otherwise
        return None
    return Foretold(outlooks=told, at=kept.made_at, told_from=kept.mark)


def told_from(store: Store, brand: str, version: PlanVersion) -> str:
    """Name what the objectives of a plan are told from: files, strategy and slots as they are."""
    view = store.ledger(brand).view if brand in store.brands() else ""
    kept = store.strategies(brand)
    digest = kept[-1].digest if kept else ""
    said = (version.number, view, digest, _left(version.plan.slots))
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()


def _left(slots: Sequence[Slot]) -> list[tuple[object, ...]]:
    """List what of slots a forecast hears: that one is approved changes nothing."""
    return [
        (one.slot_id, one.account_id, one.kind, one.publish_at, one.cta, one.state == "skipped")
        for one in slots
    ]
