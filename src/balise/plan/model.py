"""The mixed-integer model of a plan: every rule of the strategy as rows over the choices.

Maximise the value of the chosen posts, less what unmet wishes cost, such that all rows hold
(docs/planning.md states it in full). One builder a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from balise.domain.plan import Slot
from balise.domain.strategy import WEEKDAYS
from balise.plan.choices import Choice, adapted
from balise.plan.horizon import DAYS, closed
from balise.plan.pace import Pace
from balise.plan.rows import Rows, Rule

MISSED = 4.0
"""What a wish that is not met costs, in values of the best post."""
TOLERANCE = 0.1
"""How far a share of the posts may be from what is asked."""
_SLACK = 1e-3


@dataclass(slots=True)
class Model:
    """Choices, further columns (pieces, missed wishes), and the rows over them.

    `extra` holds, of each further column, its value and its upper bound; `wishes` names the columns
    of what is missed.
    """

    pace: Pace
    choices: Sequence[Choice]
    kept: Sequence[Slot] = ()
    rows: Rows = field(default_factory=Rows)
    extra: list[tuple[float, float]] = field(default_factory=list)
    wishes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    ready: dict[str, list[int]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        """Value of the best choice."""
        return max((one.value for one in self.choices), default=0.0) or 1.0

    @property
    def n(self) -> int:
        """Count the columns."""
        return len(self.choices) + len(self.extra)

    def column(self, value: float, most: float) -> int:
        """Add a column that may be a fraction, and give its place."""
        self.extra.append((value, most))
        return self.n - 1

    @property
    def values(self) -> NDArray[np.float64]:
        """Value of each column."""
        bonus = {i: MISSED * self.top for those in self.ready.values() for i in those}
        return np.array(
            [one.value + bonus.get(i, 0.0) for i, one in enumerate(self.choices)]
            + [value for value, _ in self.extra]
        )

    @property
    def most(self) -> NDArray[np.float64]:
        """Upper bound of each column."""
        return np.array([1.0] * len(self.choices) + [most for _, most in self.extra])

    @property
    def whole(self) -> NDArray[np.int_]:
        """1 where a column must be whole."""
        return np.array([1] * len(self.choices) + [0] * len(self.extra))


def model(pace: Pace, choices: Sequence[Choice], kept: Sequence[Slot] = ()) -> Model:
    """Put up all rows."""
    found = Model(pace=pace, choices=choices, kept=kept)
    for build in (_weeks, _days, _gaps, _capacity, _pillars, _funnel, _series, _events, _drafts):
        build(found)
    return found


def _weeks(model: Model) -> None:
    own = _group(model, lambda one: (one.account, model.pace.horizon.week(_day(model, one))))
    for index, account in enumerate(model.pace.strategy.accounts):
        for week in range(model.pace.horizon.weeks):
            least, most = model.pace.weekly(account, week)
            rule = Rule(key="posts_per_week", what=account.id, week=week)
            model.rows.count(rule, own.get((index, week), ()), least, most)


def _days(model: Model) -> None:
    for (index, day), those in _group(model, lambda one: (one.account, one.day)).items():
        account = model.pace.strategy.accounts[index]
        rule = Rule(key="posts_per_day", what=account.id, week=day // DAYS)
        local = model.pace.horizon.days[day]
        limit = model.pace.daily(account, local)
        model.rows.count(rule, those, 0, limit)
        if limit > 1 and not model.pace.days[account.id, local]:
            _in_order(model, those, limit)


def _in_order(model: Model, those: Sequence[int], limit: int) -> None:
    """Let one post of a day be the first, and the later ones come after it."""
    choices = model.choices
    first = [i for i in those if not choices[i].later]
    model.rows.count(None, first, 0, 1)
    for hour in sorted({choices[i].hour for i in those if choices[i].later}):
        later = {i: 1.0 for i in those if choices[i].later and choices[i].hour <= hour}
        before = {i: 1.0 - limit for i in first if choices[i].hour < hour}
        model.rows.add(None, later | before, -np.inf, 0)


def _gaps(model: Model) -> None:
    choices = model.choices
    for index, those in _group(model, lambda one: one.account).items():
        account = model.pace.strategy.accounts[index]
        gap = timedelta(hours=account.min_gap_hours)
        rule = Rule(key="min_gap_hours", what=account.id)
        for window in _windows(model, those, gap):
            days = {choices[i].day for i in window}
            local = model.pace.horizon.days[min(days)]
            if len(days) > 1 or model.pace.daily(account, local) > 1:
                model.rows.count(rule, window, 0, 1)


def _windows(model: Model, those: Sequence[int], length: timedelta) -> Iterable[list[int]]:
    """Give the largest sets of choices that all lie within less than a length of time."""
    choices = model.choices
    by_time: dict[float, list[int]] = defaultdict(list)
    for i in those:
        by_time[choices[i].at.timestamp()].append(i)
    times, seconds, reached = sorted(by_time), length.total_seconds(), 0
    for n, start in enumerate(times):
        end = n
        while end < len(times) and times[end] - start < seconds:
            end += 1
        if end > reached and end - n > 1:
            reached = end
            yield [i for at in times[n:end] for i in by_time[at]]


def _capacity(model: Model) -> None:
    strategy, pace = model.pace.strategy, model.pace
    if not strategy.capacity:
        return
    own = _group(model, lambda one: (one.kind, pace.horizon.week(_day(model, one))))
    for (kind, week), those in own.items():
        alone = [i for i in those if model.choices[i].piece < 0 and not model.choices[i].role.draft]
        shared = [i for i in those if model.choices[i].piece >= 0]
        made = _pieces(model, shared) if shared else []
        rule = Rule(key="capacity", what=kind, week=week)
        model.rows.count(rule, [*alone, *made], 0, pace.pieces(kind, week) or 0)


def _pieces(model: Model, shared: Sequence[int]) -> list[int]:
    """Tie the copies of each piece: one pillar, once a network, apart in time; give its columns."""
    strategy, choices = model.pace.strategy, model.choices
    found: list[int] = []
    before: dict[int, list[int]] = {}
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i in shared:
        entry = adapted(model.pace, strategy.accounts[choices[i].account], choices[i].kind)
        groups[strategy.adaptations.index(entry) if entry else -1, choices[i].piece].append(i)
    for (entry, _), those in sorted(groups.items()):
        of_pillar: dict[str, int] = {}
        for i in those:
            pillar = choices[i].role.pillar
            if pillar not in of_pillar:
                of_pillar[pillar] = model.column(0.0, 1.0)
        columns = list(of_pillar.values())
        model.rows.count(None, columns, 0, 1)
        copies: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i in those:
            network = strategy.accounts[choices[i].account].network
            copies[network, choices[i].role.pillar].append(i)
        for (_, pillar), copy in copies.items():
            model.rows.add(None, dict.fromkeys(copy, 1.0) | {of_pillar[pillar]: -1.0}, -np.inf, 0)
        lag = timedelta(hours=strategy.adaptations[entry].lag_hours)
        rule = Rule(key="adaptations", what=choices[those[0]].kind)
        for window in _windows(model, those, lag):
            model.rows.count(rule, window, 0, 1)
        if entry in before:  # pieces are alike: the next is used only where the one before is
            terms = dict.fromkeys(columns, 1.0) | dict.fromkeys(before[entry], -1.0)
            model.rows.add(None, terms, -np.inf, 0)
        before[entry] = columns
        found += columns
    return found


def _pillars(model: Model) -> None:
    shares = {one.name: one.share for one in model.pace.strategy.pillars if one.share is not None}
    there = [slot.pillar for slot in model.kept]
    _shares(model, "pillars", shares, [one.role.pillar for one in model.choices], there)


def _funnel(model: Model) -> None:
    there = [slot.stage for slot in model.kept]
    stages = [one.role.stage for one in model.choices]
    _shares(model, "funnel", model.pace.strategy.funnel, stages, there)


def _shares(
    model: Model,
    key: str,
    shares: Mapping[str, float],
    levels: Sequence[str],
    there: Sequence[str],
) -> None:
    """Keep floor(n (share - 0.1)) <= count <= ceil(n (share + 0.1)): linear, as all are whole."""
    for name, share in shares.items():
        mine = np.array([level == name for level in levels], dtype=float)
        for sign, side in ((-1, share - TOLERANCE), (1, share + TOLERANCE)):
            if (side <= 0 and sign < 0) or (side >= 1 and sign > 0):
                continue
            factors = mine - side
            given = there.count(name) - side * len(there)
            terms = {i: float(x) for i, x in enumerate(factors)}
            low, high = (-1 + _SLACK - given, np.inf) if sign < 0 else (-np.inf, 1 - _SLACK - given)
            model.rows.add(Rule(key=key, what=name), terms, low, high)


def _series(model: Model) -> None:
    pace = model.pace
    own = _group(model, lambda one: (one.role.series, pace.horizon.week(_day(model, one))))
    there = {(slot.series, pace.horizon.week(slot.local_at.date())) for slot in model.kept}
    for series in pace.strategy.series:
        for week in range(pace.horizon.weeks):
            days = pace.horizon.days[DAYS * week : DAYS * (week + 1)]
            day = next(one for one in days if WEEKDAYS[one.weekday()] == series.weekday)
            if not closed(pace.strategy, day):
                n = 0 if (series.name, week) in there else 1
                rule = Rule(key="series", what=series.name, week=week)
                model.rows.count(rule, own.get((series.name, week), ()), n, n)


def _events(model: Model) -> None:
    """Wish for each phase's pace; without one, for a post in the phase."""
    moments = [one for day in model.pace.horizon.days for one in model.pace.moments(day)]
    own = _group(model, lambda one: (one.role.event, one.role.phase, one.day))
    stretches: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in moments:
        n = (one.day - model.pace.horizon.start).days
        key = (one.event.name, one.phase.name)
        those = own.get((*key, n), [])
        stretches[key] += those
        there = sum((s.event, s.phase, s.local_at.date()) == (*key, one.day) for s in model.kept)
        model.rows.count(None, those, 0, max(one.pace or 1, 1))
        if one.pace > there and not closed(model.pace.strategy, one.day):
            _wish(model, those, one.pace - there, ("phase-pace", *key, one.day.isoformat()))
    for one in {(m.event.name, m.phase.name): m for m in moments if not m.pace}.values():
        key = (one.event.name, one.phase.name)
        if not any((slot.event, slot.phase) == key for slot in model.kept):
            _wish(model, stretches[key], 1, ("phase-pace", *key, ""))


def _wish(model: Model, those: Sequence[int], n: int, name: tuple[str, ...]) -> None:
    missed = model.column(-MISSED * model.top, float(n))
    model.wishes[missed] = name
    model.rows.count(None, [*those, missed], n, np.inf)


def _drafts(model: Model) -> None:
    own = _group(model, lambda one: one.role.draft)
    for name, those in own.items():
        if name:
            model.ready[name] = those
            model.rows.count(None, those, 0, 1)


def _day(model: Model, one: Choice):  # type: ignore[no-untyped-def]
    return model.pace.horizon.days[one.day]


def _group(model: Model, key):  # type: ignore[no-untyped-def]
    found: dict = defaultdict(list)  # type: ignore[type-arg]
    for i, one in enumerate(model.choices):
        found[key(one)].append(i)
    return found
