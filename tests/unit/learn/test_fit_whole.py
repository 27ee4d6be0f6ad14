"""All that is learnt of one made-up brand, against what it was when that was last looked at.

`fit.json` is that. After a change that is meant: `python -m tests.unit.learn.test_fit_whole` from
the top of the project writes it anew, and the difference is read.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from balise import learn
from balise.domain.estimate import Evidence
from balise.learn.contrasts import with_evidence
from balise.learn.gather import gathered
from balise.learn.model import learn as held_at_modes
from balise.learn.prior import groups_of

LOOKED_AT = Path(__file__).with_name("fit.json")
START = pd.Timestamp("2026-01-05 06:00", tz="UTC")
KINDS = ("image", "video", "text", "link")
TEXTS = (
    "Fresh bread every morning, come and taste it #bread",
    "Why do we mill at night? #mill #flour",
    "20 % off today! Buy now https://example.org/shop",
    "Thank you @anne \U0001f35e",
    "The long story of our mill, told by the people who turned the stones before us, " * 3,
    "",
)
COUNTED = re.compile("/forecasts/.*/[2-6]")
"""Of what is asked, the quantiles of a count."""
ZONES = {"account1": "Asia/Tokyo", "x:account2": "America/Montreal", "": "Europe/Brussels"}
TOLD = [
    Evidence(factor="kind", level="video", kpi="engagement", log_effect=0.4, sd=0.05,
             experiment_id="e1"),
    Evidence(factor="hour", level="18-21", kpi="engagement", log_effect=0.2, sd=0.1,
             experiment_id="e2"),
    Evidence(factor="question", level="yes", kpi="engagement", log_effect=-0.3, sd=0.08,
             experiment_id="e3"),
]  # fmt: skip


def brand() -> pd.DataFrame:
    """Make a brand of one large account with its own taste and of 42 that post now and then."""
    chance = np.random.default_rng(11)
    sizes = np.array([110, *chance.integers(2, 6, 42)])
    account = np.repeat(np.arange(len(sizes)), sizes)
    n = len(account)
    kind, text = chance.integers(0, 4, n), chance.integers(0, len(TEXTS), n)
    hours = np.concatenate([np.sort(chance.integers(0, 24 * 7 * 12, size)) for size in sizes])
    at = START + pd.to_timedelta(hours, unit="h")
    log = chance.normal(4, 1, len(sizes))[account] + np.array([0.1, 0.3, -0.3, 0.0])[kind]
    log = log + np.where(account == 0, np.array([-0.6, 0.6, 0.2, -0.2])[kind], 0.0)
    log = log + np.where(text == 1, 0.4, 0) + 0.2 * np.sin(2 * np.pi * (hours % 24) / 24)
    log = log + 0.5 * chance.standard_normal(n)
    likes = np.round(np.expm1(np.maximum(log, 0)))
    likes[chance.random(n) < 0.05] = math.nan
    return pd.DataFrame(
        {
            "post_uid": [f"p{i}" for i in range(n)],
            "network": np.where(account % 3 == 1, "instagram", "x"),
            "account": [f"account{a}" for a in account],
            "published_at": at,
            "precision": np.where(chance.random(n) < 0.1, "day", "minute"),
            "kind": [KINDS[k] for k in kind],
            "text": [TEXTS[t] for t in text],
            "title": np.where(kind == 3, "From grain to loaf", ""),
            "pillar": np.where(account % 2 == 0, "craft", "people"),
            "language": np.where(account % 5 == 0, "fr", "en"),
            "is_paid": [bool(k) for k in chance.random(n) < 0.2],
            "reactions": likes,
            "shares": np.where(kind == 1, 2.0, math.nan),
            "reach": likes * 12 + 30,
            "as_of": at + pd.Timedelta("9D"),
        }
    )


def _asked(frame: pd.DataFrame) -> pd.DataFrame:
    """Ask of known accounts, of one never seen, of a kind never seen, and of a year later."""
    known = frame[frame["account"].isin(["account0", "account1", "account2"])].groupby("account")
    some = known.head(4)
    new = some.head(3).assign(account="new", post_uid=["n0", "n1", "n2"])
    live = some.tail(1).assign(kind="live", post_uid="live")
    later = some.tail(1).assign(
        published_at=some["published_at"].max() + pd.Timedelta("400D"), post_uid="later"
    )
    return pd.concat([some, new, live, later], ignore_index=True)


def _rows(frame: pd.DataFrame) -> dict[str, list[Any]]:
    keys = [name for name in ("post_uid", "factor", "level", "scope") if name in frame]
    return {
        " ".join(map(str, (row[key] for key in keys))): [
            v if isinstance(v, str) or math.isfinite(v) else None
            for name, v in row.items()
            if name not in keys
        ]
        for row in frame.to_dict("records")
    }


def whole(fit: learn.Fit, frame: pd.DataFrame) -> dict[str, Any]:
    """Ask a fit all that can be asked."""
    state, asked = fit.posterior, _asked(frame)
    few = frame[frame["account"].isin(sorted(set(frame["account"]))[:6])]
    rate = learn.fit(few, kpi="engagement_rate_by_reach", timezone="UTC")
    return {
        "scales": state.scales.logs().tolist(),
        "variances": dict(state.coefficients.variances),
        "own": {name: state.own[name].logs().tolist() for name in sorted(state.own)[:12]},
        "effects": _rows(fit.effects()),
        "forecasts": _rows(fit.predict(asked)),
        "explained": _rows(fit.explain(asked.iloc[[0, 4, -5, -2]])),
        "rate": _rows(rate.predict(asked)),
    }


def _flat(told: Any, path: str = "") -> dict[str, Any]:
    if isinstance(told, dict):
        return {k: v for key, one in told.items() for k, v in _flat(one, f"{path}/{key}").items()}
    if isinstance(told, list):
        return {k: v for i, one in enumerate(told) for k, v in _flat(one, f"{path}/{i}").items()}
    return {path: told}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return brand()


@pytest.fixture(scope="module")
def fit(frame: pd.DataFrame) -> learn.Fit:
    return learn.fit(frame, timezone=ZONES, evidence=TOLD)


def test_what_is_learnt_of_a_brand_stays_what_it_was(fit: learn.Fit, frame: pd.DataFrame) -> None:
    found, known = _flat(whole(fit, frame)), _flat(json.loads(LOOKED_AT.read_text("utf-8")))
    words = {name: said for name, said in known.items() if not isinstance(said, float)}
    assert {name: said for name, said in found.items() if not isinstance(said, float)} == words
    figures = {name: said for name, said in known.items() if isinstance(said, float)}
    quantiles = {name: figures.pop(name) for name in list(figures) if COUNTED.fullmatch(name)}
    # Libraries of linear algebra differ in the last digits, and a search ends where it is near.
    assert {name: found[name] for name in figures} == pytest.approx(figures, rel=2e-3, abs=1e-5)
    # So a quantile near a half may become either of the whole numbers beside it.
    assert {name: found[name] for name in quantiles} == pytest.approx(quantiles, rel=2e-3, abs=1)


def test_the_variances_of_groups_are_a_fixed_point(frame: pd.DataFrame) -> None:
    """REML (see `balise.learn.prior`): what the coefficients show, over how many they are."""
    design, sums, _ = gathered(frame, timezone=ZONES)
    wide, told, _ = with_evidence(design, sums, TOLD)
    state, groups = held_at_modes(wide, sums, told), groups_of(wide)
    roots = {name: np.linalg.inv(root) for name, (_, root) in groups.root.items()}
    mean, spread = state.coefficients.mean, state.coefficients.covariance
    for i, name in enumerate(groups.names):
        if groups.sparse[i]:
            continue
        mine = np.flatnonzero(groups.of == i)
        turn = roots.get(name, np.eye(len(mine)))
        b, v = turn @ mean[mine], (turn @ spread[np.ix_(mine, mine)] @ turn.T).diagonal()
        tau = state.coefficients.variances[name]
        freedom = float((1 - v / tau).sum())
        assert tau == pytest.approx((b @ b + groups.guess[i]) / (freedom + 1), rel=0.03)


def test_hours_that_are_near_are_alike_before_any_post(fit: learn.Fit) -> None:
    _, root = groups_of(fit.posterior.design).root["hour"]
    alike = root @ root.T
    assert alike.diagonal() == pytest.approx(np.ones(24))
    assert alike[3] == pytest.approx(np.roll(alike[0], 3))  # nothing begins at midnight
    assert (np.diff(alike[0][:13]) < 0).all()
    assert alike[0][1] > 0.7
    assert alike[0][12] < 0.1


def _write_anew() -> None:
    posts = brand()
    told = whole(learn.fit(posts, timezone=ZONES, evidence=TOLD), posts)
    LOOKED_AT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write_anew()
