"""What others would do with the same posts: each gives a mean and a spread on the log scale.

A peer sees what is known when a post is planned: earlier posts with their results, and of the new
post its account, time, kind, call to action and text. Levels that move stand still at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

Forecast = tuple[np.ndarray, np.ndarray]
Peer = Callable[[pd.DataFrame, np.ndarray, pd.DataFrame], Forecast]
MEMORY = 20.0
"""Half-life of an account's level, in posts."""
LATE = 0.15
"""Last share of each account's posts, on which the spread of forecasts is measured."""
WORTH = 8.0
"""Posts that the common spread is worth against an account's own."""


def key(posts: pd.DataFrame) -> pd.Series:
    """Network and account in one."""
    return posts["network"] + ":" + posts["account"]


def features(posts: pd.DataFrame) -> pd.DataFrame:
    """Numbers of a post from its time and text."""
    at = posts["published_at"].dt.tz_convert("Europe/Brussels")
    text, hour = posts["text"].fillna(""), at.dt.hour + at.dt.minute / 60
    return pd.DataFrame(
        {
            "hour": hour,
            "hour_sin": np.sin(2 * np.pi * hour / 24),
            "hour_cos": np.cos(2 * np.pi * hour / 24),
            "weekday": at.dt.dayofweek,
            "weekend": at.dt.dayofweek >= 5,  # noqa: PLR2004 - Saturday
            "length": np.log1p(text.str.len()),
            "tags": text.str.count("#"),
            "mentions": text.str.count("@"),
            "questions": text.str.count(r"\?"),
            "exclamations": text.str.count("!"),
            "links": text.str.count("http"),
        },
        index=posts.index,
    ).astype(float)


def averages(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """What schedulers show: the account's raw mean by format."""
    frame = past.assign(y=y, key=key(past))
    cell = frame.groupby(["key", "kind"])["y"].mean()
    level = frame.groupby("key")["y"].mean()
    found = [
        cell.get((a, k), level.get(a, y.mean()))
        for a, k in zip(key(ahead), ahead["kind"], strict=True)
    ]
    spread = frame.groupby("key")["y"].std().mean()
    return np.array(found), np.full(len(ahead), spread)


def pooling(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """The account's mean, and its departure by format drawn to nothing by their variances."""
    frame = past.assign(y=y, key=key(past))
    level = frame.groupby("key")["y"].mean()
    inside = frame["y"] - frame["key"].map(level)
    noise = float((inside**2).sum() / max(len(frame) - len(level), 1))
    kind = inside.groupby(frame["kind"]).mean()
    cell = (inside - frame["kind"].map(kind)).groupby([frame["key"], frame["kind"]])
    n, mean = cell.size(), cell.mean()
    between = max(float((mean**2 - noise / n).mean()), 0.02)
    own = mean * between / (between + noise / n)
    whose = key(ahead)
    fallback = whose.map(level).fillna(y.mean()) + ahead["kind"].map(kind).fillna(0.0)
    extra = own.reindex(pd.MultiIndex.from_arrays([whose, ahead["kind"]])).fillna(0.0).to_numpy()
    return fallback.to_numpy() + extra, np.full(len(ahead), np.sqrt(noise))


def lightgbm(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """300 trees on time, text, kind, account and its level so far; spread from a late stretch."""
    whose = key(past)
    rank, size = past.groupby(whose).cumcount(), whose.map(whose.value_counts())
    late = (rank >= (1 - LATE) * size).to_numpy()
    error = y[late] - _trees(past[~late], y[~late], past[late])
    squares = pd.Series(error**2).groupby(whose[late].to_numpy())
    own = (squares.sum() + WORTH * np.mean(error**2)) / (squares.size() + WORTH)
    spread = key(ahead).map(np.sqrt(own)).fillna(float(np.sqrt(np.mean(error**2))))
    return _trees(past, y, ahead), spread.to_numpy()


def _trees(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> np.ndarray:
    from lightgbm import LGBMRegressor

    series = pd.Series(y, index=past.index).groupby(key(past))
    so_far = series.transform(lambda s: s.shift(1).ewm(halflife=MEMORY).mean())
    at_end = series.apply(lambda s: s.ewm(halflife=MEMORY).mean().iloc[-1])
    kinds, accounts = sorted(past["kind"].unique()), sorted(key(past).unique())

    def table(posts: pd.DataFrame, level: pd.Series) -> pd.DataFrame:
        x = features(posts).assign(level=level)
        x["kind"] = pd.Categorical(posts["kind"], categories=kinds)
        x["account"] = pd.Categorical(key(posts), categories=accounts)
        x["cta"] = _calls(posts).astype("category").cat.set_categories(sorted(set(_calls(past))))
        return x

    model = LGBMRegressor(
        n_estimators=300, learning_rate=0.05, num_leaves=31, min_child_samples=20, subsample=0.8,
        subsample_freq=1, colsample_bytree=0.8, n_jobs=1, random_state=0, deterministic=True,
        force_row_wise=True, verbose=-1,
    )  # fmt: skip
    model.fit(table(past, so_far), y)
    return np.asarray(model.predict(table(ahead, key(ahead).map(at_end))))


def gpboost(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """Mixed model: random account and account x kind, fixed time, text, kind, call to action."""
    from gpboost import GPModel

    fixed, asked = _fixed(past, ahead)
    model = GPModel(group_data=_groups(past), likelihood="gaussian", num_parallel_threads=1)
    model.fit(y=y, X=fixed)
    found = model.predict(
        group_data_pred=_groups(ahead), X_pred=asked, predict_var=True, predict_response=True
    )
    return np.asarray(found["mu"]), np.sqrt(np.asarray(found["var"]))


def mixedlm(past: pd.DataFrame, y: np.ndarray, ahead: pd.DataFrame) -> Forecast:
    """Hold the same mixed model in statsmodels: random intercept, kinds as variance components."""
    from statsmodels.regression.mixed_linear_model import MixedLM, VCSpec

    fixed, asked = _fixed(past, ahead)
    whose, kinds = key(past).to_numpy(), sorted(past["kind"].unique())
    names, matrices = [], []
    for account in sorted(set(whose)):
        mine = past.loc[whose == account, "kind"]
        used = [kind for kind in kinds if (mine == kind).any()]
        names.append(used)
        matrices.append(np.column_stack([(mine == kind).astype(float) for kind in used]))
    parts = VCSpec(["kind"], [names], [matrices])
    model = MixedLM(y, fixed, groups=whose, exog_re=np.ones((len(y), 1)), exog_vc=parts)
    fitted: Any = model.fit(reml=True)
    own = fitted.random_effects
    mean = asked @ np.asarray(fitted.fe_params)
    for i, (account, kind) in enumerate(zip(key(ahead), ahead["kind"], strict=True)):
        effects = own.get(account)
        if effects is not None:
            mean[i] += float(effects.iloc[0]) + float(effects.get(f"kind[{kind}]", 0.0))
    # Its forecasts carry no spread of their own: the residual's, for an account that is known.
    return mean, np.full(len(ahead), np.sqrt(fitted.scale))


def _fixed(past: pd.DataFrame, ahead: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The fixed part for both, without columns that do not vary: they would make it singular."""
    both = pd.concat([past, ahead])
    x = features(both).drop(columns=["hour", "weekday"])
    levels = pd.get_dummies(
        pd.DataFrame({"kind": both["kind"], "cta": _calls(both)}), drop_first=True, dtype=float
    )
    values = np.column_stack([np.ones(len(both)), x.to_numpy(), levels.to_numpy()])
    seen = values[: len(past)]
    vary = seen.std(axis=0) > 0
    vary[0] = True
    return seen[:, vary], values[len(past) :, vary]


def _groups(posts: pd.DataFrame) -> np.ndarray:
    whose = key(posts)
    return np.column_stack([whose.astype(str), (whose + "|" + posts["kind"]).astype(str)])


def _calls(posts: pd.DataFrame) -> pd.Series:
    return posts["cta"].fillna("") if "cta" in posts else pd.Series("", index=posts.index)


PEERS: Mapping[str, tuple[str, Peer]] = {
    "averages": ("pandas", averages),
    "pooling": ("pandas", pooling),
    "lightgbm": ("lightgbm", lightgbm),
    "gpboost": ("gpboost", gpboost),
    "mixedlm": ("statsmodels", mixedlm),
}
"""Name -> the package that it needs, and what forecasts."""


def missing(package: str) -> bool:
    """Tell whether a package is not installed."""
    return find_spec(package) is None
