"""What needs a hand, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from tests.unit.web.planned import NOW, STRATEGY, a_plan, a_slot

from balise.domain.content import Comment, Voice
from balise.domain.estimate import Provenance
from balise.domain.job import Job
from balise.domain.standing import Standing
from balise.domain.team import Right
from balise.domain.version import PlanVersion
from balise.errands import errands
from balise.strategy import Strategy
from balise.words import Speech
from balise.words.errands import errand

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MADE = Provenance(snapshot="s", model="m", seed=0, made_at=NOW)


def a_standing(**facts: object) -> Standing:
    """Give a brand of which nothing needs a hand."""
    plan = PlanVersion(brand="b", number=1, made_at=NOW, plan=a_plan(p=0.8), digest="d")
    well = Standing(
        brand="b", zone="Europe/Brussels", strategy=Strategy.parse(STRATEGY),
        strategy_at=NOW - DAY, begun_at=NOW - DAY, plan=plan, files=1, last_at=NOW - HOUR,
        fits={"engagement": MADE}, written=frozenset(f"s{n}" for n in range(1, 9)),
    )  # fmt: skip
    return replace(well, **facts)  # type: ignore[arg-type]


def codes(standing: Standing, now: datetime = NOW) -> list[str]:
    return [one.code for one in errands(standing, now)]


def a_job(state: str, at: datetime, kind: str = "import") -> Job:
    return Job(id=str(at), brand="b", kind=kind, state=state, asked_at=at)  # type: ignore[arg-type]


def test_where_all_is_well_there_is_nothing_to_do() -> None:
    assert codes(a_standing()) == []


def test_an_empty_brand_needs_a_strategy_and_figures() -> None:
    assert set(codes(Standing(brand="b"))) == {"no-strategy", "no-data"}


def test_a_post_of_tomorrow_waits_more_urgently_than_one_of_next_week() -> None:
    slots = (a_slot(1, NOW + DAY), a_slot(2, NOW + 5 * DAY), a_slot(3, NOW + 40 * DAY),
             a_slot(4, NOW + DAY, state="approved"))  # fmt: skip
    found = errands(a_standing(slots=slots), NOW)
    assert [(one.code, one.urgency, one.n) for one in found] == [
        ("approve-now", 1, 1), ("approve", 2, 1)]  # fmt: skip


def test_posts_of_the_next_two_weeks_that_say_nothing_wait_for_their_text() -> None:
    slots = (
        a_slot(1, NOW + 5 * DAY), a_slot(2, NOW + 6 * DAY, state="approved"),
        a_slot(3, NOW + 6 * DAY, state="skipped"), a_slot(4, NOW + 15 * DAY),
        a_slot(5, NOW - DAY, state="published"), a_slot(6, NOW + 9 * DAY),
    )  # fmt: skip
    standing = a_standing(slots=slots, written=frozenset({"s6"}))
    (bare,) = [one for one in errands(standing, NOW) if one.code == "write"]
    assert (bare.urgency, bare.n, bare.place, bare.needs) == (2, 2, "calendar", Right.EDIT)
    assert errand(Speech("en"), bare) == (
        "2 posts of the next two weeks wait for their text, from 14 December 2026."
    )
    soon = [one for one in errands(standing, NOW + 4 * DAY) if one.code == "write"]
    assert [one.urgency for one in soon] == [1], "the first is due within two days"
    full = replace(standing, written=frozenset(f"s{n}" for n in range(1, 7)))
    assert "write" not in codes(full)


def test_a_post_that_was_left_out_on_purpose_was_not_missed() -> None:
    slots = (a_slot(1, NOW - DAY), a_slot(2, NOW - DAY, state="skipped"))
    fates = {"s1": "missed", "s2": "missed"}
    assert [one.n for one in errands(a_standing(slots=slots, fates=fates), NOW)] == [1]
    assert codes(a_standing(slots=slots, fates={})) == [], "nobody has looked for them yet"


def an_ask(n: int, voice: Voice) -> dict[str, Comment]:
    return {f"s{n}": Comment(slot_id=f"s{n}", by="ana", at=NOW, text="", voice=voice)}


def test_what_people_ask_of_one_another_comes_first_and_is_counted_once() -> None:
    slots = (
        *(a_slot(n, NOW + (n - 1) * DAY) for n in range(2, 7)),
        a_slot(7, NOW + DAY, state="approved"), a_slot(8, NOW - DAY), a_slot(1, NOW + 30 * DAY),
    )  # fmt: skip
    asks = {name: one for n in (1, 3, 4, 7, 8) for name, one in an_ask(n, "ready").items()}
    standing = a_standing(slots=slots, asks=asks | an_ask(6, "changes"))
    found = errands(standing, NOW)
    assert [(one.code, one.urgency, one.n, one.needs) for one in found] == [
        ("asked", 1, 3, Right.APPROVE), ("approve-now", 1, 1, Right.APPROVE),
        ("back", 2, 1, Right.EDIT), ("approve", 2, 1, Right.APPROVE),
    ]  # fmt: skip
    assert found[0].day == (NOW + 2 * DAY).date()
    assert errand(Speech("en"), found[0]) == (
        "3 posts from 11 December 2026 on are ready, and their approval is asked for."
    )
    back = errand(Speech("en"), found[2])
    assert back == "1 post for 14 December 2026 came back with changes to make."
    assert errand(Speech("fr"), found[2]) == (
        "1 publication prévue le 14 décembre 2026 est revenue avec des modifications à faire."
    )


def test_work_that_failed_and_was_done_since_is_forgotten() -> None:
    failed = a_job("failed", NOW - DAY)
    assert codes(a_standing(jobs=(failed,))) == ["job-failed"]
    assert codes(a_standing(jobs=(failed, a_job("done", NOW)))) == []
    assert codes(a_standing(jobs=(failed, a_job("running", NOW)))) == ["job-failed"]


def test_work_that_failed_leads_to_where_it_was_asked_for() -> None:
    places = {"plan": "calendar", "report": "report", "import": "import", "learn": "insights"}
    for kind, place in places.items():
        (one,) = errands(a_standing(jobs=(a_job("failed", NOW - DAY, kind),)), NOW)
        assert one.place == place


def test_figures_grow_stale_and_then_are_urgent() -> None:
    found = [errands(a_standing(), NOW + n * DAY) for n in (13, 15, 29)]
    stale = [[one.urgency for one in each if one.code == "stale"] for each in found]
    assert stale == [[], [2], [1]]


def test_the_review_is_due_after_a_period_until_it_was_read_or_something_decided() -> None:
    later = datetime(2027, 1, 5, tzinfo=UTC)
    fresh = {"last_at": later, "fits": {"engagement": replace(MADE, made_at=later)}}
    assert "review" in codes(a_standing(**fresh), later)
    for name in ("reviewed_at", "decided_at"):
        assert "review" not in codes(a_standing(**fresh, **{name: later}), later)
    assert "review" not in codes(a_standing(**fresh, begun_at=later), later)


def test_a_plan_that_is_older_than_its_strategy_is_to_be_made_again() -> None:
    assert codes(a_standing(strategy_at=NOW + HOUR), NOW + HOUR) == ["plan-older"]


@given(
    n=st.integers(-3, 400),
    files=st.integers(0, 2),
    p=st.floats(0, 1) | st.just(float("nan")),
    language=st.sampled_from(["en", "fr"]),
)
def test_every_errand_can_be_said_on_every_day(n: int, files: int, p: float, language: str) -> None:
    version = PlanVersion(
        brand="b", number=1, made_at=NOW, plan=a_plan(a_slot(1, NOW), p=p), digest="d"
    )
    standing = a_standing(
        plan=version, files=files, last_at=NOW if files else None, slots=version.plan.slots,
        fates={"s1": "missed"}, jobs=(a_job("failed", NOW),),
    )  # fmt: skip
    found = errands(standing, NOW + n * DAY)
    assert [one.urgency for one in found] == sorted(one.urgency for one in found)
    for one in found:
        said = errand(Speech(language), one)
        assert said.endswith(".")
        assert "{" not in said


@pytest.mark.parametrize("code", ["behind", "untold"])
def test_an_objective_that_is_over_is_no_longer_hurried(code: str) -> None:
    p = 0.3 if code == "behind" else float("nan")
    plan = PlanVersion(brand="b", number=1, made_at=NOW, plan=a_plan(p=p), digest="d")
    assert code in codes(a_standing(plan=plan))
    assert code not in codes(a_standing(plan=plan), NOW + 120 * DAY)
