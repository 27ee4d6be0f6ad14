from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from balise.domain.post import Post
from balise.errors import TimeZoneUnknownError
from balise.learn.columns import choose
from balise.learn.features import bin_of, levels
from balise.learn.frames import posts_of

AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def a_post(**given: Any) -> Post:
    return Post(**{"uid": "x:1", "network": "x", "account": "a", "published_at": AT, **given})


def told(post: Post, timezone: str = "UTC") -> dict[str, str]:
    return dict(levels(post, timezone=timezone))


def test_it_tells_hour_and_weekday_in_the_zone_of_the_account() -> None:
    assert told(a_post())["hour"] == "23"
    local = told(a_post(), "Europe/Brussels")
    assert (local["hour"], local["weekday"]) == ("0", "monday")


def test_it_tells_no_hour_of_a_post_whose_day_alone_is_known() -> None:
    found = told(a_post(precision="day"), "Europe/Brussels")
    assert "hour" not in found
    assert found["weekday"] == "sunday"


def test_it_tells_neither_of_a_post_whose_month_alone_is_known() -> None:
    assert not {"hour", "weekday"} & set(told(a_post(precision="month")))


def test_it_tells_a_public_holiday_of_the_country_of_the_account() -> None:
    post = a_post(published_at=datetime(2026, 7, 21, 12, tzinfo=UTC))
    assert told(post, "Europe/Brussels")["holiday"] == "yes"
    assert "holiday" not in told(post, "Europe/Paris")
    assert "holiday" not in told(post, "UTC")


def test_a_holiday_begins_at_midnight_of_the_account() -> None:
    eve = a_post(published_at=datetime(2026, 7, 20, 22, 30, tzinfo=UTC))
    assert told(eve, "Europe/Brussels")["holiday"] == "yes"
    over = a_post(published_at=datetime(2026, 7, 21, 22, 30, tzinfo=UTC))
    assert "holiday" not in told(over, "Europe/Brussels")
    new_year = a_post(published_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert told(new_year, "Europe/Brussels")["holiday"] == "yes"


def test_a_bare_day_is_a_holiday_by_its_own_date() -> None:
    day = a_post(published_at=datetime(2026, 7, 1, tzinfo=UTC), precision="day")
    assert told(day, "America/Toronto")["holiday"] == "yes"
    after = a_post(published_at=datetime(2026, 7, 2, tzinfo=UTC), precision="day")
    assert "holiday" not in told(after, "America/Toronto")


def test_no_holiday_is_told_of_a_post_whose_month_alone_is_known() -> None:
    month = a_post(published_at=datetime(2026, 5, 1, tzinfo=UTC), precision="month")
    assert "holiday" not in told(month, "Europe/Brussels")


def test_it_refuses_a_zone_that_does_not_exist() -> None:
    with pytest.raises(TimeZoneUnknownError):
        levels(a_post(), timezone="Mars/Olympus")


def test_hashtags_of_one_spelling_are_one_level() -> None:
    found = levels(a_post(hashtags=("#Foo", "foo", "Bar")), timezone="UTC")
    assert [level for factor, level in found if factor == "hashtag"] == ["foo", "bar"]


def test_it_reads_hashtags_from_the_text_where_none_are_given() -> None:
    assert ("hashtag", "foo") in levels(a_post(text="look #Foo"), timezone="UTC")


def test_a_call_to_action_that_is_given_is_not_recognised_anew() -> None:
    assert told(a_post(cta="visit"))["cta"] == "visit"
    assert told(a_post(cta=""))["cta"] == "none"


def test_it_says_nothing_of_payment_where_it_is_not_known() -> None:
    assert "paid" not in told(a_post())
    assert told(a_post(is_paid=False))["paid"] == "no"


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        ("question", "why?"),
        ("exclamation", "wow!"),
        ("number", "3 left"),
        ("emoji", "hi \U0001f600"),
    ],
)
def test_it_sees_the_form_of_a_text(factor: str, text: str) -> None:
    assert told(a_post(text=text)).get(factor) == "yes"
    assert factor not in told(a_post(text="plain words"))


def test_every_number_has_a_bin() -> None:
    assert [bin_of(n, (0, 40, 80)) for n in (0, 1, 40, 41, 81)] == [
        "0",
        "1-40",
        "1-40",
        "41-80",
        "81+",
    ]


@pytest.mark.parametrize(
    ("n", "level"),
    [(1, "1"), (2, "2-4"), (4, "2-4"), (5, "5+"), (20, "5+"), (0, None), (None, None)],
)
def test_the_number_of_media_is_told_where_it_is_known(n: int | None, level: str | None) -> None:
    assert told(a_post(media_count=n)).get("media count") == level


def test_a_frame_may_tell_the_number_of_media_in_any_form() -> None:
    frame = pd.DataFrame(
        {
            "post_uid": [f"x:{i}" for i in range(6)],
            "network": "x",
            "account": "a",
            "published_at": pd.Timestamp(AT),
            "kind": "image",
            "media_count": [1.0, 7.0, None, 0.0, -2.0, float("nan")],
        }
    )
    assert [post.media_count for post in posts_of(frame)] == [1, 7, None, None, None, None]
    bare = frame.drop(columns="media_count")
    assert {post.media_count for post in posts_of(bare)} == {None}


def test_media_become_columns_only_where_a_post_tells_them() -> None:
    counts = {("kind", "image"): 9, ("media count", "2-4"): 3, ("media count", "1"): 6}
    names = [(c.level, c.group) for c in choose(counts, kpi="views").columns[2:]]
    assert names == [("1", "media count"), ("2-4", "media count")]
    assert len(choose({("kind", "image"): 9}, kpi="views").columns) == 2
