from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from balise import learn
from balise.domain.estimate import Evidence
from balise.learn.effects import more_posts
from balise.reference.public_holidays import public_holidays

Make = Callable[..., pd.DataFrame]
COLUMNS = [
    "factor", "level", "scope", "n", "multiplier", "low", "high", "p_better", "verdict", "evidence",
]  # fmt: skip
CLAIMS = ["better", "worse"]


@pytest.fixture(scope="module")
def found(world: Make) -> pd.DataFrame:
    effects: pd.DataFrame = learn.fit(world(accounts=8, posts=250)).effects()
    return effects


def of(effects: pd.DataFrame, factor: str, level: str) -> pd.Series:
    chosen = (effects["factor"] == factor) & (effects["level"] == level)
    return effects[chosen & (effects["scope"] == "all")].iloc[0]


def test_the_frame_has_the_columns_of_the_contract(found: pd.DataFrame) -> None:
    assert list(found.columns[: len(COLUMNS)]) == COLUMNS
    assert ((found["low"] <= found["multiplier"]) & (found["multiplier"] <= found["high"])).all()


def test_it_finds_the_effects_that_are_there(found: pd.DataFrame) -> None:
    assert of(found, "kind", "video")["verdict"] == "better"
    assert of(found, "kind", "text")["verdict"] == "worse"
    assert of(found, "hashtag", "good")["verdict"] == "better"
    assert of(found, "hashtag", "bad")["verdict"] == "worse"
    assert np.log(of(found, "hashtag", "good")["multiplier"]) == pytest.approx(0.36, abs=0.12)


def on_holidays(frame: pd.DataFrame, effect: float) -> pd.DataFrame:
    """Multiply what posts of Belgian holidays got."""
    days = frame["published_at"].dt.tz_convert("Europe/Brussels").dt.date
    off = np.array([day in public_holidays("Europe/Brussels", day.year) for day in days])
    return frame.assign(reactions=np.round(frame["reactions"] * np.where(off, effect, 1.0)))


def test_it_finds_that_posts_of_public_holidays_do_half_as_well(world: Make) -> None:
    frame = on_holidays(world(), 0.5)
    one = of(learn.fit(frame, timezone="Europe/Brussels").effects(), "holiday", "yes")
    assert one["verdict"] == "worse"
    assert one["low"] <= 0.5 <= one["high"]
    assert one["n"] == 36


def test_it_finds_nothing_in_public_holidays_that_are_days_like_others(world: Make) -> None:
    one = of(learn.fit(world(), timezone="Europe/Brussels").effects(), "holiday", "yes")
    assert one["verdict"] == "no clear difference"
    assert one["low"] <= 1 <= one["high"]


def test_words_and_the_baseline_are_not_reported(found: pd.DataFrame) -> None:
    assert not set(found["factor"]) & {"word", "baseline"}


def test_hours_come_in_blocks_and_weekdays_by_name(found: pd.DataFrame) -> None:
    hours = set(found.loc[found["factor"] == "hour", "level"])
    assert hours == {f"{h:02d}-{h + 3:02d}" for h in range(0, 24, 3)}
    assert "monday" in set(found.loc[found["factor"] == "weekday", "level"])


def test_a_factor_in_which_nothing_varies_is_not_reported(found: pd.DataFrame) -> None:
    assert not set(found["factor"]) & {"network", "cta", "length"}


def test_in_a_world_without_effects_it_reports_none(world: Make) -> None:
    claims = 0
    for seed in range(4):
        effects = learn.fit(world(accounts=6, posts=150, size=0.0, seed=seed)).effects()
        claims += int(effects["verdict"].isin(CLAIMS).sum())
    assert claims == 0


def test_intervals_cover_the_truth(world: Make) -> None:
    inside = []
    for seed in range(4):
        frame = world(accounts=6, posts=200, seed=seed)
        effects = learn.fit(frame).effects()
        share = frame["kind"].value_counts(normalize=True)
        kinds = {"video": 0.3, "image": 0.1, "link": 0.0, "text": -0.3}
        mean = sum(effect * float(share[kind]) for kind, effect in kinds.items())
        for kind, effect in kinds.items():
            one = of(effects, "kind", kind)
            inside.append(bool(np.log(one["low"]) <= effect - mean <= np.log(one["high"])))
        inside += [of(effects, "hashtag", f"null{i}")["low"] <= 1 for i in range(18)]
        inside += [of(effects, "hashtag", f"null{i}")["high"] >= 1 for i in range(18)]
    assert 0.85 <= np.mean(inside) <= 1


def test_few_posts_are_not_enough_data(world: Make) -> None:
    frame = world(accounts=2, posts=60)
    rare = [["rare"] if i in (3, 20, 50, 70, 90) else [] for i in range(len(frame))]
    one = of(learn.fit(frame.assign(hashtags=pd.Series(rare))).effects(), "hashtag", "rare")
    assert one["verdict"] == "not enough data"


def test_one_account_alone_learns_its_kinds(world: Make) -> None:
    effects = learn.fit(world(accounts=1, posts=600)).effects()
    assert of(effects, "kind", "text")["verdict"] == "worse"
    assert set(effects["scope"]) == {"all"}


def test_an_account_whose_own_taste_differs_is_reported_by_itself(world: Make) -> None:
    usual = world(accounts=5, posts=200)
    other = world(accounts=1, posts=300, kinds={"video": -1.0, "image": 0.5, "link": 0, "text": 1})
    other = other.assign(account="odd", post_uid="x:odd" + other["post_uid"])
    effects = learn.fit(pd.concat([usual, other], ignore_index=True)).effects()
    own = effects[effects["scope"] == "odd"].set_index("level")
    assert set(own.index) == {"video", "image", "link", "text"}
    assert own.loc["video", "verdict"] == "worse"


def test_a_handle_on_two_networks_is_two_accounts(world: Make) -> None:
    one = world(accounts=1, posts=80)
    two = one.assign(network="facebook", post_uid="facebook:" + one["post_uid"])
    two["reactions"] = two["reactions"] * 9
    fit = learn.fit(pd.concat([one, two], ignore_index=True))
    assert set(fit.posterior.cells) == {"x:account0", "facebook:account0"}
    network = fit.effects().query("factor == 'network'").set_index("level")
    assert set(network["evidence"]) == {"descriptive"}
    assert network.loc["facebook", "multiplier"] > network.loc["x", "multiplier"]


def test_what_an_experiment_found_outweighs_the_posts(world: Make) -> None:
    frame = world(accounts=3, posts=100)
    told = Evidence(
        factor="hashtag",
        level="null3",
        kpi="engagement",
        log_effect=0.5,
        sd=0.02,
        experiment_id="e",
    )
    one = of(learn.fit(frame, evidence=[told]).effects(), "hashtag", "null3")
    assert one["evidence"] == "randomised"
    assert np.log(one["multiplier"]) == pytest.approx(0.5, abs=0.06)
    assert of(learn.fit(frame).effects(), "hashtag", "null3")["evidence"] == "adjusted"


def test_an_experiment_on_a_level_never_posted_is_believed(world: Make) -> None:
    told = Evidence(
        factor="hour", level="18-21", kpi="engagement", log_effect=0.3, sd=0.03, experiment_id="e"
    )
    day = world(accounts=2, posts=80)
    at = day["published_at"].dt.floor("D") + pd.to_timedelta(np.arange(len(day)) % 9, unit="h")
    fit = learn.fit(day.assign(published_at=at), evidence=[told])
    evening, noon = (
        day.head(1).assign(published_at=pd.Timestamp(f"2026-08-03 {h}:00", tz="UTC"))
        for h in (19, 12)
    )
    gain = fit.predict(evening)["mean_log"][0] - fit.predict(noon)["mean_log"][0]
    assert gain > 0.1


def test_an_experiment_on_a_kind_outweighs_what_accounts_make_of_it(world: Make) -> None:
    frame = world(accounts=6, posts=60)
    told = Evidence(
        factor="kind", level="video", kpi="engagement", log_effect=0.1, sd=0.001, experiment_id="e"
    )
    one = of(learn.fit(frame, evidence=[told]).effects(), "kind", "video")
    assert one["evidence"] == "randomised"
    assert np.log(one["multiplier"]) == pytest.approx(0.1, abs=0.01)
    assert np.log(one["high"] / one["low"]) < 0.02
    assert np.log(of(learn.fit(frame).effects(), "kind", "video")["multiplier"]) > 0.15


def test_evidence_on_another_kpi_is_not_used(world: Make) -> None:
    told = Evidence(
        factor="kind", level="text", kpi="saves", log_effect=2, sd=0.1, experiment_id=""
    )
    frame = world(accounts=2, posts=60)
    assert learn.fit(frame, evidence=[told]).estimates() == learn.fit(frame).estimates()


def test_more_posts_are_named_where_they_would_settle_it() -> None:
    assert more_posts(0.3, 0.1, 0.05, 30) is None
    assert more_posts(0.001, 0.1, 0.05, 30) is None
    near, far = more_posts(0.15, 0.1, 0.05, 30), more_posts(0.08, 0.1, 0.05, 30)
    assert near is not None
    assert far is not None
    assert 0 < near < far
