"""What own posts got, for rankings."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from tests.unit.report.past import MONDAY, post

from balise.report.own import USUAL_SD, own_rates
from balise.strategy.rank import rank_networks


def test_rates_are_of_each_network_and_kind_on_the_log_scale() -> None:
    posts = [post(n, kind="image", values={"reactions": float(n)}) for n in range(8)]
    (one,) = own_rates(posts)
    logs = [math.log1p(n) for n in range(8)]
    assert (one.network, one.kind, one.n) == ("x", "image", 8)
    assert one.mean == pytest.approx(sum(logs) / 8)
    assert one.sd == pytest.approx(
        math.sqrt(sum((y - one.mean) ** 2 for y in logs) / 7)
    )  # of a sample


def test_a_kind_of_one_post_has_the_spread_of_the_others() -> None:
    posts = [post(n, kind="image", values={"reactions": float(n)}) for n in range(8)]
    rates = own_rates([*posts, post(9, kind="video")])
    assert rates[1].n == 1
    assert rates[1].sd == pytest.approx(rates[0].sd)
    assert own_rates([post(1)])[0].sd == USUAL_SD


def test_replies_young_posts_and_posts_without_the_kpi_say_nothing() -> None:
    posts = [post(0, is_reply=True), post(1, as_of=MONDAY + timedelta(days=1, hours=1)),
             post(2, values={"impressions": 9.0})]  # fmt: skip
    assert own_rates(posts) == ()


def test_a_ranking_follows_own_posts() -> None:
    posts = [post(n, values={"reactions": 2.0 + n % 3}) for n in range(150)]
    posts += [post(n, network="facebook", values={"reactions": 90.0 + n % 9}) for n in range(150)]
    order = rank_networks([], own=own_rates(posts), networks=("x", "facebook"))
    assert order.ranked[0].name == "facebook"
    assert any(one.code == "own_posts" for one in order.ranked[0].reasons)
