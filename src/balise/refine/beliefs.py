"""Each belief of a strategy held against what posts say: keep, stop, change, or test next.

Nothing is asked without a claim of the fit: its verdicts hold the expected share of false claims
at one in a hundred (`balise.learn.effects`), and no other threshold is laid over them. The gain is
that of the mix of posts that a change leads to, from effects that are drawn towards none the fewer
posts there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from balise.domain.estimate import Estimate
from balise.domain.refinement import Belief
from balise.domain.strategy import Strategy as Values
from balise.refine.accounts import hours, networks
from balise.refine.asks import asks
from balise.refine.choice import MOST, chosen
from balise.refine.ground import Counts, Ground
from balise.refine.hashtags import hashtags
from balise.refine.kinds import kinds
from balise.refine.pace import pace
from balise.refine.pillars import pillars
from balise.strategy.document import Strategy
from balise.strategy.weights import weights

_TOPICS = (networks, kinds, hours, pillars, asks, hashtags, pace)


def beliefs(
    strategy: Values,
    estimates: Mapping[str, Sequence[Estimate]],
    *,
    counts: Counts | None = None,
    weekly: Mapping[str, Sequence[int]] | None = None,
    most: int = MOST,
) -> tuple[Belief, ...]:
    """Tell of each belief of a strategy what to do with it.

    Parameters
    ----------
    strategy
        As it stands.
    estimates
        KPI -> the effects on it (`Fit.estimates()`). The one that weighs most among the objectives
        decides; what is clearly the other way for another objective is not asked.
    counts
        Account (`<network>:<handle>`) -> (factor, level) -> posts, as `balise.learn` tells levels.
    weekly
        Account -> posts week by week, oldest first, weeks without a post included.
    most
        Changes that may be asked at once; what each did could not be told from more.

    Returns
    -------
    tuple of Belief
        Changes first, by what they gain and how sure that is, then tests, then what stays. Any of
        the changes may be accepted, in any order: the strategy stays without mistakes.

    Examples
    --------
    >>> from datetime import date
    >>> from balise.domain.strategy import Identity, Objective, Presence
    >>> aim = Objective(
    ...     name="known",
    ...     stage="awareness",
    ...     kpi="engagement",
    ...     aggregate="total",
    ...     target=900,
    ...     starts=date(2027, 1, 1),
    ...     ends=date(2027, 3, 31),
    ... )
    >>> shop = Presence(network="x", handle="shop")
    >>> ours = Values(identity=Identity(name="Shop"), objectives=(aim,), accounts=(shop,))
    >>> found = beliefs(ours, {})
    >>> {one.proposal.action for one in found}, found[0].topic, found[0].lack
    ({'keep'}, 'network', 'unseen')
    """
    ours = strategy if isinstance(strategy, Strategy) and strategy.text else Strategy.of(strategy)
    order = _kpis(ours, estimates)
    ground = Ground(
        strategy=ours,
        kpi=order[0] if order else "",
        estimates=estimates[order[0]] if order else (),
        others=[estimates[kpi] for kpi in order[1:]],
        counts=counts or {},
        weekly=weekly or {},
    )
    found = [replace(one, kpi=ground.kpi) for topic in _TOPICS for one in topic(ground)]
    return chosen(ours, found, most=most)


def _kpis(strategy: Values, estimates: Mapping[str, Sequence[Estimate]]) -> list[str]:
    """Order the KPIs that posts tell of by what reaching their objectives is worth."""
    unit = weights(strategy)
    worth: dict[str, float] = {}
    for aim in strategy.objectives:
        if aim.aggregate != "level":
            worth[aim.kpi] = worth.get(aim.kpi, 0.0) + unit[aim.name] * aim.target
    told = [kpi for kpi, every in estimates.items() if every]
    return sorted(told, key=lambda kpi: -worth.get(kpi, 0.0))
