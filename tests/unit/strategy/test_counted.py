"""Days of accounts as the followers that a ranking of networks takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from balise.domain.ports import AccountDay
from balise.domain.strategy import Audience, Presence
from balise.strategy.counted import counted
from balise.strategy.rank import rank_networks

READ = datetime(2026, 3, 2, tzinfo=UTC)


def told(
    values: Mapping[str, float], *, n: int = 0, day: date | None = None, network: str = "instagram",
    account: str = "shop",
) -> AccountDay:  # fmt: skip
    return AccountDay(network=network, account=account, day=day, as_of=READ + timedelta(days=n),
                      values=dict(values), source="made up")  # fmt: skip


def test_the_latest_list_replaces_the_former_as_a_whole() -> None:
    old = told({"audience.country.BE": 0.5, "audience.country.FR": 0.4})
    new = told({"audience.country.BE": 0.6}, n=30)
    for days in ([old, new], [new, old]):
        assert counted(days)["instagram:shop"] == {"audience.country.BE": 0.6}


def test_lists_of_different_readings_stand_side_by_side() -> None:
    days = [told({"audience.age.25-34": 0.3}), told({"audience.country.BE": 0.6}, n=9)]
    assert set(counted(days)["instagram"]) == {"audience.age.25-34", "audience.country.BE"}


def test_pieces_of_one_reading_are_put_together() -> None:
    days = [told({"audience.age.25-34": 0.3}), told({"audience.age.35-44": 0.2})]
    assert counted(days)["instagram"] == {"audience.age.25-34": 0.3, "audience.age.35-44": 0.2}


def test_followers_are_those_of_the_last_day_however_late_an_earlier_one_was_read() -> None:
    last = told({"followers": 900.0}, day=date(2026, 2, 20))
    late = told({"followers": 700.0}, n=5, day=date(2026, 1, 20))
    for days in ([last, late], [late, last]):
        assert counted(days)["instagram"]["followers"] == 900


def test_a_number_of_people_becomes_a_share_of_the_followers_or_of_the_list() -> None:
    people = {"audience_count.seniority.Senior": 30.0, "audience_count.seniority.Entry": 10.0}
    known = counted([told({**people, "followers": 100.0}, network="linkedin")])["linkedin"]
    alone = counted([told(people, network="linkedin")])["linkedin"]
    assert known["audience.seniority.Senior"] == pytest.approx(0.3)
    assert alone["audience.seniority.Senior"] == pytest.approx(0.75)


def test_a_share_that_is_told_goes_before_a_number() -> None:
    values = {"audience_count.age.25-34": 1.0, "audience.age.25-34": 0.4}
    assert counted([told(values)])["instagram"] == {"audience.age.25-34": 0.4}


def test_two_accounts_of_a_network_are_named_by_their_ids_only() -> None:
    days = [told({"followers": 5.0}), told({"followers": 9.0}, account="other")]
    found = counted(days)
    assert set(found) == {"instagram:shop", "instagram:other"}
    assert "instagram" in counted(days[:1])


def test_days_without_any_audience_say_nothing() -> None:
    assert counted([told({"views": 3.0})]) == {}
    assert counted([]) == {}


def test_a_ranking_takes_it_and_says_so() -> None:
    days = [told({"audience.age_gender.25-34 women": 0.8, "audience.age_gender.25-34 men": 0.1,
                  "audience.age_gender.55-64 men": 0.1, "followers": 4000.0})]  # fmt: skip
    meant = Audience(name="mothers", ages=(25, 34), genders=("female",), countries=("BE",))
    accounts = [Presence(network="instagram", handle="shop")]
    order = rank_networks([meant], accounts=accounts, followers=counted(days))
    one = next(each for each in order.ranked if each.name == "instagram")
    (ground,) = [each for each in one.reasons if each.code == "followers"]
    assert ground.params["share"] == pytest.approx(0.8)


names = st.sampled_from(
    ["followers", "audience.age.25-34", "audience.country.BE", "audience_count.age.25-34",
     "audience", "audience.", "a.b.c", "views"]
)  # fmt: skip


@given(st.lists(st.builds(
    told, st.dictionaries(names, st.floats(allow_nan=True, allow_infinity=True)),
    n=st.integers(0, 9), network=st.sampled_from(["x", "tiktok"]),
    account=st.sampled_from(["", "a", "b:c"]),
)))  # fmt: skip
def test_whatever_the_days_figures_are_finite_and_never_negative(days: list[AccountDay]) -> None:
    for figures in counted(days).values():
        assert all(0 <= value < float("inf") for value in figures.values())
