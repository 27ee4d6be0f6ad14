"""The posts of the worked examples of `docs/how-it-learns.md`: nothing in them has any effect."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

SHOPS = {"big shop": (200, 30), "small shop": (20, 10)}
"""Usual reactions, and videos among 40 posts; the others are images."""
POSTS = 40
TAGS, TAGGED = 40, 10
START = pd.Timestamp("2026-01-05 10:00", tz="UTC")


def shops() -> pd.DataFrame:
    """Two shops of which one is ten times as large, and posts more videos."""
    chance = np.random.default_rng(4)
    parts = []
    for name, (usual, videos) in SHOPS.items():
        kinds = chance.permutation(["video"] * videos + ["image"] * (POSTS - videos))
        luck = np.exp(chance.normal(0, 0.6, POSTS))
        parts.append(_frame(name, kinds, np.round(usual * luck)))
    return pd.concat(parts, ignore_index=True)


def hashtags() -> pd.DataFrame:
    """One shop that tries forty hashtags, ten posts with each."""
    chance = np.random.default_rng(4)
    n = TAGS * TAGGED // 2
    places = chance.permutation(np.repeat(np.arange(TAGS), TAGGED)).reshape(n, 2)
    found = _frame("shop", ["image"] * n, np.round(100 * np.exp(chance.normal(0, 0.6, n))))
    tags: Any = [[f"tag{i}" for i in sorted(set(row))] for row in places]
    return found.assign(hashtags=tags)


def _frame(name: str, kinds: Any, reactions: Any) -> pd.DataFrame:
    n = len(reactions)
    return pd.DataFrame(
        {
            "post_uid": [f"instagram:{name}{i}" for i in range(n)],
            "network": "instagram",
            "account": name,
            "published_at": START + pd.to_timedelta(np.arange(n) * 2, unit="D"),
            "kind": kinds,
            "hashtags": [[]] * n,
            "reactions": reactions,
        }
    )
