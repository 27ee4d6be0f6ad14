"""Learning while it earns: a lot decides, within a stated cost, how each account's week comes out.

The unit is an account's week. Its exchanges are told by `exchanges`, their chances by `lots`. No
week costs more than `explore` of its own value in expectation, and so neither does the plan. Weeks
are drawn one after the other, in an order that the seed alone decides; whether an exchange keeps
every rule is asked of the plan as earlier lots left it. So whatever is drawn keeps the rules, and
each logged chance is the true one, given the lots before it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, groupby, islice, zip_longest
from typing import NamedTuple, TypedDict, Unpack

from balise.domain.plan import Draw, Exchange, Slot, Touch
from balise.domain.strategy import Strategy
from balise.plan.chances import EVEN, LEAST, MOST, chances, dearest, outcome, temperature, ticket
from balise.plan.exchanges import ASPECTS, Way, ways

Value = Callable[[Sequence[Sequence[Slot]]], Sequence[Sequence[float]]]
"""Weeks of one account, each with all its slots -> what each slot brings, fatigue included."""
Holds = Callable[[tuple[Slot, ...]], bool]
"""Whether a whole plan, in order of time, keeps every rule."""
_NOTHING = 1e-100
_ASKED = 2 * MOST
"""How many exchanges of a week the rules are asked about at most."""


class Drawn(NamedTuple):
    """The plan as it came out, its lots, and what drawing costs: a share of the solved value."""

    slots: tuple[Slot, ...]
    draws: tuple[Draw, ...]
    cost: float


class Hand(TypedDict, total=False):
    """What a person may do to a slot: move it, rewrite what it is, or skip it."""

    publish_at: datetime | None
    kind: str | None
    cta: str | None
    hashtags: tuple[str, ...] | None
    pillar: str | None
    skipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """An account's week as it was solved, what it brings, and its exchanges, first best to ask."""

    account: str
    week: date
    slots: tuple[Slot, ...]
    worth: float
    ranked: tuple[tuple[Way, float], ...]


def draw(  # noqa: PLR0913 - each said by its name
    slots: Sequence[Slot],
    *,
    strategy: Strategy,
    start: date,
    explore: float,
    seed: int,
    value: Value,
    holds: Holds,
) -> Drawn:
    """Draw how each account's week comes out.

    Parameters
    ----------
    slots
        The plan as it was solved; all of it, kept slots too.
    strategy
        What may be asked, and when.
    start
        The first local day; weeks are seven local days from it.
    explore
        The most that drawing may cost in expectation, as a share of what is expected; 0: never.
    seed
        With the account and the week it decides each lot; no other chance is used.
    value
        What each slot of some weeks of one account is expected to bring, in the units of the
        plan's weights. It is called once an account, with all weeks to compare.
    holds
        Whether a plan keeps every rule. Every exchange of a set was asked; at most 24 a week are.

    Returns
    -------
    Drawn
        Slots in order of time; those that could have come out otherwise carry the total chance of
        the exchanges in which they are as they came out, and the name of their draw. Forecasts and
        reasons of slots that came out otherwise are still those of the solved plan. `cost` is the
        sum of chance x (solved value - value) over all exchanges, over the value of the plan.

    Examples
    --------
    >>> from datetime import UTC
    >>> from balise.domain.strategy import Identity, Presence
    >>> shop = Strategy(
    ...     identity=Identity(name="s"),
    ...     objectives=(),
    ...     accounts=(Presence(network="x", handle="shop", hours=(9, 11)),),
    ... )
    >>> slot = Slot(
    ...     slot_id="1",
    ...     content_id="1",
    ...     network="x",
    ...     account="shop",
    ...     kind="text",
    ...     publish_at=datetime(2027, 1, 4, 9, tzinfo=UTC),
    ... )
    >>> found = draw(
    ...     [slot],
    ...     strategy=shop,
    ...     start=date(2027, 1, 4),
    ...     explore=0.02,
    ...     seed=1,
    ...     value=lambda weeks: [[1.0 for _ in week] for week in weeks],
    ...     holds=lambda plan: True,
    ... )
    >>> found.slots[0].propensity, found.cost, len(found.draws[0].exchanges)
    (0.5, 0.0, 2)
    """
    plan = _in_time(slots)
    if not explore >= LEAST or not holds(plan):
        return Drawn(slots=plan, draws=(), cost=0.0)
    may = min(explore, 1.0)
    units = [*_units(plan, strategy, (start, may), value)]
    worth = math.fsum(unit.worth for unit in units)
    draws: list[Draw] = []
    paid: list[float] = []
    for unit in sorted(units, key=lambda one: ticket(seed, one.account, one.week.isoformat())):
        drawn, plan = _drawn(unit, plan, (may, seed), holds)
        if drawn is not None:
            draws.append(drawn)
            paid.append(drawn.cost * unit.worth)
    told = sorted(draws, key=lambda one: (one.week, one.account))
    return Drawn(slots=plan, draws=tuple(told), cost=math.fsum(paid) / worth if paid else 0.0)


def touched(slot: Slot, **hand: Unpack[Hand]) -> Slot:
    """Note what a person does to a slot: from then on chance did not make it what it is.

    `None` leaves a thing as it is; what changes nothing touches nothing. The stage, which follows
    the call to action, is the caller's to tell anew (`roles.stage_of`).

    Examples
    --------
    >>> from datetime import UTC
    >>> slot = Slot(
    ...     slot_id="1",
    ...     content_id="1",
    ...     network="x",
    ...     account="shop",
    ...     kind="text",
    ...     publish_at=datetime(2027, 1, 4, 9, tzinfo=UTC),
    ...     propensity=0.5,
    ...     draw_id="d",
    ... )
    >>> touched(slot, kind="image").touch, touched(slot, kind="text").is_randomised
    ('rewritten', True)
    """
    asked = {name: to for name, to in hand.items() if name != "skipped" and to is not None}
    new = {name: to for name, to in asked.items() if getattr(slot, name) != to}
    touch: Touch = slot.touch
    if new and touch != "skipped":
        moved = set(new) == {"publish_at"} and touch != "rewritten"
        touch = "moved" if moved else "rewritten"
    if hand.get("skipped"):
        return replace(slot, **new, touch="skipped", state="skipped")  # type: ignore[arg-type]
    return replace(slot, **new, touch=touch)  # type: ignore[arg-type]


def _in_time(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    return tuple(sorted(slots, key=lambda one: (one.publish_at, one.account_id, one.slot_id)))


def _units(
    plan: tuple[Slot, ...], strategy: Strategy, terms: tuple[date, float], value: Value
) -> Iterator[_Unit]:
    """Give each account's weeks with what they bring; an account's are valued in one call."""
    start, may = terms

    def place(slot: Slot) -> tuple[str, int]:
        return slot.account_id, (slot.local_at.date() - start).days // 7

    weeks = {at: tuple(own) for at, own in groupby(sorted(plan, key=place), key=place)}
    for account, places in groupby(weeks, key=lambda at: at[0]):
        found = [(at, ways(weeks[at], plan, strategy)) for at in places]
        asked = [[weeks[at], *(_in_time(way.slots) for way in its)] for at, its in found]
        told = iter([math.fsum(brings) for brings in value([*chain.from_iterable(asked)])])
        for at, its in found:
            solved, *others = (next(told) for _ in range(len(its) + 1))
            known = solved if math.isfinite(solved) else 0.0
            yield _Unit(
                account=account,
                week=start + timedelta(days=7 * at[1]),
                slots=weeks[at],
                worth=known,
                ranked=_ranked([*zip(its, others, strict=True)], known, may),
            )


def _ranked(
    told: Sequence[tuple[Way, float]], solved: float, may: float
) -> tuple[tuple[Way, float], ...]:
    """Order exchanges so that the first few hold something of every aspect and of every slot.

    The cheapest come first within these turns; those that cannot fit the cost are left out, and so
    is a week of which nothing is expected: nobody could say what its lot costs.
    """
    if solved <= _NOTHING:
        return ()
    fits = [
        (way, got)
        for way, got in told
        if math.isfinite(got) and (solved - got) / solved <= dearest(may)
    ]
    fits.sort(key=lambda one: -one[1])
    turns = [_in_turn([one for one in fits if one[0].aspect == aspect]) for aspect in ASPECTS]
    return tuple(one for turn in zip_longest(*turns) for one in turn if one is not None)


def _in_turn(fits: Sequence[tuple[Way, float]]) -> list[tuple[Way, float]]:
    """Take the best of each slot first, then the second best of each."""
    seen: dict[frozenset[str], int] = {}
    turns: list[int] = []
    for way, _ in fits:
        turns.append(seen.get(way.of, 0))
        seen[way.of] = turns[-1] + 1
    return [fits[i] for i in sorted(range(len(fits)), key=turns.__getitem__)]


def _drawn(
    unit: _Unit, plan: tuple[Slot, ...], terms: tuple[float, int], holds: Holds
) -> tuple[Draw | None, tuple[Slot, ...]]:
    """Draw one week's lot, and give the plan as it leaves it."""
    may, seed = terms
    allowed = (one for one in unit.ranked[:_ASKED] if holds(_with(plan, one[0].slots)))
    kept = [*islice(allowed, MOST - 1)]
    if not kept:
        return None, plan
    values = [unit.worth, *(got for _, got in kept)]
    heat = temperature(values, may)
    odds = chances(values, heat)
    week = unit.week.isoformat()
    chosen = outcome(odds, ticket(seed, unit.account, week))
    outcomes = [unit.slots, *(way.slots for way, _ in kept)]
    drawn = Draw(
        draw_id=f"{unit.account}/{week}/{seed}",
        account=unit.account,
        week=unit.week,
        explore=EVEN,
        temperature=heat,
        exchanges=tuple(
            Exchange(swaps=swaps, value=got, chance=float(chance))
            for swaps, got, chance in zip(
                [(), *(way.swaps for way, _ in kept)], values, odds, strict=True
            )
        ),
        chosen=chosen,
        cost=math.fsum(odds * (unit.worth - got) for odds, got in zip(odds, values, strict=True))
        / unit.worth,
    )
    return drawn, _with(plan, _logged(outcomes, drawn))


def _with(plan: Sequence[Slot], week: Sequence[Slot]) -> tuple[Slot, ...]:
    new = {slot.slot_id: slot for slot in week}
    return _in_time([new.get(slot.slot_id, slot) for slot in plan])


def _logged(outcomes: Sequence[tuple[Slot, ...]], drawn: Draw) -> tuple[Slot, ...]:
    """Give the week as drawn, each slot with the chance that it came out as it did."""
    odds = [one.chance for one in drawn.exchanges]
    found = []
    for place, slot in enumerate(outcomes[drawn.chosen]):
        same = [_seen(week[place]) == _seen(slot) for week in outcomes]
        if all(same):
            found.append(slot)
        else:
            chance = math.fsum(p for p, is_same in zip(odds, same, strict=True) if is_same)
            found.append(replace(slot, propensity=chance, draw_id=drawn.draw_id))
    return tuple(found)


def _seen(slot: Slot) -> Mapping[str, object]:
    return {"kind": slot.kind, "cta": slot.cta, "at": slot.publish_at}
