"""No plan that keeps the rules is ever accused, and no breach that is planted is ever missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings, strategies as st
from tests.often import often
from tests.property import plan_worlds as worlds
from tests.property.plan_tight import World, copies, tight

from balise.domain.plan import OwnDraft, Published, Slot
from balise.domain.strategy import STAGES, Blackout, Planning, Strategy
from balise.plan.rules import breaches
from balise.words import Speech
from balise.words.plan_breaches import told


def found(world: World, slots: tuple[Slot, ...] | None = None, **tables: Any) -> set[str]:
    strategy = replace(world.strategy, **tables)
    its = world.slots if slots is None else slots
    return {one.rule for one in breaches(strategy, its, start=world.start, weeks=world.weeks)}


@given(tight())
@settings(max_examples=often(150))
def test_a_plan_at_all_its_limits_is_never_accused(world: World) -> None:
    assert found(world) == set()
    assert found(world, tuple(reversed(world.slots))) == set()


@given(tight(), st.data())
@settings(max_examples=often(150))
def test_a_limit_of_an_account_that_is_lowered_by_one_is_found(world: World, data: Any) -> None:
    assume(world.slots)
    account = data.draw(st.sampled_from([o for o in world.strategy.accounts if world.on(o)]))
    least, most = account.posts_per_week
    changes: list[tuple[dict[str, Any], str]] = [
        ({"posts_per_week": (0, most - 1)}, "week-most"),
        ({"posts_per_week": (7 * most + 7, 7 * most + 8)}, "week-least"),
        ({"posts_per_day": account.posts_per_day - 1}, "day-most"),
        ({"hours": (account.hours[0] + 1, 24)}, "hours"),
        ({"hours": (0, account.hours[1] - 1)}, "hours"),
    ]
    if len(world.on(account)) > 1:
        changes.append(({"min_gap_hours": account.min_gap_hours + 0.001}, "gap"))
    for change, rule in changes:
        rest = [one for one in world.strategy.accounts if one is not account]
        assert rule in found(world, accounts=(*rest, replace(account, **change))), change
    assert least <= most


@given(tight())
@settings(max_examples=often(100))
def test_limits_of_the_team_that_are_lowered_are_found(world: World) -> None:
    capacity = world.strategy.capacity
    for kind in capacity:
        assert found(world, capacity={**capacity, kind: capacity[kind] - 1}) == {"capacity"}
        assert found(
            world, capacity={k: n for k, n in capacity.items() if k != kind} or {"x": 1.0}
        ) == {"capacity"}
    if world.strategy.budget.total:
        less = replace(world.strategy.budget, total=world.strategy.budget.total - 0.01)
        assert found(world, budget=less) == {"budget"}
        assert found(world, budget=replace(less, boost_per_post=(34, 80), total=1e9)) == {"boost"}
    whole = replace(world.strategy, plan=Planning(reserve=1.0))
    if any(one.posts_per_week[0] < one.posts_per_week[1] for one in whole.accounts):
        assert found(world, plan=whole.plan) == {"week-reserve"}


@given(tight())
@settings(max_examples=often(50))
def test_copies_that_come_too_soon_or_where_they_may_not_are_found(world: World) -> None:
    several = copies(world)
    assume(several)
    assert found(world, adaptations=()) == {"copies"}
    longer = [replace(one, lag_hours=one.lag_hours + 0.001) for one in world.strategy.adaptations]
    assert found(world, adaptations=tuple(longer)) == {"copies-lag"}
    fewer = [replace(one, networks=one.networks[:-1]) for one in world.strategy.adaptations]
    assert found(world, adaptations=tuple(fewer)) == {"copies"}


@given(tight(), st.data())
@settings(max_examples=often(150))
def test_whatever_is_changed_for_the_worse_in_one_slot_is_found(world: World, data: Any) -> None:
    assume(world.slots)
    slot = data.draw(st.sampled_from(world.slots))
    local = world.local(slot)
    stage = next(one for one in STAGES if one != slot.stage)
    changes: dict[str, dict[str, Any]] = {
        "account": {"account": "other"},
        "kind": {"kind": "no such kind"},
        "pillar": {"pillar": "no such pillar"},
        "cta": {"cta": "no such ask"},
        "objective": {"objective": "no such objective"},
        "audience": {"audience": "no such audience"},
        "series": {"series": "no such series"},
        "event": {"event": "no such event"},
        "phase": {"event": "fair", "phase": "no such phase"},
        "draft": {"draft": "no such draft"},
        "stage": {"stage": stage},
        "tag": {"hashtags": ("#no_such_tag",)},
        "tags-many": {"hashtags": ("#shop",) * 6},
        "boost": {"boost": 0.5},
        "slot-time": {"publish_at": slot.publish_at.replace(tzinfo=None)},
        "slot-zone": {"timezone": "Europe/Paris"},
        "slot-utc": {"publish_at": local} if local.utcoffset() else {"publish_at": None},
        "outside": {"publish_at": slot.publish_at + timedelta(days=7 * world.weeks)},
        "slot-id": {"slot_id": ""},
        "piece": {"content_id": ""},
        "chance": {"propensity": 0.0},
    }
    for rule, change in changes.items():
        if rule == "slot-utc" and not local.utcoffset():
            continue
        others = tuple(replace(slot, **change) if one is slot else one for one in world.slots)
        assert rule in found(world, others), rule
    closed = Blackout(starts=local.date(), ends=local.date())
    assert "blackout" in found(world, blackouts=(*world.strategy.blackouts, closed))
    banned = replace(world.strategy.hashtags, banned=("#SHOP", "#gréen"))
    tagged = any(one.hashtags for one in world.slots)
    assert ("tag-banned" in found(world, hashtags=banned)) == tagged
    if slot.series:
        without = tuple(replace(one, series="") if one is slot else one for one in world.slots)
        assert found(world, without) == {"series-missing"}


@given(tight())
@settings(max_examples=often(50))
def test_a_share_of_a_point_more_or_less_than_there_can_be_is_found(world: World) -> None:
    n = len(world.slots)
    for pillar in world.strategy.pillars:
        its = sum(one.pillar == pillar.name for one in world.slots)
        for points in range(101):
            fits = n * (points - 10) // 100 <= its <= -(-n * (points + 10) // 100)
            rest = [replace(one, share=None) for one in world.strategy.pillars if one is not pillar]
            changed = (*rest, replace(pillar, share=points / 100))
            assert found(world, pillars=changed) == (set() if fits else {"pillar-share"}), points


@given(tight(), st.data())
@settings(max_examples=often(100))
def test_kept_slots_break_nothing_alone_however_tight_the_strategy(world: World, data: Any) -> None:
    kept = tuple(replace(one, state="approved") for one in world.slots)
    none = replace(
        world.strategy,
        accounts=tuple(
            replace(one, posts_per_week=(0, 0), posts_per_day=0, min_gap_hours=168, hours=(3, 4))
            for one in world.strategy.accounts
        ),
        capacity={"other": 1},
        adaptations=(),
        pillars=tuple(replace(one, share=1.0) for one in world.strategy.pillars),
    )
    around: dict[str, Any] = {"start": world.start, "weeks": world.weeks}
    assert breaches(none, kept, **around, kept=kept) == ()
    assume(kept)
    gone = data.draw(st.sampled_from(kept))
    rest = tuple(one for one in kept if one is not gone)
    rules = {one.rule for one in breaches(none, rest, **around, kept=kept)}
    assert "kept-missing" in rules


WHEN = st.datetimes(datetime(2011, 12, 1), datetime(2030, 12, 31), timezones=st.just(UTC)) | (  # noqa: DTZ001 - hypothesis wants no zone
    st.sampled_from([datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), None])
)
NAME = st.sampled_from(["", "how-to", "visit", "fair 0", "save the date", "tip 0", "{0}", "é\n"])


@st.composite
def any_slot(draw: st.DrawFn) -> Slot:
    """A slot of anything at any time."""
    texts = (
        "slot_id", "content_id", "pillar", "stage", "cta", "objective", "series", "event", "phase",
        "draft",
    )  # fmt: skip
    named: dict[str, Any] = {name: draw(NAME) for name in texts}
    when: Any = draw(WHEN)
    return Slot(
        **named,
        network=draw(st.sampled_from(["", *worlds.NETWORKS])),
        account=draw(st.sampled_from(["", "shop0", "shop1"])),
        publish_at=when,
        timezone=draw(st.sampled_from(["", "UTC", "Nowhere"])),
        kind=draw(st.sampled_from(["", *worlds.KINDS])),
        hashtags=draw(st.tuples(NAME)),
        boost=draw(st.floats()),
        propensity=draw(st.floats()),
        state=draw(st.sampled_from(["planned", "approved", "published", "skipped"])),
    )


@given(st.data(), worlds.starts(), st.integers(-1, 5))
@settings(max_examples=often(150))
def test_anything_against_anything_is_judged_and_said_in_both_languages(
    data: Any, start: date, weeks: int
) -> None:
    strategy: Strategy = data.draw(worlds.strategies(start))
    slots = data.draw(st.lists(any_slot(), max_size=6))
    out = st.builds(Published, account=NAME, kind=NAME, published_at=WHEN)
    ready = st.builds(OwnDraft, draft_id=NAME, network=NAME, account=NAME, kind=NAME)
    judged = breaches(
        strategy, slots, start=start, weeks=weeks,
        history=data.draw(st.lists(out, max_size=3)), drafts=data.draw(st.lists(ready, max_size=2)),
        kept=data.draw(st.lists(any_slot(), max_size=2)),
    )  # fmt: skip
    for one in judged:
        for language in ("fr", "en"):
            said = told(one, Speech(language))
            assert said
            assert "\n" not in said


@given(st.data(), worlds.starts(), st.integers(1, 5))
@settings(max_examples=often(100))
def test_an_empty_plan_lacks_what_is_due_and_breaks_nothing_else(
    data: Any, start: date, weeks: int
) -> None:
    strategy: Strategy = data.draw(worlds.strategies(start))
    rules = {one.rule for one in breaches(strategy, (), start=start, weeks=weeks)}
    assert rules <= {"week-least", "series-missing"}
    if all(one.posts_per_week[0] == 0 for one in strategy.accounts) and not strategy.series:
        assert rules == set()
