"""Past posts by what is known of what they are about, asked page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from balise.domain.tag import Proposed, Subject, Tag, TagProposal
from balise.web.pages.tags.asked import Asked
from balise.web.pages.tags.lines import choices, is_known, listed, uid_of
from balise.web.sorting import Sorted, surest_first

AT = datetime(2026, 11, 2, tzinfo=UTC)
VALUES = ("craft", "people", "news")
SCORES = (0.4, 0.5, 0.7, 0.7, 0.8, 0.9, 0.95)


@pytest.fixture(scope="module")
def found() -> Sorted:
    """Part 300 posts: a third is said, of some nobody knows anything."""
    chance = np.random.default_rng(4)
    proposals = tuple(
        TagProposal(uid=f"x:{n}", field="theme", value=str(chance.choice(VALUES)),
                    source="keyword", score=float(chance.choice(SCORES)))
        for n in range(300)
    )  # fmt: skip
    said = [
        Tag(uid=f"x:{n}", field="theme", value=str(chance.choice(("old", "", "craft"))),
            confirmed_at=AT + timedelta(minutes=n % 7))
        for n in range(0, 300, 3)
    ]  # fmt: skip
    told = Proposed(field="theme", proposals=proposals, untold=("x:400", "x:3"))
    return Sorted.of(surest_first(told), said, [Subject(name="craft")], is_old=False)


@pytest.mark.parametrize("value", ["", *VALUES, "nothing"])
def test_what_is_proposed_of_a_value_is_what_going_through_all_would_find(
    found: Sorted, value: str
) -> None:
    every = [one for one in found.proposed.values() if not value or one.value == value]
    assert list(found.of_value(value)) == every
    for score in (0.3, *SCORES, 0.75, 1.0):
        assert found.n_above(value, score) == sum(one.score >= score for one in every)
    page = listed(Asked(brand="park", field="theme", value=value), found)
    assert [uid_of(one) for one in page] == [one.uid for one in every]


@pytest.mark.parametrize("value", ["", "old", "craft", "nothing"])
def test_what_is_said_of_a_value_comes_last_first(found: Sorted, value: str) -> None:
    every = [uid for uid, one in found.said.items() if not value or one.value == value]
    page = listed(Asked(brand="park", field="theme", show="said", value=value), found)
    assert [uid_of(one) for one in page] == every


def test_values_are_offered_once_those_of_the_strategy_first(found: Sorted) -> None:
    assert choices(found, "theme")[0] == "craft"
    assert sorted(choices(found, "theme")) == ["craft", "news", "old", "people"]
    assert choices(found, "pillar") == ("craft",)
    assert is_known(found, "old")
    assert not is_known(found, "")


def test_a_second_page_goes_through_nothing_again(found: Sorted) -> None:
    assert found.of_value("craft") is found.of_value("craft")
    assert found.said_of("old") is found.said_of("old")
    shown = Asked(brand="park", field="theme", show="untold")
    assert [uid_of(one) for one in listed(shown, found)] == ["x:400"]
