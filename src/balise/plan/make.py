"""Make a plan: from the rules of a strategy and what was learnt to a calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from balise.domain.estimate import Provenance
from balise.domain.fitted import Fitted
from balise.domain.plan import OwnDraft, Plan, Published, Shortfall, Slot
from balise.domain.strategy import Strategy
from balise.plan import frames
from balise.plan.because import because
from balise.plan.choices import Choosing
from balise.plan.expected import LENGTH, Asked
from balise.plan.frames import Planned
from balise.plan.horizon import Horizon
from balise.plan.model import Model, model
from balise.plan.pace import Pace
from balise.plan.placing import Placing
from balise.plan.roles import Casting, Pair, pairs
from balise.plan.solve import Solution, solve
from balise.plan.worth import Worth, worth
from balise.words import Speech

MODEL = "plan-1"
ALIGNED = 0.02
"""How much more an ask of an objective's stage counts where posts hardly tell asks apart. Ours."""
_STANDING = frozenset({"approved", "published"})


def make(  # noqa: PLR0913 - the contract's, each by its name
    strategy: Strategy,
    fit: Fitted | Mapping[str, Fitted] | None,
    *,
    start: date,
    weeks: int,
    seed: int = 0,
    history: Any = None,
    drafts: Sequence[OwnDraft] = (),
    earlier: Plan | None = None,
) -> Planned:
    """Plan what to post, where, when and with which ask, the best that the rules allow."""
    fits = dict(fit) if isinstance(fit, Mapping) else {} if fit is None else {fit.kpi: fit}
    made = Planner(
        strategy=strategy,
        fits=fits,
        horizon=Horizon(start=start, weeks=weeks, timezone=strategy.identity.timezone),
        past=frames.published(history),
        lengths=frames.lengths(history),
        drafts=drafts,
        earlier=earlier.slots if earlier else (),
        seed=seed,
    ).plan()
    return Planned(plan=made, backend=frames.backend_of(history))


@dataclass(frozen=True, kw_only=True)
class Planner:
    """All that a plan is made of."""

    strategy: Strategy
    fits: Mapping[str, Fitted]
    horizon: Horizon
    past: Sequence[Published] = ()
    lengths: Mapping[str, int]
    drafts: Sequence[OwnDraft] = ()
    earlier: Sequence[Slot] = ()
    seed: int = 0

    def plan(self) -> Plan:
        pace = Pace(strategy=self.strategy, horizon=self.horizon, published=self.standing)
        valued = worth(self.strategy, self.fits, self.horizon, self._asked(pace))
        problem = self.model(pace, valued)
        solution = solve(problem)
        if solution is None:
            raise RuntimeError("infeasible")
        placing = Placing(pace=pace, worth=valued, fits=self.fits, earlier=self.earlier)
        slots = [*self.kept, *placing.slots(problem.choices[i] for i in solution.chosen)]
        slots.sort(key=lambda one: (one.publish_at, one.account_id))
        return self._whole(slots, valued, problem, solution)

    @property
    def kept(self) -> list[Slot]:
        """Slots of the earlier plan that stand."""
        return [
            one
            for one in self.earlier
            if one.state in _STANDING and self.horizon.start <= one.local_at.date() < self.horizon.end
        ]

    @property
    def standing(self) -> list[Published]:
        """Posts of the past, and slots that stand; one that is both counts once."""
        past = {(one.account, one.published_at) for one in self.past}
        kept = [
            Published(
                account=one.account_id,
                kind=one.kind,
                published_at=one.publish_at,
                piece=one.content_id,
            )
            for one in self.kept
            if (one.account_id, one.publish_at) not in past
        ]
        return [*self.past, *kept]

    def model(self, pace: Pace, valued: Worth) -> Model:
        """Put up the model."""
        casting = Casting(pace=pace, best=self._best(valued), drafts=self.drafts)
        choices = Choosing(
            pace=pace,
            worth=valued,
            casting=casting,
            drafts={one.draft_id: one for one in self.drafts},
            earlier=[one for one in self.earlier if one.state == "planned"],
            seed=self.seed,
        ).all()
        return model(pace, choices, self.kept)

    def _asked(self, pace: Pace) -> dict[str, Asked]:
        ready = {(one.network, one.account): one.kind for one in self.drafts}
        return {
            one.id: Asked(
                account=one,
                kinds=tuple(
                    dict.fromkeys(
                        [*pace.of(one), *[k for key, k in ready.items() if key == (one.network, one.handle)]]
                    )
                )
                or ("other",),
                asks=pairs(self.strategy),
                length=self.lengths.get(one.id, LENGTH),
            )
            for one in self.strategy.accounts
        }

    def _best(self, valued: Worth) -> Mapping[str, Mapping[Pair, float]]:
        """Tell what each pair multiplies the value of a post by, on each account."""
        found: dict[str, dict[Pair, float]] = {}
        stages = {one.stage for one in self.strategy.objectives}
        asks = {one.name: one.stage for one in self.strategy.calls_to_action}
        for name, asked in valued.asked.items():
            each = {}
            for n, pair in enumerate(asked.asks):
                table = valued.table(name, n)
                bonus = 1 + ALIGNED * (asks.get(pair[1]) in stages)
                each[pair] = float(table[table == table].sum()) * bonus  # noqa: PLR0124 - no NaN
            found[name] = each
        return found

    def _whole(
        self, slots: Sequence[Slot], valued: Worth, problem: Model, solution: Solution
    ) -> Plan:
        speech = Speech(self.strategy.identity.language)
        said = tuple(
            replace(one, reason=because(one, self.strategy, speech, learnt=bool(self.fits)))
            for one in slots
        )
        return Plan(
            slots=said,
            objectives=(),
            optimality_gap=solution.gap,
            violations=(),
            strategy_hash=hashlib.sha256(self.strategy.dump().encode()).hexdigest() if hasattr(self.strategy, "dump") else "",
            provenance=Provenance(snapshot="", model=MODEL, seed=self.seed, made_at=datetime.now(UTC)),
            starts=self.horizon.start,
            weeks=self.horizon.weeks,
            value=sum(valued.of(said)),
            bound=solution.bound,
            shortfalls=_shortfalls(problem, solution),
            prior=not self.fits,
        )


def _shortfalls(problem: Model, solution: Solution) -> tuple[Shortfall, ...]:
    paces = [
        Shortfall(
            code="phase-pace",
            what=f"{event}: {phase}",
            day=date.fromisoformat(day) if day else None,
            missing=round(solution.missed[column]),
        )
        for column, (_, event, phase, day) in problem.wishes.items()
        if column in solution.missed
    ]
    chosen = set(solution.chosen)
    drafts = [
        Shortfall(code="draft-unplaced", what=name)
        for name, those in problem.ready.items()
        if not chosen & set(those)
    ]
    return (*paces, *drafts)
