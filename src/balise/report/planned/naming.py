"""How accounts, days, times and asks of a plan are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from balise.domain.plan import Plan, Slot
from balise.domain.strategy import WEEKDAYS, Objective, Strategy
from balise.report.names import capital
from balise.report.planned.icons import BADGES
from balise.report.roadmap_words import title
from balise.report.theme import SHORT_MONTHS
from balise.words import Speech

WEEK = 7
_SHORT = 3
_TAG = 2


def days_of(plan: Plan) -> tuple[date, int]:
    """Give the first day of a plan and how many weeks it has, at least as many as its posts need.

    Examples
    --------
    >>> from datetime import UTC
    >>> from balise.domain.estimate import Provenance
    >>> made = Provenance(snapshot="", model="", seed=0, made_at=datetime(2027, 1, 1, tzinfo=UTC))
    >>> days_of(
    ...     Plan(
    ...         slots=(),
    ...         objectives=(),
    ...         optimality_gap=0,
    ...         violations=(),
    ...         strategy_hash="",
    ...         provenance=made,
    ...     )
    ... )
    (datetime.date(2027, 1, 1), 0)
    """
    days = [one.local_at.date() for one in plan.slots]
    starts = min([*days, *([plan.starts] if plan.starts else [])], default=None)
    if starts is None:
        starts = plan.provenance.made_at.date()
    last = max(days, default=None)
    needed = 0 if last is None else (last - starts).days // WEEK + 1
    return starts, max(plan.weeks, needed)


def ends_of(plan: Plan) -> date:
    """Give the last day of a plan."""
    starts, weeks = days_of(plan)
    return starts + timedelta(days=max(weeks * WEEK - 1, 0))


def badges(accounts: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """Give each account two letters, with a number where a network has several.

    Examples
    --------
    >>> dict(badges([("x", "a"), ("facebook", "b"), ("x", "c")]))
    {('x', 'a'): 'X1', ('facebook', 'b'): 'FB', ('x', 'c'): 'X2'}
    """
    those = dict.fromkeys(accounts)
    many = Counter(network for network, _ in those)
    seen: Counter[str] = Counter()
    given = {}
    for network, handle in those:
        seen[network] += 1
        short = BADGES.get(network, network[:_TAG].upper())
        given[network, handle] = f"{short}{seen[network]}" if many[network] > 1 else short
    return given


def accounts(plan: Plan, strategy: Strategy) -> tuple[tuple[str, str], ...]:
    """List the accounts of the strategy, then any other that a post names."""
    ours = [(one.network, one.handle) for one in strategy.accounts]
    return tuple(dict.fromkeys((*ours, *((one.network, one.account) for one in plan.slots))))


def time_of(s: Speech, at: datetime) -> str:
    """Write a time of day."""
    return s.text("{h}:{m:02d}", h=at.hour, m=at.minute)


def weekday(s: Speech, day: date) -> str:
    """Name the weekday in short, as columns do."""
    return capital(s.term("weekday", WEEKDAYS[day.weekday()]))[:_SHORT]


def brief(s: Speech, day: date) -> str:
    """Write a day as a calendar does, its month in short."""
    return f"{day.day} {s.text(SHORT_MONTHS[day.month - 1])}"


def ask(s: Speech, slot: Slot) -> str:
    """Name what a post asks; empty where it asks nothing."""
    return title(s.term("cta", slot.cta)) if slot.cta not in {"", "none"} else ""


def theme(slot: Slot) -> str:
    """Name the pillar of a post."""
    return title(slot.pillar)


def aims(strategy: Strategy) -> Mapping[str, Objective]:
    """Give the objectives by name."""
    return {one.name: one for one in strategy.objectives}
