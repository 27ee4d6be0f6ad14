"""Posts read too young: corrected to full age, with what that leaves unsure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from balise.domain.design import Young
from balise.domain.ports import Material
from balise.learn.cells import Laid
from balise.learn.curve import Curve
from balise.learn.kpi import accumulates
from balise.learn.maturity import HORIZON_H, learn, prior
from balise.learn.share import HALF, Array, grown, weights
from balise.reference.half_life import mature_after_h

LEAST_SHARE = 0.1
"""A post of which less than this is in, as far as can be told, is too young to tell anything."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ageing:
    """Young posts, and what their correction needs.

    Parameters
    ----------
    young
        The posts.
    ages
        Account -> mean log age in hours at which its settled posts were read; young posts are
        corrected to that age, so that posts are compared at equal age.
    curve
        How posts age.
    """

    young: Sequence[Young] = ()
    ages: Mapping[str, float] = field(default_factory=dict)
    curve: Curve = field(default_factory=prior)


def ageing(material: Material) -> Ageing:
    """Learn how the posts of a brand age, from those that were read more than once."""
    kpi = material.design.kpi
    curve = learn(material.readings, kpi) if accumulates(kpi) else prior()
    return Ageing(young=material.young, ages=material.ages, curve=curve)


def corrected(found: Ageing) -> tuple[Laid, ...]:
    r"""Correct young posts to full age; those too young to tell anything are left out.

    Errors of the curve are shared by posts: of a network whose posts grow twice as much as believed
    all young posts are wrong together. With :math:`c_i` the standard deviation of the shared part
    and :math:`o_i` the variance of the post's own, each post is given the variance

    .. math::

        v_i = o_i + c_i \sum_j c_j

    as if errors were independent. The matrix of these less the true covariance is diagonally
    dominant and hence positive semidefinite (Horn and Johnson, *Matrix Analysis*, theorem 6.1.10):
    no mean or effect of young posts is told more sharply than it is known.
    """
    each = [(one, _corrected(one, found)) for one in found.young]
    told = [(one, it) for one, it in each if it is not None]
    together: dict[str, float] = {}
    for one, (_, _, shared) in told:
        network = _network(one)
        together[network] = together.get(network, 0.0) + shared
    return tuple(
        Laid(
            account=one.account,
            week=one.week,
            kind=one.kind,
            y=y,
            variance=own + shared * together[_network(one)],
            active=one.active,
        )
        for one, (y, own, shared) in told
    )


def mean_ages(aged: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Average the log ages of settled posts, by account.

    Examples
    --------
    >>> mean_ages([("x:a", 1.0), ("x:a", 100.0)]) == {"x:a": math.log(10)}
    True
    """
    logs: dict[str, list[float]] = {}
    for account, age in aged:
        if age > 0:
            logs.setdefault(account, []).append(math.log(age))
    return {account: math.fsum(every) / len(every) for account, every in logs.items()}


def _corrected(one: Young, found: Ageing) -> tuple[float, float, float] | None:
    """Mean, own variance and shared standard deviation of log1p of what a post will have."""
    later = _settled_h(one, found.ages)
    if one.age_h >= later:
        return math.log1p(max(one.value, 0.0)), 0.0, 0.0
    believed = found.curve.believed(
        network=_network(one), kind=one.kind, account=one.account.partition(":")[2]
    )
    value, chance = max(one.value, 0.0), weights()
    growth, noise = grown(believed, value, one.age_h, later)
    if math.exp(-float(chance @ growth)) < LEAST_SHARE:
        return None
    reached = (value + HALF) * np.exp(growth)
    y: Array = np.log(reached + 1 - HALF)
    mean = float(chance @ y)
    curves, middle = believed.curves(), believed.mean
    whole = believed.common + np.diag(believed.own)
    slope = np.linalg.solve(whole, (chance * (y - mean)) @ (curves - middle))
    shared = float(slope @ believed.common @ slope)
    spread = float(chance @ (y - mean) ** 2)
    own = max(spread - shared, 0.0) + float(
        chance @ (noise * (reached / (reached + 1 - HALF)) ** 2)
    )
    return mean, own, math.sqrt(max(shared, 0.0))


def _settled_h(one: Young, ages: Mapping[str, float]) -> float:
    """Age at which the settled posts beside a young one were read."""
    least = mature_after_h(_network(one))
    mine = ages.get(one.account)
    if mine is None:
        beside = [age for account, age in ages.items() if account.startswith(f"{_network(one)}:")]
        mine = math.fsum(beside) / len(beside) if beside else math.log(least)
    return min(max(math.exp(mine), least), HORIZON_H)


def _network(one: Young) -> str:
    return one.account.partition(":")[0]
