"""How good forecasts and claims are on made-up brands, beside raw averages and pooling."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pandas as pd
from scipy.stats import norm

from balise import learn
from balise.simulate import World

AHEAD = 30
FINAL = datetime(2027, 6, 1, tzinfo=UTC)
Forecast = tuple[np.ndarray, np.ndarray]


def target(posts: pd.DataFrame) -> np.ndarray:
    """log1p of engagement."""
    parts = posts[["reactions", "comments", "shares"]]
    return np.log1p(parts.sum(axis=1, min_count=1).to_numpy(float))


def averages(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """What schedulers show: the account's raw mean by format."""
    frame = past.assign(y=y)
    cell = frame.groupby(["account", "network", "kind"])["y"].mean()
    level = frame.groupby(["account", "network"])["y"].mean()
    found = [
        cell.get((a, n, k), level.get((a, n), y.mean()))
        for a, n, k in zip(ahead["account"], ahead["network"], ahead["kind"], strict=True)
    ]
    spread = frame.groupby(["account", "network"])["y"].std().mean()
    return np.array(found), np.full(len(ahead), spread)


def pooling(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """The account's mean, and its departure by format drawn to nothing by their variances."""
    frame = past.assign(y=y, key=past["network"] + past["account"])
    level = frame.groupby("key")["y"].mean()
    inside = frame["y"] - frame["key"].map(level)
    noise = float((inside**2).sum() / max(len(frame) - len(level), 1))
    kind = inside.groupby(frame["kind"]).mean()
    cell = (inside - frame["kind"].map(kind)).groupby([frame["key"], frame["kind"]])
    n, mean = cell.size(), cell.mean()
    between = max(float((mean**2 - noise / n).mean()), 0.02)
    own = mean * between / (between + noise / n)
    key = ahead["network"] + ahead["account"]
    fallback = key.map(level).fillna(y.mean()) + ahead["kind"].map(kind).fillna(0.0)
    extra = own.reindex(pd.MultiIndex.from_arrays([key, ahead["kind"]])).fillna(0.0).to_numpy()
    return fallback.to_numpy() + extra, np.full(len(ahead), np.sqrt(noise))


def balise(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """Forecast with the package."""
    del y
    frame = learn.fit(past, timezone="Europe/Brussels").predict(ahead)
    return frame["mean_log"].to_numpy(), frame["sd_log"].to_numpy()


def crps(y: np.ndarray, mean: np.ndarray, sd: np.ndarray) -> float:
    """Mean CRPS of a normal forecast (Gneiting and Raftery 2007, equation 21)."""
    z = (y - mean) / sd
    return float(np.mean(sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))))


def main(worlds: int) -> None:
    """Print one line a system, then the claims made where nothing matters."""
    print(f"forecast of the last {AHEAD} posts of each account, {worlds} made-up brands")
    scores: dict[str, list[tuple[float, float]]] = {}
    for seed in range(worlds):
        posts = World(1000 + seed).history(FINAL, library="pandas")
        ahead = posts.groupby(["network", "account"]).tail(AHEAD)
        past = posts.drop(ahead.index).reset_index(drop=True)
        truth, y = target(ahead), target(past)
        known = np.isfinite(truth)
        hidden = ahead.drop(columns=[c for c in ("reactions", "comments", "shares") if c in ahead])
        for system in (averages, pooling, balise):
            mean, sd = system(past, y, hidden)
            inside = np.abs(truth - mean)[known] <= norm.ppf(0.95) * sd[known]
            score = crps(truth[known], mean[known], sd[known])
            scores.setdefault(system.__name__, []).append((score, float(inside.mean())))
    for name, found in scores.items():
        score, cover = np.mean(found, axis=0)
        print(f"  {name:10} CRPS {score:.3f}   90 % intervals hold {cover:.1%}")
    claims = [false_claims(2000 + seed) for seed in range(worlds)]
    print(f"  claims in {worlds} worlds without effects: {sum(claims)}")


def false_claims(seed: int) -> int:
    """Count what is called better or worse where nothing is; networks differ in any world."""
    posts = World.null(seed).history(FINAL, library="pandas")
    effects = learn.fit(posts, timezone="Europe/Brussels").effects()
    claimed = effects["verdict"].isin(["better", "worse"]) & (effects["factor"] != "network")
    return int(claimed.sum())


if __name__ == "__main__":
    main(12)
