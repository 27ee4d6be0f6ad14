"""Posts of a thousand made-up accounts over two years, as Parquet, in order of time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from balise.domain.design import Column, Design
from balise.learn.columns import FACTORS

ACCOUNTS, WEEKS, FIRST_WEEK = 1_000, 104, 105_000
KINDS = ("carousel", "image", "link", "short_video", "text", "video")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# One column of each is active: 12 of 300. Two hashtags come from two halves of a hundred.
LEVELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("baseline", ("all",)),
    ("kind", KINDS),
    ("hour", tuple(map(str, range(24)))),
    ("weekday", WEEKDAYS),
    ("cta", tuple(f"cta {i}" for i in range(10))),
    ("pillar", tuple(f"pillar {i}" for i in range(8))),
    ("length", tuple(f"length {i}" for i in range(6))),
    ("gap", tuple(f"gap {i}" for i in range(11))),
    ("post of the day", ("1", "2", "3", "4+")),
    ("hashtag", tuple(f"tag {i}" for i in range(50))),
    ("hashtag", tuple(f"tag {i}" for i in range(50, 100))),
    ("word", tuple(f"word {i}" for i in range(123))),
)
TOGETHER, FILE = 250_000, 10_000_000
Floats = NDArray[np.float64]


def design() -> Design:
    """Give the columns of the posts."""
    named = [(factor, level) for factor, levels in LEVELS for level in levels]
    columns = tuple(
        Column(index=i, factor=f, level=v, group=FACTORS[f].group if i else "baseline")
        for i, (f, v) in enumerate(named)
    )
    return Design(id="scale", kpi="engagement", timezone="UTC", columns=columns)


class World:
    """What is true of the accounts and of the columns, the same for every number of posts."""

    def __init__(self, seed: int) -> None:
        chance = np.random.default_rng(seed)
        share = chance.lognormal(0, 1, ACCOUNTS)  # the largest posts 20 times what is usual
        self.share = np.cumsum(share / share.sum())
        self.levels = [
            np.cumsum(chance.dirichlet(np.full(len(levels), 0.8))) for _, levels in LEVELS
        ]
        self.effect = chance.normal(0, 0.1, sum(len(levels) for _, levels in LEVELS))
        self.level = chance.normal(3, 1.2, ACCOUNTS)
        self.taste = chance.normal(0, 0.3, (ACCOUNTS, len(KINDS)))
        self.phase = chance.random(ACCOUNTS) * 2 * np.pi
        self.names = [f"x:account-{i:04d}" for i in chance.permutation(ACCOUNTS)]

    def posts(self, chance: np.random.Generator, n: int, share: tuple[float, float]) -> Any:
        """Draw posts of a part of the two years, of all accounts mixed."""
        import pyarrow as pa

        account = _drawn(self.share, chance, n)
        week = np.sort(chance.uniform(*share, n) * WEEKS).astype(np.int32)
        active, start = np.empty((n, len(LEVELS)), np.int16), 0
        for place, levels in enumerate(self.levels):
            active[:, place] = start + _drawn(levels, chance, n)
            start += len(levels)
        kind = active[:, 1] - 1
        y = self.level[account] + self.taste[account, kind] + chance.normal(0, 0.8, n)
        y += 0.35 * np.sin(self.phase[account] + week / 8) + self.effect[active].sum(axis=1)
        ends = np.arange(0, active.size + 1, len(LEVELS), dtype=np.int32)
        names = (pa.array(account.astype(np.int16)), pa.array(kind.astype(np.int8)))
        return pa.table(
            {
                "account": pa.DictionaryArray.from_arrays(names[0], pa.array(self.names)),
                "week": week + FIRST_WEEK,
                "kind": pa.DictionaryArray.from_arrays(names[1], pa.array(KINDS)),
                "y": y,
                "active": pa.ListArray.from_arrays(pa.array(ends), pa.array(active.ravel())),
            }
        )


def write(n: int, folder: Path, *, seed: int = 0) -> list[Path]:
    """Write n posts, ten million a file."""
    from pyarrow import parquet

    world, files = World(seed), []
    for first in range(0, n, FILE):
        files.append(folder / f"posts-{first // FILE:02d}.parquet")
        last, writer = min(first + FILE, n), None
        for start in range(first, last, TOGETHER):
            end = min(start + TOGETHER, last)
            table = world.posts(
                np.random.default_rng([seed, start]), end - start, (start / n, end / n)
            )
            writer = writer or parquet.ParquetWriter(files[-1], table.schema, compression="zstd")
            writer.write_table(table, row_group_size=TOGETHER)
        if writer is not None:
            writer.close()
    return files


def _drawn(shares: Floats, chance: np.random.Generator, n: int) -> NDArray[np.int64]:
    return np.minimum(np.searchsorted(shares, chance.random(n)), len(shares) - 1)
