"""Brands that tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.store.making import START, a_post, put

from balise import simulate
from balise.domain.reading import Batch, Reading
from balise.strategy import Strategy
from balise.workspace import Workspace

KINDS = ("image", "video", "link")


def planned(folder: Path, strategy: str, brand: str, other: str) -> Workspace:
    """Make a brand with posts, a strategy and a plan, and another beside it without posts."""
    world, paths = simulate.World(2, weeks=12), []
    for name, content in simulate.exports(world).items():
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    space = Workspace.open(folder / "balise")
    space.import_(paths, brand=brand, timezone="Europe/Brussels")
    for one in (brand, other):
        space.keep_strategy(Strategy.parse(strategy), brand=one)
        space.plan(one, weeks=1, start=date(2026, 7, 6), explore=0)
    return space


def seen(space: Workspace, brand: str, *, rate: float = 0.03, n: int = 60) -> None:
    """Give a brand posts of three kinds with an engagement rate that is about `rate`."""
    posts, readings = [], []
    for i in range(n):
        post = replace(a_post(i), uid=f"x:{brand}{i}", kind=KINDS[i % 3], text=f"About {brand}")
        values = {"reactions": 1e6 * rate * (1 + (i % 7) / 10), "impressions": 1e6}
        posts.append(post)
        readings.append(
            Reading(post_uid=post.uid, as_of=START + timedelta(days=90), values=values, source="x")
        )
    batch = Batch(posts=tuple(posts), readings=tuple(readings), rows=n)
    put(space.store, f"{brand} {n}", batch, brand=brand)


def allowing(space: Workspace, brands: Iterable[str]) -> None:
    """Let the sums of brands be compared, as their owners do."""
    for brand in brands:
        space.allow_beside(brand, by="Mia")
