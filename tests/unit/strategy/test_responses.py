from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest

from balise.domain.estimate import Estimate
from balise.domain.ranking import Rate
from balise.strategy.gaussian import Seen, posterior
from balise.strategy.own_rates import rates as rates_of
from balise.strategy.responses import of_kinds, of_networks, own_networks, posts_behind

NAMES = ("facebook", "instagram", "x")


def rates(n: int, **means: float) -> list[Rate]:
    return [Rate(network=k, kind="image", n=n, mean=m, sd=1.0) for k, m in means.items()]


def gap(n: int) -> float:
    found, _ = of_networks(NAMES, rates(n, facebook=3.0, instagram=1.0))
    return float(found.mean[0] - found.mean[1])


def test_own_posts_outweigh_what_is_published_as_they_grow() -> None:
    without, _ = of_networks(NAMES, None)
    start = float(without.mean[0] - without.mean[1])
    gaps = [start, *(gap(n) for n in (1, 5, 30, 300, 10_000))]
    assert all(before < after for before, after in pairwise(gaps))
    assert gaps[-1] == pytest.approx(2.0, abs=0.05)


def test_a_handful_of_posts_moves_little() -> None:
    assert gap(1) < 0.7


def test_only_differences_between_networks_count() -> None:
    one, _ = of_networks(NAMES, rates(50, facebook=3.0, instagram=1.0))
    other, _ = of_networks(NAMES, rates(50, facebook=103.0, instagram=101.0))
    assert one.mean == pytest.approx(other.mean)


def test_posts_on_one_network_alone_tell_nothing_of_it_against_others() -> None:
    alone, _ = of_networks(NAMES, rates(1000, facebook=9.0))
    without, _ = of_networks(NAMES, None)
    assert alone.mean == pytest.approx(without.mean)


def test_no_posts_are_no_figure() -> None:
    assert own_networks(rates(0, facebook=3.0))[0].values == {}


def test_published_rates_that_contradict_each_other_weigh_little() -> None:
    found, rows = of_networks(NAMES, None)
    assert {row.network for row in rows} >= set(NAMES)
    assert abs(found.mean).max() < 0.5
    assert all(0.25 < math.sqrt(v) < 0.45 for v in found.cov.diagonal())


def test_a_network_for_work_gains_where_people_are_met_at_work() -> None:
    names = (*NAMES, "linkedin")
    work, _ = of_networks(names, None, at_work=True)
    home, _ = of_networks(names, None)
    assert work.mean[3] > home.mean[3] + 0.6


def test_a_network_without_links_loses_where_clicks_are_wanted() -> None:
    plain, _ = of_networks(NAMES, None)
    clicks, _ = of_networks(NAMES, None, clicks=True)
    assert clicks.mean[1] < plain.mean[1]
    assert clicks.mean[0] == pytest.approx(plain.mean[0], abs=0.2)


def test_reach_and_engagement_of_formats_are_other_figures() -> None:
    kinds = ("image", "carousel", "short_video")
    reach, _ = of_kinds("instagram", kinds, None, "reach")
    liked, _ = of_kinds("instagram", kinds, None, "engagement")
    assert reach.mean[2] > reach.mean[0]  # a reel reaches more than an image
    assert liked.mean[1] > liked.mean[2]  # a carousel engages more than a reel


def test_a_network_whose_formats_nobody_compared_cites_nothing() -> None:
    found, rows = of_kinds("facebook", ("image", "text"), None, "engagement")
    assert rows == []
    assert found.mean == pytest.approx([0, 0])


def test_the_posterior_is_that_of_plain_conjugate_normals() -> None:
    # One difference d ~ N(0, 2 s^2) seen with variance 2 v: its mean shrinks by s^2 / (s^2 + v).
    seen = Seen(values={"a": (1.0, 0.5), "b": (0.0, 0.5)})
    found = posterior(("a", "b"), {"a": (0, 0.7), "b": (0, 0.7)}, [seen])
    assert found.mean[0] - found.mean[1] == pytest.approx(0.49 / (0.49 + 0.5))


class Learnt:
    """A fit that holds effects alone."""

    kpi = "engagement"

    def __init__(self, *estimates: Estimate) -> None:
        self._estimates = estimates

    def estimates(self) -> tuple[Estimate, ...]:
        return self._estimates

    def _none(self, *_: object, **__: object) -> Any:
        raise NotImplementedError

    predict = draw = effects = explain = expect = quantiles = reasons = to_bytes = _none


def effect(level: str, multiplier: float, spread: float, **of: Any) -> Estimate:
    told = {"factor": "network", "scope": "all", "n": 50, **of}
    return Estimate(
        level=level, multiplier=multiplier, low=multiplier / spread, high=multiplier * spread,
        p_better=0.5, verdict="better", evidence="adjusted", **told,
    )  # fmt: skip


def test_a_fit_speaks_by_its_effects_and_the_surer_the_louder() -> None:
    def first(spread: float) -> float:
        fit = Learnt(effect("facebook", 3.0, spread), effect("instagram", 1.0, spread))
        found, _ = of_networks(NAMES, fit)
        return float(found.mean[0] - found.mean[1])

    assert first(1.05) == pytest.approx(math.log(3), abs=0.05)
    assert first(1.05) > first(2.0) > first(20.0)


def test_effects_of_other_factors_or_of_one_account_are_passed_over() -> None:
    fit = Learnt(
        effect("facebook", 9.0, 1.1, factor="hour"),
        effect("instagram", 9.0, 1.1, scope="instagram:shop"),
    )
    found, _ = of_networks(NAMES, fit)
    without, _ = of_networks(NAMES, None)
    assert found.mean == pytest.approx(without.mean)
    assert posts_behind(fit, "instagram") == 0


def test_an_effect_without_bounds_tells_nothing() -> None:
    fit = Learnt(effect("facebook", math.inf, 1.1), effect("x", 0.0, 1.1))
    assert own_networks(fit)[0].values == {}


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_frame_of_rates_is_read_and_what_is_not_known_is_none(library: str) -> None:
    told = {
        "network": ["x", "x", "facebook"],
        "kind": ["text", "image", "image"],
        "n": [9, 4, 0],
        "mean_log": [1.5, math.nan, 2.0],
        "sd_log": [1.0, 1.0, 1.0],
    }
    made = pytest.importorskip(library)
    frame = made.table(told) if library == "pyarrow" else made.DataFrame(told)
    assert rates_of(frame) == [Rate(network="x", kind="text", n=9, mean=1.5, sd=1.0)]
