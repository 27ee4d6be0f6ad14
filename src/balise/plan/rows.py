"""Rows of the model: sums of choices between two bounds, each by a rule of the strategy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as a user knows it: the key of `strategy.toml`, of what, and when.

    Examples
    --------
    >>> Rule(key="posts_per_week", what="instagram:shop", week=2)
    Rule(key='posts_per_week', what='instagram:shop', week=2)
    """

    key: str
    what: str = ""
    week: int = -1


@dataclass(slots=True)
class Rows:
    """Collects rows; those of no rule make the model what it is, and no user could relax them."""

    places: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rules: list[Rule | None] = field(default_factory=list)

    def add(self, rule: Rule | None, terms: Mapping[int, float], low: float, high: float) -> None:
        """Add a row: low <= sum of factor x column <= high."""
        self.places.extend([len(self.low)] * len(terms))
        self.columns.extend(terms)
        self.factors.extend(terms.values())
        self.low.append(low)
        self.high.append(high)
        self.rules.append(rule)

    def count(self, rule: Rule | None, of: Iterable[int], low: float, high: float) -> None:
        """Add a row of plain counts."""
        self.add(rule, dict.fromkeys(of, 1.0), low, high)

    def matrix(self, n: int) -> csr_array:
        """Give the rows as a matrix of n columns."""
        # 32 bits: what HiGHS takes, and older SciPy does not convert
        where = (np.array(self.places, dtype=np.int32), np.array(self.columns, dtype=np.int32))
        entries = (np.array(self.factors, dtype=float), where)
        return csr_array(entries, shape=(len(self.low), n))
