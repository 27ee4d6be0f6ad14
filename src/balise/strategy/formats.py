"""Formats of a network, in order, with reasons and how sure the order is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from balise.domain.ranking import Capacity, Citation, Ground, Ranked, Ranking, Standing
from balise.domain.strategy import Objective
from balise.reference.benchmarks import Outcome
from balise.strategy import effort, order, responses
from balise.strategy.citing import cited, once
from balise.strategy.order import Array
from balise.strategy.responses import Own, Told

DRAWS = 2000
WORTH = 2 / 3
"""A format is beaten by one that takes no more hours where it gets less than this of it. Ours."""


def rank_formats(  # noqa: PLR0913 - as `rank_networks`
    network: str,
    *,
    objectives: Sequence[Objective] = (),
    capacity: Capacity | Mapping[str, float] | None = None,
    own: Own = None,
    kinds: Sequence[str] = (),
    seed: int = 0,
) -> Ranking:
    """Rank the formats of a network.

    Where the weightiest objective is awareness formats are compared by the reach of a post, else
    by its engagement. A format that no figure speaks of ranks as the average, and is not told.

    Parameters
    ----------
    network
        Code of the network.
    objectives, capacity, own, seed
        As in `rank_networks`; of `own` a fit tells formats of all networks alike.
    kinds
        Formats to rank, in place of those that the network is made of.

    Examples
    --------
    >>> rank_formats("linkedin").ranked[0].name
    'document'
    """
    able = capacity if isinstance(capacity, Capacity) else Capacity(pieces=capacity or {})
    names = tuple(kinds) or effort.KINDS.get(network, ("text", "image"))
    first = max(objectives, key=lambda one: one.priority, default=None)
    outcome: Outcome = "reach" if first and first.stage == "awareness" else "engagement"
    effects, rows = responses.of_kinds(network, names, own, outcome)
    random = np.random.default_rng(seed)
    draws = np.exp(effects.draw(random.standard_normal((DRAWS, len(names)))))
    hours = [effort.hours_of(name, able) for name in names]
    kept = _unbeaten(draws, hours)
    put = order.placed(draws)
    ranked = []
    for i in put.at:
        name = names[i]
        grounds = _grounds(network, name, float(effects.mean[i]), (own, rows, outcome))
        if able.pieces and not able.pieces.get(name):
            grounds = (*grounds, Ground(code="kind_not_made"))
        sources = once(cited(row) for row in rows if name in _speaks_of(row))
        ranked.append(_ranked(name, put, (i, float(kept[i]), hours[i]), (grounds, sources)))
    return Ranking(
        subject=network, audience="", ranked=tuple(ranked), p_order=put.p_order, p_lead=put.p_lead,
        capacity=None, needed=0.0, frees=0.0, seed=seed,
        choice=tuple(one.name for one in ranked if one.verdict == "keep"), p_choice=math.nan,
        drops=tuple(one.name for one in ranked if one.verdict == "drop"),
    )  # fmt: skip


def _ranked(
    name: str,
    put: order.Placed,
    at: tuple[int, float, float],
    told: tuple[tuple[Ground, ...], tuple[Citation, ...]],
) -> Ranked:
    i, kept, hours = at
    return Ranked(
        name=name,
        score=float(put.median[i]),
        low=float(put.low[i]),
        high=float(put.high[i]),
        p_first=float(put.p_first[i]),
        p_above_next=float(put.p_above_next[i]),
        p_kept=kept,
        verdict=_standing(kept, told[0]),
        hours=hours,
        has_account=False,
        reasons=told[0],
        sources=told[1],
    )


def _unbeaten(draws: Array, hours: Sequence[float]) -> Array:
    """Chance of each that no other beats it that takes no more hours."""
    cost = np.array(hours)
    beaten = np.zeros(draws.shape, dtype=bool)
    for i, own in enumerate(hours):
        rivals = [j for j in range(len(hours)) if j != i and cost[j] <= own]
        best = draws[:, rivals].max(axis=1, initial=0.0)
        beaten[:, i] = draws[:, i] < WORTH * best
    unbeaten: Array = 1 - beaten.mean(axis=0)
    return unbeaten


def _standing(p_kept: float, grounds: Sequence[Ground]) -> Standing:
    codes = {ground.code for ground in grounds}
    if "kind_not_made" in codes:
        return "drop"
    return "cannot tell" if "kind_unknown" in codes else order.standing(p_kept)


def _speaks_of(row: Told) -> tuple[str, str]:
    return row.kind, getattr(row, "against", "")


def _grounds(
    network: str, kind: str, mean: float, told: tuple[Own, Sequence[Told], Outcome]
) -> tuple[Ground, ...]:
    own, rows, outcome = told
    ratio = math.exp(mean)
    n = responses.posts_behind(own, network, kind)
    if n:
        return (Ground(code="kind_own", params={"n": n, "ratio": ratio}),)
    if any(kind in _speaks_of(row) for row in rows):
        return (Ground(code=f"kind_{outcome}", params={"ratio": ratio}),)
    return (Ground(code="kind_unknown"),)
