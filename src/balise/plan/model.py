"""The mixed-integer model of a plan: every rule of the strategy as rows over the choices.

Maximise the value of the chosen posts, less what unmet wishes cost, such that all rows hold
(docs/planning.md states it in full). One builder a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from balise.domain.plan import Slot
from balise.domain.strategy import WEEKDAYS, Adaptation
from balise.plan.begun import Begun, adapted
from balise.plan.choices import MOMENT, Choice, Choosing, Lot
from balise.plan.horizon import DAYS, closed
from balise.plan.pace import Pace
from balise.plan.roles import Role
from balise.plan.rows import Rows, Rule

MISSED = 4.0
"""What a wish that is not met costs, in values of the best post."""
TOLERANCE = 0.1
"""How far a share of the posts may be from what is asked."""
_SLACK = 1e-3
Array = NDArray[np.float64]


@dataclass(slots=True)
class Model:
    """Choices, lots with their roles, further columns, and the rows over them all.

    `extra` holds, of each further column, its value, its upper bound and whether it is whole;
    `dealt` gives the columns that count the roles of a lot; `wishes` names those of what is missed.
    """

    pace: Pace
    choices: Sequence[Choice]
    lots: Sequence[Lot]
    loss: float
    kept: Sequence[Slot] = ()
    gone: date | None = None
    rows: Rows = field(default_factory=Rows)
    extra: list[tuple[float, float, bool]] = field(default_factory=list)
    dealt: list[list[int]] = field(default_factory=list)
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

    def column(self, value: float, most: float, *, whole: bool = False) -> int:
        """Add a column, and give its place."""
        self.extra.append((value, most, whole))
        return self.n - 1

    @property
    def values(self) -> Array:
        """Value of each column."""
        bonus = {i: MISSED * self.top for those in self.ready.values() for i in those}
        mine = [one.value + bonus.get(i, 0.0) for i, one in enumerate(self.choices)]
        return np.array([*mine, *(value for value, _, _ in self.extra)])

    @property
    def most(self) -> Array:
        """Upper bound of each column."""
        return np.array([1.0] * len(self.choices) + [most for _, most, _ in self.extra])

    @property
    def whole(self) -> NDArray[np.int_]:
        """1 where a column must be whole."""
        return np.array([1] * len(self.choices) + [int(whole) for _, _, whole in self.extra])

    def roles(self) -> Iterator[tuple[int, Role]]:
        """Give every column that counts a role."""
        for lot, columns in zip(self.lots, self.dealt, strict=True):
            yield from zip(columns, lot.roles, strict=True)


def model(choosing: Choosing, kept: Sequence[Slot] = (), gone: date | None = None) -> Model:
    """Put up all rows; the days up to `gone` are over."""
    found = Model(
        pace=choosing.pace,
        choices=choosing.choices,
        lots=choosing.lots,
        loss=choosing.worth.loss,
        kept=kept,
        gone=gone,
    )
    found.column(0.0, 0.0)  # the solver wants a column even where nothing can be published
    builders = (
        _roles, _weeks, _days, _gaps, _capacity, _pillars, _funnel, _series, _events, _drafts,
    )  # fmt: skip
    for build in builders:
        build(found)
    return found


def _roles(model: Model) -> None:
    """Give each chosen post of a lot one role."""
    for lot in model.lots:
        most = 1.0 if lot.piece >= 0 else float(len(lot.members))
        columns = [model.column(gain, most, whole=True) for gain in lot.gains]
        model.dealt.append(columns)
        terms = dict.fromkeys(lot.members, 1.0) | dict.fromkeys(columns, -1.0)
        model.rows.add(None, terms, 0, 0)


def _weeks(model: Model) -> None:
    own = _group(model, lambda one: (one.account, one.day // DAYS))
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
        first = 0 if model.pace.days[account.id, local] else 1
        if limit > first:
            usual = float(np.mean([model.choices[i].value for i in those]))
            later = model.column(-model.loss * usual, float(limit))
            model.rows.add(None, dict.fromkeys(those, 1.0) | {later: -1.0}, -np.inf, first)


def _gaps(model: Model) -> None:
    for index, those in _group(model, lambda one: one.account).items():
        account = model.pace.strategy.accounts[index]
        gap = timedelta(hours=max(account.min_gap_hours, MOMENT))
        rule = Rule(key="min_gap_hours", what=account.id)
        for window in _windows(model, those, gap):
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
        if end > reached:  # else it lies within the window before
            reached = end
            yield [i for at in times[n:end] for i in by_time[at]]


def _capacity(model: Model) -> None:
    strategy, pace = model.pace.strategy, model.pace
    if not strategy.capacity:
        return
    shared = _shared(model)
    for (kind, week), those in _group(model, lambda one: (one.kind, one.day // DAYS)).items():
        free = [model.choices[i] for i in those]
        alone = [
            i for i, one in zip(those, free, strict=True) if one.piece < 0 and not one.sort.draft
        ]
        rule = Rule(key="capacity", what=kind, week=week)
        made = [*alone, *shared.get((kind, week), ())]
        model.rows.count(rule, made, 0, pace.pieces(kind, week) or 0)


def _shared(model: Model) -> dict[tuple[str, int], list[int]]:
    """Tie the copies of each piece, and give the columns that count pieces by kind and week."""
    strategy = model.pace.strategy
    pieces: dict[tuple[str, int, int], dict[int, list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for n, lot in enumerate(model.lots):
        if lot.piece >= 0:
            entry = adapted(strategy, strategy.accounts[lot.account].network, lot.kind)
            place = strategy.adaptations.index(entry) if entry else -1
            pieces[lot.kind, lot.week, place][lot.piece].append(n)
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (kind, week, place), numbered in pieces.items():
        before: list[int] = []
        made, there = model.pace.pieces(kind, week) or 0, model.pace.begun.get((kind, week), ())
        for piece in sorted(numbered):
            entry = strategy.adaptations[place]
            if piece >= made:  # it stands elsewhere: nobody has to make it any more
                _piece(model, numbered[piece], entry, there[piece - made])
                continue
            columns = _piece(model, numbered[piece], entry)
            if before:  # pieces are alike: the next is used only where the one before is
                terms = dict.fromkeys(columns, 1.0) | dict.fromkeys(before, -1.0)
                model.rows.add(None, terms, -np.inf, 0)
            before = columns
            found[kind, week] += columns
    return found


def _piece(
    model: Model, lots: Sequence[int], entry: Adaptation, there: Begun | None = None
) -> list[int]:
    """Give a piece one pillar, one copy a network, and its copies time between them."""
    networks = [account.network for account in model.pace.strategy.accounts]
    pillars = dict.fromkeys(role.pillar for n in lots for role in model.lots[n].roles)
    columns = {
        pillar: model.column(0.0, float(there is None or pillar == there.pillar))
        for pillar in pillars
    }
    model.rows.count(None, columns.values(), 0, 1)
    copies: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n in lots:
        lot = model.lots[n]
        for column, role in zip(model.dealt[n], lot.roles, strict=True):
            copies[networks[lot.account], role.pillar].append(column)
    for (_, pillar), those in copies.items():
        terms = dict.fromkeys(those, 1.0) | {columns[pillar]: -1.0}
        model.rows.add(None, terms, -np.inf, 0)
    members = [i for n in lots for i in model.lots[n].members]
    rule = Rule(key="adaptations", what=entry.kind)
    for window in _windows(model, members, timedelta(hours=entry.lag_hours)):
        model.rows.count(rule, window, 0, 1)
    return list(columns.values())


def _pillars(model: Model) -> None:
    shares = {one.name: one.share for one in model.pace.strategy.pillars if one.share is not None}
    levels = {column: role.pillar for column, role in model.roles()}
    _shares(model, ("pillars", shares), levels, [slot.pillar for slot in model.kept])


def _funnel(model: Model) -> None:
    levels = {column: role.stage for column, role in model.roles()}
    shares = model.pace.strategy.funnel
    _shares(model, ("funnel", shares), levels, [slot.stage for slot in model.kept])


def _shares(
    model: Model,
    asked: tuple[str, Mapping[str, float]],
    levels: Mapping[int, str],
    there: Sequence[str],
) -> None:
    """Keep floor(n (share - 0.1)) <= count <= ceil(n (share + 0.1)): linear, as all are whole."""
    key, shares = asked
    for name, share in shares.items():
        for sign, side in ((-1, share - TOLERANCE), (1, share + TOLERANCE)):
            if (side <= 0 and sign < 0) or (side >= 1 and sign > 0):
                continue
            given = there.count(name) - side * len(there)
            terms = {i: float(level == name) - side for i, level in levels.items()}
            low, high = (-1 + _SLACK - given, np.inf) if sign < 0 else (-np.inf, 1 - _SLACK - given)
            model.rows.add(Rule(key=key, what=name), terms, low, high)


def _series(model: Model) -> None:
    pace = model.pace
    own = _group(model, lambda one: (one.sort.series, one.day // DAYS))
    there = {(slot.series, pace.horizon.week(slot.local_at.date())) for slot in model.kept}
    for series in pace.strategy.series:
        for week in range(pace.horizon.weeks):
            days = pace.horizon.days[DAYS * week : DAYS * (week + 1)]
            day = next(one for one in days if WEEKDAYS[one.weekday()] == series.weekday)
            skipped = series.hour is not None and pace.horizon.at(day, series.hour) is None
            if not closed(pace.strategy, day) and not skipped:
                most = 0 if (series.name, week) in there else 1
                least = 0 if model.gone is not None and day <= model.gone else most
                rule = Rule(key="series", what=series.name, week=week)
                model.rows.count(rule, own.get((series.name, week), ()), least, most)


def _events(model: Model) -> None:
    """Wish for each phase's pace; without one, for a post in the phase."""
    moments = [one for day in model.pace.horizon.days for one in model.pace.moments(day)]
    own = _group(model, lambda one: (one.sort.event, one.sort.phase, one.day))
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
    own = _group(model, lambda one: one.sort.draft)
    for name, those in own.items():
        if name:
            model.ready[name] = those
            model.rows.count(None, those, 0, 1)


def _group(model: Model, key: Callable[[Choice], Hashable]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for i, one in enumerate(model.choices):
        found[key(one)].append(i)
    return found
