"""Pillars out of past posts, where no strategy names any: groups of posts with like words.

The posts are laid in the few directions in which their words differ most (latent semantic
analysis), and joined from below by Ward's rule. Nothing is drawn at random: the same posts give
the same groups. How well groups hold is asked of two halves of the posts, each grouped without the
other: the share of agreement beyond chance (the adjusted Rand index, Hubert and Arabie 1985).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.linalg import svds

from balise.domain.tag import Document, Field, Proposed, Tag, TagProposal
from balise.strategy.likeness import Words, weighed

LEAST_POSTS = 60
"""Posts below which no groups are told: halves of fewer hold by chance."""
LEAST_HOLD = 0.3
"""Agreement of two halves below which groups are not told as pillars."""
_SIZES = range(3, 8)
_MOST = 3_000
_DIRECTIONS = 12
_NAMED = 3
_EDGE = 1e-9
_LEAST_SPREAD = 1e-6

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def grouped(documents: Sequence[Document], *, field: Field = "pillar") -> Proposed:
    """Group posts by their words, and propose each group as a pillar named by its words.

    Parameters
    ----------
    documents
        The posts.
    field
        What the groups are proposed as.

    Returns
    -------
    Proposed
        A proposal for each post of a group, with the share of its likeness that its own group has
        as the score. It is no probability: nobody said yet what the pillars are. Without proposals
        where posts are too few, or where their groups do not hold.

    Examples
    --------
    >>> grouped([Document(uid="x:1", text="Hello")]).proposals
    ()
    """
    words = weighed(documents, least=3)
    told = np.flatnonzero(np.diff(words.rows.indptr) > 0)
    every = tuple(document.uid for document in documents)
    if len(told) < LEAST_POSTS or len(words.names) <= _DIRECTIONS:
        return Proposed(field=field, untold=every, is_grouped=True)
    places = _places(words.rows[told])
    hold, size = max((_hold(places, size), -size) for size in _SIZES)
    if hold < LEAST_HOLD:
        return Proposed(field=field, untold=every, is_grouped=True, hold=hold)
    group, score = _nearest(places, _centres(places, -size))
    names = _names(words, told, group)
    found = [
        TagProposal(
            uid=every[row], field=field, value=names[g], source="likeness", score=s, why=names[g]
        )
        for row, g, s in zip(told.tolist(), group.tolist(), score.tolist(), strict=True)
    ]
    here = {one.uid for one in found}
    return Proposed(
        field=field,
        proposals=tuple(sorted(found, key=lambda one: (one.value, -one.score, one.uid))),
        untold=tuple(uid for uid in every if uid not in here),
        is_grouped=True,
        hold=hold,
    )


def named(found: Proposed, tags: Iterable[Tag]) -> Proposed:
    """Name groups by what somebody already confirmed in them, and leave out what is confirmed.

    As long as a group has no confirmed post, likeness to confirmed ones could not propose it:
    `is_grouped` stays true until each group has one.
    """
    known = {tag.uid: tag.value for tag in tags if tag.field == found.field and tag.confirmed_at}
    told: dict[str, Counter[str]] = {one.value: Counter() for one in found.proposals}
    for one in found.proposals:
        if known.get(one.uid):
            told[one.value][known[one.uid]] += 1
    names = {
        group: min(counts, key=lambda value: (-counts[value], value)) if counts else group
        for group, counts in told.items()
    }
    left = (replace(one, value=names[one.value]) for one in found.proposals if one.uid not in known)
    return replace(
        found,
        proposals=tuple(sorted(left, key=lambda one: (one.value, -one.score, one.uid))),
        untold=tuple(uid for uid in found.untold if uid not in known),
        is_grouped=not all(told.values()),
    )


def _places(rows: Any) -> Floats:
    """Lay posts in the directions in which their words differ most, each to unit length."""
    start = np.ones(min(rows.shape))
    left, size, _ = svds(rows, k=min(_DIRECTIONS, min(rows.shape) - 1), v0=start)
    found = np.asarray(left * size, float)
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.maximum(length, _EDGE), float)


def _centres(places: Floats, size: int) -> Floats:
    """Join posts from below into groups, and give the middle of each."""
    some = places[:: max(1, -(-len(places) // _MOST))]
    group = fcluster(linkage(some, "ward"), size, "maxclust")
    middles = np.array([some[group == g].mean(axis=0) for g in np.unique(group)])
    for _ in range(10):  # each to the nearest middle, as k-means goes on
        nearest, _score = _nearest(some, middles)
        here = [g for g in range(len(middles)) if (nearest == g).any()]
        middles = np.array([some[nearest == g].mean(axis=0) for g in here])
    return middles


def _nearest(places: Floats, centres: Floats) -> tuple[Ints, Floats]:
    """Give the nearest middle of each post, and its share of the likeness to all."""
    unit = centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), _EDGE)
    cosines = np.maximum(places @ unit.T, 0.0)
    group = np.argmax(np.round(cosines, 9), axis=1)
    best = cosines[np.arange(len(places)), group]
    return group.astype(np.int64), best / np.maximum(cosines.sum(axis=1), _EDGE)


def _hold(places: Floats, size: int) -> float:
    """Tell how far the groups of every other post agree with those of the rest, on all posts."""
    even, odd = _centres(places[::2], size), _centres(places[1::2], size)
    return agreement(_nearest(places, even)[0], _nearest(places, odd)[0])


def agreement(one: Ints, other: Ints) -> float:
    """Adjusted Rand index of two groupings: 1 the same, 0 what chance gives.

    Examples
    --------
    >>> agreement(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)

    def pairs(counts: Floats) -> float:
        return float((counts * (counts - 1)).sum() / 2)

    rows, columns, both = pairs(table.sum(axis=1)), pairs(table.sum(axis=0)), pairs(table)
    chance = rows * columns / pairs(np.array([float(len(one))]))
    spread = (rows + columns) / 2 - chance
    return (both - chance) / spread if spread > _LEAST_SPREAD else 0.0


def _names(words: Words, told: Ints, group: Ints) -> list[str]:
    """Name each group by the words that it uses most beyond the others."""
    rows = words.rows[told]
    whole = np.asarray(rows.mean(axis=0)).ravel()
    names: list[str] = []
    for g in range(int(group.max()) + 1):
        mine = np.flatnonzero(group == g)
        own = np.asarray(rows[mine].sum(axis=0)).ravel() / max(len(mine), 1)
        best = np.argsort(whole - own, kind="stable")[:_NAMED]
        name = " · ".join(words.names[i] for i in best)
        names.append(name if name not in names else f"{name} ({g + 1})")
    return names
