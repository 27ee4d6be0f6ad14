from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from balise import learn
from balise.learn.columns import active, choose, extend, places
from balise.learn.model import learn as held_at_modes
from balise.learn.posterior import Posterior, expect
from balise.learn.process import Place, Scales, Scatter, _loss, covariance
from balise.learn.rows import Row
from balise.learn.sums import gather

Make = Callable[..., pd.DataFrame]


def dense(rows: list[Row], posterior: Posterior) -> np.ndarray:
    """Forecast the first row from all rows, by one Gaussian over every single post."""
    width = len(posterior.design.columns)
    x = np.array([[float(i in row.active) for i in range(width)] for row in rows])
    tau = [posterior.coefficients.variances.get(c.group, 1e4) for c in posterior.design.columns]
    place = posterior.place(rows)
    prior = x @ np.diag(tau) @ x.T
    for account, scales in posterior.own.items():
        mine = np.array([row.account == account for row in rows])
        prior += np.outer(mine, mine) * covariance(scales, place, place)
    noise = np.diag([posterior.own[row.account].noise for row in rows])
    y = np.array([row.y for row in rows])
    return np.asarray(prior[0] @ np.linalg.solve(prior + noise, y))


def test_eliminating_the_process_is_exact() -> None:
    chance = np.random.default_rng(0)
    design = choose({("kind", "a"): 9, ("kind", "b"): 9, ("cta", "buy"): 9}, kpi="engagement")
    rows = [
        Row(
            account=f"x:{i % 2}",
            week=i // 7,
            kind="ab"[i % 3 % 2],
            y=float(chance.normal(3)),
            active=active(
                [("kind", "ab"[i % 3 % 2]), ("cta", "buy" if i % 5 else "")], places(design)
            ),
        )
        for i in range(40)
    ]
    found = held_at_modes(design, gather(rows, design))
    assert expect(found, rows[:1])[0][0] == pytest.approx(float(dense(rows, found)), abs=1e-4)


def test_the_slope_of_the_likelihood_is_its_slope() -> None:
    chance = np.random.default_rng(1)
    half = chance.normal(size=(6, 6))
    account = Scatter(
        place=Place(week=np.arange(6.0), kind=np.array([0, 1, 0, 1, 0, 2])),
        count=np.arange(1.0, 7.0),
        residual=half @ half.T,
        ratio=1.3,
        unrest=0.4,
        within=9.0,
        freedom=15.0,
    )
    at = Scales(level=1.0, kind=0.2, drift=0.3, weeks=5.0, noise=0.7).logs()
    _, slope = _loss([account], at)
    for i, step in enumerate(np.eye(6) * 1e-5):
        up, down = _loss([account], at + step)[0], _loss([account], at - step)[0]
        assert slope[i] == pytest.approx((up - down) / 2e-5, rel=1e-3)


def test_it_finds_the_scales_of_a_world(world: Make) -> None:
    fit = learn.fit(world(accounts=12, posts=300, noise=0.6))
    assert fit.posterior.scales.noise == pytest.approx(0.36, rel=0.15)
    assert fit.posterior.scales.kind < 0.03


def test_an_account_has_its_own_noise(world: Make) -> None:
    calm, loud = world(accounts=1, posts=200, noise=0.3), world(accounts=1, posts=200, noise=1.2)
    loud = loud.assign(account="loud", post_uid="y" + loud["post_uid"])
    own = learn.fit(pd.concat([calm, loud], ignore_index=True)).posterior.own
    assert own["x:loud"].noise > 3 * own["x:account0"].noise


def test_forecasts_cover_what_comes(world: Make) -> None:
    frame = world(accounts=10, posts=120)
    rank = frame.groupby("account").cumcount()
    past, future = frame[rank < 90], frame[rank >= 90]
    told = learn.fit(past).predict(future)
    got = future["reactions"].to_numpy()
    inside = (told["q05"] <= got) & (got <= told["q95"])
    assert 0.85 <= inside.mean() <= 0.95


def test_a_quiet_account_is_less_sure_of_itself(world: Make) -> None:
    frame = world(accounts=4, posts=120)
    fit = learn.fit(frame)
    last = frame.groupby("account").tail(1)
    later = last.assign(published_at=last["published_at"] + pd.Timedelta("700D"))
    assert (fit.predict(later)["sd_log"] >= fit.predict(last)["sd_log"]).all()


def test_columns_are_only_ever_appended() -> None:
    first = choose({("kind", "text"): 5, ("hour", "8"): 5}, kpi="engagement")
    second = choose({("kind", "image"): 9, ("kind", "text"): 9}, kpi="engagement", base=first)
    assert second.columns[: len(first.columns)] == first.columns
    assert extend(second, [("kind", "text")]) is second
    assert second.id != first.id


def test_rare_hashtags_and_rare_words_get_no_column() -> None:
    counts = {("kind", "text"): 100, ("hashtag", "a"): 5, ("hashtag", "b"): 4}
    counts |= {("word", "seldom"): 9, ("word", "often"): 10, ("word", "always"): 90}
    found = {(c.factor, c.level) for c in choose(counts, kpi="engagement").columns}
    assert {("hashtag", "a"), ("word", "often")} <= found
    assert not {("hashtag", "b"), ("word", "seldom"), ("word", "always")} & found
