"""From chosen columns to slots: names, pieces, hashtags, objectives and what each should bring."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

from balise.domain.fitted import Fitted
from balise.domain.plan import Slot, StandIn
from balise.domain.post import Post
from balise.domain.reason import Reason
from balise.domain.strategy import Objective, Strategy
from balise.plan.choices import Choice
from balise.plan.dealing import Dealt
from balise.plan.horizon import DAYS
from balise.plan.pace import Pace
from balise.plan.roles import stage_of
from balise.plan.tags import tagging
from balise.plan.worth import Worth

Quantiles = tuple[float, float, float]
STAND_IN = "engagement"
"""What is told of a post whose own KPI no figure tells."""


@dataclass(frozen=True, kw_only=True)
class Placing:
    """Makes slots of choices.

    Parameters
    ----------
    pace, worth, fits
        Of the plan.
    earlier
        Slots of the plan before: what is the same, or moved by less than a week, keeps its name.
    unseen
        Accounts that never told a KPI, by KPI: no result is forecast there.
    """

    pace: Pace
    worth: Worth
    fits: Mapping[str, Fitted]
    earlier: Sequence[Slot] = ()
    unseen: Mapping[str, AbstractSet[str]] = field(default_factory=dict)

    @property
    def strategy(self) -> Strategy:
        """The strategy that is planned."""
        return self.pace.strategy

    def slots(self, chosen: Iterable[Dealt]) -> list[Slot]:
        """Make slots in order of time."""
        order = sorted(chosen, key=lambda one: (one.choice.at, one.choice.account))
        pieces = self._pieces(order)
        named = [self._slot(one, piece) for one, piece in zip(order, pieces, strict=True)]
        tags = tagging(self.strategy, self.fits.values())
        tagged = [replace(one, hashtags=tags.tags(one.network, one.kind)) for one in named]
        return self.forecast(self._kept_names(tagged))

    def forecast(self, slots: Sequence[Slot]) -> list[Slot]:
        """Add to each slot what it should bring, in the KPI of its objective, and the grounds."""
        kpis = {one.name: one.kpi for one in self.strategy.objectives}
        found = list(slots)
        for kpi, fit in self.fits.items():
            blind = self.unseen.get(kpi, frozenset())
            mine = [
                i
                for i, one in enumerate(found)
                if kpis.get(one.objective) == kpi and one.account_id not in blind
            ]
            posts = [self.post(found[i]) for i in mine]
            for i, told in zip(mine, quantiles(fit, posts), strict=True):
                q05, q50, q95 = told
                found[i] = replace(found[i], q05=q05, q50=q50, q95=q95)
        return self._grounded(self._instead(found))

    def _instead(self, slots: list[Slot]) -> list[Slot]:
        """Tell engagement where the KPI of the objective cannot be told."""
        fit = self.fits.get(STAND_IN)
        blind = self.unseen.get(STAND_IN, frozenset())
        mine = [
            i for i, one in enumerate(slots) if math.isnan(one.q50) and one.account_id not in blind
        ]
        told = quantiles(fit, [self.post(slots[i]) for i in mine]) if fit else []
        for i, (q05, q50, q95) in zip(mine, told, strict=False):
            there = StandIn(kpi=STAND_IN, q05=q05, q50=q50, q95=q95)
            slots[i] = replace(slots[i], stand_in=there)
        return slots

    def post(self, slot: Slot) -> Post:
        """Make the post that a slot could become, of the account's usual length."""
        asked = self.worth.asked[slot.account_id]
        bare = asked.post(slot.publish_at, slot.kind, pillar=slot.pillar, cta=slot.cta)
        tags = tuple(tag.lstrip("#") for tag in slot.hashtags)
        return replace(bare, uid=slot.slot_id, hashtags=tags)

    def _grounded(self, slots: list[Slot]) -> list[Slot]:
        if not self.fits or not slots:
            return slots
        kpis = {one.name: one.kpi for one in self.strategy.objectives}
        usual = self.fits.get("engagement") or next(iter(self.fits.values()))
        by_fit: dict[int, list[int]] = {}
        for i, one in enumerate(slots):
            fit = self.fits.get(kpis.get(one.objective, ""), usual)
            by_fit.setdefault(id(fit), []).append(i)
        fits = {id(fit): fit for fit in (*self.fits.values(), usual)}
        for key, places in by_fit.items():
            told = fits[key].reasons([self.post(slots[i]) for i in places])
            for i, grounds in zip(places, told, strict=True):
                slots[i] = replace(slots[i], grounds=_choices(grounds))
        return slots

    def _slot(self, dealt: Dealt, piece: str) -> Slot:
        one, role = dealt
        account = self.strategy.accounts[one.account]
        local = one.at.astimezone(self.pace.horizon.zone)
        slot = Slot(
            slot_id=f"{account.network}-{account.handle}-{local:%Y%m%d-%H%M}",
            content_id=piece,
            network=account.network,
            account=account.handle,
            publish_at=one.at,
            timezone=self.pace.horizon.timezone,
            kind=one.kind,
            pillar=role.pillar,
            stage=role.stage,
            cta=role.cta,
            series=one.sort.series,
            event=one.sort.event,
            phase=one.sort.phase,
            draft=one.sort.draft,
        )
        return self.aimed(slot, one.sort.objective)

    def aimed(self, slot: Slot, objective: str = "") -> Slot:
        """Say what a slot serves, at which stage, and whom; an objective that is asked stands."""
        aim = self._objective(slot, objective)
        stage = stage_of(self.strategy, slot.pillar, slot.cta, aim.name)
        return replace(slot, objective=aim.name, stage=stage, audience=self._audience(slot, aim))

    def _objective(self, slot: Slot, asked: str) -> Objective:
        """Choose what a slot serves: what its event says, else the most valuable of its stage."""
        parts = self.worth.parts(slot)
        aims = {one.name: one for one in self.strategy.objectives}
        if asked in aims:
            return aims[asked]
        those = [name for name in parts if aims[name].stage == slot.stage] or list(parts)
        return aims[max(those, key=lambda name: (parts[name], aims[name].priority))]

    def _audience(self, slot: Slot, aim: Objective) -> str:
        """Name the first audience that both the account and the objective are for."""
        accounts = self.strategy.accounts
        account = next((one for one in accounts if one.id == slot.account_id), accounts[0])
        every = [one.name for one in self.strategy.audiences]
        own = set(account.audiences or every) & set(aim.audiences or every)
        return next((name for name in every if name in own), every[0] if every else "")

    def _pieces(self, order: Sequence[Dealt]) -> list[str]:
        """Name the piece of each choice; copies of one share the name."""
        taken = {one.content_id for one in self.earlier if one.state != "planned"}
        shared: dict[str, str] = {}
        found = []
        for one, _ in order:
            stem = f"{self.pace.horizon.start:%Y%m%d}-w{one.day // DAYS + 1}-{one.kind}"
            of = f"{stem}-{one.piece}" if one.piece >= 0 else ""
            name = (
                self._begun(one)
                or shared.get(of)
                or next(name for n in count(1) if (name := f"{stem}-{n}") not in taken)
            )
            taken.add(name)
            if of:
                shared[of] = name
            found.append(name)
        return found

    def _begun(self, one: Choice) -> str:
        """Name the piece that stands on another network already; nothing for a new one."""
        place = (one.kind, one.day // DAYS)
        made = self.pace.pieces(*place)
        if made is None or one.piece < made:
            return ""
        return self.pace.begun[place][one.piece - made].name

    def _kept_names(self, slots: list[Slot]) -> list[Slot]:
        """Give slots the names that the earlier plan had for them."""
        left = {one.slot_id: one for one in self.earlier if one.state == "planned"}
        named: dict[int, str] = {}
        for alike in (_same, _moved):
            for i, one in enumerate(slots):
                old = next((o for o in left.values() if i not in named and alike(o, one)), None)
                if old:
                    named[i] = left.pop(old.slot_id).slot_id
        taken = {*named.values(), *(one.slot_id for one in self.earlier)}
        found = []
        for i, one in enumerate(slots):
            name, n = named.get(i, one.slot_id), 1
            while i not in named and name in taken:
                n += 1
                name = f"{one.slot_id}-{n}"
            taken.add(name)
            found.append(replace(one, slot_id=name))
        return found


def quantiles(fit: Fitted, posts: Sequence[Post]) -> list[Quantiles]:
    """Forecast posts: 5 %, 50 % and 95 % of the outcome of each."""
    return [*fit.quantiles(posts)] if posts else []


def _choices(grounds: Sequence[Reason]) -> tuple[Reason, ...]:
    """Keep what a planner chose; the text is not written yet."""
    chosen = {"baseline", "kind", "hour", "weekday", "cta", "pillar", "hashtag", "network"}
    return tuple(one for one in grounds if one.factor in chosen)


def _same(old: Slot, new: Slot) -> bool:
    mine = (old.account_id, old.publish_at, old.kind)
    return mine == (new.account_id, new.publish_at, new.kind)


def _moved(old: Slot, new: Slot) -> bool:
    mine = (old.account_id, old.kind, old.series, old.phase, old.draft)
    same = mine == (new.account_id, new.kind, new.series, new.phase, new.draft)
    return same and abs(old.publish_at - new.publish_at) < timedelta(days=DAYS)
