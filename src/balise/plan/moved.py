"""What a plan promises once a few of its posts are others: the draws of all the rest stay.

A forecast drawn anew would differ by chance alone, and more than one post of many moves it. So what
stays has the draws that it had; a post that is moved keeps its luck, and each of its draws is
multiplied by what the fit expects of it there against here. Only a post that is new is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from balise.domain.fitted import Fitted
from balise.domain.metric import RATES
from balise.domain.plan import Outlook, Slot
from balise.domain.post import Post
from balise.plan.coming import Coming, coming
from balise.plan.forecast import Drawn, Facts, drawn_of
from balise.plan.luck import luck
from balise.plan.totals import Sum, as_measured, exposure_of

Array = NDArray[np.float64]
_MOST = 30.0
"""Log of the most that a change of one post can multiply."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """A plan's objectives with the draws behind them, so that it can be asked what if."""

    facts: Facts
    drawn: tuple[Drawn | Outlook, ...]

    @property
    def outlooks(self) -> tuple[Outlook, ...]:
        """Where each objective stands; what it would take is not told."""
        return tuple(one if isinstance(one, Outlook) else one.outlook() for one in self.drawn)

    def with_slots(self, slots: Sequence[Slot]) -> Standing:
        """Tell where it would stand with these slots; those that are the same in the same order.

        Words that are not written yet are lent to posts in their order.
        """
        known = self.facts
        ahead = coming(known.strategy, slots, known.past, known.time, known.fatigue)
        facts = replace(known, ahead=ahead)
        drawn = tuple(
            one if isinstance(one, Outlook) else _changed(one, facts) for one in self.drawn
        )
        return Standing(facts=facts, drawn=drawn)


def standing(facts: Facts) -> Standing:
    """Draw every objective."""
    drawn = tuple(drawn_of(aim, facts) for aim in facts.strategy.objectives)
    return Standing(facts=facts, drawn=drawn)


def _changed(drawn: Drawn, facts: Facts) -> Drawn:
    """Change the columns of posts that are others now, leave those that are gone, add the new."""
    if drawn.fit is None:
        return replace(drawn, known=facts)
    asked, aim = drawn.asked, drawn.asked.objective
    now = [
        one
        for one in facts.ahead
        if aim.starts <= one.day <= aim.ends and one.account_id not in drawn.dumb
    ]
    places = {one.post.uid: i for i, one in enumerate(drawn.sum.coming) if one is not None}
    out = [i for i, one in enumerate(drawn.sum.coming) if one is None]
    stays = [one for one in now if one.post.uid in places]
    new = [one for one in now if one.post.uid not in places]
    columns = [*out, *(places[one.post.uid] for one in stays)]
    gains, weights = drawn.sum.gains[:, columns].copy(), drawn.sum.weights[:, columns].copy()
    _multiply(drawn, stays, gains[:, len(out) :], weights[:, len(out) :])
    fresh = _drawn(drawn, new, facts.fits, len(gains))
    sum_ = Sum(
        days=(*(drawn.sum.days[i] for i in out), *(one.day for one in [*stays, *new])),
        gains=np.hstack([gains, fresh[0]]),
        weights=np.hstack([weights, fresh[1]]),
        coming=(*(None for _ in out), *stays, *new),
        certain=drawn.sum.certain,
    )
    return replace(drawn, asked=replace(asked, coming=[*stays, *new]), sum=sum_, known=facts)


def _multiply(drawn: Drawn, stays: Sequence[Coming], gains: Array, weights: Array) -> None:
    """Change, in their places, the draws of posts whose time, kind or ask is another."""
    before = {one.post.uid: one for one in drawn.sum.coming if one is not None}
    pairs = [(i, before[one.post.uid], one) for i, one in enumerate(stays)]
    moved = [one for one in pairs if one[1].post != one[2].post or one[1].share != one[2].share]
    if not moved or drawn.fit is None:
        return
    places = [i for i, _, _ in moved]
    was, now = [one.post for _, one, _ in moved], [one.post for _, _, one in moved]
    shares = [(1.0, 1.0) if drawn.is_rate else (a.share, b.share) for _, a, b in moved]
    old, new = np.array(shares).T
    gains[:, places] = _there(gains[:, places] / old, _step(drawn.fit, was, now), drawn) * new
    fit = drawn.known.fits.get(exposure_of(drawn.asked.kpi))
    if fit is not None:
        weights[:, places] *= np.exp(_step(fit, was, now))


def _step(fit: Fitted, was: Sequence[Post], now: Sequence[Post]) -> Array:
    """Tell by how much the expected log of each outcome differs."""
    told = np.array([mean for mean, _ in fit.expect([*was, *now])], float)
    return np.asarray(np.clip(told[len(was) :] - told[: len(was)], -_MOST, _MOST))


def _there(gains: Array, step: Array, drawn: Drawn) -> Array:
    """Take draws a step further on the scale of the fit: log1p of counts, log of rates."""
    if drawn.asked.kpi.name in RATES:
        return np.asarray(gains * np.exp(step))
    return np.asarray(np.maximum(np.expm1(np.log1p(np.maximum(gains, 0.0)) + step), 0.0))


def _drawn(
    drawn: Drawn, new: Sequence[Coming], fits: Mapping[str, Fitted], n: int
) -> tuple[Array, Array]:
    """Draw posts that were not there before."""
    if not new or drawn.fit is None:
        return np.zeros((n, 0)), np.ones((n, 0))
    posts, seed = [one.post for one in new], drawn.asked.seed
    gains = luck(drawn.fit, posts, n, seed).outcomes(seed, 3)
    if not drawn.is_rate:
        return gains * np.array([one.share for one in new]), np.ones(gains.shape)
    fit = fits.get(exposure_of(drawn.asked.kpi))
    usual = np.median(drawn.sum.weights) if drawn.sum.weights.size else 1.0
    weights = np.full(gains.shape, float(usual))
    if fit is not None:
        weights = np.maximum(luck(fit, posts, n, seed).outcomes(seed, 4), 0.5)
    return as_measured(gains, weights) if drawn.asked.kpi.name in RATES else gains, weights
