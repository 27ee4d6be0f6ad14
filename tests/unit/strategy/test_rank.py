from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from balise.domain.ranking import Capacity, Ranking, Rate
from balise.domain.strategy import Audience, Objective, Presence
from balise.strategy.effort import KINDS
from balise.strategy.rank import rank_networks

PARENTS = Audience(name="parents", ages=(25, 45), countries=("BE",), languages=("fr",))
YOUNG = Audience(name="young", ages=(18, 24), countries=("US",))
OLD = Audience(name="old", ages=(60, 90), countries=("FR",))
BUYERS = Audience(name="B2B decision makers", ages=(30, 60), countries=("DE",))
FAR = Audience(name="far", ages=(20, 40), countries=("NG",))
ACCOUNTS = tuple(Presence(network=n, handle="shop") for n in ("facebook", "instagram", "x"))


def order(*audiences: Audience, **of: object) -> list[str]:
    return [one.name for one in rank_networks(audiences, **of).ranked]  # type: ignore[arg-type]


def standings(ranking: Ranking) -> dict[str, str]:
    return {one.name: one.verdict for one in ranking.ranked}


def test_where_a_consultant_would_look_first_comes_first() -> None:
    assert set(order(PARENTS)[:3]) == {"youtube", "facebook", "instagram"}
    assert set(order(YOUNG)[:4]) == {"youtube", "instagram", "tiktok", "facebook"}
    assert set(order(OLD)[:2]) == {"youtube", "facebook"}
    assert order(BUYERS)[0] == "linkedin"


def test_a_country_that_nobody_asked_in_cannot_be_told() -> None:
    ranking = rank_networks([FAR])
    assert ranking.verdict == "cannot tell"
    assert set(standings(ranking).values()) == {"cannot tell"}


def test_own_posts_make_a_country_that_nobody_asked_in_told() -> None:
    own = [
        Rate(network=name, kind="image", n=400, mean=mean, sd=1.0)
        for name, mean in (("instagram", 5.0), ("facebook", 1.0), ("x", 1.0))
    ]
    ranking = rank_networks([FAR], own=own, networks=("instagram", "facebook", "x"))
    assert ranking.ranked[0].name == "instagram"
    assert ranking.verdict == "clear"
    assert ranking.ranked[0].verdict == "keep"


def test_the_same_seed_gives_the_same_order_and_numbers() -> None:
    assert rank_networks([PARENTS], seed=3) == rank_networks([PARENTS], seed=3)


def test_chances_are_chances() -> None:
    for one in rank_networks([PARENTS, YOUNG], capacity=Capacity(hours=9)).ranked:
        assert 0 <= one.p_first <= 1
        assert 0 <= one.p_kept <= 1
        assert one.low <= one.score <= one.high


def test_first_chances_add_up_to_one() -> None:
    assert sum(one.p_first for one in rank_networks([OLD]).ranked) == pytest.approx(1)


def test_a_small_team_is_told_what_to_give_up_and_what_that_frees() -> None:
    ranking = rank_networks([PARENTS], accounts=ACCOUNTS, capacity=Capacity(hours=6))
    assert ranking.needed > 6
    assert ranking.drops == ("x",)
    hours = {one.name: one.hours for one in ranking.ranked}
    assert ranking.frees == pytest.approx(hours["x"])
    assert sum(hours[name] for name in ranking.choice) <= 6


def test_a_team_without_hours_is_told_to_keep_nothing() -> None:
    ranking = rank_networks([PARENTS], accounts=ACCOUNTS, capacity=Capacity(hours=0))
    assert ranking.choice == ()
    assert "keep" not in standings(ranking).values()


def test_a_large_team_gives_up_nothing_that_is_worth_its_while() -> None:
    ranking = rank_networks([PARENTS], capacity=Capacity(hours=500))
    free = rank_networks([PARENTS])
    assert standings(ranking) == standings(free)


def test_a_network_for_which_nothing_is_made_is_dropped() -> None:
    ranking = rank_networks([YOUNG], capacity={"text": 5, "image": 5})
    assert standings(ranking)["youtube"] == "drop"
    assert "no_kind" in {g.code for r in ranking.ranked if r.name == "tiktok" for g in r.reasons}


def test_hours_of_our_own_are_replaced_by_the_teams() -> None:
    slow = Capacity(hours_per_piece={"short_video": 40, "video": 50})
    hours = {one.name: one.hours for one in rank_networks([YOUNG], capacity=slow).ranked}
    assert hours["youtube"] == 40


def test_followers_who_are_meant_move_their_network_up() -> None:
    bands = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
    ours = dict(zip(bands, (0.02, 0.5, 0.4, 0.05, 0.02, 0.01), strict=True))
    others = dict(zip(bands, (0.02, 0.02, 0.05, 0.1, 0.3, 0.51), strict=True))
    read = {
        name: {"followers": 3000.0, **{f"audience.age.{b}": v for b, v in told.items()}}
        for name, told in (("instagram", ours), ("facebook:shop", others))
    }
    before = {r.name: r.score for r in rank_networks([PARENTS], accounts=ACCOUNTS).ranked}
    found = rank_networks([PARENTS], accounts=ACCOUNTS, followers=read)
    after = {r.name: r.score for r in found.ranked}
    assert after["instagram"] / after["facebook"] > 1.5 * before["instagram"] / before["facebook"]
    grounds = {g.code for r in found.ranked if r.name == "facebook" for g in r.reasons}
    assert "followers" in grounds


def test_several_audiences_are_ranked_each_and_together() -> None:
    ranking = rank_networks([YOUNG, OLD])
    assert [part.audience for part in ranking.parts] == ["young", "old"]
    assert rank_networks([YOUNG]).ranked == ranking.parts[0].ranked
    tiktok = {p.audience: next(r.score for r in p.ranked if r.name == "tiktok")
              for p in (*ranking.parts, ranking)}  # fmt: skip
    assert tiktok["old"] < tiktok[""] < tiktok["young"]


def test_sales_cost_networks_without_links() -> None:
    sale = Objective(
        name="sales", stage="conversion", kpi="link_clicks", aggregate="total", target=100,
        starts=date(2026, 1, 1), ends=date(2026, 3, 1),
    )  # fmt: skip
    plain = {r.name: r.score for r in rank_networks([YOUNG]).ranked}
    sold = {r.name: r.score for r in rank_networks([YOUNG], objectives=[sale]).ranked}
    assert sold["instagram"] < plain["instagram"]
    assert rank_networks([YOUNG], objectives=[replace(sale, kpi="reach")]) == rank_networks([YOUNG])


def test_every_network_gives_its_reasons_and_sources() -> None:
    for one in rank_networks([PARENTS]).ranked:
        assert one.reasons
        assert one.sources
        for source in one.sources:
            assert source.url.startswith("http")
            assert source.population


def test_no_audience_at_all_is_adults_anywhere() -> None:
    assert len(rank_networks([]).ranked) == len(KINDS)


def test_an_account_on_a_network_that_nobody_knows_is_ranked_too() -> None:
    ranking = rank_networks([PARENTS], accounts=[Presence(network="other", handle="x")])
    assert "other" in standings(ranking)


@pytest.mark.parametrize("hours", [-5.0, 0.0, 1e9])
def test_hours_that_nobody_has_are_no_hours(hours: float) -> None:
    ranking = rank_networks([PARENTS], accounts=ACCOUNTS, capacity=Capacity(hours=hours))
    assert bool(ranking.choice) == (hours > 0)


def test_ages_and_countries_written_oddly_are_ranked_too() -> None:
    them = Audience(name="them", ages=(70, 20), countries=("be", "ZZ", ""), genders=("autre",))
    assert len(rank_networks([them], networks=()).ranked) == len(KINDS)


def test_it_is_fast() -> None:
    rank_networks([PARENTS])
    started = time.perf_counter()
    rank_networks([PARENTS, YOUNG, OLD, BUYERS, FAR], accounts=ACCOUNTS, capacity=Capacity(hours=9))
    assert time.perf_counter() - started < 1.0  # 0.1 s on an idle machine
