"""Small counts: forecasts and effects of made-up accounts of 0.3 to 100 likes a post, with a truth.

Beside ours, count likelihoods on the same posts in the same run: negative binomial regression of
statsmodels on account and kind, and GPBoost's negative binomial with the account at random.
`--quick` makes fewer worlds; `--worlds N` that many of each sort.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
from learn import AHEAD, crps, machine
from peers import missing
from scipy.stats import nbinom, norm, t

KINDS = ("image", "link", "text", "video")
LEVELS: Mapping[str, tuple[float, ...]] = {
    "0.3": (0.3,) * 6,
    "1": (1.0,) * 6,
    "3": (3.0,) * 6,
    "10": (10.0,) * 6,
    "100": (100.0,) * 6,
    "mixed": (0.3, 1.0, 3.0, 10.0, 30.0, 100.0),
}
"""Typical likes of a post of each account of a world; each moves by `APART` besides."""
APART, EFFECT = 0.4, 0.4
"""Standard deviations of the log means of accounts, and of the log effects of kinds."""
SPREAD = 0.7
"""Scatter of log means between posts: lognormal, or a gamma (negative binomial) of that spread."""
FAMILIES = ("lognormal", "gamma")
POSTS = (40, 200)
Z90 = float(norm.ppf(0.95))
SHAPE = 1 / np.expm1(SPREAD**2)
"""Of the gamma with the lognormal's coefficient of variation: overdispersion of 0.63."""


@dataclass(frozen=True)
class World:
    """Posts with their likes, those ahead, and the log effect of each kind."""

    past: pd.DataFrame
    ahead: pd.DataFrame
    effects: np.ndarray

    @property
    def truth(self) -> np.ndarray:
        """Log effects against the mean over the kinds as they occur."""
        share = self.past["kind"].value_counts(normalize=True)
        return self.effects - float(self.effects @ share.reindex(KINDS).fillna(0.0))


@dataclass(frozen=True)
class Told:
    """What a system says.

    `below` (rows, counts) is P(count <= k); `low`, `high` (rows,) the 90 % interval; `effect` with
    `effect_low`, `effect_high` (kinds,) the log effects; `claims` how many levels it calls better
    or worse; `uncut` CRPS of a forecast that gives mass to figures between counts too.
    """

    below: np.ndarray
    low: np.ndarray
    high: np.ndarray
    effect: np.ndarray
    effect_low: np.ndarray
    effect_high: np.ndarray
    claims: int
    uncut: float = float("nan")


def world(seed: int, level: str, family: str, *, effects: bool) -> World:
    """Make a world up."""
    chance = np.random.default_rng(seed)
    effect = chance.normal(0, EFFECT, len(KINDS)) if effects else np.zeros(len(KINDS))
    effect -= effect.mean()
    frames = []
    for i, typical in enumerate(LEVELS[level]):
        n = int(chance.integers(*POSTS, endpoint=True)) + AHEAD
        kind = chance.choice(len(KINDS), n, p=chance.dirichlet(4 * np.ones(len(KINDS))))
        log_mean = np.log(typical) + chance.normal(0, APART) + effect[kind]
        scatter = scattered(chance, family, n)
        hours = np.sort(chance.uniform(0, 24 * 365, n))
        frames.append(
            pd.DataFrame(
                {
                    "post_uid": [f"instagram:{i}-{j}" for j in range(n)],
                    "network": "instagram",
                    "account": f"account {i}",
                    "published_at": pd.Timestamp("2025-11-01", tz="UTC")
                    + pd.to_timedelta(hours, unit="h"),
                    "kind": np.array(KINDS)[kind],
                    "text": "",
                    "reactions": chance.poisson(np.exp(log_mean) * scatter).astype(float),
                }
            )
        )
    posts = pd.concat(frames, ignore_index=True)
    ahead = posts.groupby("account").tail(AHEAD)
    return World(past=posts.drop(ahead.index), ahead=ahead, effects=effect)


def scattered(chance: np.random.Generator, family: str, n: int) -> np.ndarray:
    """Draw how the means of single posts scatter about 1."""
    if family == "lognormal":
        return np.exp(chance.normal(0, SPREAD, n) - SPREAD**2 / 2)
    return chance.gamma(SHAPE, 1 / SHAPE, n)


def balise(made: World, counts: np.ndarray) -> Told:
    """Ours; each count has the mass that the forecast gives to what rounds to it."""
    from balise import learn
    from balise.learn import posterior
    from balise.learn.fit import rows_of
    from balise.learn.frames import posts_of

    fit = learn.fit(made.past, kpi="reactions")
    asked = made.ahead.drop(columns="reactions")
    frame, rows = fit.predict(asked), rows_of(posts_of(asked), fit.posterior.design)
    mean, sd = frame["mean_log"].to_numpy(), frame["sd_log"].to_numpy()
    free = posterior.freedom(fit.posterior, rows, sd)
    edges = (np.log(counts + 1.5) - mean[:, None]) / sd[:, None]
    found = fit.effects()
    claimed = found["verdict"].isin(["better", "worse"])
    mine = found[(found["factor"] == "kind") & (found["scope"] == "all")].set_index("level")
    effect, low, high = np.log(mine.reindex(KINDS)[["multiplier", "low", "high"]].to_numpy()).T
    y = np.log1p(made.ahead["reactions"].to_numpy())
    return Told(
        below=t.cdf(edges, free[:, None]),
        low=frame["q05"].to_numpy(),
        high=frame["q95"].to_numpy(),
        effect=effect,
        effect_low=low,
        effect_high=high,
        claims=int(claimed.sum()),
        uncut=crps(y, mean, sd),
    )


def negbin(made: World, counts: np.ndarray) -> Told:
    """Negative binomial regression of statsmodels: account and kind, all fixed."""
    from statsmodels.discrete.discrete_model import NegativeBinomial

    x, asked = _fixed(made, accounts=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = NegativeBinomial(made.past["reactions"].to_numpy(), x)
        fitted = model.fit(disp=0, maxiter=200, method="bfgs")
    b, spread = np.asarray(fitted.params), np.asarray(fitted.cov_params())
    alpha = max(float(b[-1]), 1e-6)
    mean = np.exp(asked @ b[:-1])[:, None]
    return _likelihood(made, counts, (mean, 1 / alpha), (b[:-1], spread[:-1, :-1]))


def mixed(made: World, counts: np.ndarray) -> Told:
    """GPBoost's negative binomial: account at random, kind fixed."""
    from gpboost import GPModel

    x, asked = _fixed(made, accounts=False)
    model = GPModel(
        group_data=made.past["account"].to_numpy(),
        likelihood="negative_binomial",
        num_parallel_threads=1,
    )
    model.fit(y=made.past["reactions"].to_numpy(), X=x)
    found = model.predict(
        group_data_pred=made.ahead["account"].to_numpy(), X_pred=asked, predict_response=False
    )
    coefficients = np.asarray(model.get_coef(std_err=True, format_pandas=False))
    shape = float(np.ravel(model.get_aux_pars(format_pandas=False))[0])
    mean = np.exp(np.asarray(found["mu"]))[:, None]
    return _likelihood(
        made, counts, (mean, shape), (coefficients[0], np.diag(coefficients[1] ** 2))
    )


def _likelihood(
    made: World,
    counts: np.ndarray,
    outcome: tuple[np.ndarray, float],
    coefficients: tuple[np.ndarray, np.ndarray],
) -> Told:
    mean, shape = outcome
    b, spread = coefficients
    share = made.past["kind"].value_counts(normalize=True).reindex(KINDS).fillna(0.0).to_numpy()
    contrast = np.zeros((len(KINDS), len(b)))
    contrast[1:, 1 : len(KINDS)] = np.eye(len(KINDS) - 1)
    contrast -= share @ contrast
    effect, sd = contrast @ b, np.sqrt(np.einsum("ij,jk,ik->i", contrast, spread, contrast))
    chance = shape / (shape + mean)
    return Told(
        below=nbinom.cdf(counts, shape, chance),
        low=nbinom.ppf(0.05, shape, chance)[:, 0],
        high=nbinom.ppf(0.95, shape, chance)[:, 0],
        effect=effect,
        effect_low=effect - Z90 * sd,
        effect_high=effect + Z90 * sd,
        claims=int((np.abs(effect) > norm.ppf(0.975) * sd).sum()),
    )


def _fixed(made: World, *, accounts: bool) -> tuple[np.ndarray, np.ndarray]:
    """Ones, kinds but the first, and accounts but the first."""
    both = pd.concat([made.past, made.ahead])
    parts = [np.ones((len(both), 1))]
    parts.append(np.column_stack([(both["kind"] == kind).astype(float) for kind in KINDS[1:]]))
    if accounts:
        names = sorted(both["account"].unique())[1:]
        parts.append(np.column_stack([(both["account"] == a).astype(float) for a in names]))
    x = np.hstack(parts)
    return x[: len(made.past)], x[len(made.past) :]


SYSTEMS: Mapping[str, tuple[str, Callable[[World, np.ndarray], Told]]] = {
    "balise": ("balise", balise),
    "negbin": ("statsmodels", negbin),
    "gpboost nb": ("gpboost", mixed),
}
"""Name -> the package that it needs, and what forecasts."""


def scores(made: World, told: Told, counts: np.ndarray) -> dict[str, float]:
    """Score forecasts of counts, each by its mass up to each count (Gneiting and Raftery 2007)."""
    y = made.ahead["reactions"].to_numpy().astype(int)
    rows = np.arange(len(y))
    error = (told.below - (counts >= y[:, None])) ** 2
    upto = told.below[rows, y]
    before = np.where(y > 0, told.below[rows, np.maximum(y - 1, 0)], 0.0)
    mass = np.maximum(upto - before, 1e-9)
    return {
        "crps log": float((error @ np.diff(np.log1p(np.append(counts, len(counts))))).mean()),
        "uncut": told.uncut,
        "crps": float(error.sum(axis=1).mean()),
        "log score": float(-np.log(mass).mean()),
        "inside": randomised(before, upto),
        "cover": float(((told.low <= y) & (y <= told.high)).mean()),
    }


def randomised(before: np.ndarray, upto: np.ndarray) -> float:
    """Tell how often a randomised 90 % interval holds what comes, of P(count < y), P(count <= y).

    That is the share of the mass of y that lies within it, without the draw.
    """
    within = np.clip(np.minimum(upto, 0.95) - np.maximum(before, 0.05), 0, None)
    return float((within / np.maximum(upto - before, 1e-9)).mean())


def cut_normal(typical: float, family: str) -> float:
    """Cover counts of one mean by the normal of log(1 + count) whose two moments are the true."""
    chance = np.random.default_rng(1)
    counts = chance.poisson(typical * scattered(chance, family, 200_000))
    y = np.log1p(counts)
    mean, sd = y.mean(), y.std()
    before = np.where(counts > 0, norm.cdf((np.log(counts + 0.5) - mean) / sd), 0.0)
    return randomised(before, norm.cdf((np.log(counts + 1.5) - mean) / sd))


def recovered(made: World, told: Told) -> dict[str, float]:
    """Hold the log effects of kinds against the truth."""
    truth, share = made.truth, made.past["kind"].value_counts(normalize=True)
    # Against the mean of the counts, not of their logarithms.
    other = truth - float(np.log(np.exp(truth) @ share.reindex(KINDS).fillna(0.0)))
    inside = [(told.effect_low <= t) & (t <= told.effect_high) for t in (truth, other)]
    return {
        "product": float(told.effect @ truth),
        "square": float(truth @ truth),
        "error": float(np.mean((told.effect - truth) ** 2)),
        "effect cover": float(inside[0].mean()),
        "other cover": float(inside[1].mean()),
    }


def measure(level: str, family: str, seed: int, systems: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Measure each system on a world with effects, and count its claims in one without."""
    made = world(seed, level, family, effects=True)
    null = world(seed + 500, level, family, effects=False)
    largest = max(made.past["reactions"].max(), made.ahead["reactions"].max())
    counts = np.arange(int(4 * largest) + 20)
    for name in systems:
        began = time.process_time()
        told = SYSTEMS[name][1](made, counts)
        seconds = time.process_time() - began
        claims = SYSTEMS[name][1](null, np.arange(2)).claims
        found = {"level": level, "system": name, "seconds": seconds, "claims": claims}
        yield found | scores(made, told, counts) | recovered(made, told)


def table(found: pd.DataFrame) -> None:
    """Print one line a level and system: means over the worlds."""
    print(
        "  likes  system      CRPS log (uncut)  CRPS count  log score  90 % randomised  inclusive"
    )
    each = found.groupby(["level", "system"], sort=False).mean()
    for (level, name), row in each.iterrows():
        uncut = f"({row['uncut']:.3f})" if np.isfinite(row["uncut"]) else ""
        print(
            f"  {level:5}  {name:10} {row['crps log']:9.3f} {uncut:7} {row['crps']:10.3f}"
            f" {row['log score']:10.3f} {row['inside']:16.1%} {row['cover']:10.1%}"
        )
    print("  likes  system      log effect told / true   RMSE  90 % cover (of means)  null claims")
    for (level, name), row in each.iterrows():
        print(
            f"  {level:5}  {name:10} {row['product'] / row['square']:21.2f}"
            f" {np.sqrt(row['error']):8.3f} {row['effect cover']:10.1%} ({row['other cover']:.1%})"
            f" {row['claims']:10.2f}"
        )


def main(asked: Sequence[str] = ()) -> int:
    """Print the tables."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--quick", action="store_true")
    reader.add_argument("--worlds", type=int, default=0, help="of each sort; 15, or 1 with --quick")
    told = reader.parse_args(asked)
    worlds = told.worlds or (1 if told.quick else 15)
    levels = ("0.3", "3", "mixed") if told.quick else tuple(LEVELS)
    systems = [name for name, (need, _) in SYSTEMS.items() if not missing(need)]
    print(
        f"small counts: {2 * worlds} worlds of each level, {len(LEVELS['mixed'])} accounts of "
        f"{POSTS[0]} to {POSTS[1]} posts, the next {AHEAD} of each forecast"
    )
    print(f"  {machine()}, {datetime.now(UTC):%Y-%m-%d}")
    for name in SYSTEMS.keys() - systems:
        print(f"  {name}: left out, {SYSTEMS[name][0]} is not installed")
    found = pd.DataFrame(
        line
        for level in levels
        for family in FAMILIES
        for seed in range(worlds)
        for line in measure(level, family, seed, systems)
    )
    table(found)
    best = {
        level: np.mean([cut_normal(LEVELS[level][0], family) for family in FAMILIES])
        for level in levels
        if level != "mixed"
    }
    print(
        "  randomised coverage of a normal with the true moments, cut to counts: "
        + ", ".join(f"{level} {share:.1%}" for level, share in best.items())
    )
    seconds = found.groupby("system", sort=False)["seconds"].mean()
    print("  seconds a world: " + ", ".join(f"{name} {s:.2f}" for name, s in seconds.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
