from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from balise.domain.outcome import Outcome
from balise.domain.plan import Outlook
from balise.domain.ports import AccountDay
from balise.domain.strategy import Aggregate
from balise.plan.forecast import outlooks
from balise.plan.trend import follow
from tests.unit.plan.told import START, history, strategy

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def followers(values: list[float], network: str = "instagram", metric: str = "followers") -> Any:
    n = len(values)
    return [
        AccountDay(
            network=network,
            account="shop",
            day=START - timedelta(7 * (n - i)),
            as_of=NOW,
            values={metric: value},
            source="made up",
        )
        for i, value in enumerate(values)
    ]


def sales(days: int, figures: Any, **more: Any) -> list[Outcome]:
    return [
        Outcome(
            name="till",
            starts=START - timedelta(days - i),
            ends=START - timedelta(days - i),
            values={"count": float(figures[i])},
            as_of=NOW,
            **more,
        )
        for i in range(days)
    ]


def one(kpi: str, aggregate: Aggregate, target: float, **given: Any) -> Outlook:
    asked = strategy(
        kpi=kpi,
        aggregate=aggregate,
        target=target,
        starts=given.pop("starts", START),
        ends=given.pop("ends", START + timedelta(27)),
    )
    (found,) = outlooks(asked, {}, (), start=START, weeks=4, **given)
    return found


def test_followers_go_on_along_their_line() -> None:
    found = one("followers", "level", 650.0, days=followers([500 + 10.0 * i for i in range(8)]))
    assert found.q50 == pytest.approx(500 + 10 * (8 + 27 / 7), abs=2)
    assert found.course == "behind"
    assert found.needs == ()


def test_followers_of_two_accounts_add_up_and_people_reached_do_not() -> None:
    two = [*followers([100.0] * 6), *followers([40.0] * 6, "facebook")]
    assert one("followers", "level", 140.0, days=two).q50 == pytest.approx(140, abs=0.5)
    reach = [*followers([9.0] * 6, metric="reach"), *followers([9.0] * 6, "facebook", "reach")]
    assert one("reach", "level", 9.0, days=reach).lack == "several-accounts"


def test_followers_are_also_read_from_posts() -> None:
    past = history(range(5, 40, 5), [1.0] * 7, followers=[600.0 - 10 * i for i in range(7)])
    assert one("followers", "level", 700.0, history=past).q50 > 600


def test_few_readings_tell_no_level() -> None:
    found = one("followers", "level", 10.0, days=followers([9.0, 9.0, 9.0]))
    assert (found.course, found.lack) == ("cannot tell", "no-readings:1")
    assert one("followers", "level", 10.0).lack == "no-readings:4"
    assert math.isnan(found.p_reached)


def test_a_level_that_is_there_already_and_stays_is_reached() -> None:
    found = one("followers", "level", 90.0, days=followers([100.0 + i for i in range(9)]))
    assert found.course == "reached"


def test_the_mark_of_a_survey_is_the_mean_over_who_answered() -> None:
    marks = [
        Outcome(
            name="survey",
            starts=START - timedelta(30 * i + 29),
            ends=START - timedelta(30 * i),
            values={"score": score, "answers": answers},
            as_of=NOW,
            code=code,
        )
        for i in range(6)
        for code, score, answers in (("a", 9.0, 30.0), ("b", 5.0, 10.0))
    ]
    found = one("survey.score", "level", 7.5, outcomes=marks)
    assert found.q50 == pytest.approx(8.0, abs=0.05)


def test_a_band_of_a_level_holds_nine_times_in_ten() -> None:
    rng, held = np.random.default_rng(5), []
    for seed in range(150):
        n = int(rng.integers(5, 20))
        path = 1000 + rng.normal(0, 5) * np.arange(n + 6) + np.cumsum(rng.normal(0, 10, n + 6))
        seen = path + rng.normal(0, 6, n + 6)
        readings = [(7.0 * i, float(seen[i])) for i in range(n)]
        drawn = follow(readings, [7.0 * (n + 5)], n=800, seed=seed)
        low, high = np.quantile(drawn, [0.05, 0.95])
        held.append(low <= seen[-1] <= high)
    assert 0.83 <= np.mean(held) <= 0.97


def test_sales_go_on_as_in_their_weeks_and_no_post_is_credited() -> None:
    rng = np.random.default_rng(1)
    found = one("till", "total", 300.0, outcomes=sales(70, rng.poisson(10, 70)))
    assert found.q50 == pytest.approx(280, rel=0.1)
    assert found.q05 < 280 < found.q95
    assert found.lack == "not-credited"
    assert 0.05 < found.p_reached < 0.6


def test_sales_of_the_period_so_far_are_published() -> None:
    found = one("till", "total", 1e4, outcomes=sales(70, [10] * 70), starts=START - timedelta(14))
    assert found.published == 140
    assert found.curve[13].q05 == found.curve[13].q95 == 140
    assert found.q50 == pytest.approx(420, rel=0.02)


def test_sales_that_have_their_figure_are_reached() -> None:
    some = sales(20, [10] * 20)
    found = one("till", "total", 100.0, outcomes=some, starts=START - timedelta(14))
    assert (found.course, found.p_reached) == ("reached", 1.0)


def test_a_few_days_of_sales_tell_nothing_yet() -> None:
    found = one("till", "total", 1e4, outcomes=sales(20, [10] * 20))
    assert (found.course, found.lack) == ("cannot tell", "no-days:14")
    assert one("till", "total", 1e4).lack == "no-days:28"


def test_codes_and_months_that_tell_the_same_once_more_are_not_counted_twice() -> None:
    plain = sales(56, [10] * 56)
    coded = [*sales(56, [6] * 56, code="A"), *sales(56, [4] * 56, code="B")]
    month = Outcome(
        name="till",
        starts=date(2027, 2, 1),
        ends=date(2027, 2, 28),
        values={"count": 280.0},
        as_of=NOW,
    )
    given = {"starts": START - timedelta(28)}
    for rows in (plain, [*plain, *coded], coded, [*plain, month], [month, *plain]):
        assert one("till", "total", 1e4, outcomes=rows, **given).published == pytest.approx(280)


def test_totals_of_outcomes_hold_their_band_where_weeks_scatter_more_than_chance() -> None:
    rng, held = np.random.default_rng(9), []
    for seed in range(60):
        weekly = rng.gamma(4, 5 / 4, 16)  # means of days, of weeks that differ by half
        daily = rng.poisson(np.repeat(weekly, 7))
        found = one("till", "total", 1e4, outcomes=sales(84, daily[:84]), seed=seed, draws=600)
        held.append(found.q05 <= daily[84:].sum() <= found.q95)
    assert 0.78 <= np.mean(held) <= 0.99
