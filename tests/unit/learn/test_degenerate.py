"""Input that no model was made for: a wide answer or a clear error, never a crash or a claim."""

from __future__ import annotations

import os
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from balise import learn
from balise.domain.design import Counts, Sums
from balise.domain.estimate import Evidence
from balise.errors import (
    BaliseError,
    CellError,
    ColumnMissingError,
    EvidenceError,
    KpiUnknownError,
    NotEnoughPostsError,
    PostsIncompleteError,
    PostsTooRecentError,
)
from balise.learn import effects, model, own, posterior
from balise.learn.gather import gathered

N = 40
START = pd.Timestamp("2026-01-05 09:00", tz="UTC")
FORECAST = ["mean_log", "sd_log", "q05", "q25", "q50", "q75", "q95"]
MULTIPLIERS = ["multiplier", "low", "high"]
RATE = "engagement_rate_by_impressions"


def usual() -> pd.DataFrame:
    chance = np.random.default_rng(0)
    hours = chance.integers(0, 24 * 7 * 20, N)
    return pd.DataFrame(
        {
            "post_uid": [f"x:{i}" for i in range(N)],
            "network": "x",
            "account": [f"a{i % 2}" for i in range(N)],
            "published_at": START + pd.to_timedelta(hours, unit="h"),
            "kind": chance.choice(["text", "image", "video"], N),
            "text": "Hello there",
            "title": "",
            "hashtags": [["craft"] if i % 2 else [] for i in range(N)],
            "reactions": np.round(np.exp(chance.normal(4, 1, N))),
        }
    )


POSTS = usual()
FIGURES, AT = POSTS["reactions"], POSTS["published_at"]
EVEN = POSTS.index % 2 == 0


def but(**columns: Any) -> pd.DataFrame:
    return POSTS.assign(**columns)


WIDE = {
    "one post": POSTS.head(1),
    "three posts": POSTS.head(3),
    "one kind": but(kind="text"),
    "a kind for each post": but(kind=[f"kind {i}" for i in range(N)]),
    "an account for each post": but(account=[f"a{i}" for i in range(N)]),
    "all zero": but(reactions=0.0),
    "all equal": but(reactions=7.0),
    "all at midnight": but(published_at=AT.dt.floor("D")),
    "all at the same moment": but(published_at=START),
    "all negative": but(reactions=-FIGURES),
    "some far below zero": but(reactions=FIGURES.where(EVEN, -1e12)),
    "some as large as can be": but(reactions=FIGURES.where(POSTS.index % 5 > 0, 1e15)),
    "hardly above zero": but(reactions=5e-324),
    "nothing known but one": but(reactions=FIGURES.where(POSTS.index == 3)),
    "some infinite": but(reactions=FIGURES.where(POSTS.index % 5 > 0, np.inf)),
    "some times not known": but(published_at=AT.where(EVEN)),
    "one post far in the future": but(
        published_at=AT.where(POSTS.index > 0, pd.Timestamp("2250-01-01", tz="UTC"))
    ),
    "three hundred years ago": but(published_at=AT - pd.Timedelta("100000D")),
    "no names": but(account="", network="", kind=""),
    "names of any characters": but(account="a:b\x00\u202e", kind="\x00"),
    "hashtags absent": but(hashtags=None),
    "a hundred hashtags": but(hashtags=[[f"t{i}" for i in range(100)]] * N),
    "whole numbers with gaps": but(reactions=FIGURES.astype("Int64").where(EVEN)),
    "no text": POSTS.drop(columns="text"),
    "no title": POSTS.drop(columns="title"),
    "no hashtags": POSTS.drop(columns="hashtags"),
}
REFUSED: dict[str, tuple[pd.DataFrame, type[BaliseError], str]] = {
    "no posts": (POSTS.head(0), NotEnoughPostsError, "at least 1"),
    "nothing known": (but(reactions=np.nan), KpiUnknownError, "Metrics found: -"),
    "all infinite": (but(reactions=np.inf), KpiUnknownError, "Metrics found: -"),
    "10^18 of something": (but(reactions=1e18), CellError, "1e[+]18 in the column reactions"),
    "more than a number holds": (
        but(reactions=pd.Series([10**400] * N, dtype=object)),
        CellError,
        "10000",
    ),
    "words for figures": (but(reactions="many"), CellError, "many in the column reactions"),
    "no time": (but(published_at=pd.NaT), ColumnMissingError, "published_at"),
    "times as text": (but(published_at=AT.astype(str)), CellError, "not a date with a time"),
    "hashtags as text": (but(hashtags="craft"), CellError, "not a list of hashtags"),
    "a post without a name": (but(post_uid=None), PostsIncompleteError, "post_uid"),
    "read before published": (
        but(as_of=AT - pd.Timedelta("5D")),
        PostsTooRecentError,
        "Export them again",
    ),
} | {
    f"no {name}": (POSTS.drop(columns=name), ColumnMissingError, name)
    for name in ("post_uid", "network", "account", "published_at", "kind")
}


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Raise what is not finite where it comes up; threads would each have their own state."""
    for module in (model, posterior, own):
        monkeypatch.setattr(module, "ahead", map)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        yield


def learnt(posts: Any, **options: Any) -> learn.Fit:
    return learn.fit(posts, timezone="Europe/Paris", **options)


def asked() -> dict[str, pd.DataFrame]:
    return {
        "known": POSTS,
        "none": POSTS.head(0),
        "a kind never seen": but(kind="never"),
        "an account never seen": but(account="never", network="never"),
        "two centuries on": but(published_at=pd.Timestamp("2250-01-01", tz="UTC")),
    }


def assert_wide(fit: learn.Fit, posts: pd.DataFrame, least: float = 0.05) -> None:
    told = fit.predict(posts)
    assert np.isfinite(told[FORECAST].to_numpy(float)).all()
    assert (told["sd_log"] > least).all()
    assert (told["q05"] <= told["q95"]).all()
    assert np.isfinite(fit.draw(posts, 10, seed=1)).all()
    reasons = fit.explain(posts)
    assert np.isfinite(reasons[MULTIPLIERS].to_numpy(float)).all()
    assert (reasons["low"] <= reasons["high"]).all()


def assert_no_claim(fit: learn.Fit) -> None:
    found = fit.effects()
    assert np.isfinite(found[[*MULTIPLIERS, "p_better"]].to_numpy(float)).all()
    assert (found["low"] < found["high"]).all()
    assert not set(found["verdict"]) & {"better", "worse"}


@pytest.mark.parametrize("name", WIDE)
def test_what_tells_little_is_told_widely(name: str) -> None:
    fit = learnt(WIDE[name])
    assert_no_claim(fit)
    for posts in (WIDE[name], *asked().values()):
        assert_wide(fit, posts)


@pytest.mark.parametrize("name", REFUSED)
def test_what_tells_nothing_is_refused_with_what_to_do(name: str) -> None:
    posts, error, said = REFUSED[name]
    with pytest.raises(error, match=said):
        learnt(posts)


@pytest.mark.parametrize(
    "posts",
    [
        but(impressions=1.0),
        but(impressions=1e15),
        but(reactions=-FIGURES, impressions=50.0),
        but(reactions=0.0, impressions=50.0),
    ],
)
def test_absurd_rates_are_told_widely(posts: pd.DataFrame) -> None:
    fit = learnt(posts, kpi=RATE)
    assert_no_claim(fit)
    assert_wide(fit, POSTS)


@pytest.mark.parametrize("shown", [0.0, -5.0, 1e-300, 5e-324, np.inf, np.nan])
def test_a_post_that_was_not_shown_has_no_rate(shown: float) -> None:
    with pytest.raises((NotEnoughPostsError, KpiUnknownError)):
        learnt(but(impressions=shown), kpi=RATE)


def test_a_rate_whose_posts_are_all_young_asks_for_a_later_export() -> None:
    young = but(impressions=90.0, as_of=AT + pd.Timedelta("1h"))
    with pytest.raises(PostsTooRecentError, match=str(N)):
        learnt(young, kpi=RATE)


def test_metrics_found_are_those_of_which_something_is_known() -> None:
    with pytest.raises(KpiUnknownError, match=r"Metrics found: number, views\."):
        learnt(but(reactions=np.nan, views=3.0, number=10**17))


@pytest.mark.parametrize("dtype", ["datetime64[us, UTC]", object])
def test_times_of_python_are_times(dtype: Any) -> None:
    times = pd.Series([one.to_pydatetime() for one in AT], dtype=dtype)
    assert learnt(but(published_at=times)).to_bytes() == learnt(POSTS).to_bytes()
    bare = pd.Series([one.to_pydatetime().replace(tzinfo=None) for one in AT], dtype=object)
    assert learnt(but(published_at=bare)).to_bytes() == learnt(POSTS).to_bytes()


def test_gaps_are_gaps_in_any_library() -> None:
    holes = but(reactions=FIGURES.where(EVEN))
    whole = pl.from_pandas(holes)
    told = learnt(whole).predict(whole)["mean_log"].to_numpy()
    assert np.allclose(told, learnt(holes).predict(holes)["mean_log"])
    strings = holes.astype({"text": "string", "kind": "string"})
    strings.loc[3, "text"] = pd.NA
    blank = holes.assign(text=holes["text"].where(holes.index != 3, ""))
    assert learnt(strings).to_bytes() == learnt(blank).to_bytes()


@pytest.mark.parametrize(
    ("effect", "sd"),
    [(0.1, 0.0), (0.1, -1.0), (0.1, np.nan), (np.nan, 0.1), (np.inf, 0.1), (0.1, 1e-200),
     (1e300, 0.1), (0.1, 1e300)],
)  # fmt: skip
def test_what_no_experiment_can_find_is_refused(effect: float, sd: float) -> None:
    told = Evidence(
        factor="kind", level="text", kpi="engagement", log_effect=effect, sd=sd, experiment_id="1"
    )
    with pytest.raises(EvidenceError, match="kind text"):
        learnt(POSTS, evidence=[told])


def test_accounts_whose_levels_are_worlds_apart_leave_a_new_one_finite() -> None:
    chance = np.random.default_rng(2)
    posts = but(account=[f"a{i % 9}" for i in range(N)], reactions=chance.choice([0.0, 1e15], N))
    for asked_ in asked().values():
        assert_wide(learnt(posts), asked_)
    assert effects.multipliers(1e3, 1e6) == (np.exp(600), np.exp(-600), np.exp(600))


def test_a_post_that_is_there_twice_counts_once() -> None:
    grown = POSTS.assign(reactions=FIGURES + 5, as_of=AT + pd.Timedelta("90D"))
    first = POSTS.assign(as_of=AT + pd.Timedelta("60D"))
    twice = learnt(pd.concat([grown, first, grown])).to_bytes()
    assert twice == learnt(grown).to_bytes()


def many(sums: Sums, account: str, times: int) -> Sums:
    """Count the posts of one account so many times."""

    def of(name: str, value: Any) -> Any:
        return value * times if name == account else value

    def counted(counts: Counts) -> Counts:
        return Counts(index=counts.index, count=array("q", [n * times for n in counts.count]))

    return Sums(
        design_id=sums.design_id,
        cells=tuple(
            replace(cell, n=cell.n * times, y=cell.y * times, g=counted(cell.g))
            if cell.account == account
            else cell
            for cell in sums.cells
        ),
        gram={name: of(name, gram.astype(np.int64)) for name, gram in sums.gram.items()},
        gy={name: of(name, gy) for name, gy in sums.gy.items()},
        yy={name: of(name, yy) for name, yy in sums.yy.items()},
        n={name: of(name, n) for name, n in sums.n.items()},
    )


Make = Callable[..., pd.DataFrame]


def beside(world: Make) -> pd.DataFrame:
    large = world(accounts=1, posts=1000, size=0.0)
    small = world(accounts=1, posts=3, seed=1)
    return pd.concat([large, small.assign(account="small", post_uid=["x:a", "x:b", "x:c"])])


def test_a_million_posts_do_not_make_three_others_sure(world: Make) -> None:
    posts = beside(world)
    design, sums, _ = gathered(posts)
    fit = learn.fit_sums(design, many(sums, "x:account0", 1_000))
    assert sum(fit.posterior.cells["x:account0"].count) == 1_000_000
    assert_wide(fit, posts)
    known = fit.posterior.coefficients.covariance
    assert np.linalg.eigvalsh(known).min() > 0
    rows = posts.tail(3)
    one, other = fit.draw(posts.head(3), 400, seed=1), fit.draw(rows, 400, seed=1)
    assert other.std(axis=0).min() > 5 * one.std(axis=0).max()
    assert "small" not in set(fit.effects()["scope"])


def test_the_same_posts_in_another_order_are_the_same_bytes() -> None:
    tied = but(post_uid="x:1", published_at=AT.dt.floor("D"))
    for posts in (POSTS, tied, but(published_at=START), but(reactions=7.0)):
        once = learnt(posts, seed=3).to_bytes()
        assert once == learnt(posts, seed=3).to_bytes()
        assert once == learnt(posts.sample(frac=1, random_state=1), seed=3).to_bytes()
        assert once == learn.from_bytes(once).to_bytes()


def test_the_same_posts_in_another_process_are_the_same_bytes(tmp_path: Path) -> None:
    POSTS.to_pickle(tmp_path / "posts")
    run = (
        "import sys, pandas as pd; from balise import learn; "
        "posts = pd.read_pickle(sys.argv[1]); "
        "fit = learn.fit(posts, timezone='Europe/Paris', seed=3); "
        "sys.stdout.buffer.write(fit.to_bytes())"
    )
    found = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", run, str(tmp_path / "posts")],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert found.stdout == learnt(POSTS, seed=3).to_bytes()


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    fit = learnt(POSTS)
    again = learn.from_bytes(fit.to_bytes())
    assert (fit.draw(POSTS, 5, seed=1) == again.draw(POSTS, 5, seed=1)).all()
    assert (fit.draw(POSTS, 5, seed=1) != fit.draw(POSTS, 5, seed=2)).any()


@pytest.mark.parametrize("year", [1, 9999, 20_000])
def test_a_year_that_no_calendar_of_a_zone_has_is_refused(year: int) -> None:
    far = (year - 1970) * 31_556_952 * 10**6
    posts = pl.from_pandas(POSTS.head(3)).with_columns(
        published_at=pl.Series([far] * 3, dtype=pl.Int64).cast(pl.Datetime("us", "UTC"))
    )
    with pytest.raises(CellError, match="published_at"):
        learnt(posts)
