"""Rows of the model, drawn with a seed."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.property.rows_made import WIDTH

from balise.learn.exposure import WEIGHTS
from balise.learn.rows import Row


def rows_made(n: int, *, seed: int) -> list[Row]:
    """Draw posts of three accounts; a fifth of them have no column at all."""
    chance = random.Random(seed)  # noqa: S311 - posts of a test
    return [
        Row(
            account=chance.choice(["x:a", "x:b", "facebook:Été"]),
            week=chance.randrange(105_000, 105_009),
            kind=chance.choice(["text", "image", "short_video"]),
            y=chance.gauss(3, 1),
            active=tuple(sorted(chance.sample(range(WIDTH), chance.randrange(5)))),
        )
        for _ in range(n)
    ]


def weighed_made(n: int, *, seed: int) -> list[Row]:
    """Draw posts with weights."""
    chance = random.Random(seed)  # noqa: S311 - posts of a test
    return [replace(row, weight=chance.choice(WEIGHTS)) for row in rows_made(n, seed=seed)]
