"""What it would take to bring an objective to an even chance: one thing changed at a time.

Each is told by draws of the same posts with that one thing changed. Nothing is told of more than
three times what is planned: beyond what was seen nobody knows how people would answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from balise.domain.fitted import Fitted
from balise.domain.metric import RATES
from balise.domain.plan import Need
from balise.domain.post import Post
from balise.domain.strategy import Strategy
from balise.plan.coming import WEEK, Coming
from balise.plan.course import EVEN, chance_of
from balise.plan.luck import Luck, few, luck
from balise.plan.past import PastPost
from balise.plan.totals import as_measured
from balise.strategy.rhythm import takes

Array = NDArray[np.float64]
MOST_TIMES = 3
_KINDS = 4
_GAIN = 0.02
"""What changes the chance by less than this helps nobody."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """An objective that is behind, and the posts to come that could be other ones.

    Parameters
    ----------
    fixed
        What does not hang on them, in each draw: what is out. Shape (n,).
    target
        What all must come to; 0 for a rate, whose posts bring (rate - target) x weight.
    coming, weights
        Posts to come; of a rate, what each counts (n, posts).
    aim
        Of a rate its target; 0 for a total.
    p_reached
        The chance as it is.
    weeks
        In which the posts to come lie.
    fatigue
        What a later post of an account and day brings less.
    """

    strategy: Strategy
    fit: Fitted
    past: Sequence[PastPost]
    fixed: Array
    target: float
    coming: Sequence[Coming]
    weights: Array
    aim: float
    is_rate: bool
    p_reached: float
    weeks: float
    fatigue: float
    seed: int


def needs(case: Case) -> tuple[Need, ...]:
    """Try one thing after the other; what hardly helps is left out."""
    if not case.coming:
        return ()
    found = [_formats(case), _budget(case)]
    if not case.is_rate:
        more = _copies(case)
        found += [_posts(case, more), _network(case, more)]
    wished = [one for one in found if one is not None and one.p_reached > case.p_reached + _GAIN]
    order = {"posts": 0, "network": 1, "format": 2, "budget": 3}
    return tuple(sorted(wished, key=lambda one: order[one.way]))


def reachable(drawn: Array, *, whole: bool) -> Need | None:
    """Tell the target that has an even chance; `whole` of what is counted one by one."""
    middle = float(np.median(drawn))
    amount = math.floor(middle) if whole else middle
    if not math.isfinite(amount) or amount <= 0:
        return None
    return Need(way="target", amount=float(amount), p_reached=chance_of(drawn, amount))


def _posts(case: Case, more: Array) -> Need | None:
    """Publish more of the same posts on all accounts."""
    k, p = _more(case, more, range(len(case.coming)))
    return Need(way="posts", amount=k / case.weeks, p_reached=p)


def _network(case: Case, more: Array) -> Need | None:
    """Publish more on one network alone: the one that needs fewest posts, or gets farthest."""
    networks = sorted({one.post.network for one in case.coming})
    if len(networks) < 2:  # noqa: PLR2004 - with one network it is the same as more posts
        return None
    tried = []
    for name in networks:
        mine = [i for i, one in enumerate(case.coming) if one.post.network == name]
        k, p = _more(case, more, mine)
        tried.append((min(p, EVEN), -k, name, p))
    _, k, name, p = max(tried)
    return Need(way="network", what=name, amount=-k / case.weeks, p_reached=p)


def _copies(case: Case) -> Array:
    """Draw the posts to come and copies, each with a fate of its own: (times, n, posts)."""
    drawn = _luck(case, [one.post for one in case.coming])
    return np.array([drawn.outcomes(case.seed, turn) for turn in range(MOST_TIMES)])


def _more(case: Case, copies: Array, places: Sequence[int]) -> tuple[int, float]:
    """Add copies of posts until the chance is even."""
    base = case.fixed + _share(case, copies[0]).sum(axis=1)
    extra = np.concatenate([*copies[1:, :, places]], axis=1) * _left(case, places)
    order = np.random.default_rng([case.seed, 43]).permutation(extra.shape[1])
    order = order[np.argsort(order // len(places), kind="stable")]  # each post once, then again
    return _first(base, extra[:, order], case.target)


def _left(case: Case, places: Sequence[int]) -> Array:
    """Leave less to copies that find no free day on their account."""
    days = case.weeks * WEEK
    count: dict[str, int] = {}
    for one in case.coming:
        count[one.account_id] = count.get(one.account_id, 0) + 1
    found = []
    for _ in range(1, MOST_TIMES):
        for i in places:
            account = case.coming[i].account_id
            count[account] += 1
            found.append(1 - case.fatigue if count[account] > days else 1.0)
    return np.array(found)


def _formats(case: Case) -> Need | None:
    """Make more of the posts in the format that brings most."""
    seen: dict[str, int] = {}
    posts = [one.post for one in case.past] + [one.post for one in case.coming]
    for post in posts:
        if post.is_original and post.kind != "other":
            seen[post.kind] = seen.get(post.kind, 0) + 1
    kinds = sorted(seen, key=lambda kind: (-seen[kind], kind))[:_KINDS]
    if len(kinds) < 2:  # noqa: PLR2004 - there is no other format
        return None
    changed = [[_as(one.post, kind) for one in case.coming] for kind in kinds]
    base, others = _beside(case, changed)
    found = []
    for kind, posts_, other in zip(kinds, changed, others, strict=True):
        moved = [i for i, post in enumerate(posts_) if post is not case.coming[i].post]
        if moved:
            gain = (other - base)[:, moved]
            k, p = _first(case.fixed + base.sum(axis=1), gain, case.target)
            had = sum(one.post.kind == kind for one in case.coming)
            found.append((min(p, EVEN), -k, kind, p, (had + k) / len(case.coming)))
    if not found:
        return None
    _, _, kind, p, share = max(found)
    return Need(way="format", what=kind, amount=share, p_reached=p)


def _budget(case: Case) -> Need | None:
    """Boost posts, where it is known what a boost brings and what it costs."""
    range_, most = case.strategy.budget.boost_per_post, case.strategy.budget.total
    known = any(
        (one.factor, one.level) == ("paid", "yes") and one.verdict == "better"
        for one in case.fit.estimates()
    )
    if range_ is None or not known:
        return None
    cost = sum(range_) / 2
    plain = [i for i, one in enumerate(case.coming) if not one.post.is_paid]
    affordable = int(MOST_TIMES * most // cost) if cost > 0 else 0
    if not plain or affordable < 1:
        return None
    boosted = [replace(one.post, is_paid=True) for one in case.coming]
    base, (other,) = _beside(case, [boosted])
    gain = (other - base)[:, plain]
    best = np.argsort(-gain.mean(axis=0), kind="stable")[:affordable]
    k, p = _first(case.fixed + base.sum(axis=1), gain[:, best], case.target)
    return Need(way="budget", amount=k * cost, p_reached=p)


def _beside(case: Case, changed: Sequence[Sequence[Post]]) -> tuple[Array, Iterator[Array]]:
    """Draw the posts as they are and changed, jointly: the same draw, and the same chance."""
    size = len(case.coming)
    every = [*(one.post for one in case.coming), *(post for posts in changed for post in posts)]
    drawn = _luck(case, every)
    chance = np.random.default_rng([case.seed, 31, 0]).standard_normal((len(case.fixed), size))
    met = drawn.met(np.tile(chance, (1, len(changed) + 1)))
    parts = [_share(case, met[:, at : at + size]) for at in range(0, met.shape[1], size)]
    return parts[0], iter(parts[1:])


def _share(case: Case, outcomes: Array) -> Array:
    """Give what posts bring towards the target."""
    if case.is_rate:
        rates = as_measured(outcomes, case.weights) if case.fit.kpi in RATES else outcomes
        return np.asarray((rates - case.aim) * case.weights)
    return np.asarray(outcomes * np.array([one.share for one in case.coming]))


def _luck(case: Case, posts: Sequence[Post]) -> Luck:
    return luck(case.fit, posts, len(case.fixed), case.seed)


def _as(post: Post, kind: str) -> Post:
    """Make a post another format, where its network takes that."""
    if post.kind == kind or not takes(post.network, kind):
        return post
    return replace(post, kind=kind)


def _first(base: Array, gains: Array, target: float) -> tuple[int, float]:
    """Find how many gains, one after the other, make the chance even: by halving.

    Where not even all of them do, all of them and the chance then.
    """
    running = np.cumsum(gains, axis=1)

    def chance(k: int) -> float:
        return chance_of(base + running[:, k - 1], target)

    low, high = 0, gains.shape[1]
    if high == 0:
        return 0, chance_of(base, target)
    if chance(high) < EVEN:
        return high, chance(high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if chance(middle) >= EVEN else (middle, high)
    return high, chance(high)


def draws_for(case_posts: int, n: int) -> int:
    """Take fewer draws for what is tried than for what is told.

    Examples
    --------
    >>> draws_for(100, 2000)
    1000
    """
    return min(few(n, (_KINDS + 1) * case_posts), 1000)
