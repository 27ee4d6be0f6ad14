"""The funnel: what was published for each stage, and what those posts brought.

A post belongs to the stage of what it asks for, else of its pillar, as the strategy says; where the
strategy says nothing of its ask, the list of asks does. Its outcome is set against the other posts
of its own account, so that a large account does not lend its size to a stage. That is observed
only: nobody drew which post served which stage.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from scipy.special import stdtrit

from balise.domain.audit import Share
from balise.domain.post import Post
from balise.domain.strategy import STAGES, Objective, Stage, Strategy
from balise.learn.rows import account_of
from balise.report.auditing.asks import stages as listed
from balise.report.auditing.tallies import share
from balise.report.change import ENOUGH, adds_up, ratio, typical, verdict
from balise.report.outcomes import OutcomeAnswer
from balise.report.period import Known, known
from balise.report.values import Change, Material, Span

_UPPER = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One stage of the funnel.

    Parameters
    ----------
    stage
        Which.
    share
        Its part of the posts whose stage is known, with the interval of that habit.
    wanted
        The share that the strategy asks for; `None` where it asks for none.
    typical, total
        The KPI of a typical post, and of all of them where it adds up.
    against
        A post of the stage against the other posts of its account; `None`: too few of either.
    outcomes
        What tables of one's own tell, by the objectives of the stage.
    """

    stage: Stage
    share: Share
    wanted: float | None
    typical: float | None
    total: float | None
    against: Change | None
    outcomes: tuple[OutcomeAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The stages in their order, from the posts of `span`; `untold` posts have no stage."""

    rungs: tuple[Rung, ...]
    span: Span | None
    told: int
    untold: int


def funnel(
    material: Material,
    strategy: Strategy | None,
    outcomes: Sequence[OutcomeAnswer] = (),
    span: Span | None = None,
) -> Funnel:
    """Tell what each stage of the funnel brought.

    Parameters
    ----------
    material
        Posts, and the KPI by which they are compared.
    strategy
        Says which ask and which pillar serve which stage; without one the list of asks does.
    outcomes
        Those that objectives of the strategy count go to the stage of the objective, the others to
        conversion: they happen outside the networks.
    span
        Only posts of these days; all of them where there is none.

    Examples
    --------
    >>> [rung.share.n for rung in funnel(Material(brand="park", posts=()), None).rungs]
    [0, 0, 0, 0]
    """
    found = [k for k in known(material)[0] if k.is_mature and _is_in(k, span)]
    stage_of = placing(strategy)
    staged = [(k, stage_of(k.measured.post)) for k in found]
    told = [one for one in staged if one[1] is not None]
    by_stage = _outcomes(outcomes, strategy)
    return Funnel(
        rungs=tuple(_rung(stage, staged, material.kpi, by_stage, strategy) for stage in STAGES),
        span=span,
        told=len(told),
        untold=len(found) - len(told),
    )


def placing(strategy: Strategy | None) -> Callable[[Post], Stage | None]:
    """Tell the stage of posts: what they ask for, else their pillar, else the list of asks.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> day = datetime(2026, 1, 1, tzinfo=UTC)
    >>> one = Post(uid="x:1", network="x", account="park", published_at=day, kind="text", cta="buy")
    >>> placing(None)(one)
    'conversion'
    """
    asks = {one.name: one.stage for one in strategy.calls_to_action} if strategy else {}
    pillars = {one.name: one.stage for one in strategy.pillars} if strategy else {}
    others = listed()

    def stage_of(post: Post) -> Stage | None:
        ask = post.cta or ""
        return asks.get(ask) or pillars.get(post.pillar or "") or others.get(ask)

    return stage_of


_Staged = tuple[Known, Stage | None]


def _rung(
    stage: Stage,
    staged: Sequence[_Staged],
    kpi: str,
    outcomes: Mapping[Stage, tuple[OutcomeAnswer, ...]],
    strategy: Strategy | None,
) -> Rung:
    mine = [k for k, found in staged if found == stage]
    told = sum(found is not None for _, found in staged)
    return Rung(
        stage=stage,
        share=share(stage, len(mine), told),
        wanted=strategy.funnel.get(stage) if strategy else None,
        typical=typical([k.y for k in mine], kpi),
        total=sum(k.figure for k in mine) if adds_up(kpi) and mine else None,
        against=within(
            [(account_of(k.measured.post), k.y, found == stage) for k, found in staged], kpi
        ),
        outcomes=outcomes.get(stage, ()),
    )


def within(rows: Sequence[tuple[str, float, bool]], kpi: str) -> Change | None:
    """Set some posts against the others of the same accounts.

    The slope of least squares with a level for each account: an account that has posts of one side
    only tells nothing. Its interval allows for spreads that differ (HC1 of MacKinnon and White).

    Parameters
    ----------
    rows
        Account, log figure, and whether the post is of the one side.
    kpi
        The KPI of the figures.

    Examples
    --------
    >>> rows = [("a", 1.0 + s, s > 0) for s in (0, 1) for _ in range(9)]
    >>> rows += [("b", 5.0, False) for _ in range(99)]  # a larger account, of one side only
    >>> round(within(rows, "engagement_rate_by_impressions").multiplier, 3)
    2.718
    """
    kept = _both_sided(rows)
    ours, theirs = ([y for _, y, side in kept if side is own] for own in (True, False))
    if min(len(ours), len(theirs)) < ENOUGH:
        return None
    accounts = np.unique([account for account, _, _ in kept], return_inverse=True)[1]
    x, y = np.array([side for _, _, side in kept], float), np.array([y for _, y, _ in kept])
    n = np.bincount(accounts)
    x, y = (v - (np.bincount(accounts, v) / n)[accounts] for v in (x, y))
    slope, freedom = float(x @ y / (x @ x)), len(kept) - len(n) - 1
    spread = float(((x * (y - slope * x)) ** 2).sum()) * len(kept) / max(freedom, 1)
    half = float(stdtrit(max(freedom, 1), _UPPER)) * math.sqrt(spread) / float(x @ x)
    middle, low, high = (
        ratio(fmean(theirs), by, kpi) for by in (slope, slope - half, slope + half)
    )
    return (
        Change(
            multiplier=middle,
            low=low,
            high=high,
            n=len(ours),
            n_before=len(theirs),
            verdict=verdict(low, high),
            evidence="descriptive",
        )
        if math.isfinite(high)
        else None
    )


def _both_sided(rows: Sequence[tuple[str, float, bool]]) -> list[tuple[str, float, bool]]:
    """Keep the accounts that have posts of both sides."""
    sides: defaultdict[str, set[bool]] = defaultdict(set)
    for account, _, side in rows:
        sides[account].add(side)
    return [row for row in rows if len(sides[row[0]]) > 1]


def _outcomes(
    found: Iterable[OutcomeAnswer], strategy: Strategy | None
) -> dict[Stage, tuple[OutcomeAnswer, ...]]:
    aims: tuple[Objective, ...] = strategy.objectives if strategy else ()
    stages = {aim.kpi: aim.stage for aim in reversed(aims)}
    placed: defaultdict[Stage, list[OutcomeAnswer]] = defaultdict(list)
    for one in found:
        placed[stages.get(one.name, "conversion")].append(one)
    return {stage: tuple(those) for stage, those in placed.items()}


def _is_in(k: Known, span: Span | None) -> bool:
    return span is None or span.start <= k.at.date() <= span.end
