"""Where no plan keeps all rules: the smallest set of rules that conflict, and what to relax.

The smallest unsatisfiable set is found by implicit hitting sets (Ignatiev, Previti, Liffiton and
Marques-Silva, "Smallest MUS extraction with minimal hitting set dualization", CP 2015): the least
set of rules that hits every known correction set is either in conflict, and then the smallest, or
can be met, and then what must be given up beside it is one more correction set.

In a large model parts of posts are allowed where even they do not help: what then conflicts does so
for whole posts too, but a smaller set may, and a rule may have to give more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack

from balise.plan.model import Model
from balise.plan.rows import Rule

Array = NDArray[np.float64]
_MOST_ROUNDS = 60
_SECONDS = 8.0
LARGE = 5000
"""Columns beyond which whole posts take too long to search again and again. Ours."""
_LATE = 1
_HALF = 0.5
_PART = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """A rule in conflict, and by how much it would have to give; `None`: that alone is no way."""

    rule: Rule
    amount: float | None


def conflict(model: Model) -> tuple[Relaxation, ...]:
    """Find the fewest rules that no plan keeps together; empty where one does.

    A rule of several weeks is one; where it conflicts in one week only, that week is named.
    """
    try:
        told = _Told.of(model)
        found = told.smallest(list(told.rows))
    except TimeoutError:
        return ()
    named = [told.narrowed(rule, found) for rule in found]
    return tuple(
        Relaxation(rule=rule, amount=told.give(whole))
        for rule, whole in sorted(zip(named, found, strict=True), key=lambda pair: str(pair[0]))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The rows of a model, by rule; `always` are those of no rule.

    `in_parts` allows parts of posts: then what is found is found fast.
    """

    model: Model
    matrix: csr_array
    low: Array
    high: Array
    rows: dict[Rule, list[int]]
    always: list[int]
    in_parts: bool = False

    @classmethod
    def of(cls, model: Model) -> _Told:
        rows: dict[Rule, list[int]] = defaultdict(list)
        always: list[int] = []
        for n, rule in enumerate(model.rows.rules):
            if rule is None:
                always.append(n)
            else:
                rows[replace(rule, week=-1)].append(n)
        told = cls(
            model=model,
            matrix=model.rows.matrix(model.n),
            low=np.array(model.rows.low),
            high=np.array(model.rows.high),
            rows=dict(rows),
            always=always,
        )
        in_parts = replace(told, in_parts=True)
        return in_parts if model.n > LARGE and not in_parts.is_met(range(len(told.low))) else told

    def smallest(self, rules: Sequence[Rule]) -> list[Rule]:
        """Find the smallest set in conflict."""
        corrections: list[set[Rule]] = []
        for _ in range(_MOST_ROUNDS):
            hitting = _least_hitting(rules, corrections)
            given_up = self._given_up(hitting, rules)
            if given_up is None:
                return hitting
            if not given_up:
                return []
            corrections.append(given_up)
        return list(rules)

    def narrowed(self, rule: Rule, others: Collection[Rule]) -> Rule:
        """Name the week of a rule, where its rows of one week are enough for the conflict."""
        weeks = sorted({self.model.rows.rules[n].week for n in self.rows[rule]})  # type: ignore[union-attr]
        beside = [n for one in others if one != rule for n in self.rows[one]]
        for week in weeks:
            mine = [n for n in self.rows[rule] if self.model.rows.rules[n].week == week]  # type: ignore[union-attr]
            if week >= 0 and not self.is_met([*self.always, *beside, *mine]):
                return replace(rule, week=week)
        return rule

    def give(self, rule: Rule) -> float | None:
        """Tell the least by which a rule must give so that all the others can be kept."""
        mine = self.rows[rule]
        others = [*self.always, *(n for one, ns in self.rows.items() if one != rule for n in ns)]
        try:
            found = self._solve(
                [*others, *mine], dict.fromkeys(mine, 0), costs=1, most=1e4, whole=False
            )
        except TimeoutError:
            return None
        return None if found is None else float(np.ceil(found[self.model.n] - 1e-6))

    def is_met(self, rows: Sequence[int]) -> bool:
        """Tell whether rows can be met together."""
        return self._solve(rows, {}, costs=0, most=0.0, whole=False) is not None

    def _given_up(self, kept: Sequence[Rule], rules: Sequence[Rule]) -> set[Rule] | None:
        """Give up as few rules as can be beside those that are kept; `None` where none helps."""
        places = {rule: n for n, rule in enumerate(one for one in rules if one not in kept)}
        slack = {n: place for rule, place in places.items() for n in self.rows[rule]}
        rows = [*self.always, *(n for rule in rules for n in self.rows[rule])]
        found = self._solve(rows, slack, costs=len(places), most=1.0, whole=True)
        if found is None:
            return None
        limit = _PART if self.in_parts else _HALF
        return {rule for rule, place in places.items() if found[self.model.n + place] > limit}

    def _solve(
        self, rows: Sequence[int], slack: dict[int, int], *, costs: int, most: float, whole: bool
    ) -> Array | None:
        """Meet rows, those with a slack up to it; give all columns, the slacks last.

        Raises
        ------
        TimeoutError
            Whether they can be met was not found in time.
        """
        matrix, low, high = self.matrix[rows], self.low[rows], self.high[rows]
        by = self._reach(matrix, low, high) if whole else np.ones(len(rows))
        places = np.array([slack.get(n, -1) for n in rows])
        sides = []
        for sign, bound in ((1.0, low), (-1.0, -high)):
            there = np.isfinite(bound)
            held = np.flatnonzero(there & (places >= 0))
            at = np.searchsorted(np.flatnonzero(there), held)
            where = (at.astype(np.int32), places[held].astype(np.int32))
            extra = coo_array((by[held], where), shape=(int(there.sum()), costs)).tocsr()
            sides.append(LinearConstraint(hstack([sign * matrix[there], extra]), bound[there]))
        n = self.model.n
        found = milp(
            np.concatenate([np.zeros(n), np.ones(costs)]),
            integrality=np.concatenate(
                [self.model.whole, np.full(costs, int(whole), dtype=np.int_)]
            )
            * (not self.in_parts),
            bounds=Bounds(0, np.concatenate([self.model.most, np.full(costs, most)])),
            constraints=sides,
            options={"time_limit": _SECONDS},
        )
        if found.x is None and found.status == _LATE:
            raise TimeoutError
        return None if found.x is None else np.asarray(found.x)

    def _reach(self, matrix: csr_array, low: Array, high: Array) -> Array:
        """Give what a row may miss its bounds by at most."""
        sums = abs(matrix) @ self.model.most
        bounds = np.maximum(
            np.where(np.isfinite(low), abs(low), 0), np.where(np.isfinite(high), abs(high), 0)
        )
        return np.asarray(sums + bounds + 1)


def _least_hitting(rules: Sequence[Rule], corrections: Sequence[Collection[Rule]]) -> list[Rule]:
    """Choose the fewest rules of which each correction set holds one."""
    if not corrections:
        return []
    hits = np.array([[float(rule in one) for rule in rules] for one in corrections])
    found = milp(
        np.ones(len(rules)),
        integrality=np.ones(len(rules), dtype=np.int_),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(hits, 1, np.inf),
    )
    chosen = () if found.x is None else np.flatnonzero(found.x > _HALF)
    return [rules[int(n)] for n in chosen]
