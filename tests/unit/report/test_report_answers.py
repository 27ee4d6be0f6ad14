"""Posts and estimates in, answers out: what is compared, what is decided, what is left unsaid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from balise.domain.estimate import Estimate
from balise.domain.ports import AccountDay, MeasuredPost
from balise.domain.post import Post
from balise.domain.reading import Finding
from balise.domain.reason import Reason
from balise.errors import PeriodError
from balise.report import Material, answer
from balise.report.best_worst import excerpt
from balise.report.change import contrast

NOW = datetime(2026, 3, 30, 6, tzinfo=UTC)


@dataclass
class KnownFit:
    """Expects the same of every post, and has learnt what it is told."""

    found: Sequence[Estimate] = ()
    mean: float = math.log1p(20)

    def estimates(self) -> Sequence[Estimate]:
        return self.found

    def expect(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        return [(self.mean, 0.5) for _ in posts]

    def steady(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
        return self.expect(posts)

    def reasons(self, posts: Sequence[Post]) -> list[tuple[Reason, ...]]:
        made = [("baseline", "shop", 14.0), ("kind", "image", 1.38), ("weekday", "sunday", 0.91)]
        return [
            tuple(
                Reason(factor=f, level=v, multiplier=m, low=m / 1.1, high=m * 1.1)
                for f, v, m in made
            )
            for _ in posts
        ]


def post(days_ago: float, value: float | None = 20, **fields: object) -> MeasuredPost:
    made: dict[str, object] = {
        "uid": f"facebook:{days_ago}", "network": "facebook", "account": "shop", "kind": "image",
        "published_at": NOW - timedelta(days=days_ago), "text": f"Post of {days_ago} days ago",
        **fields,
    }  # fmt: skip
    values = {} if value is None else {"reactions": value}
    return MeasuredPost(post=Post(**made), values=values, as_of=NOW)  # type: ignore[arg-type]


def effect(factor: str, level: str, multiplier: float, **fields: object) -> Estimate:
    spread = float(fields.pop("spread", 1.15))  # type: ignore[arg-type]
    low, high = multiplier / spread, multiplier * spread
    clear = "better" if low > 1 else "worse" if high < 1 else "no clear difference"
    given: dict[str, object] = {"scope": "all", "n": 40, "verdict": clear, "evidence": "adjusted"}
    given |= fields
    return Estimate(
        factor=factor, level=level, multiplier=multiplier, low=low, high=high, p_better=0.5,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def material(posts: Sequence[MeasuredPost], **fields: object) -> Material:
    return Material(brand="Shop", kpi="engagement", posts=posts, **fields)  # type: ignore[arg-type]


BUSY = [post(3 + day / 2) for day in range(30)]


def test_the_period_is_the_last_28_days_that_are_mature() -> None:
    found = answer(material([post(day) for day in (0.5, 4, 20, 40)])).changed
    assert found is not None
    assert found.now.span.end == date(2026, 3, 26)
    assert found.now.span.days == found.before.span.days == 28
    assert found.before.span.end + timedelta(days=1) == found.now.span.start


def test_young_and_unmeasured_posts_are_left_out_and_counted() -> None:
    posts = [post(1), post(3), post(4), post(5), post(6, None)]
    found = answer(material(posts), end=date(2026, 3, 29)).changed
    assert found is not None
    assert (found.now.posts, found.young, found.unmeasured) == (3, 1, 1)


def test_replies_and_repeated_posts_are_set_aside_and_counted() -> None:
    others = [
        replace(p, post=replace(p.post, uid=f"x:{i}", is_reply=i == 0, is_repost=i == 1))
        for i, p in enumerate([post(3), post(4), post(5)])
    ]
    found = answer(material([post(6), *others]), end=date(2026, 3, 29))
    assert (found.head.posts, found.head.set_aside) == (2, 2)
    assert found.changed is not None
    assert found.changed.now.posts == 2


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PeriodError):
        answer(material([post(3)]), start=date(2026, 3, 2), end=date(2026, 3, 1))


def test_days_are_those_of_the_account() -> None:
    late = post(3, published_at=datetime(2026, 3, 20, 23, 30, tzinfo=UTC))
    found = answer(material([late], timezone="Europe/Brussels")).changed
    assert found is not None
    assert found.now.span.end == date(2026, 3, 21)


def test_a_doubling_is_told_with_its_interval_and_both_counts() -> None:
    rng = np.random.default_rng(1)
    now = [post(3 + i / 2, float(rng.lognormal(4.0, 0.3))) for i in range(20)]
    before = [post(31 + i / 2, float(rng.lognormal(3.2, 0.3))) for i in range(20)]
    found = answer(material([*now, *before], fit=KnownFit())).changed
    assert found is not None
    assert found.adjusted is not None
    assert found.raw is not None
    assert found.adjusted.low < math.exp(0.8) < found.adjusted.high
    assert found.adjusted.verdict == "better"
    assert (found.adjusted.n, found.adjusted.n_before) == (20, 20)
    assert found.now.typical is not None
    assert found.before.typical is not None
    assert found.raw.multiplier == pytest.approx(found.now.typical / found.before.typical)


def test_the_change_is_that_of_the_account_and_not_of_what_was_posted() -> None:
    class ByKind(KnownFit):
        def expect(self, posts: Sequence[Post]) -> list[tuple[float, float]]:
            return [(5.0 if p.kind == "video" else 3.0, 0.5) for p in posts]

    rng = np.random.default_rng(2)
    now = [post(3 + i, math.expm1(rng.normal(5, 0.2)), kind="video") for i in range(15)]
    before = [post(33 + i, math.expm1(rng.normal(3, 0.2))) for i in range(15)]
    found = answer(material([*now, *before], fit=ByKind())).changed
    assert found is not None
    assert found.raw is not None
    assert found.adjusted is not None
    assert (found.raw.verdict, found.adjusted.verdict) == ("better", "no clear difference")


def test_reach_is_never_summed() -> None:
    reached = [
        MeasuredPost(post=p.post, values={"reach": 50.0}, as_of=NOW)
        for p in (post(3), post(4), post(5))
    ]
    found = answer(Material(brand="Shop", kpi="reach", posts=reached))
    assert found.changed is not None
    assert found.changed.now.total is None
    assert found.head.adds_up is False


def test_intervals_of_a_change_hold_the_truth_nine_times_in_ten() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        now, before = rng.normal(4.2, 0.8, 12), rng.normal(4.0, 0.8, 15)
        found = contrast(list(now), list(before), "engagement_rate_by_reach", "descriptive")
        assert found is not None
        held += found.low <= math.exp(0.2) <= found.high
    assert held / 400 == pytest.approx(0.9, abs=0.04)


def test_best_and_worst_are_told_against_what_was_expected() -> None:
    posts = [post(3 + i, float(v)) for i, v in enumerate((20, 21, 300, 1, 18, 22, 90))]
    ranking = answer(material(posts, fit=KnownFit())).ranking
    assert [p.observed for p in ranking.best[:2]] == [300, 90]
    assert ranking.worst[0].observed == 1
    assert {p.uid for p in ranking.best}.isdisjoint(p.uid for p in ranking.worst)
    assert ranking.best[0].low < ranking.best[0].expected < ranking.best[0].high
    assert ranking.compared == 7


def test_the_worst_are_never_posts_too_young_to_be_judged() -> None:
    ranking = answer(material([post(0.2, 0.0), post(3), post(4)], fit=KnownFit())).ranking
    assert all(p.observed > 0 for p in ranking.worst)


def test_only_addresses_of_the_web_become_links() -> None:
    ranking = answer(material([post(3, 99, url="javascript:alert(1)")], fit=KnownFit())).ranking
    assert ranking.best[0].url == ""


def test_a_gain_a_loss_and_a_test_are_decided() -> None:
    found = [
        effect("kind", "short_video", 1.5),
        effect("kind", "link", 0.5),
        effect("cta", "visit", 1.1, more_posts=30),
        effect("cta", "none", 0.95, n=90, more_posts=80),
    ]
    decisions = answer(material(BUSY, fit=KnownFit(found))).decisions
    assert [d.action for d in decisions] == ["keep", "change", "test"]
    assert decisions[2].posts == 60
    assert decisions[2].weeks == pytest.approx(60 / (30 / (16 / 7)))
    assert decisions[2].other is not None


def test_a_hashtag_that_harms_is_stopped() -> None:
    found = [effect("hashtag", "sale", 0.5)]
    decisions = answer(material([post(3)], fit=KnownFit(found))).decisions
    assert [d.action for d in decisions] == ["stop"]


def test_without_effects_every_decision_is_a_test() -> None:
    found = [
        effect("kind", kind, 1 + i / 100, spread=1.3) for i, kind in enumerate(("image", "link"))
    ]
    found += [effect("cta", cta, 1.0, spread=1.3) for cta in ("visit", "none", "buy")]
    decisions = answer(material(BUSY, fit=KnownFit(found))).decisions
    assert {d.action for d in decisions} == {"test"}


def test_what_is_only_observed_decides_nothing() -> None:
    found = [effect("kind", "video", 3.0, evidence="descriptive"), effect("network", "x", 2.0)]
    assert answer(material([post(3)], fit=KnownFit(found))).decisions == ()


def test_a_test_that_would_not_end_is_cut_to_half_a_year_and_says_what_it_would_show() -> None:
    found = [effect("kind", kind, 1.01, more_posts=5_000) for kind in ("image", "link")]
    (decision,) = answer(material([post(3)], fit=KnownFit(found))).decisions
    assert decision.action == "test"
    assert decision.weeks == 26
    assert decision.minimum is not None
    assert decision.minimum > 1.3


def test_levels_without_enough_data_are_counted_and_not_ranked() -> None:
    few = effect("kind", "poll", 4.0, n=2, verdict="not enough data", spread=9.0)
    asked = answer(material([post(3)], fit=KnownFit([effect("kind", "image", 1.0), few])))
    formats = asked.questions[0]
    assert [e.level for e in formats.estimates] == ["image"]
    assert formats.too_few == 1
    assert formats.leads == ()


def test_hours_are_told_in_their_own_order() -> None:
    found = [effect("hour", hour, m) for hour, m in (("18-21", 1.1), ("6-9", 1.0), ("9", 0.9))]
    asked = answer(material([post(3)], fit=KnownFit(found))).questions[4]
    assert [e.level for e in asked.estimates] == ["6-9", "9", "18-21"]


def test_the_week_has_no_effect_where_nothing_was_posted() -> None:
    found = [effect("hour", "6-9", 1.2), effect("weekday", "friday", 0.9)]
    week = answer(material([post(3)], fit=KnownFit(found))).week
    told = [m for m in week if m.multiplier is not None]
    assert [(m.weekday, m.hour, m.n) for m in told] == [("friday", "6-9", 1)]
    assert told[0].multiplier == pytest.approx(1.08)
    assert len(week) == 56


def series(metric: str, values: Sequence[float]) -> list[AccountDay]:
    return [
        AccountDay(
            network="facebook", account="shop", day=date(2026, 3, 1) + timedelta(days=i),
            as_of=NOW, values={metric: value}, source="days.csv",
        )
        for i, value in enumerate(values)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "values", "gained"),
    [
        ("followers", [100, 104, 110], 10),
        ("net_follows", [3, -1, 2], 4),
        ("new_follows", [5, 2], 7),
    ],
)
def test_growth_is_told_by_the_best_series(metric: str, values: list[float], gained: float) -> None:
    found = answer(material([post(3)], days=series(metric, values))).growth[0]
    assert (found.basis, found.gained) == (metric, gained)


def test_growth_falls_back_on_posts_then_on_the_level_then_on_nothing() -> None:
    credited = MeasuredPost(post=post(3).post, values={"reactions": 1.0, "follows": 2.0}, as_of=NOW)
    assert answer(material([credited])).growth[0].basis == "follows"
    many = [post(3 + 3 * i, float(10 + i)) for i in range(18)]
    assert answer(material(many)).growth[0].basis == "level"
    assert answer(material([post(3)])).growth[0].basis == "unknown"


def test_what_is_open_is_told_by_the_time_it_takes() -> None:
    found = [
        effect("kind", "image", 1.1, spread=1.3, n=40, more_posts=40),
        effect("kind", "video", 1.1, spread=1.3, n=5, more_posts=10),
        effect("kind", "link", 1.0, spread=1.3, more_posts=None),
    ]
    told = answer(material([post(3), post(73)], fit=KnownFit(found))).unknown
    assert [o.estimate.level for o in told.nearest] == ["image", "video"]
    assert told.nearest[0].weeks == pytest.approx(71 / 7)
    assert told.others == 1


def test_findings_are_grouped_and_lost_rows_come_first() -> None:
    found = [
        Finding(file="a.csv", line=n, column="", code=code, message="", drops_row=code == "lost")
        for n, code in enumerate(("total", "total", "lost"), 1)
    ]
    told = answer(material([post(3)], findings=found)).findings
    assert [(t.finding.code, t.n) for t in told] == [("lost", 1), ("total", 2)]


@pytest.mark.parametrize(
    "posts", [[], [post(3)], [post(0.1), post(0.2)], [post(3, None)], [post(3, text="")]]
)
def test_little_data_gives_answers_that_claim_nothing(posts: list[MeasuredPost]) -> None:
    found = answer(material(posts))
    assert found.decisions == ()
    assert found.ranking.best == ()
    assert found.changed is None or found.changed.raw is None


def test_ten_thousand_posts_are_answered() -> None:
    posts = [post(3 + i / 100, float(i % 97), uid=f"facebook:{i}") for i in range(10_000)]
    found = answer(material(posts, fit=KnownFit()))
    assert found.head.posts == 10_000
    assert len(found.ranking.best) == 5


def test_an_excerpt_is_one_line_cut_at_a_word() -> None:
    assert excerpt("One\n two three", 9) == "One two…"
    assert excerpt("x" * 20, 9) == "x" * 8 + "…"
