"""The truth can be found again from what is observed, by the plainest of means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from balise.simulate import Strength, World
from balise.simulate.truth import HASHTAGS, WEEKDAYS

ROWS = 5_000
KINDS = ("image", "carousel", "short_video", "text")
CTAS = ("", "visit", "book", "comment", "save")


def random_slots(world: World) -> pd.DataFrame:
    """Everything by lot, so that nothing goes with anything else."""
    rng = np.random.default_rng(5)
    handles = {one.network: one.handle for one in world.brand.presences}
    networks = rng.choice(list(handles), ROWS)
    start = pd.Timestamp(world.start, tz=world.zone)
    minutes = rng.integers(0, 7 * world.weeks, ROWS) * 1440 + rng.integers(420, 1320, ROWS)
    local = (start.tz_localize(None) + pd.to_timedelta(minutes, unit="min")).tz_localize(world.zone)
    return pd.DataFrame(
        {
            "network": networks,
            "account": [handles[network] for network in networks],
            "publish_at": local.tz_convert("UTC"),
            "kind": rng.choice(KINDS, ROWS),
            "cta": rng.choice(CTAS, ROWS),
            "hashtags": [list(rng.choice(HASHTAGS, 2, replace=False)) for _ in range(ROWS)],
            "is_paid": rng.random(ROWS) < 0.1,
        }
    )


def design(slots: pd.DataFrame, world: World) -> pd.DataFrame:
    """Give one column a level; formats and hours are the account's own."""
    local = slots["publish_at"].dt.tz_convert(world.zone)
    ids = slots["network"] + ":" + slots["account"]
    order = slots["publish_at"].groupby([ids, local.dt.date]).rank(method="first")
    columns: dict[tuple[str, str, str], Any] = {
        ("", "same_day", "later"): order > 1,
        ("", "paid", "yes"): slots["is_paid"],
    }
    columns |= {("", "cta", c): slots["cta"] == c for c in CTAS[1:]}
    days = local.dt.day_of_week
    columns |= {("", "weekday", d): days == i for i, d in enumerate(WEEKDAYS) if i}
    for tag in HASHTAGS:
        columns["", "hashtag", tag.casefold()] = [tag in tags for tags in slots["hashtags"]]
    for one in ids.unique():
        mine = ids == one
        columns |= {(one, "kind", k): mine & (slots["kind"] == k) for k in KINDS[1:]}
        columns |= {(one, "hour", str(h)): mine & (local.dt.hour == h) for h in range(8, 22)}
    return pd.DataFrame({key: np.asarray(column, float) for key, column in columns.items()})


def z_scores(world: World) -> pd.Series:
    """Least squares within account and week: distance from the truth, in standard errors."""
    slots = random_slots(world)
    seen = world.observe(slots)
    x = design(slots, world)
    y = np.log1p(seen[["reactions", "comments", "shares"]].sum(axis=1))
    week = (slots["publish_at"].dt.tz_convert(world.zone).dt.tz_localize(None)).dt.to_period("W")
    cell = slots["network"] + week.astype(str)
    gx, gy = x - x.groupby(cell).transform("mean"), y - y.groupby(cell).transform("mean")
    inverse = np.linalg.pinv(gx.T @ gx)
    estimate = inverse @ (gx.T @ gy)
    rest = gy - gx.to_numpy() @ estimate
    scale = float(rest @ rest) / (ROWS - x.shape[1] - cell.nunique())
    truth = [true_contrast(world, *key) for key in x.columns]
    errors = (np.asarray(estimate) - truth) / np.sqrt(np.diag(inverse) * scale)
    return pd.Series(errors, index=x.columns)


def true_contrast(world: World, account: str, factor: str, level: str) -> float:
    """Give the effect against the level without a column."""
    base = {"kind": KINDS[0], "hour": "7", "weekday": "monday", "cta": ""}.get(factor)
    table = world.truth(account or None)
    return table[factor, level] - (table[factor, base] if base is not None else 0.0)


@pytest.mark.parametrize("seed", [1, 2])
def test_it_shows_its_effects_to_a_plain_least_squares(seed: int) -> None:
    z = z_scores(World(seed, strength=Strength(volume=3)))
    assert z.abs().max() < 4
    assert 0.7 < z.std() < 1.3


def test_it_shows_no_effect_where_there_is_none() -> None:
    z = z_scores(World(1, strength=Strength(effects=0, volume=3)))
    assert z.abs().max() < 4


def test_it_has_noise_with_tails_heavier_than_the_normal() -> None:
    world = World(1, strength=Strength(effects=0, drift=0, volume=3))
    seen = world.observe(random_slots(world))
    logs = np.log1p(seen["reactions"])
    spread = logs - logs.groupby(seen["network"]).transform("mean")
    spread = spread / spread.groupby(seen["network"]).transform("std")
    assert spread.kurt() > 0.5
