"""Make a plan: from the rules of a strategy and what was learnt to a calendar. Read this first.

strategy, posts that stand --Pace--> limits           strategy, fits --worth--> values
limits, values --Choosing--> choices and lots --model--> rows --solve--> the best plan
the best plan --deal, Placing--> slots --draw--> a plan that learns --outlooks--> its odds
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from numbers import Integral
from typing import Any, TypedDict, Unpack

from balise.domain.estimate import Provenance
from balise.domain.fitted import Fitted
from balise.domain.outcome import Outcome
from balise.domain.plan import Breach, Outlook, OwnDraft, Plan, Published, Slot
from balise.domain.ports import AccountDay
from balise.domain.strategy import Strategy
from balise.errors import WeeksError
from balise.plan import frames
from balise.plan.because import because
from balise.plan.boosts import boosted
from balise.plan.choices import Choosing
from balise.plan.conflict import LARGE
from balise.plan.dealing import deal
from balise.plan.draw import Drawn, draw
from balise.plan.expected import LENGTH, Asked
from balise.plan.forecast import Forecast, facts, outlooks
from balise.plan.frames import Planned
from balise.plan.holding import Holding
from balise.plan.horizon import Horizon
from balise.plan.key_dates import key_dates
from balise.plan.model import Model, model
from balise.plan.moved import Standing, standing as promised
from balise.plan.pace import Pace
from balise.plan.past import PastPost, lengths, not_out, read, standing, unseen
from balise.plan.placing import Placing
from balise.plan.refusal import refused
from balise.plan.roles import Casting, Pair, pairs, placeable
from balise.plan.rules import breaches
from balise.plan.shortfalls import shortfalls
from balise.plan.solve import Solution, solve
from balise.plan.worth import Worth, worth
from balise.words import Speech
from balise.words.plan_breaches import told

MODEL = "plan-1"
MOST_WEEKS = 53
ALIGNED = 0.02
"""How much more an ask of an objective's stage counts where posts hardly tell asks apart. Ours."""
_STANDING = frozenset({"approved", "published"})


class Known(TypedDict, total=False):
    """What a plan may know besides strategy and fits; see `make`."""

    history: Any
    drafts: Sequence[OwnDraft]
    earlier: Plan | None
    carried: Sequence[Slot]
    outcomes: Sequence[Outcome]
    days: Sequence[AccountDay]
    snapshot: str


def make(
    strategy: Strategy,
    fit: Fitted | Mapping[str, Fitted] | None,
    *,
    start: date,
    weeks: int,
    seed: int = 0,
    **known: Unpack[Known],
) -> Planned:
    """Plan what to post, where, when and with which ask: the best that the rules allow.

    Parameters
    ----------
    strategy
        The rules, the objectives and their weights.
    fit
        What was learnt: a fit, one for each KPI, or `None`: a plan from published figures alone.
    start, weeks
        The first local day, and how many stretches of seven days from it.
    seed
        Decides the lots and the order of what is worth the same.
    history
        What was published, a post frame or measured posts of the store: it counts towards paces,
        gaps and objectives.
    drafts
        Posts that the user has ready, each to be placed within its dates.
    earlier
        The plan before this one: what is approved or published in it stays, and the rest moves
        only where that pays.
    carried
        Slots that lie outside these weeks and are still to come: they stand in the plan as they
        are, count as what is published does, and are told with it.
    outcomes, days
        What no network sees, and readings of the accounts, for the forecast of objectives.
    snapshot
        Hash of the data behind the fits, kept with the plan.

    Returns
    -------
    Planned
        Frames of slots and objectives, the proven gap, and the plan as values.

    Raises
    ------
    WeeksError
        There are no weeks to plan, or more than a year.
    PlanConflictError
        No plan keeps all rules; it names the fewest that conflict, and what to relax.
    PlanTimeError
        None was found in time.

    Examples
    --------
    >>> from balise import Strategy
    >>> ours = Strategy.parse('''
    ... [strategy]
    ... name = "Shop"
    ... [[objectives]]
    ... name = "be-heard"
    ... stage = "awareness"
    ... kpi = "engagement"
    ... aggregate = "total"
    ... target = 500
    ... starts = 2027-01-04
    ... ends = 2027-03-28
    ... [[accounts]]
    ... network = "instagram"
    ... handle = "shop"
    ... posts_per_week = [2, 2]
    ... ''')
    >>> made = make(ours, None, start=date(2027, 1, 4), weeks=2)
    >>> len(made.slots), made.violations, made.optimality_gap < 0.01
    (4, (), True)
    """
    if not isinstance(weeks, Integral) or not 0 < weeks <= MOST_WEEKS:
        raise WeeksError(weeks=weeks, most=MOST_WEEKS)
    if isinstance(start, datetime):
        start = start.date()
    fits = dict(fit) if isinstance(fit, Mapping) else {} if fit is None else {fit.kpi: fit}
    horizon = Horizon(start=start, weeks=weeks, timezone=strategy.identity.timezone)
    planner = Planner(strategy=strategy, fits=fits, horizon=horizon, seed=seed, known=known)
    return Planned(plan=planner.plan(), backend=frames.backend_of(known.get("history")))


@dataclass(frozen=True, kw_only=True)
class Planner:
    """All that one plan is made of; see `make`."""

    strategy: Strategy
    fits: Mapping[str, Fitted]
    horizon: Horizon
    seed: int
    known: Known

    def plan(self) -> Plan:
        """Solve, draw, and tell the odds."""
        problem = self.model()
        solution = solve(problem)
        if solution is None:  # perhaps only at the hours that were considered
            wide = self.model(every_hour=True)
            solution = solve(wide)
            problem = wide if solution or wide.n <= LARGE else problem
        if solution is None:
            raise refused(problem)
        placed = self.placing.slots(deal(problem, solution))
        solved = sorted([*self.kept, *placed], key=lambda one: (one.publish_at, one.account_id))
        drawn = self.draw(solved)
        slots = self.placing.forecast(drawn.slots)
        slots = boosted(slots, self.worth.of(slots), self.strategy, self.horizon)
        made = self._told(slots, solution)
        return replace(
            made,
            value=sum(self.worth.of(solved)),
            cost=drawn.cost,
            draws=drawn.draws,
            shortfalls=shortfalls(problem, solution, self.drafts),
        )

    def model(self, *, every_hour: bool = False) -> Model:
        """Put up the model, of the hours that are likely to be best, or of all."""
        choosing = Choosing(
            pace=self.pace,
            worth=self.worth,
            casting=Casting(pace=self.pace, best=self._best(), drafts=self._placeable),
            earlier=[one for one in self.earlier if one.state == "planned"],
            seed=self.seed,
            every_hour=every_hour,
        )
        return model(choosing, self.kept, self.gone)

    @property
    def near(self) -> list[Published]:
        """What was published near these weeks."""
        near = set(self.pace.near)
        return [one for one in self.past if one in near]

    @property
    def gone(self) -> date | None:
        """The last day on which something of it was published: all up to it is over."""
        return max((self.horizon.local_day(one.published_at) for one in self.near), default=None)

    def draw(self, slots: Sequence[Slot]) -> Drawn:
        """Let chance move what hardly costs anything, and log it."""
        return draw(
            slots,
            strategy=self.strategy,
            start=self.horizon.start,
            explore=self.strategy.plan.explore,
            seed=self.seed,
            value=lambda weeks: [self.worth.of(week) for week in weeks],
            holds=Holding(
                strategy=self.strategy,
                horizon=self.horizon,
                solved=slots,
                past=self.pace.near,
                drafts=self.known.get("drafts", ()),
            ),
        )

    @cached_property
    def pace(self) -> Pace:
        """The limits."""
        return Pace(
            strategy=self.strategy, horizon=self.horizon, published=self.standing, kept=self.kept
        )

    @cached_property
    def worth(self) -> Worth:
        """The values."""
        return worth(self.strategy, self.fits, self.horizon, self._asked(), unseen=self.unseen)

    @cached_property
    def placing(self) -> Placing:
        """What makes slots of choices."""
        return Placing(
            pace=self.pace,
            worth=self.worth,
            fits=self.fits,
            earlier=self.earlier,
            unseen=self.unseen,
        )

    @cached_property
    def unseen(self) -> dict[str, frozenset[str]]:
        """Accounts that never told a KPI, by KPI."""
        return {kpi: unseen(self.history or (), kpi) for kpi in self.fits}

    @cached_property
    def history(self) -> tuple[PastPost, ...] | None:
        """The posts that are out with their figures; `None` where nothing is known of any."""
        given = self.known.get("history")
        return None if given is None else read(given)

    @cached_property
    def past(self) -> tuple[Published, ...]:
        """What was published."""
        return standing(self.history or ())

    @property
    def drafts(self) -> Sequence[OwnDraft]:
        """What the user has ready, and no kept slot carries."""
        there = {one.draft for one in self.kept}
        return [one for one in self.known.get("drafts", ()) if one.draft_id not in there]

    @cached_property
    def _placeable(self) -> list[OwnDraft]:
        """Drafts that the strategy has a place for: of a kind, pillar and ask that it knows."""
        return placeable(self.drafts, self.strategy)

    @cached_property
    def earlier(self) -> tuple[Slot, ...]:
        """Slots of the plan before that lie in these weeks."""
        before = self.known.get("earlier")
        first, last = self.horizon.start, self.horizon.end
        there = before.slots if before else ()
        return tuple(one for one in there if first <= one.local_at.date() < last)

    @cached_property
    def kept(self) -> list[Slot]:
        """Slots of the plan before that stand, of the accounts that the strategy still has."""
        ours = {one.id for one in self.strategy.accounts}
        return [one for one in self.earlier if one.state in _STANDING and one.account_id in ours]

    @property
    def standing(self) -> list[Published]:
        """Posts of the past, and slots that stand; one that is both counts once."""
        first = self.horizon.start - timedelta(days=1)
        return [*self.past, *not_out([*self.kept, *self.carried], self.past, since=first)]

    @property
    def carried(self) -> Sequence[Slot]:
        """Slots of the plan before that stand beside these weeks."""
        return self.known.get("carried", ())

    def _asked(self) -> dict[str, Asked]:
        usual = lengths(self.history or ())
        return {
            one.id: Asked(
                account=one,
                kinds=tuple(
                    dict.fromkeys([*self.pace.of(one), *self._ready(one.network, one.handle)])
                ),
                asks=pairs(self.strategy),
                length=usual.get(one.id, LENGTH),
                tried=frozenset(post.kind for post in self.past if post.account == one.id),
            )
            for one in self.strategy.accounts
        }

    def _ready(self, network: str, handle: str) -> list[str]:
        """List the formats of the drafts of an account."""
        return [
            one.kind for one in self._placeable if (one.network, one.account) == (network, handle)
        ]

    def _best(self) -> dict[str, dict[Pair, float]]:
        """Tell what each pair makes of all the posts of an account."""
        stages = {one.stage for one in self.strategy.objectives}
        aligned = {one.name for one in self.strategy.calls_to_action if one.stage in stages}
        return {
            name: {
                pair: self.worth.total(name, n) * (1 + ALIGNED * (pair[1] in aligned))
                for n, pair in enumerate(asked.asks)
            }
            for name, asked in self.worth.asked.items()
        }

    def breaches(self, slots: Sequence[Slot]) -> Sequence[Breach]:
        """Find where slots do not keep the rules; those that were carried on are not asked."""
        carried = {one.slot_id for one in self.carried}
        return breaches(
            self.strategy,
            [one for one in slots if one.slot_id not in carried],
            start=self.horizon.start,
            weeks=self.horizon.weeks,
            history=self.near,
            drafts=self.known.get("drafts", ()),
            kept=self.kept,
        )

    def _told(self, slots: Sequence[Slot], solution: Solution) -> Plan:
        """Say why each slot is there, and where the objectives will stand."""
        speech = Speech(self.strategy.identity.language)
        said = tuple(replace(one, reason=because(one, self.strategy, speech)) for one in slots)
        made = Provenance(
            snapshot=self.known.get("snapshot", ""),
            model=MODEL,
            seed=self.seed,
            made_at=datetime.now(UTC),
        )
        every = tuple(sorted([*self.carried, *said], key=lambda one: one.publish_at))
        return Plan(
            slots=every,
            objectives=self.outlooks(every),
            optimality_gap=solution.gap,
            violations=tuple(told(one, speech) for one in self.breaches(said)),
            strategy_hash=hashlib.sha256(repr(self.strategy).encode()).hexdigest(),
            provenance=made,
            starts=self.horizon.start,
            weeks=self.horizon.weeks,
            bound=solution.bound,
            free=self._free(),
            key_dates=key_dates(self.strategy, start=self.horizon.start, weeks=self.horizon.weeks),
            prior=not self.fits,
        )

    def outlooks(self, slots: Sequence[Slot]) -> tuple[Outlook, ...]:
        """Tell where the objectives stand with some slots, and what it would take."""
        return outlooks(self.strategy, self.fits, slots, **self._asked_of_forecast())

    def promise(self, slots: Sequence[Slot]) -> Standing:
        """Tell where the objectives stand with some slots, ready to be asked what if."""
        return promised(facts(self.strategy, self.fits, slots, **self._asked_of_forecast()))

    def _asked_of_forecast(self) -> Forecast:
        return {
            "start": self.horizon.start,
            "weeks": self.horizon.weeks,
            "history": self.history,
            "outcomes": self.known.get("outcomes", ()),
            "days": self.known.get("days", ()),
            "fatigue": self.worth.loss,
            "seed": self.seed,
        }

    def _free(self) -> dict[int, int]:
        """Count the posts of each week that are kept free for the unexpected."""
        n = sum(self.pace.free(one) for one in self.strategy.accounts)
        return dict.fromkeys(range(self.horizon.weeks), n) if n else {}
