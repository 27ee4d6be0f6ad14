from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from balise import learn
from balise.domain.fitted import Fitted
from balise.domain.post import Post
from balise.errors import (
    ColumnMissingError,
    FitFormatError,
    KpiUnknownError,
    NotEnoughPostsError,
    TimeZoneUnknownError,
)

Make = Callable[..., pd.DataFrame]
COLUMNS = ["post_uid", "mean_log", "sd_log", "q05", "q25", "q50", "q75", "q95"]


@pytest.fixture(scope="module")
def small(world: Make) -> pd.DataFrame:
    return world(accounts=3, posts=40)


@pytest.fixture(scope="module")
def fitted(small: pd.DataFrame) -> learn.Fit:
    return learn.fit(small)


def test_a_fit_is_what_plans_ask_for(fitted: learn.Fit) -> None:
    assert isinstance(fitted, Fitted)


def test_it_forecasts_every_post_in_its_order(fitted: learn.Fit, small: pd.DataFrame) -> None:
    asked = small.sample(frac=1, random_state=1)
    found = fitted.predict(asked)
    assert list(found.columns) == COLUMNS
    assert list(found["post_uid"]) == list(asked["post_uid"])
    assert np.isfinite(found[COLUMNS[1:]].to_numpy()).all()
    assert (found["q05"] >= 0).all()
    assert (found["q05"] < found["q95"]).all()


def test_it_never_looks_at_the_outcome_when_it_forecasts(
    fitted: learn.Fit, small: pd.DataFrame
) -> None:
    blind = fitted.predict(small.drop(columns="reactions"))
    pd.testing.assert_frame_equal(fitted.predict(small), blind)


def test_what_comes_in_as_one_library_goes_out_as_it(small: pd.DataFrame) -> None:
    asked: list[Any] = [small, pl.from_pandas(small), pl.from_pandas(small).to_arrow()]
    fits = [learn.fit(frame) for frame in asked]
    found = [fit.predict(frame) for fit, frame in zip(fits, asked, strict=True)]
    libraries = ["pandas", "polars", "pyarrow"]
    assert [type(one).__module__.split(".")[0] for one in found] == libraries
    assert [type(fit.effects()).__module__.split(".")[0] for fit in fits] == libraries
    one, other = found[0]["mean_log"].to_numpy(), found[1]["mean_log"].to_numpy()
    assert np.allclose(one, other)
    assert np.allclose(one, found[2].column("mean_log").to_numpy())


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_time_without_zone_is_utc_at_any_resolution(small: pd.DataFrame, unit: str) -> None:
    naive = small["published_at"].dt.tz_localize(None).astype(f"datetime64[{unit}]")
    found = learn.fit(small.assign(published_at=naive)).predict(small)
    pd.testing.assert_frame_equal(found, learn.fit(small).predict(small))


def test_the_order_of_the_rows_does_not_matter(small: pd.DataFrame, fitted: learn.Fit) -> None:
    shuffled = learn.fit(small.sample(frac=1, random_state=3))
    assert np.allclose(shuffled.predict(small)["mean_log"], fitted.predict(small)["mean_log"])


def test_a_fit_survives_being_written(small: pd.DataFrame, fitted: learn.Fit) -> None:
    read = learn.from_bytes(fitted.to_bytes())
    pd.testing.assert_frame_equal(read.predict(small), fitted.predict(small))
    pd.testing.assert_frame_equal(read.effects(), fitted.effects())
    assert read.kpi == "engagement"


@pytest.mark.parametrize("data", [b"", b"no fit", b"PK\x03\x04 cut off"])
def test_it_refuses_bytes_that_are_no_fit(data: bytes) -> None:
    with pytest.raises(FitFormatError):
        learn.from_bytes(data)


def test_values_and_frames_tell_the_same(fitted: learn.Fit, small: pd.DataFrame) -> None:
    row = small.iloc[0]
    post = Post(
        uid=row["post_uid"],
        network="x",
        account=row["account"],
        published_at=row["published_at"].to_pydatetime(),
        kind=row["kind"],
        hashtags=tuple(row["hashtags"]),
    )
    told = fitted.predict(small.head(1))
    assert fitted.expect([post])[0] == pytest.approx((told["mean_log"][0], told["sd_log"][0]))


def test_draws_have_the_mean_and_less_than_the_spread_of_outcomes(
    fitted: learn.Fit, small: pd.DataFrame
) -> None:
    asked, told = small.head(30), fitted.predict(small.head(30))
    drawn = fitted.draw(asked, 2000, seed=1)
    assert drawn.shape == (2000, 30)
    assert np.allclose(drawn.mean(axis=0), told["mean_log"], atol=0.06)
    assert (drawn.std(axis=0) < told["sd_log"]).all()
    assert (drawn == fitted.draw(asked, 2000, seed=1)).all()


def test_multipliers_multiply_to_the_forecast(fitted: learn.Fit, small: pd.DataFrame) -> None:
    asked = small.head(20)
    product = fitted.explain(asked).groupby("post_uid", sort=False)["multiplier"].prod()
    assert np.allclose(np.log(product), fitted.predict(asked)["mean_log"])


def test_the_baseline_names_the_account(fitted: learn.Fit, small: pd.DataFrame) -> None:
    first = fitted.explain(small.head(1)).iloc[0]
    assert (first["factor"], first["level"]) == ("baseline", small["account"][0])


def test_an_account_never_seen_gets_the_populations_distribution(
    fitted: learn.Fit, small: pd.DataFrame
) -> None:
    known, unknown = fitted.predict(small), fitted.predict(small.assign(account="new"))
    assert unknown["sd_log"].min() > known["sd_log"].max()
    strange = small.head(3).assign(
        kind="live", network="tiktok", hashtags=pd.Series([["never"]] * 3)
    )
    assert np.isfinite(fitted.predict(strange)["q95"]).all()


def test_a_fit_from_sums_is_the_fit_from_the_frame(small: pd.DataFrame, fitted: learn.Fit) -> None:
    again = learn.fit(small, seed=9)
    assert [e.multiplier for e in again.estimates()] == [e.multiplier for e in fitted.estimates()]


def test_posts_without_the_kpi_are_passed_over(small: pd.DataFrame) -> None:
    holes = small.assign(reactions=small["reactions"].where(small.index % 2 == 0))
    assert sum(c.count.sum() for c in learn.fit(holes).posterior.cells.values()) == 60


def test_posts_that_still_grow_are_left_out(small: pd.DataFrame) -> None:
    young = small.assign(as_of=small["published_at"] + pd.Timedelta("47h"))
    with pytest.raises(NotEnoughPostsError):
        learn.fit(young)
    older = small.assign(as_of=small["published_at"] + pd.Timedelta("49h"))
    assert learn.fit(older).kpi == "engagement"
    with pytest.raises(NotEnoughPostsError):
        learn.fit(older.assign(network="youtube"))


def test_a_kpi_that_no_post_has_is_refused(small: pd.DataFrame) -> None:
    with pytest.raises(KpiUnknownError, match="reactions"):
        learn.fit(small, kpi="saves")
    with pytest.raises(KpiUnknownError):
        learn.fit(small.assign(reactions=np.nan))


@pytest.mark.parametrize("column", ["post_uid", "account", "published_at", "kind"])
def test_a_column_that_is_needed_is_named(small: pd.DataFrame, column: str) -> None:
    with pytest.raises(ColumnMissingError, match=column):
        learn.fit(small.drop(columns=column))


def test_a_zone_may_be_given_by_account(small: pd.DataFrame) -> None:
    found = learn.fit(small, timezone={"account0": "Asia/Tokyo"})
    assert found.posterior.design.zones == (("x:account0", "Asia/Tokyo"),)
    with pytest.raises(TimeZoneUnknownError):
        learn.fit(small, timezone="Nowhere")


def test_a_rate_is_forecast_in_its_own_unit(small: pd.DataFrame) -> None:
    seen = small.assign(impressions=small["reactions"] * 20 + 10)
    found = learn.fit(seen, kpi="engagement_rate_by_impressions").predict(seen)
    assert found["q50"].between(0.01, 0.1).all()


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_handful_of_posts_is_enough_to_forecast(small: pd.DataFrame, n: int) -> None:
    fit = learn.fit(small.head(n))
    found = fit.predict(small)
    assert np.isfinite(found[COLUMNS[1:]].to_numpy()).all()
    assert not set(fit.effects()["verdict"]) & {"better", "worse"}


@pytest.mark.parametrize("figure", [0.0, 7.0])
def test_outcomes_that_are_all_equal_are_no_trouble(small: pd.DataFrame, figure: float) -> None:
    fit = learn.fit(small.assign(reactions=figure))
    found = fit.predict(small)
    assert (found["sd_log"] > 0).all()
    assert np.allclose(found["q50"], figure, atol=0.5)
    assert not set(fit.effects()["verdict"]) & {"better", "worse"}


def test_a_post_of_which_nothing_but_the_columns_needed_is_known() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    bare = pd.DataFrame(
        {
            "post_uid": ["x:1", "x:2"],
            "network": "x",
            "account": "a",
            "published_at": [at, at],
            "kind": "text",
            "shares": [0.0, 1.0],
        }
    )
    assert len(learn.fit(bare).predict(bare)) == 2
