"""How much one more of each KPI is worth, so that clicks and views can be weighed."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

from balise.domain.strategy import Objective, Strategy


def weights(strategy: Strategy) -> Mapping[str, float]:
    """Give, by objective, the weight of one unit of its KPI.

    An objective that is reached is worth `priority` x `value` x `target`; one without a `value` is
    taken to be worth, when reached, what those with one are on average (where none has one: 1). So
    a unit weighs `priority` x `value`, or `priority` x (that worth) / `target`. All are scaled
    so that reaching every objective that posts bring is worth 1. A level is followed and no post is
    credited with it (`balise.domain.kpi.Kpi.is_attributed`): it has a weight on the same scale, for
    reports, and no share in that 1 (unless all objectives are levels).

    Returns
    -------
    mapping
        Name of the objective -> weight of one unit, above 0; the sum of weight x target over all
        totals and rates is 1.

    Examples
    --------
    1,200 clicks and 30,000 views are worth the same when reached; here clicks come first.

    >>> from datetime import date
    >>> clicks, views = (
    ...     Objective(
    ...         name=kpi,
    ...         stage="conversion",
    ...         kpi=kpi,
    ...         aggregate="total",
    ...         target=target,
    ...         priority=priority,
    ...         starts=date(2027, 1, 1),
    ...         ends=date(2027, 3, 31),
    ...     )
    ...     for kpi, target, priority in (("link_clicks", 1200, 3), ("views", 30000, 1))
    ... )
    >>> from balise.domain.strategy import Identity
    >>> ours = Strategy(identity=Identity(name="Shop"), objectives=(clicks, views), accounts=())
    >>> {name: f"{weight:.6f}" for name, weight in weights(ours).items()}
    {'link_clicks': '0.000625', 'views': '0.000008'}
    """
    aims = [aim for aim in strategy.objectives if aim.aggregate != "level"] or strategy.objectives
    worths = [aim.value * aim.target for aim in aims if aim.value is not None]
    usual = fmean(worths) if worths else 1.0
    plain = {aim.name: aim.priority * _unit(aim, usual) for aim in strategy.objectives}
    whole = sum(plain[aim.name] * aim.target for aim in aims)
    return {name: weight / whole for name, weight in plain.items()}


def _unit(aim: Objective, usual: float) -> float:
    return aim.value if aim.value is not None else usual / aim.target
