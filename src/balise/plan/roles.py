"""What a post may be for: a pillar and an ask, a recurring appointment, an event, a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from balise.domain.plan import OwnDraft
from balise.domain.strategy import WEEKDAYS, Presence, Series, Strategy
from balise.plan.pace import Moment, Pace
from balise.strategy.rhythm import takes

Pair = tuple[str, str]
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A pillar and a call to action, with the stage of the funnel that they make."""

    pillar: str
    cta: str
    stage: str

    @property
    def pair(self) -> Pair:
        """Its pillar and call to action."""
        return self.pillar, self.cta


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A sort of post, with the roles that it may have; no name at all: an ordinary one.

    `hour` and `kinds` narrow it; empty: any.
    """

    roles: tuple[Role, ...]
    series: str = ""
    event: str = ""
    phase: str = ""
    draft: str = ""
    objective: str = ""
    hour: int | None = None
    kinds: tuple[str, ...] = ()


def stage_of(strategy: Strategy, pillar: str, cta: str, objective: str = "") -> str:
    """Tell the stage of the funnel: of the ask, else of the pillar, else of the objective."""
    asks = {one.name: one.stage for one in strategy.calls_to_action}
    pillars = {one.name: one.stage for one in strategy.pillars}
    aims = {one.name: one.stage for one in strategy.objectives}
    every = [one for one in strategy.objectives if one.aggregate != "level"]
    main = max(every or strategy.objectives, key=lambda aim: aim.priority)
    return asks.get(cta) or pillars.get(pillar) or aims.get(objective) or main.stage


def pairs(strategy: Strategy) -> list[Pair]:
    """List all pairs of pillar and call to action; the first asks nothing of the first pillar.

    Where the shares of all pillars leave a rest, posts may have no pillar.
    """
    shares = [one.share for one in strategy.pillars]
    told = [share for share in shares if share is not None]
    is_open = len(told) == len(shares) and sum(told) < 1 - _CLOSE
    pillars = [*(one.name for one in strategy.pillars), *([""] if is_open else [])]
    asks = ["", *(one.name for one in strategy.calls_to_action)]
    return [(pillar, cta) for pillar in pillars for cta in asks]


@dataclass(frozen=True, kw_only=True)
class Casting:
    """Gives the sorts of post that an account may have on a day.

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

    def sorts(self, account: Presence, day: date) -> Iterator[Sort]:
        """Give the sorts of post that an account may have on an open day."""
        usual = self.usual[account.id]
        yield Sort(roles=usual)
        for series in self.strategy.series:
            if series.weekday == WEEKDAYS[day.weekday()] and takes_part(series, account):
                yield self._appointment(series, usual)
        for moment in self.pace.moments(day):
            yield self._call(moment, account)
        for draft in self.drafts:
            if _fits(draft, account, day):
                yield self._ready(draft, usual)

    @cached_property
    def usual(self) -> Mapping[str, tuple[Role, ...]]:
        """By account the pairs that may be best: of each pillar and stage one."""
        return {one.id: self._usual(one) for one in self.strategy.accounts}

    def _usual(self, account: Presence) -> tuple[Role, ...]:
        best: dict[Pair, Pair] = {}
        worth = self.best[account.id]
        for pair in pairs(self.strategy):
            stage = stage_of(self.strategy, *pair) if self.strategy.funnel else ""
            key = (pair[0], stage)
            if key not in best or worth[pair] > worth[best[key]]:
                best[key] = pair
        return tuple(self._role(*pair) for pair in best.values())

    def _role(self, pillar: str, cta: str, objective: str = "") -> Role:
        stage = stage_of(self.strategy, pillar, cta, objective)
        return Role(pillar=pillar, cta=cta, stage=stage)

    def _appointment(self, series: Series, usual: Sequence[Role]) -> Sort:
        return Sort(
            roles=tuple(one for one in usual if series.pillar in {"", one.pillar}),
            series=series.name,
            hour=series.hour,
            kinds=(series.kind,) if series.kind else (),
        )

    def _call(self, moment: Moment, account: Presence) -> Sort:
        """Give the posts of a phase: any pillar, with the phase's ask where it has one."""
        aim = moment.event.objective
        ask = moment.phase.cta
        usual = self.usual[account.id]
        pillars = dict.fromkeys(one.pillar for one in usual)
        roles = [self._role(p, ask, aim) for p in pillars] if ask else usual
        return Sort(
            roles=tuple(roles), event=moment.event.name, phase=moment.phase.name, objective=aim
        )

    def _ready(self, draft: OwnDraft, usual: Sequence[Role]) -> Sort:
        pillars = [draft.pillar] if draft.pillar else list(dict.fromkeys(r.pillar for r in usual))
        roles = tuple(self._role(pillar, draft.cta) for pillar in pillars)
        return Sort(roles=roles, draft=draft.draft_id, kinds=(draft.kind,))


def takes_part(series: Series, account: Presence) -> bool:
    """Tell whether an appointment may stand on an account."""
    inside = series.hour is None or account.hours[0] <= series.hour < account.hours[1]
    return inside and (not series.networks or account.network in series.networks)


def _fits(draft: OwnDraft, account: Presence, day: date) -> bool:
    first, last = draft.earliest or date.min, draft.latest or date.max
    return (draft.network, draft.account) == (account.network, account.handle) and (
        first <= day <= last
    )


def placeable(drafts: Sequence[OwnDraft], strategy: Strategy) -> list[OwnDraft]:
    """Keep the drafts that a strategy has a place for: of a kind, pillar and ask that it knows."""
    pillars = {"", *(one.name for one in strategy.pillars)}
    asks = {"", *(one.name for one in strategy.calls_to_action)}
    return [
        one
        for one in drafts
        if takes(one.network, one.kind) and one.pillar in pillars and one.cta in asks
    ]
