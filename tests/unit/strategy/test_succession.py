"""The next strategy starts from what the last one learnt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st
from tests.unit.refine.test_beliefs import an_estimate
from tests.unit.strategy.written import FULL, LEAST

from balise import Strategy
from balise.domain.proposal import Proposal
from balise.domain.refinement import Belief
from balise.errors import StrategyError
from balise.strategy.succession import succeed
from balise.words import Speech


def a_belief(topic: str, path: str, before: str, after: str, level: str) -> Belief:
    estimate = an_estimate(topic, level, 0.8, "worse", n=48)
    proposal = Proposal(path=path, action="change", before=before, after=after,
                        estimate=estimate, expected_gain=0.03)  # fmt: skip
    return Belief(topic=topic, level=level, scope="all", proposal=proposal, kpi="link_clicks")


IMAGES = a_belief("kind", "capacity.image", "6", "4", "image")
TAG = a_belief("hashtag", "hashtags.pool.#plantes", "#plantes", "", "plantes")
SHARES = a_belief(
    "pillar",
    "pillars.share",
    '{ "how-to" = 0.6, "offers" = 0.4 }',
    '{ "how-to" = 0.5, "offers" = 0.5 }',
    "how-to",
)


def test_it_goes_on_where_the_last_ended_and_is_as_long() -> None:
    old, new = Strategy.parse(FULL), Strategy.parse(succeed(FULL, ()))
    for before, after in zip(old.objectives, new.objectives, strict=True):
        assert after.starts == date(2027, 3, 1)
        assert after.ends - after.starts == before.ends - before.starts
        assert (after.target, after.baseline) == (before.target, before.baseline)


def test_it_starts_on_the_day_that_is_asked() -> None:
    new = Strategy.parse(succeed(LEAST, (), starts=date(2027, 9, 6)))
    assert (new.objectives[0].starts, new.objectives[0].ends) == (
        date(2027, 9, 6),
        date(2027, 12, 4),
    )


def test_what_was_reached_is_the_baseline_told_with_its_day() -> None:
    text = succeed(FULL, (), reached={"sales": 1310.0, "known": 28000.25, "none": 3})
    new = Strategy.parse(text)
    assert [one.baseline for one in new.objectives] == [1310, 28000.2]
    assert "# Atteint au 28 février 2027" in text or "# Reached by" in text
    assert text.count("1200") == 1
    again = succeed(text, (), reached={"sales": 1400.0})
    assert again.count("28 février 2027") == 0
    assert Strategy.parse(again).objectives[0].baseline == 1400


def test_what_was_learnt_is_written_with_its_interval_and_its_posts() -> None:
    text = succeed(FULL, [IMAGES, TAG, SHARES])
    new = Strategy.parse(text)
    assert new.capacity["image"] == 4
    assert new.hashtags.pool == ("#balcon",)
    assert [one.share for one in new.pillars] == [0.5, 0.5]
    lines = text.splitlines()
    for key in ("image = 4", "share = 0.5", "pool = ["):
        comment = lines[lines.index(key) - 1]
        assert comment.startswith("# ")
        assert "48" in comment
        assert Speech("fr").change(0.72) in comment
        assert Speech("fr").change(0.88) in comment


def test_what_is_accepted_already_is_only_told_and_never_told_twice() -> None:
    once = succeed(FULL, [IMAGES, TAG])
    twice = succeed(once, [IMAGES, TAG])
    told = [line for line in twice.splitlines() if "48" in line]
    assert len(told) == 2
    assert Strategy.parse(twice).capacity["image"] == 4


def test_what_no_longer_fits_is_left_out() -> None:
    moved = FULL.replace("image = 6", "image = 5")
    gone = replace(TAG, proposal=replace(TAG.proposal, path="accounts.x:none.hours"))
    assert Strategy.parse(succeed(moved, [IMAGES, gone])).capacity["image"] == 5


def test_what_is_over_is_left_out_and_named() -> None:
    text = succeed(FULL, ())
    new = Strategy.parse(text)
    assert (new.events, new.blackouts) == ((), ())
    assert "Journées du jardin (2027-02-20)" in text
    assert "closed (2026-12-24)" in text
    early = Strategy.parse(succeed(FULL, (), starts=date(2027, 2, 20)))
    assert [one.name for one in early.events] == ["Journées du jardin"]


def test_comments_of_the_writer_stay() -> None:
    text = succeed(FULL, [IMAGES, SHARES], reached={"sales": 3})
    for said in ("# What we want this spring.", "# made up", "# as last year", "# the old one"):
        assert said in text


def test_what_is_no_strategy_has_no_successor() -> None:
    with pytest.raises(StrategyError):
        succeed("[strategy]\n", ())


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from((IMAGES, TAG, SHARES)), unique=True),
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.dictionaries(st.sampled_from(("sales", "known")), st.floats(0, 1e9)),
    st.sampled_from(("\n", "\r\n")),
)
def test_the_next_is_always_a_strategy(
    learnt: list[Belief], starts: date, reached: dict[str, float], end: str
) -> None:
    text = succeed(FULL.replace("\n", end), learnt, starts=starts, reached=reached)
    new = Strategy.parse(text)
    assert min(one.starts for one in new.objectives) == starts
    assert ("\r\n" in text) == (end == "\r\n")
