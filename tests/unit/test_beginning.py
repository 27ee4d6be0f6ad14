"""The made-up brand of the pages: nothing of it lies ahead of the week in which it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.unit.simulate.test_world import slot

from balise import simulate
from balise.beginning import GONE, SHOWN, WEEKS, Beginning, first_monday, lived, strategy_of

TODAY = date(2026, 11, 27)


@dataclass
class Desk(Beginning):
    """A workspace that plans nothing and keeps of imports when their files were written."""

    posts: Sequence[Any] = ()
    is_planned: bool = False
    asked: dict[str, Any] = field(default_factory=dict)
    written: list[datetime] = field(default_factory=list)

    @property
    def store(self) -> Any:
        plan = self if self.is_planned else None
        return SimpleNamespace(posts=lambda _brand: self.posts, latest_plan=lambda _brand: plan)

    def brands(self) -> tuple[str, ...]:
        return (self.made_up(),) if self.posts or self.is_planned else ()

    def import_(self, paths: Any, **_given: Any) -> list[Any]:
        times = (Path(one).stat().st_mtime for one in paths)
        self.written.append(max(datetime.fromtimestamp(one, UTC) for one in times))
        return []

    def plan(self, brand: str | None = None, **asked: Any) -> Any:  # noqa: ARG002 - as it is
        self.asked = asked
        return SimpleNamespace(slots=())


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_it_begins_on_a_monday_and_what_is_over_ends_before_this_week(day: date, past: int) -> None:
    monday = first_monday(day, past)
    assert monday.weekday() == 0
    over = monday + timedelta(weeks=past + GONE)
    assert over <= day < over + timedelta(days=7)


def test_figures_end_before_today_and_the_plan_holds_it() -> None:
    desk = Desk()
    assert desk.show_made_up(today=TODAY, past=2) == simulate.QUINCAILLERIE.name
    assert max(desk.written).date() < TODAY
    assert desk.asked["weeks"] == SHOWN
    assert desk.asked["start"] <= TODAY
    assert desk.asked["start"] + timedelta(weeks=SHOWN) > TODAY + timedelta(weeks=2)


def test_what_was_broken_off_goes_on_from_the_same_monday_and_what_is_whole_stays() -> None:
    began = datetime(2026, 3, 4, 9, tzinfo=UTC)
    desk = Desk(posts=[SimpleNamespace(post=SimpleNamespace(published_at=began))])
    desk.show_made_up(today=TODAY, past=2)
    assert desk.asked["start"] == date(2026, 3, 16)
    whole = Desk(is_planned=True)
    assert whole.show_made_up(today=TODAY) == simulate.QUINCAILLERIE.name
    assert whole.written == []


@pytest.mark.parametrize("weeks", [GONE, WEEKS])
def test_slots_of_weeks_to_come_are_not_published(weeks: int) -> None:
    world = simulate.World(1, weeks=2, start=date(2026, 10, 19))
    ours = strategy_of(world, "en")
    days = [world.ends_at + timedelta(days=1 + 7 * n) for n in range(WEEKS)]
    slots = [replace(slot(n), publish_at=day, cta="") for n, day in enumerate(days)]
    later = lived(world, SimpleNamespace(slots=slots), ours, weeks=weeks)  # type: ignore[arg-type]
    assert len(later.published) - len(world.published) == weeks
    assert max(one.post.published_at for one in later.published) <= later.ends_at
