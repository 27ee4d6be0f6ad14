"""Levels that shifted and metrics that were redefined are told, and nothing else is."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from tests.unit.report.test_report_answers import KnownFit

from balise.cli.answers import show
from balise.domain.ports import MeasuredPost
from balise.domain.post import Post
from balise.report import Answers, Material, answer, blocks, render
from balise.words import Speech

NOW = datetime(2026, 3, 30, 6, tzinfo=UTC)
LANGUAGES = ("en", "fr")


def post(at: datetime, log: float, metric: str = "reactions", **fields: Any) -> MeasuredPost:
    given = {"network": "facebook", "account": "shop", "kind": "image", **fields}
    made = Post(uid=f"{given['network']}:{at:%Y%m%d%H}", published_at=at, text="Hello", **given)
    return MeasuredPost(post=made, values={metric: np.expm1(log)}, as_of=NOW)


def brand(
    shift: float = 0.0, *, since: int = 30, n: int = 120, **fields: Any
) -> list[MeasuredPost]:
    """Two posts in three days up to four days ago; those of the last `since` days are shifted."""
    rng = np.random.default_rng(7)
    days = [4 + 1.5 * i for i in range(n)]
    return [
        post(
            NOW - timedelta(days=day),
            4 + 0.5 * rng.standard_normal() + shift * (day < since),
            **fields,
        )
        for day in reversed(days)
    ]


def answered(posts: Sequence[MeasuredPost], kpi: str = "engagement", **period: Any) -> Answers:
    return answer(Material(brand="Shop", kpi=kpi, posts=posts, fit=KnownFit(mean=4.0)), **period)


def said(found: Answers, language: str = "en") -> dict[str, tuple[str, ...]]:
    return {block.title: block.sentences for block in blocks(found, language)}


def test_a_level_that_fell_is_told_with_its_day_interval_and_posts() -> None:
    found = answered(brand(-1.0, since=50))
    (shift,) = found.alerts
    assert shift.account == "facebook:shop"
    assert abs((shift.since - (NOW - timedelta(days=50))).days) <= 8
    assert shift.low <= np.exp(-1.0) <= shift.high < 1
    (told, chance) = said(found)["Alerts"]
    assert told.startswith("Facebook · shop: the level of a post shifted on")
    assert f"{shift.after} posts since against {shift.before} before" in told
    assert "200 posts" in chance


def test_a_level_that_stayed_gives_no_alert_and_says_how_soon_one_would_come() -> None:
    found = answered(brand())
    assert found.alerts == ()
    assert "Alerts" not in said(found)
    (watch,) = found.watches
    assert watch.posts == watch.current == 120
    fifth, third, half = (delay.posts for delay in watch.delays)
    assert half is not None
    assert third is not None
    assert half < third < (fifth or 201)
    (grown,) = said(found)["How accounts grew"]
    assert f"by a third after about {third} posts, by half" in grown


def test_a_shift_of_long_ago_is_kept_and_not_told_again() -> None:
    found = answered(brand(1.5, since=130))
    assert [shift.account for shift in found.watches[0].shifts] == ["facebook:shop"]
    assert found.alerts == ()


def test_a_rise_that_came_back_is_told_as_such() -> None:
    found = answered(brand(-1.0, since=50))
    unclear = replace(found.alerts[0], multiplier=0.95, low=0.8, high=1.1)
    (told, _) = said(replace(found, alerts=(unclear,)))["Alerts"]
    assert "seemed to shift" in told
    assert "it came back, or chance was at work" in told


def test_posts_too_young_are_not_watched() -> None:
    fresh = [post(NOW - timedelta(hours=1 + i), 0.1) for i in range(20)]
    found = answered([*brand(), *fresh])
    assert (found.watches[0].posts, found.alerts) == (120, ())


def test_few_posts_or_none_learnt_are_not_watched() -> None:
    assert answer(Material(brand="Shop", posts=brand())).watches == ()
    found = answered(brand(n=5))
    (grown,) = said(found)["How accounts grew"]
    assert "not watched yet: 10 posts are needed" in grown


def shorts(days: Sequence[int], **fields: Any) -> list[MeasuredPost]:
    first = datetime(2025, 3, 31, 12, tzinfo=UTC)
    given = {"network": "youtube", "kind": "short_video", "metric": "views", **fields}
    return [post(first + timedelta(days=day), 5.0, **given) for day in days]


def test_a_metric_that_was_redefined_between_two_posts_is_told_with_its_source() -> None:
    found = answered(shorts(range(-30, 40)), "views", end=date(2025, 5, 9), start=date(2025, 5, 2))
    (one,) = found.breaks
    assert one.in_period is False
    (told,) = said(found)["Alerts"]
    assert told.startswith(
        "Views of short videos on YouTube: counted otherwise since 31 March 2025"
    )
    assert "YouTube Help" in told


def test_periods_on_both_sides_of_a_redefinition_are_warned_of() -> None:
    found = answered(shorts(range(-30, 20)), "views")
    assert found.breaks[0].in_period
    changed = next(text for title, text in said(found).items() if title.startswith("What changed"))
    assert changed[-1].startswith("Take care: Views of short videos")


@pytest.mark.parametrize(
    ("posts", "kpi"),
    [
        (shorts(range(40)), "views"),
        (shorts(range(-40, 0)), "views"),
        (shorts(range(-30, 40), kind="video"), "views"),
        (shorts(range(-30, 40), network="tiktok"), "views"),
        (shorts(range(-30, 40), metric="reactions"), "engagement"),
    ],
)
def test_nothing_is_told_where_a_redefinition_touches_no_comparison(
    posts: list[MeasuredPost], kpi: str
) -> None:
    assert answered(posts, kpi).breaks == ()


def test_a_rate_is_touched_by_its_exposure() -> None:
    both = [
        MeasuredPost(post=m.post, values={**m.values, "reactions": 3.0}, as_of=m.as_of)
        for m in shorts(range(-30, 40))
    ]
    assert len(answered(both, "engagement_rate_by_views").breaks) == 1
    assert answered(both, "engagement").breaks == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_holds_the_alerts(language: str) -> None:
    found = answered(brand(-1.0, since=50))
    title = {"en": "Alerts", "fr": "Alertes"}[language]
    (told, _) = said(found, language)[title]
    page = render(found, language=language, form="html").decode()
    assert f'id="alerts-title">{title}<' in page
    assert 'href="#alerts"' in page
    out = io.StringIO()
    show(found, Speech(language), Console(file=out, width=80))
    assert told[:20] in out.getvalue()
    kept = json.loads(render(found, language=language, form="json"))
    assert kept["alerts"][0]["first_post"] == found.alerts[0].first_post
    assert len(kept["watches"]) == 1


def test_no_alert_no_heading() -> None:
    assert 'href="#alerts"' not in render(answered(brand()), language="en", form="html").decode()
