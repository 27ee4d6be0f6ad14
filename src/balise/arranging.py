"""What a workspace is asked when the posts of a plan are moved, changed or added by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from balise import coming_out, moving
from balise.domain.clock import at_local
from balise.domain.moved import Moved, Shifted, Suggestion
from balise.domain.plan import Breach, Outlook, Slot
from balise.domain.ports import Store
from balise.domain.post import KINDS
from balise.domain.version import SlotTouch, Why
from balise.errors import MomentPastError, RecordNotFoundError, Said
from balise.plan.by_hand import Added, added, changed, minute, moved, piece
from balise.plan.free import Wish, free, suggestions
from balise.strategy.rhythm import takes
from balise.words import mark


class Arranging:
    """The part of `balise.workspace.Workspace` that moves the posts of the last plan.

    The first call for a brand reads its posts and fits (nothing is learnt); the next are quick.
    All raise `PlanMissingError` where there is no plan, `StrategyMissingError` where there is no
    strategy, and `RecordNotFoundError` where the plan has no such slot.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        @property
        def place(self) -> str:
            """The folder or address of the workspace."""

        def zone(self, brand: str = "") -> str:
            """Name the time zone of a brand."""

    def bench(self, brand: str) -> moving.Bench:
        """Bring all that moving needs into memory, as a page does before its user moves a post."""
        return moving.bench(self.store, brand, self.place)

    def moment(self, brand: str, day: date, hour: time) -> datetime:
        """Give the moment of a local day and hour in the zone of the strategy.

        Raises
        ------
        HourSkippedError
            The clocks go forward over it.
        """
        return at_local(day, hour, self.zone(brand))

    def outlooks(self, brand: str) -> tuple[Outlook, ...]:
        """Tell where each objective stands with the plan as it was left by hand."""
        return self.bench(brand).standing.outlooks

    def breaches(self, brand: str) -> tuple[Breach, ...]:
        """Tell which rules the plan does not keep as it was left (`words.plan_breaches.told`)."""
        return tuple(self.bench(brand).breaches)

    def try_move(
        self, brand: str, slot_id: str, at: datetime, *, now: datetime | None = None
    ) -> Moved:
        """Tell what becomes of the plan where a slot is moved to a moment; nothing is kept.

        Parameters
        ----------
        at
            An aware time; seconds are left out.
        now
            The moment of asking.

        Raises
        ------
        MomentPastError, SlotClosedError
            The moment is past, or the slot is published or skipped.
        """
        self._ahead(brand, at, now)
        slot = coming_out.open_slot(self.store, brand, slot_id, now)
        there = self.bench(brand)
        return there.tried(moved(there.planner, slot, at), slot)

    def move_slot(
        self, brand: str, slot_id: str, at: datetime, *, by: str, now: datetime | None = None
    ) -> Moved:
        """Move a slot, whatever rules that breaks; an approval of it is taken back.

        It counts as moved by hand from now on, no longer as drawn by chance. A slot that is there
        already stays as it is.
        """
        found = self.try_move(brand, slot_id, at, now=now)
        if found.was is None or found.was.publish_at != found.slot.publish_at:
            self._keep(brand, found, by=by, why="moved")
        return found

    def try_shift(
        self, brand: str, slot_ids: Sequence[str], days: int, *, now: datetime | None = None
    ) -> Shifted:
        """Tell what becomes of the plan where slots go some days on (below 0: back); none is kept.

        Each keeps its hour on the clock of the strategy.

        Raises
        ------
        MomentPastError, SlotClosedError, HourSkippedError
            As of `try_move` and `moment`, of any of them.
        """
        slots = coming_out.open_slots(self.store, brand, tuple(dict.fromkeys(slot_ids)), now)
        zone = self.zone(brand)
        there = self.bench(brand)
        new = []
        for one in slots:
            at = replace(one, timezone=zone).local_at
            to = at_local(at.date() + timedelta(days=days), at.time(), zone)
            self._ahead(brand, to, now)
            new.append(moved(there.planner, one, to))
        return there.shifted(new, slots)

    def shift_slots(
        self,
        brand: str,
        slot_ids: Sequence[str],
        days: int,
        *,
        by: str,
        now: datetime | None = None,
    ) -> Shifted:
        """Move slots some days on, whatever rules that breaks; approvals are taken back."""
        found = self.try_shift(brand, slot_ids, days, now=now)
        if days:
            for slot in found.slots:
                self._note(brand, slot, by=by, why="moved")
        return found

    def try_change(  # noqa: PLR0913 - what of a slot may change, each by its name
        self,
        brand: str,
        slot_id: str,
        *,
        kind: str | None = None,
        pillar: str | None = None,
        cta: str | None = None,
        now: datetime | None = None,
    ) -> Moved:
        """Tell what becomes of the plan where a slot is changed; nothing is kept.

        What is None stays. A slot of another kind is a piece of its own, no copy of another.
        Raises as `change_slot` does.
        """
        return self._changed(brand, slot_id, {"kind": kind, "pillar": pillar, "cta": cta}, now)

    def change_slot(  # noqa: PLR0913 - what of a slot may change, each by its name
        self,
        brand: str,
        slot_id: str,
        *,
        by: str,
        kind: str | None = None,
        pillar: str | None = None,
        cta: str | None = None,
        hashtags: Sequence[str] | None = None,
        now: datetime | None = None,
    ) -> Moved:
        """Change kind, pillar, ask or hashtags of a slot, whatever rules that breaks.

        What is None stays.

        Raises
        ------
        RecordNotFoundError
            The network takes no such kind.
        SlotClosedError
            The slot is published or skipped.
        """
        tags = None if hashtags is None else tuple(hashtags)
        said = {"kind": kind, "pillar": pillar, "cta": cta, "hashtags": tags}
        found = self._changed(brand, slot_id, said, now)
        if found.slot != found.was:
            self._keep(brand, found, by=by, why="changed")
        return found

    def _changed(
        self, brand: str, slot_id: str, said: Mapping[str, object], now: datetime | None
    ) -> Moved:
        slot = coming_out.open_slot(self.store, brand, slot_id, now)
        there = self.bench(brand)
        new = replace(slot, **{name: one for name, one in said.items() if one is not None})  # type: ignore[arg-type]
        if new == slot:
            return there.tried(slot, slot)
        if new.kind != slot.kind:
            _taken(new.network, new.kind)
            new = replace(new, content_id=piece(there.planner, new, there.plan.slots))
        return there.tried(changed(there.planner, new), slot)

    def try_add(self, brand: str, asked: Added, *, now: datetime | None = None) -> Moved:
        """Tell what becomes of the plan with one more slot; nothing is kept.

        Raises
        ------
        MomentPastError, RecordNotFoundError
            The moment is past, the strategy has no such account, or its network no such kind.
        """
        self._ahead(brand, asked.at, now)
        there = self.bench(brand)
        known = [one.id for one in there.planner.strategy.accounts]
        account = f"{asked.network}:{asked.account}"
        if account not in known:
            raise RecordNotFoundError(what=Said("account"), name=account, known=", ".join(known))
        _taken(asked.network, asked.kind)
        return there.tried(added(there.planner, asked, there.plan.slots), None)

    def add_slot(self, brand: str, asked: Added, *, by: str, now: datetime | None = None) -> Moved:
        """Add a slot by hand to the last plan; it was drawn by nobody (`propensity` 1)."""
        found = self.try_add(brand, asked, now=now)
        self._keep(brand, found, by=by, why="added")
        return found

    def free(self, brand: str) -> Mapping[int, int]:
        """Count, by week of the plan from 0, the posts that are kept free and not used yet."""
        there = self.bench(brand)
        return free(there.plan, there.planner)

    def suggestions(
        self, brand: str, week: int, *, most: int = 3, now: datetime | None = None
    ) -> tuple[Suggestion, ...]:
        """Find the best free moments of a week of the plan, each to be filled by `add_slot`.

        They break no rule but that the reserve is to stay free; where none is left that does not,
        they ask for more than the team makes, and say so in `breaches`.
        """
        there = self.bench(brand)
        if not 0 <= week < there.planner.horizon.weeks:
            return ()
        wish = Wish(week=week, most=most, now=now or datetime.now(UTC))
        return suggestions(there.planner, there.plan.slots, there.broken, wish)

    def _keep(self, brand: str, found: Moved, *, by: str, why: Why) -> None:
        self._note(brand, found.slot, by=by, why=why)

    def _note(self, brand: str, slot: Slot, *, by: str, why: Why) -> None:
        done = SlotTouch(
            slot_id=slot.slot_id, at=datetime.now(UTC), by=by, touch=slot.touch, slot=slot, why=why
        )
        self.store.touch_slot(brand, done)

    def _ahead(self, brand: str, at: datetime, now: datetime | None) -> None:
        moment = minute(at)
        if moment < (now or datetime.now(UTC)):
            zone = ZoneInfo(self.zone(brand))
            raise MomentPastError(moment=f"{moment.astimezone(zone):%Y-%m-%d %H:%M}")


def _taken(network: str, kind: str) -> None:
    if not takes(network, kind):
        known = ", ".join(one for one in KINDS if takes(network, one))
        raise RecordNotFoundError(what=Said(mark("kind of post")), name=kind[:60], known=known)
