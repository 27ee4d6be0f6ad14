"""What a post may be for: a pillar and an ask, a recurring appointment, an event, a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from balise.domain.plan import OwnDraft
from balise.domain.strategy import WEEKDAYS, Presence, Series, Strategy
from balise.plan.horizon import closed
from balise.plan.pace import Moment, Pace

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a post is for. `hour` and `kinds` narrow it; empty: any."""

    pillar: str
    cta: str
    stage: str
    series: str = ""
    event: str = ""
    phase: str = ""
    draft: str = ""
    objective: str = ""
    hour: int | None = None
    kinds: tuple[str, ...] = ()

    @property
    def pair(self) -> Pair:
        """Its pillar and call to action."""
        return self.pillar, self.cta


def stage_of(strategy: Strategy, pillar: str, cta: str, objective: str = "") -> str:
    """Tell the stage of the funnel: of the ask, else of the pillar, else of the objective."""
    asks = {one.name: one.stage for one in strategy.calls_to_action}
    pillars = {one.name: one.stage for one in strategy.pillars}
    aims = {one.name: one.stage for one in strategy.objectives}
    main = max(strategy.objectives, key=lambda aim: aim.priority)
    return asks.get(cta) or pillars.get(pillar) or aims.get(objective) or main.stage


def pairs(strategy: Strategy) -> list[Pair]:
    """List all pairs of pillar and call to action; the first asks nothing of the first pillar."""
    pillars = [one.name for one in strategy.pillars] or [""]
    asks = ["", *(one.name for one in strategy.calls_to_action)]
    return [(pillar, cta) for pillar in pillars for cta in asks]


@dataclass(frozen=True, kw_only=True)
class Casting:
    """Gives the roles of each account and day.

    Parameters
    ----------
    best
        By account: how much each pair multiplies the value of a post. Of pairs of one pillar and
        stage only the best can be part of an optimal plan.
    """

    pace: Pace
    best: Mapping[str, Mapping[Pair, float]]
    drafts: Sequence[OwnDraft] = ()

    @property
    def strategy(self) -> Strategy:
        """The strategy that is planned."""
        return self.pace.strategy

    def roles(self, account: Presence, day: date) -> Iterator[Role]:
        """Give the roles that a post of an account may have on a day."""
        if closed(self.strategy, day):
            return
        usual = self._usual(account)
        yield from usual
        for series in self.strategy.series:
            if series.weekday == WEEKDAYS[day.weekday()] and _takes_part(series, account):
                yield from self._appointments(series, usual)
        for moment in self.pace.moments(day):
            yield from self._calls(moment, account, usual)
        for draft in self.drafts:
            if _fits(draft, account, day):
                yield self._ready(draft, usual)

    def _usual(self, account: Presence) -> list[Role]:
        """Keep, of each pillar and stage, the ask that does best."""
        best: dict[Pair, Pair] = {}
        worth = self.best[account.id]
        for pair in pairs(self.strategy):
            stage = stage_of(self.strategy, *pair) if self.strategy.funnel else ""
            key = (pair[0], stage)
            if key not in best or worth[pair] > worth[best[key]]:
                best[key] = pair
        return [self._role(pair) for pair in best.values()]

    def _role(self, pair: Pair) -> Role:
        return Role(pillar=pair[0], cta=pair[1], stage=stage_of(self.strategy, *pair))

    def _appointments(self, series: Series, usual: Sequence[Role]) -> Iterator[Role]:
        for one in usual:
            if series.pillar in {"", one.pillar}:
                yield Role(
                    pillar=one.pillar,
                    cta=one.cta,
                    stage=one.stage,
                    series=series.name,
                    hour=series.hour,
                    kinds=(series.kind,) if series.kind else (),
                )

    def _calls(self, moment: Moment, account: Presence, usual: Sequence[Role]) -> Iterator[Role]:
        """Give the roles of a phase: each pillar, with its own ask where it has one."""
        asks = {moment.phase.cta} if moment.phase.cta else {one.cta for one in usual}
        aim = moment.event.objective
        worth = self.best[account.id]
        for pillar in dict.fromkeys(one.pillar for one in usual):
            cta = max(sorted(asks), key=lambda ask: worth[pillar, ask])
            yield Role(
                pillar=pillar,
                cta=cta,
                stage=stage_of(self.strategy, pillar, cta, aim),
                event=moment.event.name,
                phase=moment.phase.name,
                objective=aim,
            )

    def _ready(self, draft: OwnDraft, usual: Sequence[Role]) -> Role:
        pillar = draft.pillar or usual[0].pillar
        return Role(
            pillar=pillar,
            cta=draft.cta,
            stage=stage_of(self.strategy, pillar, draft.cta),
            draft=draft.draft_id,
            kinds=(draft.kind,),
        )


def _takes_part(series: Series, account: Presence) -> bool:
    inside = series.hour is None or account.hours[0] <= series.hour < account.hours[1]
    return inside and (not series.networks or account.network in series.networks)


def _fits(draft: OwnDraft, account: Presence, day: date) -> bool:
    first, last = draft.earliest or date.min, draft.latest or date.max
    return (draft.network, draft.account) == (account.network, account.handle) and (
        first <= day <= last
    )
