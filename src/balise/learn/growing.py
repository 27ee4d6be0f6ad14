"""Draws of what posts read young will have at full age, wrong together where the curve is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from balise.domain.post import Post
from balise.learn.curve import Curve
from balise.learn.share import HALF, Array, log_share, noise_of
from balise.learn.young import LEAST_SHARE
from balise.reference.half_life import mature_after_h


def draw(
    curve: Curve | None,
    posts: Sequence[Post],
    read: Sequence[tuple[float, float]],
    n: int,
    seed: int,
) -> Array:
    """Draw final figures jointly.

    Parameters
    ----------
    curve
        How posts age; None: figures do not grow, and stay as they were read.
    posts, read
        The posts, and of each the figure and the age in hours at which it was read.
    n, seed
        How many draws; the same seed gives the same ones.

    Returns
    -------
    array (n, posts)
        In the KPI's unit, never less than was read. NaN where the figure is not known, or the post
        was too young to tell anything.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from balise.learn.maturity import prior
    >>> post = Post(uid="x:1", network="x", account="a", published_at=datetime.now(UTC))
    >>> draw(prior(), [post], [(9.0, 500.0)], 2, 0).tolist()
    [[9.0], [9.0]]
    >>> bool(9 < np.median(draw(prior(), [post], [(9.0, 2.0)], 500, 0)) < 90)
    True
    """
    chance = np.random.default_rng([seed, 7])
    found = np.tile(np.array([value for value, _ in read], float), (n, 1))
    together: dict[str, Array] = {}
    for i, (post, (value, age)) in enumerate(zip(posts, read, strict=True)):
        later = mature_after_h(post.network)
        if curve is None or not math.isfinite(value) or age >= later:
            continue
        if post.network not in together:
            together[post.network] = chance.standard_normal((n, 2))
        found[:, i] = _one(curve, post, (value, age, later), together[post.network], chance)
    return found


def _one(
    curve: Curve,
    post: Post,
    read: tuple[float, float, float],
    together: Array,
    chance: np.random.Generator,
) -> Array:
    value, age, later = max(read[0], 0.0), read[1], read[2]
    believed = curve.believed(network=post.network, kind=post.kind, account=post.account)
    shared = together @ np.linalg.cholesky(believed.common).T
    own = chance.standard_normal(together.shape) * np.sqrt(believed.own)
    mu, log_sigma = (believed.mean + shared + own).T
    ages = np.full((2, len(mu)), [[age], [later]])
    share = log_share(ages, mu, log_sigma)
    growth = share[1] - share[0]
    if age <= 0 or math.exp(-float(growth.mean())) < LEAST_SHARE:
        return np.full(len(mu), math.nan)
    noise = np.sqrt(noise_of(growth, np.array(value), believed.noise))
    logs = np.log(value + HALF) + growth + noise * chance.standard_normal(len(mu))
    return np.asarray(np.maximum(np.exp(np.minimum(logs, 600.0)) - HALF, value))
