from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.plan.built import START, ZONE, presence, shop

from balise.domain.plan import OwnDraft
from balise.domain.strategy import CallToAction, Event, Phase, Pillar, Series
from balise.plan.horizon import Horizon
from balise.plan.pace import Pace
from balise.plan.roles import Casting, Sort, pairs, stage_of, takes_part

TABLES: dict[str, Any] = {
    "pillars": (Pillar(name="tips", stage="consideration"), Pillar(name="news")),
    "calls_to_action": (CallToAction(name="visit", stage="conversion"), CallToAction(name="look")),
}


def casting(best: dict[tuple[str, str], float] | None = None, **more: Any) -> Casting:
    drafts = more.pop("drafts", ())
    strategy = shop(*more.pop("accounts", ()), **(TABLES | more))
    known = dict.fromkeys(pairs(strategy), 1.0) | (best or {})
    horizon = Horizon(start=START, weeks=2, timezone=ZONE)
    each = {one.id: known for one in strategy.accounts}
    return Casting(pace=Pace(strategy=strategy, horizon=horizon), best=each, drafts=drafts)


def sorts(cast: Casting, day: int = 0) -> list[Sort]:
    return [*cast.sorts(cast.strategy.accounts[0], START + timedelta(days=day))]


def test_the_stage_is_that_of_the_ask_else_of_the_pillar_else_of_the_objective() -> None:
    strategy = shop(**TABLES)
    assert stage_of(strategy, "tips", "visit") == "conversion"
    assert stage_of(strategy, "tips", "look") == "consideration"
    assert stage_of(strategy, "news", "", "clicks") == "conversion"
    assert stage_of(strategy, "news", "", "no such") == "conversion"


def test_there_is_a_pair_where_there_is_neither_pillar_nor_ask() -> None:
    assert pairs(shop()) == [("", "")]
    assert len(pairs(shop(**TABLES))) == 6


def test_of_the_pairs_of_a_pillar_the_best_is_cast() -> None:
    cast = casting({("tips", "visit"): 3.0, ("news", "look"): 2.0})
    (plain,) = sorts(cast)
    assert [role.pair for role in plain.roles] == [("tips", "visit"), ("news", "look")]


def test_with_a_funnel_the_best_of_each_stage_is_cast_too() -> None:
    cast = casting({("tips", "visit"): 3.0, ("tips", "look"): 2.0}, funnel={"conversion": 0.5})
    (plain,) = sorts(cast)
    stages = {(role.pillar, role.stage): role.cta for role in plain.roles}
    assert stages["tips", "conversion"] == "visit"
    assert stages["tips", "consideration"] == "look"


def test_an_appointment_is_cast_on_its_day_with_its_pillar_kind_and_hour() -> None:
    series = Series(name="talk", weekday="wednesday", hour=18, pillar="tips", kind="image")
    cast = casting(series=(series,))
    assert [len(sorts(cast, day)) for day in range(7)] == [1, 1, 2, 1, 1, 1, 1]
    talk = sorts(cast, 2)[1]
    assert (talk.series, talk.hour, talk.kinds) == ("talk", 18, ("image",))
    assert {role.pillar for role in talk.roles} == {"tips"}


def test_an_appointment_stands_on_its_networks_within_their_hours() -> None:
    series = Series(name="talk", weekday="monday", hour=18, networks=("x",))
    assert takes_part(series, presence("x", hours=(8, 19)))
    assert not takes_part(series, presence("x", hours=(8, 18)))
    assert not takes_part(series, presence("instagram"))


def test_a_phase_with_an_ask_casts_that_ask_with_every_pillar() -> None:
    phase = Phase(name="last", from_day=-1, to_day=0, cta="visit")
    event = Event(name="fair", date=START + timedelta(days=4), objective="clicks", phases=(phase,))
    cast = casting(events=(event,))
    assert [len(sorts(cast, day)) for day in (2, 3, 4, 5)] == [1, 2, 2, 1]
    fair = sorts(cast, 4)[1]
    assert {role.pair for role in fair.roles} == {("tips", "visit"), ("news", "visit")}
    assert (fair.event, fair.phase, fair.objective) == ("fair", "last", "clicks")


def test_a_draft_is_cast_within_its_dates_on_its_account_alone() -> None:
    draft = OwnDraft(
        draft_id="mine", network="instagram", account="shop", kind="video",
        earliest=START + timedelta(days=1), latest=START + timedelta(days=2), cta="look",
    )  # fmt: skip
    cast = casting(drafts=(draft,), accounts=(presence(), presence("x")))
    assert [len(sorts(cast, day)) for day in range(4)] == [1, 2, 2, 1]
    mine = sorts(cast, 1)[1]
    assert (mine.draft, mine.kinds) == ("mine", ("video",))
    assert {role.pair for role in mine.roles} == {("tips", "look"), ("news", "look")}
    other = cast.strategy.accounts[1]
    assert len([*cast.sorts(other, START + timedelta(days=1))]) == 1
