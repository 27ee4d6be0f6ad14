"""Rates beside published ones: same denominator, size and definition, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.report.past import audited, dated, day, post

from balise.domain.audit import Amount, Comparison
from balise.domain.ports import MeasuredPost
from balise.report.auditing import tallies
from balise.report.auditing.results import Sizes


def of(posts: list[MeasuredPost], **known: Any) -> dict[tuple[str, str, str], Comparison]:
    found = audited(posts, **known).comparisons
    return {(one.denominator, one.measure, one.kind): one for one in found}


MAIN = ("followers", "engagement", "all")


def instagram(n: int, rate: float, **known: Any) -> list[MeasuredPost]:
    """Give posts of an account of 10,000 followers with a known rate of engagement."""
    given: dict[str, Any] = {"network": "instagram", "followers": 10_000.0, "kind": "image"} | known
    likes = rate * 10_000 - 5
    return [
        post(i, values={"reactions": likes + i % 3, "comments": 3.0, "shares": 2.0}, **given)
        for i in range(n)
    ]


def test_a_rate_is_held_against_one_of_its_network_denominator_and_size() -> None:
    one = of(instagram(40, 0.02))[MAIN]
    assert one.against
    assert (one.against.denominator, one.against.low, one.against.source.year) == (
        "followers", 5000.0, 2025,
    )  # fmt: skip
    assert one.own.value == pytest.approx(0.02, rel=0.01)
    assert (one.own.n, one.position, one.lack) == (40, "above", None)
    assert one.ratio
    assert one.ratio.value == pytest.approx((one.own.value or 0) / one.against.value)


def test_a_low_rate_is_below() -> None:
    assert of(instagram(40, 0.001))[MAIN].position == "below"


@pytest.mark.parametrize("base", [2.0, 20.0])
def test_a_rate_that_cannot_be_told_from_the_published_one_says_what_would_settle_it(
    base: float,
) -> None:
    posts = [
        post(n, network="instagram", followers=10_000.0,
             values={"reactions": base + 8 * (n % 8), "comments": 0.0, "shares": 0.0})
        for n in range(12)
    ]  # fmt: skip
    one = of(posts)[MAIN]
    assert one.position == "no clear difference"
    assert one.ratio
    assert one.ratio.value
    assert (one.ratio.value > 1) == (base > 10)
    assert one.ratio.more
    assert one.ratio.more > 0


def test_the_own_industry_goes_before_all_of_them() -> None:
    one = of(instagram(20, 0.02), industry="retail")[MAIN]
    assert one.against
    assert one.against.industry == "retail"


def test_an_account_too_small_for_a_figure_is_not_held_against_it() -> None:
    small = [post(n, network="x", followers=300.0) for n in range(20)]
    one = of(small)[MAIN]
    assert (one.against, one.lack, one.position) == (None, "size", "cannot tell")
    assert one.own.value is not None  # told all the same, beside nothing


def test_without_followers_there_is_no_rate_by_followers() -> None:
    one = of([post(n, network="x") for n in range(20)])[MAIN]
    assert (one.lack, one.own.n) == ("followers", 0)


def test_followers_may_be_told_by_hand_by_account_or_by_network() -> None:
    posts = [post(n, network="x") for n in range(20)]
    for name in ("x", "x:shop"):
        found = audited(posts, followers={name: 9_000.0})
        assert found.accounts[0].followers == 9_000
        assert found.accounts[0].followers_on is None
        assert found.comparisons[0].own.n == 20


def test_followers_are_those_of_the_day_of_the_post() -> None:
    days = [day(0, {"followers": 100.0}), day(10, {"followers": 200.0})]
    sizes = Sizes.of(days, {})
    assert sizes.counted["x:shop"] == [(dated(0), 100.0), (dated(10), 200.0)]
    found = audited([post(n, network="x") for n in (1, 2, 3, 11, 12, 13)], days=days)
    rates = sorted(10 / size for size in (100, 100, 100, 200, 200, 200))
    assert found.comparisons[0].own.value == pytest.approx(tallies.median(rates).value)
    assert (found.accounts[0].followers, found.accounts[0].followers_on) == (200, dated(10))


def test_few_posts_tell_nothing_and_say_how_many_more_would() -> None:
    one = of(instagram(2, 0.02))[MAIN]
    assert (one.position, one.lack, one.own.value, one.own.more) == (
        "cannot tell",
        "posts",
        None,
        3,
    )


def test_young_posts_do_not_count() -> None:
    fresh = [
        replace(one, as_of=one.post.published_at + timedelta(hours=2))
        for one in instagram(20, 0.02)
    ]
    assert of(fresh)[MAIN].own.n == 0


def test_a_figure_that_counts_more_than_the_files_tell_is_not_compared() -> None:
    posts = [post(n, network="facebook", followers=30_000.0, values={"reactions": 4.0})
             for n in range(9)]  # fmt: skip
    one = of(posts)[MAIN]
    assert (one.lack, one.position) == ("parts", "cannot tell")


def test_where_shares_are_not_told_a_rate_that_counts_none_is_chosen() -> None:
    values = {"reactions": 97.0, "comments": 3.0}
    posts = [post(n, network="instagram", followers=1e4, values=values) for n in range(9)]
    one = of(posts)[MAIN]
    assert one.against
    assert (one.against.parts, one.against.statistic) == (("reactions", "comments"), "average")
    assert one.own.value == pytest.approx(0.01)


def impressions(n: int, **values: float) -> list[MeasuredPost]:
    base = {"reactions": 8.0, "comments": 1.0, "shares": 1.0, "impressions": 1000.0}
    return [post(i, network="x", values=base | values) for i in range(n)]


BY_IMPRESSIONS = ("impressions", "engagement", "all")


def test_where_a_publisher_does_not_say_what_it_counts_only_what_holds_either_way_is_told() -> None:
    vague = of(impressions(30))[BY_IMPRESSIONS]
    assert vague.against
    assert vague.against.is_vague
    assert (vague.position, vague.own.value) == ("cannot tell", 0.01)
    few_clicks = of(impressions(30, engagements=15.0))[BY_IMPRESSIONS]
    many_clicks = of(impressions(30, engagements=60.0))[BY_IMPRESSIONS]
    high = of(impressions(30, reactions=90.0))[BY_IMPRESSIONS]
    assert (few_clicks.position, many_clicks.position, high.position) == (
        "below", "cannot tell", "above",
    )  # fmt: skip


def test_denominators_are_never_mixed() -> None:
    posts = [post(n, network="instagram", followers=10_000.0,
                  values={"reactions": 8.0, "comments": 1.0, "shares": 1.0, "impressions": 900.0,
                          "reach": 700.0, "views": 950.0}) for n in range(9)]  # fmt: skip
    found = audited(posts).comparisons
    assert {one.denominator for one in found} == {"followers", "impressions", "reach", "views"}
    for one in found:
        assert one.against is None or one.against.denominator == one.denominator
    told = {one.denominator: one.own.value for one in found
            if (one.kind, one.measure) == ("all", "engagement")}  # fmt: skip
    assert told["reach"] == pytest.approx(10 / 700)
    assert told["views"] == pytest.approx(10 / 950)
    assert {one.lack for one in found if one.denominator in {"reach", "views"}} == {"published"}


def test_a_network_of_which_nothing_is_published_says_so() -> None:
    posts = [post(n, network="mastodon", followers=900.0) for n in range(9)]
    one = of(posts)[MAIN]
    assert (one.against, one.lack) == (None, "published")
    assert one.own.value is not None


def test_reach_is_held_against_accounts_of_the_same_size() -> None:
    values = {"reactions": 9.0, "comments": 1.0, "reach": 30.0}
    posts = [post(n, network="instagram", followers=3e3, values=values) for n in range(9)]
    one = of(posts)["followers", "reach", "all"]
    assert one.against
    assert (one.against.low, one.against.high, one.position) == (1000.0, 5000.0, "below")
    assert one.own.value == pytest.approx(0.01)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -5.0, 0.0, 1e300])
def test_a_size_that_is_none_is_not_divided_by(bad: float) -> None:
    posts = [post(n, network="x", followers=bad) for n in range(9)]
    found = audited(posts, days=[day(0, {"followers": bad})])
    assert found.accounts[0].followers is None
    assert found.comparisons[0].lack == "followers"


def test_settled_and_hopeless_questions_ask_for_no_posts() -> None:
    own = Amount(n=30, value=2.0, low=1.9, high=2.1)
    assert tallies.to_settle(own, 1.0) is None
    assert tallies.to_settle(own, 2.0) is None
    assert tallies.to_settle(Amount(n=30, value=0.0, low=0.0, high=0.0), 1.0) is None
