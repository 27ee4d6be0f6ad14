"""The counts of a test as they are used: log rates of its arms, and how exactly they are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals as nw
import numpy as np
import numpy.typing as npt

from balise.errors import ArmsError, ColumnMissingError, Said
from balise.words import mark

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Successes among trials of each arm, in the order given."""

    names: tuple[object, ...]
    successes: Floats
    trials: Floats

    @property
    def log_rates(self) -> Floats:
        """Log of the rates, half a success added: an arm without any has a rate all the same."""
        return np.log((self.successes + 0.5) / (self.trials + 1.0))

    @property
    def variances(self) -> Floats:
        """Variance of each log rate: that of a binomial count by the delta method."""
        left = np.maximum(self.trials - self.successes, 0.0) + 0.5
        return 1 / (self.successes + 0.5) - 1 / (self.successes + 0.5 + left)


def counts_of(frame: Any, successes: str, trials: str, arm: str = "arm") -> Counts:
    """Read the counts of a test from a frame with one row an arm.

    Raises
    ------
    ColumnMissingError
        A column is absent.
    ArmsError
        There are no arms, two have one name, or counts are none: not whole numbers
        from 0, successes above trials, or an arm without trials.
    """
    table = nw.from_native(frame, eager_only=True)
    for column in (arm, successes, trials):
        if column not in table.columns:
            raise ColumnMissingError(column=column, purpose="compare arms")
    names = tuple(table[arm].to_list())
    won, seen = (_numbers(table[column].to_list()) for column in (successes, trials))
    _checked(names, won, seen)
    return Counts(names=names, successes=won, trials=seen)


def _numbers(values: Sequence[object]) -> Floats:
    try:
        return np.array([float("nan") if v is None else v for v in values], dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ArmsError(reason=Said(mark("a count is no number"))) from error


def _checked(names: Sequence[object], won: Floats, seen: Floats) -> None:
    """Refuse counts that are none."""
    if not names:
        raise ArmsError(reason=Said(mark("there are none")))
    if len(set(map(str, names))) < len(names):
        raise ArmsError(reason=Said(mark("two arms have the same name")))
    both = np.concatenate([won, seen])
    if not np.isfinite(both).all() or (both < 0).any() or (both % 1 != 0).any():
        raise ArmsError(reason=Said(mark("a count is missing, negative or no whole number")))
    if (won > seen).any():
        raise ArmsError(reason=Said(mark("more successes than trials")))
    if (seen == 0).any():
        raise ArmsError(reason=Said(mark("an arm without trials")))
