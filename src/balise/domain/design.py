"""What a fit learns from: columns, and sums over posts that add up."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Vector = NDArray[np.float64]
    Matrix = csr_array

Key = tuple[str, int, str]
WHOLE = 16
"""Weights of posts are whole numbers, so that their sums are exact: this is one of full weight."""
THINNESS = 48
"""Of each post this over its weight is summed too, which is a whole number."""
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One indicator of the model: whether a post has this level of this factor.

    Columns of one `group` share one prior variance.
    """

    index: int
    factor: str
    level: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The columns of one model of one KPI, append-only: an index never changes its meaning.

    `timezone` is the zone in which hours are told; `zones` names the accounts
    (`<network>:<handle>`) that live in another.
    """

    id: str
    kpi: str
    timezone: str
    columns: tuple[Column, ...]
    zones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A sparse vector of counts: ascending column indices, and how many posts have each."""

    index: array[int]
    count: array[int]

    def plus(self, other: Counts) -> Counts:
        """Add two sparse vectors.

        Examples
        --------
        >>> one = Counts(index=array("i", [0, 2]), count=array("i", [3, 1]))
        >>> one.plus(Counts(index=array("i", [2]), count=array("i", [4])))
        Counts(index=array('i', [0, 2]), count=array('i', [3, 5]))
        """
        found = dict(zip(self.index, self.count, strict=True))
        for index, count in zip(other.index, other.count, strict=True):
            found[index] = found.get(index, 0) + count
        order = sorted(found)
        return Counts(index=array("i", order), count=array("i", [found[i] for i in order]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The posts of one account, ISO week and kind: how many, sum of y, sums of the columns.

    `week` counts weeks from Monday 0001-01-01; `g` are the sums of the columns, all of them counts.
    """

    account: str
    week: int
    kind: str
    n: int
    y: float
    g: Counts

    @property
    def key(self) -> Key:
        """What makes two cells the same one."""
        return (self.account, self.week, self.kind)

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            account=self.account,
            week=self.week,
            kind=self.kind,
            n=self.n + other.n,
            y=self.y + other.y,
            g=self.g.plus(other.g),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Young:
    """A post that was read before its figures had settled: what it had at that age, its columns."""

    account: str
    week: int
    kind: str
    value: float
    age_h: float
    active: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sums:
    """All that the model needs of any number of posts. Sums of disjoint posts add with `+`.

    `cells` are in order of their key. By account: `gram` is the upper triangle of G'G (sparse,
    counts), `gy` is G'y, `yy` is y'y, `n` the number of posts. Where posts tell more or less of the
    KPI, `weighed` are the same sums with each post taken as often as its weight says, 1 to `WHOLE`,
    and `thin` by account the sum of `THINNESS` over the weight.
    """

    design_id: str
    cells: Sequence[Cell]
    gram: Mapping[str, Matrix]
    gy: Mapping[str, Vector]
    yy: Mapping[str, float]
    n: Mapping[str, int]
    weighed: Sums | None = None
    thin: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: Sums) -> Sums:
        if self.design_id != other.design_id:
            msg = f"sums of design {self.design_id} and of {other.design_id} do not add up"
            raise ValueError(msg)
        return Sums(
            design_id=self.design_id,
            cells=merge_cells((*self.cells, *other.cells)),
            gram=_merge(self.gram, other.gram, lambda a, b: a + b),
            gy=_merge(self.gy, other.gy, lambda a, b: a + b),
            yy=_merge(self.yy, other.yy, lambda a, b: a + b),
            n=_merge(self.n, other.n, lambda a, b: a + b),
            weighed=self._weighed(other),
            thin=_merge(self.thin, other.thin, lambda a, b: a + b),
        )

    def _weighed(self, other: Sums) -> Sums | None:
        if self.weighed is not None and other.weighed is not None:
            return self.weighed + other.weighed
        lacking = other if other.weighed is None else self
        if lacking.n and self.weighed is not other.weighed:
            msg = "sums of posts with weights and without do not add up"
            raise ValueError(msg)
        return self.weighed or other.weighed


def merge_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Add cells of the same key; the result is in order of the key.

    Examples
    --------
    >>> none = Counts(index=array("i"), count=array("i"))
    >>> cell = Cell(account="x:a", week=1, kind="text", n=2, y=1.5, g=none)
    >>> [(c.n, c.y) for c in merge_cells([cell, cell])]
    [(4, 3.0)]
    """
    found: dict[Key, Cell] = {}
    for cell in cells:
        known = found.get(cell.key)
        found[cell.key] = cell if known is None else known + cell
    return tuple(found[key] for key in sorted(found))


def _merge(
    one: Mapping[str, _Value],
    other: Mapping[str, _Value],
    add: Callable[[_Value, _Value], _Value],
) -> dict[str, _Value]:
    merged = dict(one)
    for account, value in other.items():
        merged[account] = add(merged[account], value) if account in merged else value
    return {account: merged[account] for account in sorted(merged)}
