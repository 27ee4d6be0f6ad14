"""What is accepted is written, what was said is kept, and a proposal that is old is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.unit.refine.test_beliefs import an_estimate
from tests.unit.strategy.written import FULL

from balise import Strategy
from balise.domain.proposal import Proposal
from balise.errors import ProposalStaleError, StrategyError
from balise.refine.changes import changed, decided, shown

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
TAG = Proposal(
    path="hashtags.pool.#plantes",
    action="stop",
    before="#plantes",
    after="",
    estimate=an_estimate("hashtag", "plantes", 0.7, "worse"),
    expected_gain=0.02,
)
IMAGES = replace(TAG, path="capacity.image", action="change", before="6", after="4")


def test_only_what_was_accepted_is_changed_and_shown() -> None:
    new = changed(FULL, [IMAGES])
    assert [one.path for one in Strategy.parse(FULL).diff(Strategy.parse(new))] == [
        "capacity.image"
    ]
    lines = shown(FULL, new).splitlines()
    assert [line for line in lines if line[0] in "+-"][2:] == ["-image = 6", "+image = 4"]
    assert shown(new, new) == ""
    assert changed(changed(FULL, [IMAGES]), [TAG]) == changed(changed(FULL, [TAG]), [IMAGES])


def test_what_was_accepted_twice_is_changed_once() -> None:
    assert changed(FULL, [IMAGES, IMAGES]) == changed(FULL, [IMAGES])


def test_a_proposal_for_a_value_that_moved_on_is_refused_with_both_values() -> None:
    moved = FULL.replace("image = 6", "image = 5")
    with pytest.raises(ProposalStaleError, match=r"capacity\.image is 5 .* no longer 6"):
        changed(moved, [TAG, IMAGES])


def test_a_change_that_would_break_the_strategy_is_refused() -> None:
    with pytest.raises(StrategyError, match="short_video"):
        changed(FULL, [replace(IMAGES, path="capacity.short_video", before="2", after="")])


def test_what_keeps_or_tests_changes_nothing_even_where_it_is_old() -> None:
    keep = replace(IMAGES, action="keep", before="9", after="9")
    assert changed(FULL, [keep, replace(keep, action="test")]) == FULL


def test_each_answer_is_a_decision_told_twice_it_is_one() -> None:
    said = decided([TAG], [IMAGES], by="Zoé", at=AT, strategy_number=4)
    assert [(one.accepted, one.proposal, one.by, one.strategy_number) for one in said] == [
        (True, TAG, "Zoé", 4),
        (False, IMAGES, "Zoé", 4),
    ]
    assert said == decided([TAG], [IMAGES], by="Zoé", at=AT, strategy_number=4)
    ids = {one.decision_id for one in (*said, *decided([IMAGES], [TAG], by="Zoé", at=AT))}
    assert len(ids) == 4
