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
from balise.plan.luck import few, luck
from balise.plan.past import Published, figure

Array = NDArray[np.float64]
_SMALL = 0.5
"""Half a reaction, as rates are learnt: so a rate to come is told of as the fit told it."""


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
    """An objective with what is known of it: posts that are out, and posts to come, in its time."""

    objective: Objective
    kpi: Kpi
    out: Sequence[Published]
    out_days: Sequence[date]
    coming: Sequence[Coming]
    seed: int
    draws: int


def summed(asked: Asked, fit: Fitted | None, fits: Mapping[str, Fitted]) -> Sum:
    """Draw what posts bring to a total or a rate; without a fit only what is out is told."""
    read = [figure(one.values, asked.kpi.name) for one in asked.out]
    known = [i for i, value in enumerate(read) if not math.isnan(value)]
    unread = [i for i, value in enumerate(read) if math.isnan(value)]
    n = few(asked.draws, len(read) + len(asked.coming)) if fit is not None else 1
    grown = _grown(fit, [asked.out[i] for i in known], [read[i] for i in known], n, asked.seed)
    lost = [known[j] for j in np.flatnonzero(np.isnan(grown).any(axis=0))]
    guessed = [*unread, *lost]
    posts = [asked.out[i].post for i in guessed] + [one.post for one in asked.coming]
    drawn = luck(fit, posts, n, asked.seed).outcomes(asked.seed) if fit and posts else None
    gains = np.zeros((n, len(read) + len(asked.coming)))
    gains[:, known] = grown
    if drawn is not None:
        least = np.nan_to_num(np.array([read[i] for i in guessed], float))
        gains[:, guessed] = np.maximum(drawn[:, : len(guessed)], least)
        share = np.array([one.share for one in asked.coming])
        gains[:, len(read) :] = drawn[:, len(guessed) :] * (1 if asked.kpi.exposure else share)
    kept = [*range(len(read)), *range(len(read), gains.shape[1])] if fit is not None else known
    return Sum(
        days=tuple([*asked.out_days, *(one.day for one in asked.coming)][i] for i in kept),
        gains=np.nan_to_num(gains[:, kept]),
        weights=weights(asked, fits, n)[:, kept],
        coming=tuple([*(None for _ in read), *asked.coming][i] for i in kept),
        certain=math.fsum(read[i] for i in known),
    )


def weights(asked: Asked, fits: Mapping[str, Fitted], n: int) -> Array:
    """Give what each post counts for a rate: its exposure, drawn where it is to come.

    Where no fit tells of the exposure, a post to come is shown as often as the usual one that is
    out; where none is known at all, all posts count the same.
    """
    shape = (n, len(asked.out) + len(asked.coming))
    name = exposure_of(asked.kpi)
    if not name:
        return np.ones(shape)
    read = [one.values.get(name, math.nan) for one in asked.out]
    known = [value for value in read if value > 0]
    usual = float(np.median(known)) if known else 1.0
    found = np.tile([value if value > 0 else usual for value in read] + [usual] * len(asked.coming),
                    (n, 1))  # fmt: skip
    fit = fits.get(name)
    if fit is not None and asked.coming:
        posts = [one.post for one in asked.coming]
        found[:, len(read) :] = luck(fit, posts, n, asked.seed).outcomes(asked.seed, 1)
    return np.maximum(found, _SMALL)


def exposure_of(kpi: Kpi) -> str:
    """Name what a rate is weighed by; empty for a total."""
    return kpi.exposure if kpi.aggregate == "rate" else ""


def _grown(
    fit: Fitted | None, out: Sequence[Published], read: Sequence[float], n: int, seed: int
) -> Array:
    """Grow what was read young to full age, where the fit can tell; NaN: too young to tell."""
    if not out or not isinstance(fit, Seasoned) or fit.kpi in RATES:
        return np.tile(np.array(read, float), (n, 1))
    ages = [one.age_h for one in out]
    return fit.grown([one.post for one in out], list(zip(read, ages, strict=True)), n, seed=seed)
