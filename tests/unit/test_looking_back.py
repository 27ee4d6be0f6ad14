"""A store looked back at: what was done, what came of it, and what cannot be told."""

from __future__ import annotations

import math
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.looked import BRAND, START, after, begun, carried_out, planned, put
from tests.unit.refine.worlds import STRATEGY

from balise import cycle, judging, looking_back
from balise.domain.refinement import Decision
from balise.learn.features import local
from balise.refine.changes import decided, proposed
from balise.simulate import World
from balise.store import open_store
from balise.strategy import Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from balise.domain.ports import MeasuredPost, Store
    from balise.looking_back import Looking
    from balise.plan.past import PastPost

WORLD = World(7)
LEAST = """
[strategy]
name = "Atelier"
timezone = "Europe/Brussels"
[[objectives]]
name = "sales"
stage = "conversion"
kpi = "{kpi}"
aggregate = "total"
target = 400
starts = 2026-11-01
ends = 2026-12-31
[[accounts]]
network = "instagram"
handle = "{handle}"
posts_per_week = [2, 3]
"""


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the past once, with a plan of four weeks."""
    folder = tmp_path_factory.mktemp("past") / "store"
    store = open_store(folder)
    begun(store, WORLD)
    planned(store)
    store.close()
    return folder


@pytest.fixture
def store(past: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(past, tmp_path / "store")
    opened = open_store(tmp_path / "store")
    yield opened
    opened.close()


def looking(store: Store, now: datetime, ours: Strategy | None = None) -> Looking:
    return cycle.looking(store, BRAND, now=now, ours=ours)


def fates(found: Looking) -> Counter[str]:
    return Counter(one.fate for one in found.execution.fulfilments)


def as_made(found: Looking, at: datetime) -> Looking:
    """Look back as if the last plan had been made at a moment, whatever this computer's clock."""
    *rest, last = found.plans
    found.__dict__["plans"] = (*rest, replace(last, made_at=at))
    return found


def test_a_plan_carried_out_to_the_letter_is_told_so(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    carried_out(store, WORLD, plan.slots, after(6))
    found = looking(store, after(6)).refinement()
    assert {one.fate for one in found.execution.fulfilments} == {"posted"}
    assert len(found.execution.fulfilments) == len(plan.slots)
    assert not found.execution.off_plan
    low, high = found.execution.ratio[1:]
    assert low < 1 < high
    assert found.calibration.n > 20
    assert found.calibration.verdict == "kept"


def test_posts_are_read_once_and_judged_by_one_fit_where_none_came_between(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, fits = Counter[str](), Counter[str]()
    read, learn = type(store).posts, judging.fit_before

    def counted(self: Store, brand: str) -> Iterator[MeasuredPost]:
        reads[brand] += 1
        return iter(read(self, brand))

    def fitted(posts: list[MeasuredPost], kpi: str, zone: str, before: datetime | None) -> Any:
        fits[kpi] += 1
        return learn(posts, kpi, zone, before)

    monkeypatch.setattr(type(store), "posts", counted)
    monkeypatch.setattr(looking_back, "fit_before", fitted)
    found = looking(store, after(6))
    found.refinement()
    found.review()
    assert reads == {BRAND: 1}
    moment = found.posts[-1].post.published_at + timedelta(hours=1)
    found.gauge(moment)
    before = +fits
    found.gauge(moment + timedelta(days=2))
    assert fits == before


def test_weeks_are_counted_from_the_first_post_on(store: Store) -> None:
    found = looking(store, after(6))
    told = found._weekly()
    days = [local(one.post, found.zone).date() for one in found.posts if one.post.is_original]
    first = min(days)
    assert {len(weeks) for weeks in told.values()} == {(max(days) - first).days // 7 + 1}
    assert sum(map(sum, told.values())) == len(days)
    early = sum((day - first).days < 7 for day in days)
    assert sum(weeks[0] for weeks in told.values()) == early


def test_what_lots_tell_is_refused_below_thirty_effective_weeks(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    carried_out(store, WORLD, plan.slots, after(6))
    found = looking(store, after(6)).policy
    assert found is not None
    assert len(plan.draws) >= found.n > 0
    assert found.ess < 30
    assert math.isnan(found.value)


def test_a_week_that_somebody_changed_does_not_count_as_drawn(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    drawn = {one.slot_id: one for one in plan.slots if one.propensity < 1}
    spoilt = {(one.account_id, one.draw_id) for one in drawn.values()}
    late = {(one.account_id, one.publish_at) for one in drawn.values()}

    def change(one: PastPost) -> PastPost:
        if (one.account_id, one.post.published_at) not in late:
            return one
        moved = replace(one.post, published_at=one.post.published_at + timedelta(hours=5))
        return replace(one, post=moved)

    carried_out(store, WORLD, plan.slots, after(6), change)
    found = looking(store, after(6))
    assert spoilt
    assert fates(found)["moved"] >= len(drawn) // 2
    assert found.policy is not None
    assert found.policy.n == 0


def test_what_was_left_out_is_missed_and_what_came_beside_is_off_plan(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    kept = plan.slots[3:]
    carried_out(store, WORLD, kept, after(6))
    beside = replace(plan.slots[0], slot_id="beside", content_id="beside", kind="story")
    beside = replace(beside, publish_at=beside.publish_at + timedelta(days=24, hours=4))
    carried_out(store, WORLD, [beside], after(6.1))
    found = looking(store, after(6.1))
    done = {one.slot.slot_id: one for one in found.execution.fulfilments}
    gone = [done[one.slot_id].fate for one in plan.slots[:3]]
    assert sum(fate == "missed" for fate in gone) >= 2
    assert len(found.execution.off_plan) + fates(found)["changed"] + fates(found)["moved"] >= 1


def test_young_figures_are_told_with_what_their_age_leaves_open(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    now = plan.slots[9].publish_at + timedelta(hours=5)
    carried_out(store, WORLD, plan.slots, now)
    found = looking(store, now)
    last = max(
        (one for one in found.execution.fulfilments if one.post_uid),
        key=lambda one: one.slot.publish_at,
    )
    assert last.low < last.actual < last.high
    assert {one.fate for one in found.whole if one.slot.publish_at > now} == {"to come"}


def test_a_plan_that_has_not_begun_is_all_to_come(store: Store) -> None:
    found = looking(store, after(-1))
    assert found.days == (START, START)
    assert set(fates(found)) <= {"to come"}
    assert found.refinement().calibration.verdict == "cannot tell"


def test_without_a_plan_beliefs_are_told_all_the_same(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    begun(store, WORLD)
    found = looking(store, after(0)).refinement()
    assert found.execution.fulfilments == ()
    assert found.policy is None
    assert any(one.proposal.estimate.n > 0 for one in found.beliefs)
    assert looking(store, after(0)).review().compared >= 0
    store.close()


@pytest.mark.parametrize("kpi", ["sales", "engagement", "link_clicks", "followers"])
def test_a_strategy_alone_can_be_looked_back_at(tmp_path: Path, kpi: str) -> None:
    aggregate = 'aggregate = "level"' if kpi == "followers" else 'aggregate = "total"'
    text = LEAST.format(kpi=kpi, handle="shop").replace('aggregate = "total"', aggregate)
    store = open_store(tmp_path / "store")
    store.keep_strategy(BRAND, text, made_at=datetime.now(UTC))
    bare = looking(store, after(1))
    assert bare.refinement().execution.fulfilments == ()
    planned(store, weeks=1)
    found = looking(store, after(3))
    assert found.refinement().calibration.n == 0
    assert not proposed(found.beliefs)
    assert found.review().execution is not None
    store.close()


def test_posts_of_an_objective_that_none_tells_are_judged_by_what_stands_in(store: Store) -> None:
    text = LEAST.format(kpi="sales", handle="quincaillerie.parc.demo")
    store.keep_strategy(BRAND, text, made_at=datetime.now(UTC))
    plan = planned(store, START + timedelta(weeks=4), weeks=2)
    carried_out(store, WORLD, plan.slots, after(9))
    found = looking(store, after(9))
    assert tuple(found.fits) == ("engagement",)
    done = found.execution.fulfilments
    assert {one.fate for one in done} == {"posted"}
    assert all(math.isnan(one.q50) and one.stand_in for one in plan.slots)
    assert {one.kpi for one in done} == {"engagement"}
    assert all(0 <= one.pit <= 1 for one in done)
    assert found.policy is None or math.isnan(found.policy.value)


def test_an_account_that_was_renamed_keeps_its_plan(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan

    def change(one: PastPost) -> PastPost:
        named = "new.name" if one.post.network == "tiktok" else one.post.account
        return replace(one, post=replace(one.post, account=named))

    carried_out(store, WORLD, plan.slots, after(6), change)
    told = STRATEGY.replace('network = "tiktok"\nhandle = "quincaillerie.parc.demo"',
                            'network = "tiktok"\nhandle = "new.name"')  # fmt: skip
    found = looking(store, after(6), Strategy.parse(told))
    assert set(fates(found)) == {"posted"}
    assert "tiktok:new.name" in {one.slot.account_id for one in found.whole}


def test_a_strategy_with_a_new_handle_finds_the_posts_of_the_old(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    text = STRATEGY.replace('handle = "QuincParcDemo"', 'handle = "QuincNouveau"')
    begun(store, WORLD, text)
    plan = planned(store, weeks=2)
    renamed = {"QuincNouveau": "QuincParcDemo"}
    asked = [replace(one, account=renamed.get(one.account, one.account)) for one in plan.slots]
    carried_out(store, WORLD, asked, after(5))
    found = looking(store, after(5))
    assert set(fates(found)) == {"posted"}
    hours = [one for one in found.beliefs if one.scope == "x:QuincNouveau"]
    assert any(one.proposal.estimate.n for one in hours if one.topic == "hour")
    store.close()


def test_of_a_day_the_last_plan_counts_from_when_it_was_made(store: Store) -> None:
    first = store.plans(BRAND)[0].plan
    again = planned(store, START + timedelta(weeks=2), weeks=4, seed=5)
    found = as_made(looking(store, after(7)), after(2))
    cut = datetime(2026, 11, 22, 23, tzinfo=UTC)
    asked = {slot.slot_id for number, slot in found.asked if number == 1}
    assert asked == {one.slot_id for one in first.slots if one.publish_at < cut}
    assert found.plan is not None
    assert found.plan.number == 2
    assert len(found.slots) == len(asked) + len(again.slots)


def test_a_plan_made_afterwards_does_not_change_what_was_asked_for(store: Store) -> None:
    before = looking(store, after(5)).slots
    late = after(4)
    made = store.plans(BRAND)[0].plan
    other = replace(made, slots=tuple(replace(one, kind="text") for one in made.slots[::2]))
    store.keep_plan(BRAND, other, made_at=late)
    assert looking(store, after(5)).slots == before


def test_a_look_back_as_of_a_day_knows_nothing_of_what_came_later(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    carried_out(store, WORLD, plan.slots, after(6))
    early = WORLD.ends_at - timedelta(weeks=20)
    found = looking(store, early)
    most = max(one.proposal.estimate.n for one in found.beliefs)
    assert most <= len(found.posts) < len(looking(store, after(6)).posts) / 1.5


def test_an_accepted_change_is_followed_up_and_a_refused_one_is_not(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    asked = proposed(looking(store, after(0)).beliefs)
    assert asked
    cycle.accept(store, BRAND, asked[:1], refused=asked[1:], by="somebody", at=after(0))
    carried_out(store, WORLD, plan.slots, after(6))
    found = looking(store, after(6))
    (told,) = found.follow_ups
    assert told.n_since == len(plan.slots)
    assert told.evidence == "adjusted"
    assert told.n_before > 20
    assert [one.accepted for one in found.decisions] == [True, *[False] * len(asked[1:])]
    assert looking(store, after(-1)).follow_ups == ()


def test_accepting_keeps_the_base_the_change_and_who_said_so(store: Store) -> None:
    base = Strategy.parse(STRATEGY + "\n# A line of mine.\n")
    (one, *_) = proposed(looking(store, after(0)).beliefs)
    new = cycle.accept(store, BRAND, [one], by="Ana", base=base, at=after(0))
    texts = [version.text for version in store.strategies(BRAND)]
    assert texts[-2:] == [base.dump(), new.dump()]
    assert "# A line of mine." in new.dump()
    (decision,) = store.decisions(BRAND)
    assert isinstance(decision, Decision)
    assert (decision.by, decision.accepted, decision.strategy_number) == ("Ana", True, len(texts))


def test_the_next_strategy_leaves_out_what_was_refused(store: Store) -> None:
    asked = proposed(looking(store, after(0)).beliefs)
    first = looking(store, after(0)).succeed(starts=date(2027, 2, 1))
    store.decide(BRAND, decided((), asked, by="", at=after(0)))
    second = looking(store, after(0)).succeed(starts=date(2027, 2, 1))
    ours = cycle.strategy(store, BRAND)
    assert Strategy.parse(first).capacity != ours.capacity or first != second
    assert Strategy.parse(second).capacity == ours.capacity
    assert Strategy.parse(second).objectives[0].starts == date(2027, 2, 1)


def test_an_objective_that_is_over_gives_the_next_its_baseline(store: Store) -> None:
    text = STRATEGY.replace("starts = 2026-11-02", "starts = 2026-08-03").replace(
        "ends = 2027-01-24", "ends = 2026-10-25"
    )
    found = looking(store, after(0), Strategy.parse(text))
    (reached,) = found.reached.values()
    counted = sum(
        sum(m.values.get(name, 0.0) for name in ("reactions", "comments", "shares"))
        for m in found.posts
        if date(2026, 8, 3) <= m.post.published_at.date() <= date(2026, 10, 25)
    )
    assert reached == pytest.approx(counted, rel=0.05)
    assert f"baseline = {round(reached)}" in found.succeed()


def test_a_post_read_before_it_came_out_breaks_nothing(store: Store) -> None:
    plan = store.plans(BRAND)[0].plan
    slot = plan.slots[0]

    def change(one: PastPost) -> PastPost:
        later = one.post.published_at + timedelta(hours=2)
        return replace(one, post=replace(one.post, published_at=later))

    carried_out(store, WORLD, [slot], slot.publish_at + timedelta(hours=1), change)
    now = slot.publish_at + timedelta(hours=3)
    assert looking(store, now).refinement().calibration.n <= 1


def test_putting_nothing_in_changes_nothing(store: Store) -> None:
    before = looking(store, after(2)).refinement()
    put(store, [], after(2), "empty")
    again = looking(store, after(2)).refinement()
    assert again.beliefs == before.beliefs
