"""What posts add up to: what is out, what it will grow to, and what comes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from balise.domain.fitted import Fitted, Seasoned
from balise.domain.kpi import Kpi
from balise.domain.metric import RATES
from balise.domain.strategy import Objective
from balise.plan.coming import Coming
from balise.plan.luck import Luck, few, luck
from balise.plan.past import PastPost, figure

Array = NDArray[np.float64]
_FEW = 4
_PRIOR_POSTS = 20
_SMALL = 0.5
"""Half a reaction is added to each rate as it is learnt, and no post is shown less than this."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sum:
    """What posts bring to an objective, in each draw.

    Parameters
    ----------
    days
        Of each post.
    gains
        In the KPI's unit, shape (n, posts): of a total what each brings, of a rate its rate.
    weights
        Of a rate what each counts, shape (n, posts); of a total 1.
    coming
        Of each post that is to come; None of one that is out.
    certain
        What is published and can't change any more, for the part `published` of an outlook.
    """

    days: tuple[date, ...]
    gains: Array
    weights: Array
    coming: tuple[Coming | None, ...]
    certain: float = 0.0

    def until(self, days: Sequence[date], *, is_rate: bool) -> Array:
        """Tell the figure at the end of days, shape (n, days); a rate of no post yet is NaN."""
        order = np.argsort([day.toordinal() for day in self.days], kind="stable")
        mine = np.array([self.days[i].toordinal() for i in order])
        places = np.searchsorted(mine, [day.toordinal() for day in days], side="right")

        def whole(figures: Array) -> Array:
            running = np.cumsum(figures[:, order], axis=1)
            return np.concatenate([np.zeros((len(figures), 1)), running], axis=1)[:, places]

        if not is_rate:
            return whole(self.gains)
        with np.errstate(invalid="ignore"):
            return np.asarray(whole(self.gains * self.weights) / whole(self.weights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An objective with what is known of it: posts that are out, and posts to come, in its time.

    `past` is all that was published, in its time or not.
    """

    objective: Objective
    kpi: Kpi
    out: Sequence[PastPost]
    out_days: Sequence[date]
    past: Sequence[PastPost]
    coming: Sequence[Coming]
    seed: int
    draws: int


def summed(asked: Asked, fit: Fitted | None, fits: Mapping[str, Fitted]) -> Sum:
    """Draw what posts bring to a total or a rate; without a fit only what is out is told."""
    read = [figure(one.values, asked.kpi.name) for one in asked.out]
    certain = math.fsum(value for value in read if not math.isnan(value))
    if fit is None:
        known = [i for i, value in enumerate(read) if not math.isnan(value)]
        return Sum(
            days=tuple(asked.out_days[i] for i in known),
            gains=np.array([[read[i] for i in known]]),
            weights=np.ones((1, len(known))),
            coming=(None,) * len(known),
            certain=certain,
        )
    n = few(asked.draws, len(read) + len(asked.coming))
    gains = np.zeros((n, len(read) + len(asked.coming)))
    gains[:, : len(read)] = _out(fit, asked, read, n)
    if asked.coming:
        drawn = luck(fit, [one.post for one in asked.coming], n, asked.seed).outcomes(asked.seed)
        share = 1.0 if asked.kpi.exposure else np.array([one.share for one in asked.coming])
        gains[:, len(read) :] = drawn * share
    counted = weights(asked, fits, gains)
    if asked.kpi.name in RATES and _is_shown(asked, fits):
        ahead = np.s_[:, len(read) :]
        gains[ahead] = as_measured(gains[ahead], counted[ahead])
    return Sum(
        days=(*asked.out_days, *(one.day for one in asked.coming)),
        gains=gains,
        weights=counted,
        coming=(*(None for _ in read), *asked.coming),
        certain=certain,
    )


def _is_shown(asked: Asked, fits: Mapping[str, Fitted]) -> bool:
    """Tell whether anything is known of how often posts are shown."""
    name = exposure_of(asked.kpi)
    return name in fits or any(one.values.get(name, 0.0) > 0 for one in asked.past)


def weights(asked: Asked, fits: Mapping[str, Fitted], gains: Array) -> Array:
    """Give what each post counts for a rate: its exposure, drawn where it is to come.

    Where no fit tells of the exposure, a post to come is shown as often as the usual one that is
    out; where none is known at all, all posts count the same. Posts that many are shown often have
    a lower rate than their like (or a higher one): as far as the posts that are out say so, the
    exposure goes with the rate that was drawn.
    """
    name = exposure_of(asked.kpi)
    if not name:
        return np.ones(gains.shape)
    read = [one.values.get(name, math.nan) for one in asked.out]
    before = [one.values.get(name, math.nan) for one in asked.past]
    known = [value for value in read if value > 0] or [value for value in before if value > 0]
    usual = float(np.median(known)) if known else 1.0
    row = [value if value > 0 else usual for value in read] + [usual] * len(asked.coming)
    found = np.tile(np.array(row, float), (len(gains), 1))
    fit, ahead = fits.get(name), gains[:, len(read) :]
    if asked.coming:
        if fit is not None:
            posts = [one.post for one in asked.coming]
            found[:, len(read) :] = luck(fit, posts, len(gains), asked.seed).outcomes(asked.seed, 1)
        logs = np.log(np.maximum(ahead, 1e-300))
        away = np.clip(_together(asked.past, asked.kpi) * (logs - logs.mean(axis=0)), -5, 5)
        found[:, len(read) :] *= np.exp(away)
    return np.asarray(np.maximum(found, _SMALL))


def _together(past: Sequence[PastPost], kpi: Kpi) -> float:
    """Tell how the log of the exposure goes with that of the rate, within accounts.

    Least squares, drawn to none as if `_PRIOR_POSTS` posts had shown none.
    """
    pairs: dict[str, list[tuple[float, float]]] = {}
    for one in past:
        rate, shown = figure(one.values, kpi.name), one.values.get(kpi.exposure, math.nan)
        if rate > 0 and shown > 0:
            pairs.setdefault(one.account_id, []).append((math.log(rate), math.log(shown)))
    x, y = (
        np.concatenate([np.array(mine)[:, side] - np.mean(mine, axis=0)[side]
                        for mine in pairs.values()] or [np.zeros(0)])
        for side in (0, 1)
    )  # fmt: skip
    spread = float(x @ x)
    return float(x @ y) / (spread * (1 + _PRIOR_POSTS / len(x))) if spread > 0 else 0.0


def as_measured(rates: Array, exposures: Array) -> Array:
    """Take the half reaction off again with which rates are learnt.

    Examples
    --------
    >>> as_measured(np.array([0.035]), np.array([100.0])).round(3).tolist()
    [0.03]
    """
    return np.asarray(np.maximum(rates - _SMALL / exposures, 0.0))


def exposure_of(kpi: Kpi) -> str:
    """Name what a rate is weighed by; empty for a total."""
    return kpi.exposure if kpi.aggregate == "rate" else ""


def _out(fit: Fitted, asked: Asked, read: Sequence[float], n: int) -> Array:
    """Draw what posts that are out will have at full age; what has settled is as it was read.

    Of a young post both its figure so far and what is expected of it tell something. Each draw of
    its growth weighs as much as the forecast of the post gives to where it leads (Bayes): a curve
    that nobody has seen leaves growth wide open, and no post is taken to grow a hundredfold.
    """
    found = np.tile(np.array(read, float), (n, 1))
    open_ = _open(fit, asked.out, read, asked.seed)
    if not open_:
        return found
    posts = [asked.out[i].post for i in open_]
    drawn = luck(fit, posts, n, asked.seed)
    guess = drawn.outcomes(asked.seed, 2)
    pairs = [(read[i], asked.out[i].age_h) for i in open_]
    grown = fit.grown(posts, pairs, n, seed=asked.seed) if isinstance(fit, Seasoned) else guess
    chance = np.random.default_rng([asked.seed, 47])
    for j, i in enumerate(open_):
        if math.isfinite(read[i]) and not np.isnan(grown[:, j]).any():
            found[:, i] = chance.choice(grown[:, j], size=n, p=_weighed(drawn, j, grown[:, j]))
        else:
            least = read[i] if math.isfinite(read[i]) else 0.0
            found[:, i] = np.maximum(guess[:, j], least)
    return found


def _open(fit: Fitted, out: Sequence[PastPost], read: Sequence[float], seed: int) -> list[int]:
    """Find the posts whose figure is not known, or may still grow as far as the fit knows."""
    known = [i for i, value in enumerate(read) if math.isfinite(value)]
    young = [i for i in known if math.isfinite(out[i].age_h)]
    open_ = set(range(len(read))) - set(known)
    if young and isinstance(fit, Seasoned) and fit.kpi not in RATES:
        pairs = [(read[i], out[i].age_h) for i in young]
        grown = fit.grown([out[i].post for i in young], pairs, _FEW, seed=seed)
        same = (grown == np.array([read[i] for i in young])).all(axis=0)
        open_ |= {i for i, still in zip(young, same.tolist(), strict=True) if not still}
    return sorted(open_)


def _weighed(drawn: Luck, place: int, grown: Array) -> Array:
    """Weigh draws of a final figure by the forecast of its post; flat where that gives nothing."""
    mean = float(drawn.expected[:, place].mean())
    variance = float(drawn.expected[:, place].var() + (drawn.spread[:, place] ** 2).mean())
    away = (np.log1p(grown) - mean) ** 2 / (2 * variance)
    weights_ = np.exp(away.min() - away)
    return np.asarray(weights_ / weights_.sum())
