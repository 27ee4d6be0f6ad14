"""A brand beside its competitors: what holds, and what is not told."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.domain.tag import Subject
from balise.report.auditing.tallies import share
from balise.report.competition import Competition, compete
from balise.report.competition_words import equal_said, suggestions
from balise.report.followers import Size, equal
from balise.report.habits import rhythm
from balise.words import Speech

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_post(n: int, account: str = "own", *, age_days: float = 30, **facts: Any) -> MeasuredPost:
    values = facts.pop("values", {"reactions": 10.0, "comments": 1.0, "shares": 1.0})
    post = Post(
        uid=f"instagram:{account}{n}", network="instagram", account=account, kind="image",
        published_at=START + timedelta(days=n), followers=1000.0,
    )  # fmt: skip
    post = replace(post, **facts)
    return MeasuredPost(
        post=post, values=values, as_of=post.published_at + timedelta(days=age_days)
    )


def posts(n: int, account: str = "own", **facts: Any) -> list[MeasuredPost]:
    return [a_post(i, account, **facts) for i in range(n)]


def noisy(n: int, account: str, level: float, followers: float, seed: int) -> list[MeasuredPost]:
    draw = np.random.default_rng(seed)
    return [
        a_post(
            i, account, followers=followers,
            values={"reactions": math.expm1(float(draw.normal(level, 0.8))), "comments": 0.0},
        )
        for i in range(n)
    ]  # fmt: skip


def test_a_rival_that_engages_twice_as_much_at_equal_size_is_told_so() -> None:
    found = equal("Nord", noisy(60, "own", 3.0, 900, 1), noisy(60, "nord", 3.7, 1000, 2), {})
    assert found.multiplier is not None
    assert found.low is not None
    assert found.low > 1
    assert 1.4 < found.multiplier < 2.9
    assert (found.n, found.n_own) == (60, 60)


def test_more_engagement_that_goes_with_more_followers_is_no_difference() -> None:
    level = 3.0 + 0.8 * math.log(20)
    found = equal("Nord", noisy(60, "own", 3.0, 500, 1), noisy(60, "nord", level, 10_000, 2), {})
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1 < found.high


def test_a_gap_in_followers_makes_the_interval_wider() -> None:
    def width(followers: float) -> float:
        found = equal("n", noisy(40, "own", 3, 500, 1), noisy(40, "n", 3, followers, 2), {})
        assert found.high is not None
        assert found.low is not None
        return math.log(found.high / found.low)

    assert width(500) < width(5_000) < width(50_000)


def test_equal_accounts_are_called_different_no_more_often_than_the_interval_says() -> None:
    wrong = 0
    for seed in range(200):
        found = equal("n", noisy(15, "own", 3, 800, seed), noisy(10, "n", 3, 1200, 1000 + seed), {})
        assert found.low is not None
        assert found.high is not None
        # the truth: as many react though half as many more follow
        wrong += not found.low <= 1.5**-0.8 <= found.high
    assert wrong <= 32  # 10 % of 200, and three standard deviations


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (posts(7), posts(30, "n")),
        (posts(30), posts(7, "n")),
        (posts(30), []),
        ([], []),
        (posts(30), posts(30, "n", followers=None)),
        (posts(30), posts(30, "n", values={})),
        (posts(30), posts(30, "n", values={"reactions": math.nan})),
        (posts(30), posts(30, "n", network="x")),
        (posts(30), posts(30, "n", age_days=1)),
        (posts(30, values={"reactions": 3.0}), posts(30, "n", values={"comments": 3.0})),
    ],
)
def test_too_little_to_compare_is_an_answer(
    ours: list[MeasuredPost], theirs: list[MeasuredPost]
) -> None:
    found = equal("Nord", ours, theirs, {})
    assert found.multiplier is None
    for language in ("fr", "en"):
        assert "Nord" in equal_said(Speech(language), found)


def test_what_nobody_sees_of_one_does_not_count_for_the_other() -> None:
    ours = posts(20, values={"reactions": 10.0, "comments": 1.0, "shares": 500.0})
    theirs = posts(20, "n", values={"reactions": 10.0, "comments": 1.0})
    found = equal("Nord", ours, theirs, {})
    assert found.multiplier == pytest.approx(1)
    assert found.networks == (("instagram", ("reactions", "comments")),)


def test_followers_are_those_of_the_day_of_the_post() -> None:
    sizes = {"instagram:own": [Size(START, 1000.0), Size(START + timedelta(days=400), 9e6)]}
    found = equal("Nord", posts(20, followers=None), posts(20, "n"), sizes)
    assert found.multiplier == pytest.approx(1)


def test_a_rhythm_needs_some_posts_and_some_days() -> None:
    assert rhythm([START + timedelta(days=n) for n in range(4)]) is None
    assert rhythm([START] * 50) is None
    found = rhythm([START + timedelta(days=n) for n in range(15)])
    assert found is not None
    assert found.per_week == pytest.approx(7)
    assert found.low < 7 < found.high


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval(one: int, other: int) -> None:
    n, whole = sorted((one, other))
    found = share("a", n, whole)
    assert 0 <= found.low <= found.share <= found.high <= 1 or not whole


def compared(ours: list[MeasuredPost], theirs: list[MeasuredPost], **facts: Any) -> Competition:
    return compete(("park", ours), {"Nord": theirs}, **facts)


def test_a_gap_is_told_with_the_counts_of_both_and_only_where_it_is_clear() -> None:
    ours = [*posts(38), *(a_post(n, kind="video") for n in range(40, 42))]
    theirs = [a_post(n, "n", kind="video" if n % 2 else "image") for n in range(20)]
    gap, other = sorted(compared(ours, theirs).gaps, key=lambda one: one.level)
    assert (gap.level, gap.who, gap.theirs.n, gap.theirs.of, gap.ours.n, gap.ours.of) == (
        "image", "ours", 10, 20, 38, 40,
    )  # fmt: skip
    assert (other.level, other.who) == ("video", "theirs")
    for language, word in (("en", "10 of their 20"), ("fr", "20")):
        said = list(suggestions(Speech(language), compared(ours, theirs)))
        assert word in said[0]
        assert "because" not in " ".join(said)
    assert compared(ours, theirs[:6]).gaps == ()


def test_a_format_that_no_file_tells_is_no_format_that_is_not_used() -> None:
    found = compared(posts(40, kind="other"), posts(20, "nord", kind="short_video"))
    assert not [gap for gap in found.gaps if gap.factor == "kind"]
    assert found.own.kinds == ()
    some = posts(20, kind="image") + [
        a_post(n, kind="other", uid=f"instagram:other{n}") for n in range(40)
    ]
    found = compared(some, posts(20, "nord", kind="short_video"))
    gap = next(gap for gap in found.gaps if gap.level == "short_video")
    assert (gap.ours.n, gap.ours.of, gap.theirs.n) == (0, 20, 20)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "20 of your 20 posts against 0 of their 20"),
        ("fr", "20 de vos 20 publications contre 0 de ses 20"),
    ],
)
def test_what_you_do_more_is_told_with_your_count_first(language: str, said: str) -> None:
    found = compared(posts(20, kind="image"), posts(20, "nord", kind="short_video"))
    assert any(said in one for one in suggestions(Speech(language), found))


def test_the_same_habits_are_no_gap() -> None:
    assert compared(posts(30), posts(30, "n")).gaps == ()


def test_gaps_are_told_on_the_networks_of_the_competitor_only() -> None:
    ours = [*posts(20), *posts(60, "tw", network="x", kind="text")]
    assert compared(ours, posts(20, "n")).gaps == ()


def test_pillars_and_positioning_are_those_of_the_brand() -> None:
    theirs = posts(20, "n", text="Le geste : un tuto")
    found = compared(
        posts(20, text="Bonjour"), theirs,
        pillars=[Subject(name="how-to", keywords=("tuto",))],
        positioning="La seule qui montre le geste",
    )  # fmt: skip
    assert {(gap.factor, gap.level) for gap in found.gaps} == {
        ("pillar", "how-to"), ("positioning", ""),
    }  # fmt: skip
    (party,) = found.rivals
    assert party.words is not None
    assert (party.words.n, party.words.of) == (20, 20)


def test_a_hashtag_that_most_own_posts_have_is_a_name_and_no_suggestion() -> None:
    assert compared(posts(30, hashtags=("Park",)), posts(30, "n")).gaps == ()


def test_replies_and_reposts_of_others_count_for_nothing() -> None:
    theirs = [*posts(9, "n"), *posts(50, "m", is_reply=True), *posts(50, "k", is_repost=True)]
    (party,) = compared(posts(20), theirs).rivals
    assert party.n == 9
