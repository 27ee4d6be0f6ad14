"""Whatever the ten questions lead to, a plan can keep it: nobody begins with a refusal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from balise.strategy import Strategy
from balise.strategy.answers import Answers, Background
from balise.strategy.draft import draft
from balise.strategy.interview import complete
from balise.strategy.starter import OTHER, slugs
from balise.workspace import Workspace

TODAY = date(2026, 11, 27)


def answered(slug: str, accounts: str, hours: str) -> Strategy:
    known = Background(timezone="Europe/Brussels")
    said = {"starter": slug, "name": "Le Heron", "hours": hours, "accounts": accounts}
    return draft(complete(Answers.begun(language="fr", today=TODAY), said, known), known)


@pytest.mark.parametrize("slug", [*slugs(), OTHER])
@pytest.mark.parametrize(
    ("accounts", "hours"),
    [("instagram h - -", "2"), ("instagram h 3400 2, facebook h 120 -", "8")],
)
def test_a_plan_keeps_it(tmp_path: Path, slug: str, accounts: str, hours: str) -> None:
    space = Workspace.open(tmp_path)
    ours = answered(slug, accounts, hours)
    plan = space.plan("heron", strategy=ours, weeks=4, start=date(2026, 11, 30))
    assert plan.slots
    space.store.close()


def test_a_series_comes_where_its_pillar_has_room_for_it_every_week() -> None:
    few = answered("hardware-store", "instagram h - -", "2")
    many = answered("hardware-store", "instagram h - -, facebook h - -", "14")
    assert not few.series
    assert {one.pillar for one in many.series} <= {one.name for one in many.pillars}
    assert many.series
