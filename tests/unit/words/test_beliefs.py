"""Each belief is said in both languages, with its interval and its posts."""

from __future__ import annotations

from functools import cache

import pytest
from tests.unit.refine.test_beliefs import an_estimate, held, strong
from tests.unit.refine.worlds import STRATEGY

from balise.domain.refinement import Belief
from balise.refine.choice import is_change
from balise.words import Speech
from balise.words.beliefs import LACKS, evidence, lack, learnt, to_do, told, why


@cache
def every() -> tuple[Belief, ...]:
    """Hold strategies against worlds and estimates, when a test first asks."""
    return (
        *strong(0),
        *strong(2),
        *held(
            an_estimate("cta", "book", 1.0),
            an_estimate("cta", "donate", 1.3, "better"),
            an_estimate("kind", "story", 1.6, "better"),
            an_estimate("kind", "link", 0.5, "worse"),
            an_estimate("pillar", "how-to", 0.7, "worse"),
            an_estimate("pillar", "community", 1.4, "better"),
            text=STRATEGY.replace("link = 1", "link = 0.5"),
        ).values(),
        *held(
            an_estimate("hashtag", "bricolage", 0.7, "worse"),
            an_estimate("hour", "06-09", 0.6, "worse"),
            an_estimate("hour", "12-15", 1.1, p_better=0.9, more_posts=1),
        ).values(),
        *held(
            an_estimate("gap", "4-8h", 0.5, "worse"),
            an_estimate("gap", "2-7d", 1.1),
            an_estimate("pillar", "shop", 1.2, p_better=0.9, more_posts=3000),
            an_estimate("cta", "save", 1.2, p_better=0.9, more_posts=30),
            an_estimate("hashtag", "fetes", 1.2, "better", evidence="descriptive"),
        ).values(),
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_belief_is_said(language: str) -> None:
    s = Speech(language)
    actions = set()
    for one in every():
        said = told(s, one)
        assert "{" not in said
        assert to_do(s, one)[0].isupper()
        estimate = one.proposal.estimate
        if estimate.n:
            for figure in (estimate.low, estimate.high):
                assert s.change(figure) in said
            assert s.number(estimate.n) in said
            assert s.term("evidence", estimate.evidence) in said
        actions.add((one.topic, one.proposal.action))
    assert {("kind", "stop"), ("cta", "change"), ("pillar", "change"), ("pace", "change"),
            ("hour", "change"), ("hour", "test"), ("hashtag", "stop")} <= actions  # fmt: skip


def test_a_change_says_what_it_gains_and_whom_it_touches() -> None:
    s = Speech("fr")
    for one in every():
        if is_change(one):
            said = why(s, one)
            assert s.change(1 + one.proposal.expected_gain) in said
            assert s.percent(one.touched) in said
            assert "engagement" in said


def test_french_and_english_differ_and_every_reason_has_words() -> None:
    assert {one.lack for one in every()} - {""} <= set(LACKS)
    for code in LACKS:
        assert lack(Speech("fr"), code) != lack(Speech("en"), code)
    assert lack(Speech("fr"), "no such code") == ""
    for one in every():
        assert to_do(Speech("fr"), one) != to_do(Speech("en"), one)


def test_a_comment_is_one_line_with_interval_and_posts() -> None:
    for one in every():
        if one.proposal.estimate.n:
            said = learnt(Speech("fr"), one)
            assert said.endswith(evidence(Speech("fr"), one.proposal.estimate))
            assert "\n" not in said
