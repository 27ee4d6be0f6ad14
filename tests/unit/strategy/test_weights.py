from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from balise.domain.strategy import Identity, Objective, Strategy
from balise.strategy import weights


def aim(name: str, target: float, *, priority: float = 1, value: float | None = None) -> Objective:
    return Objective(
        name=name,
        stage="conversion",
        kpi="views",
        aggregate="total",
        target=target,
        priority=priority,
        value=value,
        starts=date(2027, 1, 1),
        ends=date(2027, 2, 1),
    )


def weighed(*aims: Objective) -> dict[str, float]:
    found = weights(Strategy(identity=Identity(name="Shop"), objectives=aims, accounts=()))
    assert sum(found[one.name] * one.target for one in aims) == pytest.approx(1)
    return dict(found)


def test_without_values_every_target_reached_is_worth_its_priority() -> None:
    found = weighed(aim("clicks", 1200), aim("views", 30000))
    assert found["clicks"] * 1200 == pytest.approx(found["views"] * 30000)
    found = weighed(aim("clicks", 1200, priority=3), aim("views", 30000))
    assert found["clicks"] * 1200 == pytest.approx(3 * found["views"] * 30000)


def test_with_values_a_unit_weighs_what_it_is_worth() -> None:
    found = weighed(aim("clicks", 1200, value=0.8), aim("views", 30000, value=0.01))
    assert found["clicks"] / found["views"] == pytest.approx(80)


def test_one_without_a_value_is_worth_what_the_others_are_on_average() -> None:
    found = weighed(aim("a", 100, value=3), aim("b", 50, value=2), aim("c", 7))
    assert found["c"] * 7 / (found["a"] * 100) == pytest.approx(200 / 300)


def test_the_unit_of_the_currency_does_not_matter() -> None:
    euros = weighed(aim("a", 100, value=3), aim("b", 50))
    cents = weighed(aim("a", 100, value=300), aim("b", 50))
    assert euros == pytest.approx(cents)


def test_a_priority_doubles_a_weight_against_the_others() -> None:
    once, twice = (weighed(aim("a", 5, priority=p), aim("b", 9)) for p in (1, 2))
    assert twice["a"] / twice["b"] == pytest.approx(2 * once["a"] / once["b"])


def test_a_level_takes_nothing_from_what_posts_bring() -> None:
    alone = weighed(aim("a", 5), aim("b", 9))
    level = replace(aim("marks", 4), aggregate="level")
    ours = Strategy(
        identity=Identity(name="Shop"), objectives=(aim("a", 5), aim("b", 9), level), accounts=()
    )
    found = weights(ours)
    assert {name: found[name] for name in alone} == pytest.approx(alone)
    assert found["marks"] * 4 == pytest.approx(1 / 2)
    only = weights(replace(ours, objectives=(level,)))
    assert only["marks"] * 4 == pytest.approx(1)
