"""The period that is looked back at, and the posts that stood out in it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from tests.unit.refine.made import LEVEL, START, decision, gauge, post, published, slot, worth

from balise.domain import strategy as nouns
from balise.domain.refinement import Belief
from balise.domain.review import Stretch
from balise.refine.gauge import results
from balise.refine.review import Past, ended, review, standings

TODAY = date(2026, 11, 26)  # a Thursday
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def strategy(**given: Any) -> nouns.Strategy:
    named: dict[str, Any] = {"every": "month", "day": 1} | given
    objective = nouns.Objective(
        name="sales",
        stage="conversion",
        kpi="views",
        aggregate="total",
        target=1000,
        starts=date(2026, 10, 1),
        ends=date(2026, 12, 31),
    )
    return nouns.Strategy(
        identity=nouns.Identity(name="The Heron", timezone="Europe/Brussels"),
        objectives=(objective,),
        accounts=(nouns.Presence(network="instagram", handle="heron"),),
        review=nouns.Review(**named),
    )


@pytest.mark.parametrize(
    ("every", "day", "today", "starts", "ends"),
    [
        ("month", 1, TODAY, "2026-10-01", "2026-10-31"),
        ("month", 1, date(2026, 11, 1), "2026-10-01", "2026-10-31"),
        ("month", 1, date(2026, 10, 31), "2026-09-01", "2026-09-30"),
        ("month", 15, TODAY, "2026-10-15", "2026-11-14"),
        ("month", 31, date(2027, 3, 1), "2027-01-31", "2027-02-27"),
        ("month", 1, date(2027, 1, 5), "2026-12-01", "2026-12-31"),
        ("week", 1, TODAY, "2026-11-16", "2026-11-22"),
        ("week", 4, TODAY, "2026-11-19", "2026-11-25"),
        ("week", 5, TODAY, "2026-11-13", "2026-11-19"),
        ("quarter", 1, TODAY, "2026-07-01", "2026-09-30"),
        ("quarter", 1, date(2027, 1, 1), "2026-10-01", "2026-12-31"),
        ("quarter", 60, TODAY, "2026-05-30", "2026-08-28"),
        ("quarter", 92, date(2027, 2, 1), "2026-09-30", "2026-12-30"),
    ],
)
def test_the_period_that_ended_last(
    every: str, day: int, today: date, starts: str, ends: str
) -> None:
    told = ended(every, day, today)
    assert (told.starts.isoformat(), told.ends.isoformat()) == (starts, ends)


@given(
    st.sampled_from([("week", 7), ("month", 31), ("quarter", 92)]),
    st.integers(1, 92),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
def test_periods_follow_one_another_without_a_gap(
    kind: tuple[str, int], day: int, today: date
) -> None:
    every, most = kind
    day = (day - 1) % most + 1
    this = ended(every, day, today)
    before = ended(every, day, this.starts)
    assert before.ends + timedelta(days=1) == this.starts
    assert this.starts <= this.ends < today
    assert today - this.ends <= timedelta(days=123)
    assert this.days <= 123
    assert before.days >= 1


def test_the_last_local_evening_of_a_month_belongs_to_it() -> None:
    late = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)  # 23:30 in Brussels
    after = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # half past midnight there
    posts = [post("in", late), post("out", after)]
    told = review(Past(brand="b", strategy=strategy(), posts=posts), gauge(), now=NOW)
    assert [one.post_uid for one in told.best + told.worst] == ["instagram:in"]


def test_posts_are_ranked_by_what_was_expected_of_each_and_never_by_their_size() -> None:
    by_kind = gauge({"short_video": 2.0})
    posts = [
        post("big", START, worth(LEVEL + 1.9), kind="short_video"),
        post("small", START + timedelta(days=2), worth(LEVEL + 0.6)),
    ]
    best, worst, n = standings(results(posts, by_kind), "UTC")
    assert [one.post_uid for one in best] == ["instagram:small"]
    assert [one.post_uid for one in worst] == ["instagram:big"]
    assert n == 2


def test_chance_of_small_counts_is_taken_off_the_winners() -> None:
    def little(posts: object) -> list[tuple[float, float]]:
        return [(math.log1p(2.0), 0.7)] * len(list(posts))  # type: ignore[call-overload]

    few = results([post("1", START, worth(math.log1p(2) + 0.7))], gauge(expect=little))
    many = results([post("1", START, worth(LEVEL + 0.7))], gauge())
    (small,), (large,) = (standings(found, "UTC")[0] for found in (few, many))
    assert small.score < 0.7 < large.score
    assert 1 < small.ratio < 1.6 < large.ratio


def test_believed_winners_are_as_good_as_they_are_believed_to_be() -> None:
    """Among the five best of forty the believed part is the true one in the mean."""
    rng, gaps = np.random.default_rng(7), []
    for _ in range(150):
        truth = rng.normal(math.log(4.0), 0.6, 40)
        noisy = rng.poisson(np.exp(truth))
        log1p = np.log1p(np.exp(truth)).mean()
        sd = float(np.std(np.log1p(noisy)))

        def expect(posts: Any, m: float = float(log1p), s: float = sd) -> list[tuple[float, float]]:
            return [(m, s)] * len(posts)

        posts = [post(str(i), START, float(n)) for i, n in enumerate(noisy)]
        for one in standings(results(posts, gauge(expect=expect)), "UTC")[0]:
            true = math.log1p(math.exp(truth[int(one.post_uid.partition(":")[2])])) - log1p
            gaps.append((math.log(one.ratio) - true, math.log1p(one.actual) - log1p - true))
    believed, raw = np.mean(gaps, axis=0)
    assert raw > 0.15  # as they are, the winners were lucky
    assert abs(believed) < 0.5 * raw


def test_at_most_five_are_best_and_none_is_both() -> None:
    rng = np.random.default_rng(2)
    best, worst, n = standings(results(published(rng, 30), gauge()), "UTC")
    assert (len(best), len(worst), n) == (5, 5, 30)
    assert not {b.post_uid for b in best} & {w.post_uid for w in worst}
    assert all(b.score > 0 for b in best)
    assert all(w.score < 0 for w in worst)
    few = standings(results([post("1", START, worth(LEVEL + 1))], gauge()), "UTC")
    assert (len(few[0]), few[1]) == (1, ())


def test_a_review_tells_the_month_whole() -> None:
    rng = np.random.default_rng(3)
    posts = published(rng, 34, start=datetime(2026, 9, 1, 9, tzinfo=UTC))
    slots = [slot(f"s{i}", m.post.published_at) for i, m in enumerate(posts) if i % 2]
    slots.append(slot("ahead", NOW + timedelta(days=3)))
    mine = [
        replace(decision(name), decided_at=datetime(2026, 10, d, tzinfo=UTC), decision_id=str(d))
        for d, name in ((20, "kind"), (3, "network"))
    ]
    other = replace(decision("cta"), decided_at=datetime(2026, 11, 2, tzinfo=UTC))
    past = Past(
        brand="heron", strategy=strategy(), posts=posts, slots=slots, decisions=[*mine, other]
    )
    told = review(past, gauge(), now=NOW)
    assert told.now == Stretch(starts=date(2026, 10, 1), ends=date(2026, 10, 31))
    assert told.before.ends == date(2026, 9, 30)
    assert [one.decision_id for one in told.decisions] == ["3", "20"]
    assert told.movements[0].account == "instagram:heron"
    assert told.movements[0].n + len([1 for m in posts if m.post.published_at.month == 9]) == 34
    assert {f.fate for f in told.execution.fulfilments} == {"posted"}
    assert told.calibration.verdict == "cannot tell"
    turned = replace(past, posts=posts[::-1], slots=slots[::-1])
    assert repr(review(turned, gauge(), now=NOW)) == repr(told)


def test_what_lies_after_the_moment_is_not_known_yet() -> None:
    rng = np.random.default_rng(3)
    posts = published(rng, 30, start=datetime(2026, 10, 1, 9, tzinfo=UTC))
    early = datetime(2026, 10, 20, tzinfo=UTC)
    told = review(Past(brand="b", strategy=strategy(), posts=posts), gauge(), now=early)
    assert told.now.ends == date(2026, 9, 30)
    assert told.compared == 0


def test_nothing_at_all_is_told_as_nothing() -> None:
    told = review(Past(brand="b", strategy=strategy(), posts=[]), gauge(), now=NOW)
    assert [one.verdict for one in told.movements] == ["not enough data"]
    assert (told.best, told.worst, told.compared) == ((), (), 0)


def test_open_questions_begin_with_the_one_nearest_to_an_answer() -> None:
    base = decision().proposal

    def belief(level: str, more: int | None, **given: Any) -> Belief:
        estimate = replace(base.estimate, level=level, more_posts=more, **given)
        proposal = replace(base, estimate=estimate, action="test" if more else "keep")
        return Belief(topic="kind", level=level, scope="all", proposal=proposal)

    lacking = {"verdict": "not enough data"}
    beliefs = [
        belief("a", 40),
        belief("b", 12),
        belief("settled", None),
        belief("never", None, **lacking),
    ]
    past = Past(brand="b", strategy=strategy(), posts=[], beliefs=beliefs)
    assert [q.level for q in review(past, gauge(), now=NOW).questions] == ["b", "a", "never"]
