"""A made-up world whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

KIND = {"video": 0.3, "image": 0.1, "link": 0.0, "text": -0.3}
TAG = {"good": 0.4, "bad": -0.4}
START = pd.Timestamp("2026-01-05", tz="UTC")


@dataclass(frozen=True, kw_only=True)
class World:
    """Accounts that post at random hours; `size` 0 switches every effect off."""

    accounts: int = 8
    posts: int = 150
    size: float = 1.0
    noise: float = 0.7
    seed: int = 0
    kinds: dict[str, float] = field(default_factory=lambda: dict(KIND))

    def frame(self) -> pd.DataFrame:
        chance = np.random.default_rng(self.seed)
        n = self.accounts * self.posts
        account = np.repeat(np.arange(self.accounts), self.posts)
        hours = np.sort(chance.integers(0, 24 * 7 * 30, (self.accounts, self.posts))).ravel()
        kind = chance.choice(list(self.kinds), n)
        tags = chance.random((n, 20)) < 0.1
        names = [*TAG, *(f"null{i}" for i in range(18))]
        log = chance.normal(4, 1, self.accounts)[account]
        log = log + self.size * np.array([self.kinds[k] for k in kind])
        log = log + self.size * tags[:, :2] @ np.array(list(TAG.values()))
        log = log + self.noise * chance.standard_normal(n)
        return pd.DataFrame(
            {
                "post_uid": [f"x:{i}" for i in range(n)],
                "network": "x",
                "account": [f"account{a}" for a in account],
                "published_at": START + pd.to_timedelta(hours, unit="h"),
                "kind": kind,
                "text": "",
                "hashtags": [[t for t, on in zip(names, row, strict=True) if on] for row in tags],
                "reactions": np.round(np.expm1(np.maximum(log, 0))),
            }
        )


@pytest.fixture(scope="session")
def world() -> Callable[..., pd.DataFrame]:
    """Make a post frame of a made-up world."""
    return lambda **truth: World(**truth).frame()
