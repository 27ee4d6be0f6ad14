"""What a sync of fifty new posts costs where 200,000 are known already; `--quick` has 30,000.

The posts are made up. What is timed is all that stands between a file that has come in and
estimates that hold its posts: the sums of the blocks that it touched, the fit, the effects, and the
fit as it is kept. Beside it: the same by learning anew.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from balise import cycle
from balise.domain.ports import Store
from balise.domain.post import Post
from balise.domain.reading import BATCH, Batch, Reading
from balise.store import open_store

ACCOUNTS, POSTS, NEW, WITHIN_S = 100, 200_000, 50, 0.5
BRAND = "made-up"
START = datetime(2024, 1, 1, tzinfo=UTC)
WEEKS = 104
KINDS = ("image", "link", "short_video", "text", "video")
WORDS = tuple(f"word{i}" for i in range(400))


class World:
    """Made-up accounts that post over two years, and after."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.level = self.chance.normal(4, 1, ACCOUNTS)
        self.effect = dict(zip(KINDS, self.chance.normal(0, 0.3, len(KINDS)), strict=True))
        self.made = 0

    def batches(self, n: int, accounts: int, since: datetime, days: float) -> Iterator[Batch]:
        """Make posts of some accounts, each read ten days later."""
        for start in range(0, n, BATCH):
            posts, readings = [], []
            for _ in range(min(BATCH, n - start)):
                post, reading = self._one(int(self.chance.integers(accounts)), since, days)
                posts.append(post)
                readings.append(reading)
            yield Batch(posts=tuple(posts), readings=tuple(readings), rows=len(posts))

    def _one(self, account: int, since: datetime, days: float) -> tuple[Post, Reading]:
        kind = KINDS[int(self.chance.integers(len(KINDS)))]
        at = since + timedelta(days=float(self.chance.random()) * days)
        said = self.chance.geometric(0.03, 12) % len(WORDS)
        self.made += 1
        post = Post(
            uid=f"x:{self.made}",
            network="x",
            account=f"account-{account:03d}",
            published_at=at,
            kind=kind,
            text=" ".join(WORDS[i] for i in said),
            hashtags=(f"tag{int(self.chance.geometric(0.05))}",),
        )
        y = self.level[account] + self.effect[kind] + self.chance.normal(0, 0.7)
        values = {"reactions": float(np.rint(np.expm1(max(y, 0.0))))}
        as_of = at + timedelta(days=40)
        return post, Reading(post_uid=post.uid, as_of=as_of, values=values, source="made up")


def put(store: Store, digest: str, batches: Iterator[Batch]) -> None:
    """Import batches as one file."""
    with store.importing(BRAND, source=digest, format_="made up", digest=digest) as writer:
        for batch in batches:
            writer.write(batch)


def timed(store: Store) -> tuple[float, int]:
    """Learn and estimate; seconds, and the posts that the fit knows."""
    began = time.perf_counter()
    fit = cycle.learn(store, BRAND)
    n = max(estimate.n for estimate in fit.estimates())
    return time.perf_counter() - began, n


def main(*, quick: bool) -> int:
    """Print the seconds of a sync and of learning anew; 1 where a sync takes too long."""
    world, posts = World(0), 30_000 if quick else POSTS
    end = START + timedelta(weeks=WEEKS)
    print(f"{posts:,} posts of {ACCOUNTS} accounts")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(folder)
        put(store, "before", world.batches(posts, ACCOUNTS, START, 7 * WEEKS))
        whole, _ = timed(store)
        print(f"  from nothing                      {whole:7.2f} s")
        worst = 0.0
        for accounts in (5, 20, ACCOUNTS):
            put(store, f"{accounts}", world.batches(NEW, accounts, end, 7))
            seconds, _ = timed(store)
            worst = max(worst, seconds if accounts < ACCOUNTS else 0.0)
            print(f"  {NEW} new posts of {accounts:3d} accounts      {seconds:7.2f} s")
    return int(not quick and worst > WITHIN_S)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="30,000 posts")
    sys.exit(main(quick=asked.parse_args().quick))
