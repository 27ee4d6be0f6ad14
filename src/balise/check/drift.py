"""How unlike its account's own posts a text is, against the spread among those posts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from balise.check import text as reading

LEAST = 100
"""Past posts under which nothing is told: the spread among fewer is not known."""
_MOST = 1_000
_SIZE = 4_096
_SHORTEST = 40
"""Letters under which a text is too short to sound like anybody."""
_NEAR = 0.5
"""Share of the past posts, those nearest in length, that a text is held against."""
_RARE = 0.99
_BLANKS = re.compile(r"\s+")
_LONGEST = 5_000

_Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Profile:
    """Past posts as bags of runs of three letters, weighted by how rare each run is.

    Each past post was held against the middle of the others (itself left out): `alike` is what
    came of it, `lengths` are the logarithms of their lengths. A text is then held against the
    middle of all, and told how many of the past posts of about its length are more alike.

    Notes
    -----
    Term frequency, inverse document frequency and the cosine, as in G. Salton, C. Buckley,
    "Term-weighting approaches in automatic text retrieval" (1988); runs of letters as in
    W. Cavnar, J. Trenkle, "N-gram-based text categorization" (1994).
    """

    weights: _Vector
    middle: _Vector
    alike: _Vector
    lengths: _Vector

    @property
    def n(self) -> int:
        """How many past posts there are."""
        return len(self.alike)

    @property
    def rare(self) -> float:
        """The share above which a text is told: 99 in 100, or all where there are fewer."""
        return _RARE if _NEAR * self.n * (1 - _RARE) >= 1 else 1.0

    @classmethod
    def of(cls, texts: Sequence[str]) -> Profile | None:
        """Learn the posts, the last 1,000; `None` where they are too few.

        Examples
        --------
        >>> Profile.of(["Too few."]) is None
        True
        """
        kept = [said for text in texts if len(said := _plain(text)) >= _SHORTEST][-_MOST:]
        if len(kept) < LEAST:
            return None
        counts = np.stack([_counts(text) for text in kept])
        weights = np.log((1 + len(kept)) / (1 + (counts > 0).sum(axis=0))).astype(np.float32)
        rows = _normal(counts * weights)
        total = rows.sum(axis=0)
        others = _normal(total[None, :] - rows)
        lengths = np.array([math.log(len(text)) for text in kept], dtype=np.float32)
        return cls(weights, _normal(total), np.einsum("ij,ij->i", rows, others), lengths)

    def more_alike(self, text: str) -> float | None:
        """Share of the past posts of about this length that are more alike; `None`: too short."""
        said = _plain(text)
        if len(said) < _SHORTEST:
            return None
        own = float(_normal(_counts(said) * self.weights) @ self.middle)
        distance = np.abs(self.lengths - math.log(len(said)))
        near = np.argsort(distance, kind="stable")[: max(LEAST // 2, round(_NEAR * self.n))]
        return float(np.mean(self.alike[near] > own))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", reading.without_urls(text[:_LONGEST])).strip().lower()


def _counts(text: str) -> _Vector:
    """Dampened counts of the runs of three letters, in `_SIZE` bins."""
    runs: Iterable[str] = (text[at : at + 3] for at in range(len(text) - 2))
    found = np.zeros(_SIZE, dtype=np.float32)
    for run, times in Counter(runs).items():
        found[crc32(run.encode("utf-8", "replace")) % _SIZE] += 1 + math.log(times)
    return found


def _normal(rows: _Vector) -> _Vector:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-9), dtype=np.float32)
