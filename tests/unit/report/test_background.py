"""What imported data fill in before the first question, and what they may not bring along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from balise.domain.account import Account
from balise.domain.outcome import Outcome
from balise.domain.ports import AccountDay, MeasuredPost
from balise.domain.post import Post
from balise.report import audit
from balise.report.background import background as of
from balise.report.values import Material
from balise.strategy.answers import Background

END = datetime(2026, 11, 20, 12, tzinfo=UTC)


def background(known: Material, language: str) -> Background:
    return of(known, audit(known), language)


def post(n: int, *, days: int = 0, account: str = "shop", **more: object) -> MeasuredPost:
    made = Post(
        uid=f"instagram:{account}{n}",
        network="instagram",
        account=account,
        published_at=END - timedelta(days=days),
        kind="image",
        text="",
        **more,  # type: ignore[arg-type]
    )
    values = {"reactions": 4.0, "comments": 1.0, "reach": 50.0, "link_clicks": 2.0}
    return MeasuredPost(post=made, values=values, as_of=END)


def material(*posts: MeasuredPost, **more: object) -> Material:
    account = Account(
        id="instagram:shop", brand="Shop", network="instagram", handle="shop",
        timezone="Europe/Brussels",
    )  # fmt: skip
    return Material(brand="Shop", posts=posts, accounts=[account], **more)  # type: ignore[arg-type]


def test_paces_and_sums_are_of_the_last_twelve_weeks() -> None:
    posts = [post(n, days=7 * n) for n in range(30)]
    found = background(material(*posts), "en")
    assert found.per_week == {"instagram:shop": pytest.approx(1.0)}
    assert found.baselines["link_clicks"] == pytest.approx(2.0)
    assert found.baselines["engagement"] == pytest.approx(5.0)
    assert "reach" not in found.baselines, "people are never summed"
    assert found.posts == 30
    assert found.told, "it begins with an audit"
    assert isinstance(found.own, tuple)
    (rate,) = found.own
    assert (rate.network, rate.kind) == ("instagram", "image")
    assert rate.n >= 28, "the youngest are not read yet"


def test_replies_and_reposts_are_no_pace() -> None:
    posts = [post(1), post(2, is_reply=True), post(3, is_repost=True)]
    assert background(material(*posts), "en").posts == 1


def test_the_latest_followers_of_the_account_are_taken() -> None:
    days = [
        AccountDay(network="instagram", account="shop", day=END.date() - timedelta(days=n),
                   as_of=END, values={"followers": 300.0 - n}, source="x")
        for n in (9, 1, 4)
    ]  # fmt: skip
    (account,) = background(material(post(1), days=days), "fr").accounts
    assert account.followers == 299


def test_outcomes_that_were_imported_are_a_baseline_too() -> None:
    sold = [
        Outcome(name="till", starts=day, ends=day, values={"count": 6.0, "amount.EUR": 90.0},
                as_of=END)
        for day in (END.date() - timedelta(days=n) for n in (0, 30, 400))
    ]  # fmt: skip
    posts = [post(n, days=7 * n) for n in range(12)]
    found = background(material(*posts, outcomes=sold), "en")
    assert found.baselines["till"] == pytest.approx(12 / 11)


@pytest.mark.parametrize("handle", ["", "  ", "a\nb", "x" * 300, "a\x1b[2J"])
def test_a_handle_that_no_strategy_takes_is_left_out(handle: str) -> None:
    assert background(material(post(1, account=handle)), "en").accounts == ()


def test_nothing_imported_is_nothing_known() -> None:
    found = background(material(), "en")
    assert (found.accounts, found.posts, found.told) == ((), 0, ())
