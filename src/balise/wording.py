"""What a workspace is asked about words to choose from: texts left over, hashtags that did well."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from balise import planning
from balise.domain.content import Card, Content
from balise.domain.estimate import Estimate
from balise.domain.hashtag import TagChoice, plain
from balise.domain.plan import Slot
from balise.domain.ports import Store
from balise.errors import BaliseError, StrategyMissingError
from balise.learn import from_bytes
from balise.strategy import Strategy

_KEPT = 12
_EFFECTS: OrderedDict[tuple[str, ...], Mapping[str, Estimate]] = OrderedDict()
_LOCK = Lock()


class Wording:
    """The part of `balise.workspace.Workspace` that offers words for posts."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        @property
        def place(self) -> str:
            """The folder or address of the workspace."""

        def strategy(self, brand: str | None = None) -> Strategy:
            """Give the strategy that was kept last."""

    def loose(self, brand: str, *, now: datetime | None = None) -> tuple[Card, ...]:
        """Give what was written for posts that the last plan has no more, the newest first.

        What is out, or was approved for a moment that is past, is not told; nor is what the last
        plan says elsewhere word for word.
        """
        said, last = self.store.contents(brand), self.store.latest_plan(brand)
        there = {one.slot_id for one in last.plan.slots} if last else set()
        hashes = {said[name].content_hash for name in there & said.keys()}
        left = {
            name: one
            for name, one in said.items()
            if name not in there and not one.is_empty and one.content_hash not in hashes
        }
        if not left:
            return ()
        at, found = now or datetime.now(UTC), dict[str, Card]()
        for version in reversed(self.store.plans(brand)):
            for slot in version.plan.slots:
                if slot.slot_id in left and slot.slot_id not in found:
                    found[slot.slot_id] = Card(slot=slot, content=left[slot.slot_id])
        kept = [one for one in found.values() if not _is_out(one.slot, at)]
        return tuple(sorted(kept, key=lambda one: one.slot.publish_at, reverse=True))

    def set_aside(self, brand: str, slot_id: str, *, by: str) -> None:
        """Offer a text of `loose` no more; its revisions stay. Another slot's stays as it is."""
        if slot_id and any(one.slot.slot_id == slot_id for one in self.loose(brand)):
            at = datetime.now(UTC)
            self.store.write_content(brand, Content(slot_id=slot_id, by=by, at=at))

    def hashtag_choices(self, brand: str, slot_id: str) -> tuple[TagChoice, ...]:
        """List hashtags for a slot: those that did best first, then the brand's and the plan's.

        Nothing is learnt: what is told was kept with the last fit of the KPI of the slot.
        """
        plan = planning.last_plan(self.store, brand)
        slot = planning.slot_of(self.store, brand, slot_id)
        said = self.store.contents(brand)
        used = Counter(
            plain(tag)
            for one in plan.slots
            for tag in (said[one.slot_id].hashtags if one.slot_id in said else one.hashtags)
        )
        try:
            ours = self.strategy(brand).hashtags
            own, banned = [*ours.brand, *ours.pool], {plain(tag) for tag in ours.banned}
        except StrategyMissingError:
            own, banned = [], set()
        written = {plain(tag): f"#{tag.lstrip('#')}" for tag in reversed(own)}
        written |= {plain(tag): tag for one in plan.slots for tag in one.hashtags}
        kpi = next((aim.kpi for aim in plan.objectives if aim.objective == slot.objective), "")
        known = self._effects(brand, kpi) or self._effects(brand, "engagement")
        choices = [
            TagChoice(tag=tag, planned=used[name], effect=known.get(name))
            for name, tag in written.items()
            if name not in banned
        ]
        return tuple(sorted(choices, key=lambda one: (-one.worth, -one.planned, one.tag)))

    def _effects(self, brand: str, kpi: str) -> Mapping[str, Estimate]:
        """Read what the fit that was kept last tells of hashtags, by their plain names."""
        kept = self.store.latest_fit(brand, kpi) if kpi and brand in self.store.brands() else None
        if kept is None:
            return {}
        key = (self.place, brand, kpi, kept.provenance.snapshot, str(kept.provenance.made_at))
        with _LOCK:
            if key in _EFFECTS:
                return _EFFECTS[key]
        try:
            told = from_bytes(kept.data).estimates()
        except BaliseError:
            told = ()
        made = {plain(e.level): e for e in told if (e.factor, e.scope) == ("hashtag", "all")}
        with _LOCK:
            _EFFECTS[key] = made
            while len(_EFFECTS) > _KEPT:
                _EFFECTS.popitem(last=False)
        return made


def _is_out(slot: Slot, now: datetime) -> bool:
    return slot.state == "published" or (slot.state == "approved" and slot.publish_at < now)
