"""Whether a plan keeps the rules of its strategy, found out anew from the slots alone.

Nothing here is shared with what makes plans: a rule that the solver gets wrong is found here.
Each rule is one function of a `Laid`. What was approved or published before is counted in all of
them, and what it breaks alone is no breach of the plan: a breach needs a slot that was planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from balise.domain.plan import Breach, OwnDraft, Published, Slot
from balise.domain.strategy import Strategy
from balise.plan import (
    rules_data,
    rules_dates,
    rules_laid,
    rules_pace,
    rules_pieces,
    rules_shares,
    rules_tags,
)
from balise.plan.rules_laid import Laid

Rule = Callable[[Laid], Iterable[Breach]]
RULES: tuple[Rule, ...] = (
    rules_data.times,
    rules_data.ids,
    rules_data.accounts,
    rules_data.names,
    rules_pace.per_week,
    rules_pace.per_day,
    rules_pace.gaps,
    rules_pace.hours,
    rules_pieces.capacity,
    rules_pieces.copies,
    rules_shares.pillars,
    rules_shares.funnel,
    rules_dates.series,
    rules_dates.events,
    rules_pace.blackouts,
    rules_pieces.drafts,
    rules_tags.hashtags,
    rules_shares.boosts,
    rules_data.kept,
)


class Around(TypedDict, total=False):
    """What stands around a plan; see `breaches`."""

    history: Sequence[Published]
    drafts: Sequence[OwnDraft]
    kept: Sequence[Slot]
    budget: float | None


def breaches(
    strategy: Strategy,
    slots: Sequence[Slot],
    *,
    start: date,
    weeks: int,
    **around: Unpack[Around],
) -> tuple[Breach, ...]:
    """Find every place where slots do not keep the rules of a strategy.

    Parameters
    ----------
    start, weeks
        The first local day of the plan, and how many stretches of seven days it has.
    history
        What was published, before the plan and within it. A published slot and the post of the
        same account within 15 minutes of it count once.
    drafts
        The user's own drafts that may stand in slots.
    kept
        Slots of the plan before that were approved or published, as they were: they must stand
        among the slots unchanged.
    budget
        Money for the boosts of this plan; None: the total of the strategy, by the part that the
        days of the plan are of the period of the objective with the highest priority.

    Returns
    -------
    tuple of Breach
        In order of days; those of no day first. Empty where every rule is kept. Slots that were
        skipped are nothing.

    Examples
    --------
    >>> from balise.domain.strategy import Identity, Presence
    >>> ours = Strategy(
    ...     identity=Identity(name="Shop"),
    ...     objectives=(),
    ...     accounts=(Presence(network="x", handle="shop", posts_per_week=(1, 3)),),
    ... )
    >>> [one.rule for one in breaches(ours, (), start=date(2027, 1, 4), weeks=2)]
    ['week-least', 'week-least']
    """
    zone = rules_laid.zone_of(strategy)
    if zone is None:
        return (Breach(rule="zone", what=str(strategy.identity.timezone)),)
    laid = _lay(strategy, slots, (start, weeks, zone), around)
    found = [one for rule in RULES for one in rule(laid)]
    return tuple(sorted(found, key=lambda one: one.day or date.min))


def _lay(
    strategy: Strategy, slots: Sequence[Slot], when: tuple[date, int, ZoneInfo], around: Around
) -> Laid:
    start, weeks, zone = when
    told = [(one, rules_laid.placed(one, start, zone)) for one in slots if one.state != "skipped"]
    out = [(one, rules_laid.past(one, start, zone)) for one in around.get("history", ())]
    posts = sorted((place for _, place in told if place is not None), key=lambda one: one.at)
    return Laid(
        strategy=strategy,
        start=start,
        weeks=max(weeks, 0),
        zone=zone,
        posts=tuple(posts),
        past=rules_laid.without_known(posts, [place for _, place in out if place is not None]),
        unread=tuple(one for one, place in told if place is None),
        lost=tuple(one for one, place in out if place is None),
        drafts=tuple(around.get("drafts", ())),
        kept=tuple(around.get("kept", ())),
        budget=around.get("budget"),
    )
