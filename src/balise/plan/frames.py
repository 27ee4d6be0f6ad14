"""Data frames at the edge: history in, slots and objectives out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any, Literal, cast

import narwhals as nw

from balise.domain.plan import Plan, Slot

BACKENDS = ("pandas", "polars", "pyarrow")
_SLOT = (
    "slot_id", "content_id", "network", "account", "publish_at", "kind", "pillar", "cta",
    "hashtags", "objective", "audience", "series", "phase", "q05", "q50", "q95", "propensity",
    "reason", "timezone", "stage", "event", "draft", "boost", "state",
)  # fmt: skip
_OUTLOOK = ("objective", "target", "q05", "q50", "q95", "p_reached", "kpi", "published", "course")

_TYPES = Slot(
    slot_id="", content_id="", network="", account="", kind="", hashtags=("",), q05=0.0, q50=0.0,
    q95=0.0, publish_at=datetime(2000, 1, 1, tzinfo=UTC),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan as data frames, with the plan itself.

    Parameters
    ----------
    plan
        The plan as values.
    backend
        The library of the frames.
    """

    plan: Plan
    backend: str

    @property
    def slots(self) -> Any:
        """One row a slot, in order of time; `local_at` is the clock of its zone, without it."""
        told = (*self.plan.slots, _TYPES)  # one more gives each column its type, and goes again
        columns = {name: [_cell(one, name) for one in told] for name in _SLOT}
        local = [one.local_at.replace(tzinfo=None) for one in told]
        return _frame({**columns, "local_at": local}, self.backend, rows=len(self.plan.slots))

    @property
    def objectives(self) -> Any:
        """One row an objective."""
        told = {name: [getattr(one, name) for one in self.plan.objectives] for name in _OUTLOOK}
        return _frame(told, self.backend)

    @property
    def optimality_gap(self) -> float:
        """Share of the value of the best plan that this one is proven not to miss by more."""
        return self.plan.optimality_gap

    @property
    def violations(self) -> tuple[str, ...]:
        """Rules that the plan breaks, in words, found by code that the solver has no part in."""
        return self.plan.violations


def backend_of(*given: Any) -> str:
    """Name the library of the first frame there is, else one that is installed."""
    for one in given:
        if one is not None and not isinstance(one, Sequence):
            return str(nw.from_native(one, eager_only=True).implementation.value)
    return next((name for name in BACKENDS if find_spec(name)), BACKENDS[0])


def _cell(slot: Slot, name: str) -> Any:
    value = getattr(slot, name)
    return list(value) if isinstance(value, tuple) else value


def _frame(columns: Mapping[str, Any], backend: str, *, rows: int | None = None) -> Any:
    library = cast("Literal['pandas', 'polars', 'pyarrow']", backend)
    made = nw.from_dict(dict(columns), backend=library)
    return (made if rows is None else made.head(rows)).to_native()
