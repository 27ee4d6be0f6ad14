"""What becomes of a plan when a slot is moved, changed or added by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from balise.domain.plan import Breach, Outlook, Slot, StandIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A slot as it would be, with what that does to the plan; nothing is kept by it.

    Parameters
    ----------
    slot, was
        As it would be, and as it is; `was` is None where the slot is new.
    breaches
        Rules that the plan would not keep, and keeps now.
    healed
        Rules that it would keep, and does not now.
    before, after
        Where each objective stands, of the same draws: they differ by this change alone. What it
        would take (`needs`) is not told here.
    """

    slot: Slot
    was: Slot | None
    breaches: tuple[Breach, ...] = ()
    healed: tuple[Breach, ...] = ()
    before: tuple[Outlook, ...] = ()
    after: tuple[Outlook, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """Several slots as they would be on other days, with what that does; as of `Moved`."""

    slots: tuple[Slot, ...]
    was: tuple[Slot, ...]
    breaches: tuple[Breach, ...] = ()
    healed: tuple[Breach, ...] = ()
    before: tuple[Outlook, ...] = ()
    after: tuple[Outlook, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A free moment and what would do best there.

    Parameters
    ----------
    objective, q05, q50, q95, stand_in
        What a post there should bring, as of `balise.domain.plan.Slot`; NaN: it cannot be told.
    n
        How many posts of the account with a figure of that KPI stand behind it; the fit borrows
        from those of the others.
    breaches
        The rules that it breaks where no moment of the week keeps all, but that of the reserve.
    """

    network: str
    account: str
    publish_at: datetime
    timezone: str
    kind: str
    pillar: str = ""
    cta: str = ""
    week: int = 0
    objective: str = ""
    q05: float = math.nan
    q50: float = math.nan
    q95: float = math.nan
    stand_in: StandIn | None = None
    n: int = 0
    breaches: tuple[Breach, ...] = ()
