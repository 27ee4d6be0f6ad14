"""A made-up fit whose every effect is known: what plans are made of in tests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from balise.domain.estimate import Estimate
from balise.domain.post import Post
from balise.domain.reason import Reason

SD = 0.5


@dataclass(frozen=True, kw_only=True)
class HashedFit:
    """Each level has an effect that its name and a seed decide, or that `told` says."""

    seed: int = 0
    kpi: str = "views"
    width: float = 0.8
    told: dict[str, float] = field(default_factory=dict)
    own: tuple[Estimate, ...] = ()

    def effect(self, level: str) -> float:
        hashed = (crc32(f"{self.seed} {level}".encode()) / 2**32 - 0.5) * self.width
        return self.told.get(level, hashed)

    def mean(self, post: Post) -> float:
        at = post.published_at.astimezone(ZoneInfo("Europe/Brussels"))
        levels = (post.network, post.kind, f"{at:%A}", f"hour {at.hour}", post.pillar, post.cta)
        return 3.0 + sum(self.effect(str(one)) for one in levels if one)

    def expect(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        return [(self.mean(post), SD) for post in posts]

    def quantiles(self, posts: Sequence[Post]) -> list[tuple[float, float, float]]:
        found = []
        for post in posts:
            low, middle, high = (math.expm1(self.mean(post) + z * SD) for z in (-1.645, 0, 1.645))
            found.append((low, middle, high))
        return found

    def draw(self, posts: Sequence[Post], n: int, *, seed: int = 0) -> NDArray[np.float64]:
        between = np.random.default_rng(seed).normal(0, 0.1, (n, 1))
        return np.asarray(between + np.array([self.mean(post) for post in posts]))

    def reasons(self, posts: Sequence[Post]) -> list[tuple[Reason, ...]]:
        return [() for _ in posts]

    def estimates(self) -> tuple[Estimate, ...]:
        return self.own

    def predict(self, posts: Any) -> Any:
        raise NotImplementedError

    def effects(self) -> Any:
        raise NotImplementedError

    def explain(self, posts: Any) -> Any:
        raise NotImplementedError

    def to_bytes(self) -> bytes:
        return b""
