"""What an audit proposes for a strategy: a file of it is a strategy that holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from tests.unit.report.past import MONDAY, account, audited, post, weekly
from tests.unit.report.test_report_audit import posts_of_anything

from balise.domain import strategy as noun
from balise.domain.audit import Audit, Prefill
from balise.domain.ports import MeasuredPost
from balise.domain.tag import Proposed, TagProposal
from balise.report import prefill
from balise.strategy import Strategy

AIM = noun.Objective(
    name="clicks", stage="conversion", kpi="link_clicks", aggregate="total", target=100,
    starts=date(2026, 12, 1), ends=date(2027, 2, 28),
)  # fmt: skip


def written(told: Prefill) -> Strategy:
    """Write what is proposed as a strategy, and read it again."""
    identity = noun.Identity(
        name="Shop", language=told.language or "en", timezone=told.timezone or "UTC"
    )
    accounts = told.accounts or (noun.Presence(network="x", handle="shop"),)
    return Strategy.of(noun.Strategy(
        identity=identity, objectives=(AIM,), accounts=accounts, pillars=told.pillars,
        calls_to_action=told.calls_to_action, hashtags=told.hashtags, capacity=told.capacity,
    ))  # fmt: skip


def test_an_account_is_proposed_with_its_pace_hours_language_and_followers() -> None:
    posts = weekly([1, 2, 3, 4, 2, 3, 2, 1], network="instagram", language="fr", followers=800.0)
    told = prefill(audited(posts, accounts=[account("instagram", zone="Europe/Paris")]))
    (one,) = told.accounts
    assert (one.network, one.handle, one.language, one.followers) == (
        "instagram", "shop", "fr", 800.0,
    )  # fmt: skip
    assert one.posts_per_week == (2, 3)
    assert told.per_week == {"instagram:shop": pytest.approx(17 / 7, abs=0.05)}
    assert one.hours == (10, 14)  # all at one hour leaves a calendar no choice
    assert (told.language, told.timezone) == ("fr", "Europe/Paris")
    assert told.capacity == {"text": pytest.approx(2.3, abs=0.2)}


def test_an_account_of_a_few_days_has_the_rhythm_of_any_account() -> None:
    (one,) = prefill(audited([post(0), post(1)])).accounts
    plain = noun.Presence(network="x", handle="shop")
    assert (one.posts_per_week, one.hours) == (plain.posts_per_week, plain.hours)


def test_more_posts_than_days_leave_room_in_a_day() -> None:
    posts = [post(n, at=MONDAY + timedelta(hours=8 * n)) for n in range(24 * 7)]
    (one,) = prefill(audited(posts)).accounts
    assert one.posts_per_week[1] > 7
    assert one.posts_per_day == 3
    assert written(prefill(audited(posts))).findings == ()


def test_a_language_that_balise_does_not_speak_is_not_that_of_the_strategy() -> None:
    told = prefill(audited(weekly([2] * 6, language="nl")))
    assert (told.language, told.accounts[0].language) == ("", "nl")


def test_asks_hashtags_and_pillars_come_with_the_words_really_used() -> None:
    posts = [post(n, text="Réservez votre place !", language="fr", hashtags=("Shop", "Garden"))
             for n in range(40)]  # fmt: skip
    groups = tuple(
        TagProposal(uid=f"x:{n}", field="pillar", value="bike · repair", source="likeness", score=1)
        for n in range(30)
    )
    told = prefill(audited(posts, pillars=Proposed(field="pillar", proposals=groups)))
    assert told.calls_to_action == (
        noun.CallToAction(name="book", phrases=("Réservez votre place",), stage="conversion"),
    )
    assert (told.hashtags.brand, told.hashtags.pool) == (("#Shop",), ("#Garden",))
    assert told.hashtags.max_per_post == 2
    assert told.pillars == (noun.Pillar(name="bike", keywords=("bike", "repair")),)
    assert written(told).hashtags == told.hashtags


def test_what_was_done_once_is_no_habit() -> None:
    told = prefill(audited([post(0, text="Book your seat", hashtags=("once",)), post(1)]))
    assert (told.calls_to_action, told.hashtags.pool) == ((), ())


@given(posts_of_anything())
def test_whatever_the_posts_what_is_proposed_is_a_strategy(posts: list[MeasuredPost]) -> None:
    written(prefill(audited(posts)))


@pytest.mark.parametrize(
    "known",
    [
        {"account": "@shop"},
        {"account": "a\nb"},
        {"account": "x" * 300},
        {"cta": "buy\nnow"},
        {"cta": "z" * 300},
        {"hashtags": ("two words", "a" * 300, "#")},
        {"network": "odd"},
        {"language": "english"},
        {"followers": 1e300},
    ],
)
def test_hostile_habits_are_cleaned_before_they_are_proposed(known: dict[str, object]) -> None:
    found: Audit = audited(weekly([3] * 6, **known))
    written(prefill(found))


def test_hours_near_midnight_stay_within_the_day() -> None:
    late = [post(n, at=datetime(2026, 3, 2 + n, 23, 30, tzinfo=UTC)) for n in range(20)]
    early = [post(n, at=datetime(2026, 3, 2 + n, 0, 30, tzinfo=UTC)) for n in range(20)]
    assert prefill(audited(late)).accounts[0].hours == (20, 24)
    assert prefill(audited(early)).accounts[0].hours == (0, 4)
