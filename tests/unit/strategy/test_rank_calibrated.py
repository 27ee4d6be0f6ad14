"""Worlds whose truth is known: what is said to hold with a chance must hold that often."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np

from balise.domain.ranking import Ranking, Rate
from balise.domain.strategy import Audience
from balise.reference.usage import rows
from balise.strategy.levels import Figures
from balise.strategy.rank import rank_networks
from balise.strategy.responses import OWN_NOISE, of_networks

NAMES = ("facebook", "instagram", "tiktok", "x", "youtube")
ASKED = 300
WORLDS = 600


def world(seed: int, posts: int) -> tuple[Ranking, dict[str, float]]:
    """Make one: people were asked, the account has published, and the true scores are known."""
    random = np.random.default_rng((7, seed))
    uses = random.normal(0, 1.0, len(NAMES))
    published, _ = of_networks(NAMES, None)
    does = random.multivariate_normal(published.mean, published.cov)
    # Samples are weighted, so half of those who were asked count.
    share = 1 / (1 + np.exp(-uses))
    said = random.binomial(ASKED // 2, share) / (ASKED // 2)
    figures = tuple(
        replace(
            rows()[0], network=name, country="AQ", share=float(s), n=ASKED, year=2026,
            confidence="official",
        )
        for name, s in zip(NAMES, said, strict=True)
    )  # fmt: skip
    own = []
    if posts:
        noise = random.normal(0, math.hypot(1 / math.sqrt(posts), OWN_NOISE), len(NAMES))
        seen = zip(NAMES, does + noise + random.normal(3, 2), strict=True)
        own = [Rate(network=k, kind="image", n=posts, mean=float(m), sd=1.0) for k, m in seen]
    ranking = rank_networks(
        [Audience(name="them", countries=("AQ",))],
        own=own, networks=NAMES, figures=Figures(figures), seed=seed,
    )  # fmt: skip
    return ranking, dict(zip(NAMES, (share * np.exp(does)).tolist(), strict=True))


@cache
def worlds() -> list[tuple[Ranking, dict[str, float]]]:
    return [world(seed, posts=(0, 3, 12, 60, 300)[seed % 5]) for seed in range(WORLDS)]


def reliable(told: list[tuple[float, bool]]) -> None:
    """Compare what was said with what came true, in fifths of the chance and in all."""
    for low in (0.0, 0.2, 0.4, 0.6, 0.8, -1.0):
        some = [(p, hit) for p, hit in told if low < 0 or low <= p < low + 0.2 + (low == 0.8)]
        if len(some) < 20:
            continue
        said = sum(p for p, _ in some)
        spread = math.sqrt(sum(p * (1 - p) for p, _ in some) + 0.25)
        assert abs(sum(hit for _, hit in some) - said) < 3.5 * spread, (low, len(some))


def test_the_chance_to_be_first_comes_true_that_often() -> None:
    reliable(
        [
            (one.p_first, one.name == max(truth, key=truth.__getitem__))
            for ranking, truth in worlds()
            for one in ranking.ranked
        ]
    )


def test_the_chance_to_be_above_the_next_comes_true_that_often() -> None:
    reliable(
        [
            (one.p_above_next, truth[one.name] > truth[after.name])
            for ranking, truth in worlds()
            for one, after in zip(ranking.ranked, ranking.ranked[1:], strict=False)
        ]
    )


def test_the_chance_that_the_whole_order_holds_comes_true_that_often() -> None:
    told = []
    for ranking, truth in worlds():
        names = [one.name for one in ranking.ranked]
        told.append((ranking.p_order, names == sorted(names, key=lambda n: -truth[n])))
    assert any(p > 0.5 for p, _ in told)
    reliable(told)


def test_the_chance_of_the_first_three_comes_true_that_often() -> None:
    told = []
    for ranking, truth in worlds():
        names = [one.name for one in ranking.ranked]
        best = sorted(names, key=lambda n: -truth[n])[:3]
        told.append((ranking.p_lead, set(names[:3]) == set(best)))
    reliable(told)


def test_nine_in_ten_intervals_hold_the_true_difference_of_scores() -> None:
    # What a score is in all has a constant that own posts can't tell; held is where all are known.
    held = [
        one.low <= 100 * truth[one.name] <= one.high
        for ranking, truth in worlds()
        for one in ranking.ranked
    ]
    assert 0.87 <= sum(held) / len(held) <= 0.93


def test_what_is_clear_is_right_and_more_posts_make_more_of_it_clear() -> None:
    clear = [(r, t) for r, t in worlds() if r.verdict == "clear"]
    right = [r.ranked[0].name == max(t, key=t.__getitem__) for r, t in clear]
    assert sum(right) / len(right) > 0.85
    shares = [np.mean([r.verdict == "clear" for r, _ in worlds()[at::5]]) for at in range(5)]
    assert shares[0] < shares[2] < shares[4]
