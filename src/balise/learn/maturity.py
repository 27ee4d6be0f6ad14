"""How posts age: what a figure read early will become, learnt from repeated readings.

A curve starts from the published half-life of a network and yields to readings, network by network,
kind by kind and account by account (`balise.learn.growth` has the equations).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Any

import numpy as np

from balise.domain.reading import Aged
from balise.learn import frames, growth
from balise.learn.curve import Curve, published
from balise.learn.growth import Steps, Tree
from balise.learn.share import HALF, YOUNGEST_H, Array

__all__ = ["Curve", "fit", "learn", "prior"]

HORIZON_H = 56 * 24.0
"""Oldest readings that are learnt from: a report compares 28 days with the 28 before. What search
brings to a post years later is another process, without an end, and would bend the curve of the
first days."""

FEWEST = 5.0
"""A figure below this tells nothing of growth: it is mostly chance, and its logarithm is skewed."""

_MOST = 240
"""Posts from which curves are learnt at most: more would settle nothing that these leave open."""
_FALL = -0.06
"""A figure that fell was corrected: that is no news of how posts age, and counts as standing still
within what corrections are."""


def learn(readings: Iterable[Aged], metric: str = "") -> Curve:
    """Learn a curve from readings of posts, in any order."""
    posts = _some(_posts(readings))
    names = sorted({_name(post) for post in posts})
    places = tuple(tuple(sorted({name[: level + 1] for name in names})) for level in range(3))
    index = [{name: i for i, name in enumerate(level)} for level in places]
    of = [index[2][_name(post)] for post in posts]
    mean, variance = _priors([name[0] for name in places[0]])
    tree = Tree(
        parent=(
            np.array([index[0][name[:1]] for name in places[1]], np.int64),
            np.array([index[1][name[:2]] for name in places[2]], np.int64),
            np.array(of, np.int64),
        ),
        mean=mean,
        variance=variance,
    )
    counted = Counter(of)
    return Curve(
        metric=metric,
        places=places,
        posts=tuple(counted[i] for i in range(len(places[2]))),
        learned=growth.learn(_steps(posts), tree),
    )


@cache
def prior() -> Curve:
    """Return the curve that rests on published half-lives alone."""
    return learn(())


def _priors(networks: Sequence[str]) -> tuple[Array, Array]:
    found = [published(name) for name in networks]
    mean = np.array([one for one, _ in found]).reshape(-1, 2)
    return mean, np.array([one for _, one in found]).reshape(-1, 2)


def _posts(readings: Iterable[Aged]) -> list[list[Aged]]:
    """Posts with two usable readings or more, each in order of age."""
    usable = [r for r in readings if 0 < r.age_h <= HORIZON_H and math.isfinite(r.value)]
    usable.sort(key=lambda r: (r.uid, r.age_h))
    found = []
    for _, mine in groupby(usable, key=lambda r: r.uid):
        distinct = list({r.age_h: r for r in mine}.values())
        kept = [distinct[i] for i in growth.thinned([r.age_h for r in distinct])]
        if len(kept) > 1:
            found.append(kept)
    return found


def _some(posts: list[list[Aged]]) -> list[list[Aged]]:
    """Keep at most `_MOST` posts, spread over accounts, kinds and the order of posts."""
    groups: dict[tuple[str, str, str], list[list[Aged]]] = {}
    for post in posts:
        groups.setdefault(_name(post), []).append(post)
    share = max(_MOST // max(len(groups), 1), 2)
    kept = [post for name in sorted(groups) for post in _evenly(groups[name], share)]
    return _evenly(kept, _MOST)


def _evenly(posts: list[list[Aged]], most: int) -> list[list[Aged]]:
    return posts[:: -(-len(posts) // most) or 1]


def _name(post: Sequence[Aged]) -> tuple[str, str, str]:
    return (_network(post[0].uid), post[0].kind, post[0].account)


def _steps(posts: Sequence[Sequence[Aged]]) -> Steps:
    pairs = [
        (i, a, b) for i, post in enumerate(posts) for a, b in pairwise(post) if a.value >= FEWEST
    ]
    logs = [[math.log(max(r.value, 0) + HALF) for r in (a, b)] for _, a, b in pairs]
    return Steps(
        post=np.array([i for i, _, _ in pairs], np.int64),
        age=np.array([max(a.age_h, YOUNGEST_H) for _, a, _ in pairs], float),
        later=np.array([b.age_h for _, _, b in pairs], float),
        count=np.array([max(a.value, 0) for _, a, _ in pairs], float),
        growth=np.array([max(after - before, _FALL) for before, after in logs], float),
    )


def _network(uid: str) -> str:
    return uid.partition(":")[0]


def fit(readings: Any, *, metric: str | None = None) -> Curve:
    """Learn how posts age from a frame of readings.

    Parameters
    ----------
    readings
        Any frame that narwhals reads, one row a reading: post_uid (`<network>:<id>`), account,
        kind, published_at, metric, value, as_of. A post that was read once, a value that is not
        known and a reading of age 0 teach nothing.
    metric
        The metric to learn from; None: the one with most readings.

    Returns
    -------
    Curve
        With nothing to learn from, that of the published half-lives: wide.

    Raises
    ------
    ColumnMissingError
        A column without which ages cannot be told is absent.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.Timestamp("2026-03-02", tz="UTC")
    >>> readings = pd.DataFrame(
    ...     {
    ...         "post_uid": "x:1",
    ...         "account": "a",
    ...         "kind": "text",
    ...         "published_at": at,
    ...         "metric": "views",
    ...         "value": [50.0, 80.0],
    ...         "as_of": [at + pd.Timedelta("1h"), at + pd.Timedelta("24h")],
    ...     }
    ... )
    >>> fit(readings).metric
    'views'
    """
    rows_, chosen = frames.readings_in(readings, metric)
    return learn((Aged(*row) for row in rows_), chosen)
