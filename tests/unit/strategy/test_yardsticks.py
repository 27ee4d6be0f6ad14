"""What an account may be held against, and what it may not."""

from __future__ import annotations

import pytest

from balise.domain.account import NETWORKS
from balise.domain.audit import Yardstick
from balise.reference.benchmarks import rows
from balise.strategy.yardsticks import Asked, industries, kinds, yardstick

DENOMINATORS = ("followers", "impressions", "reach", "views")


def every() -> list[tuple[Asked, Yardstick]]:
    asked = (
        Asked(network=network, denominator=below, measure=measure, kind=kind, industry=industry,
              followers=size)
        for network in NETWORKS for below in DENOMINATORS
        for measure in ("engagement", "reach") for kind in ("all", "carousel", "short_video")
        for industry in ("all", "retail", "influencers")
        for size in (None, 300.0, 3_000.0, 30_000.0, 3e6)
    )  # fmt: skip
    return [(one, found) for one in asked if isinstance(found := yardstick(one), Yardstick)]


def test_no_yardstick_is_of_another_network_denominator_kind_or_size() -> None:
    of = {row.row_id: row for row in rows()}
    assert len(every()) > 50
    for asked, found in every():
        row = of[found.row]
        assert (row.network, row.denominator) == (asked.network, asked.denominator)
        assert (found.kind, found.measure) == (asked.kind, asked.measure)
        assert row.industry in {"all", asked.industry}
        if (found.low, found.high) != (None, None):
            assert asked.followers is not None
            assert (found.low or 0) <= asked.followers < (found.high or float("inf"))


def test_a_rate_whose_formula_or_denominator_is_not_stated_is_no_yardstick() -> None:
    of = {row.row_id: row for row in rows()}
    for _, found in every():
        definition = of[found.row].definition
        assert "not stated" not in definition
        assert "inferred" not in definition
        assert found.parts
    assert yardstick(Asked(network="linkedin", denominator="reach", kind="document")) == "published"


def test_a_yardstick_is_a_share_and_names_its_source() -> None:
    for _, found in every():
        assert 0 < found.value < 1
        assert found.source.url.startswith("http")
        assert found.source.year >= 2023


def test_where_all_rates_are_of_some_size_an_account_of_no_known_size_has_none() -> None:
    assert yardstick(Asked(network="x", denominator="followers")) == "size"
    assert yardstick(Asked(network="x", denominator="followers", followers=40.0)) == "size"


def test_a_stated_size_goes_before_one_that_is_not() -> None:
    found = yardstick(Asked(network="instagram", denominator="followers", followers=6_000.0))
    unsized = yardstick(Asked(network="instagram", denominator="followers"))
    assert isinstance(found, Yardstick)
    assert isinstance(unsized, Yardstick)
    assert found.low == 5_000
    assert (unsized.low, unsized.high) == (None, None)


def test_creators_are_compared_with_creators_only_where_that_is_asked() -> None:
    plain = Asked(network="instagram", denominator="followers", followers=3_000.0)
    creators = Asked(network="instagram", denominator="followers", followers=3_000.0,
                     industry="influencers")  # fmt: skip
    found, told = yardstick(plain), yardstick(creators)
    assert isinstance(found, Yardstick)
    assert isinstance(told, Yardstick)
    assert (found.industry, told.industry) == ("all", "influencers")
    assert (told.low, told.high) == (1_000, 10_000)


@pytest.mark.parametrize("industry", industries())
def test_every_industry_has_a_rate_somewhere(industry: str) -> None:
    assert any(row.industry == industry for row in rows())


def test_kinds_are_those_that_have_a_yardstick() -> None:
    for network in NETWORKS:
        for below in DENOMINATORS:
            for kind in kinds(network, below):
                found = [
                    yardstick(Asked(network=network, denominator=below, kind=kind, measure=m))
                    for m in ("engagement", "reach")
                ]
                assert any(isinstance(one, Yardstick) for one in found)
