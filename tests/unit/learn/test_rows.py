from __future__ import annotations

from datetime import UTC, datetime, timedelta

from balise.domain.post import Post
from balise.learn.rows import Earlier, follow, week_of

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def posts(*hours: float) -> list[Post]:
    return [
        Post(uid=f"x:{h}", network="x", account="a", published_at=START + timedelta(hours=h))
        for h in hours
    ]


def sequence(factor: str, *hours: float) -> list[str | None]:
    return [dict(found).get(factor) for _, found, _ in follow(posts(*hours), {"": "UTC"})]


def test_the_gap_is_counted_from_the_accounts_previous_post() -> None:
    assert sequence("gap", 0, 3, 30, 400) == [None, "2-4h", "1-2d", "7d+"]


def test_posts_of_one_day_are_counted() -> None:
    found = sequence("post of the day", 0, 1, 2, 3, 4, 24)
    assert found == ["1", "2", "3", "4+", "4+", "1"]


def test_it_goes_on_from_where_an_earlier_block_ended() -> None:
    *_, (_, _, state) = follow(posts(0, 1), {"": "UTC"})
    assert isinstance(state, Earlier)
    [(_, found, _)] = follow(posts(2), {"": "UTC"}, {"x:a": state})
    assert dict(found)["post of the day"] == "3"


def test_accounts_do_not_follow_one_another() -> None:
    other = Post(uid="x:9", network="x", account="b", published_at=START + timedelta(hours=1))
    *_, (_, found, _) = follow([*posts(0), other], {"": "UTC"})
    assert "gap" not in dict(found)


def test_weeks_turn_on_monday() -> None:
    assert week_of(START) == week_of(START - timedelta(hours=10)) + 1
    assert week_of(START) == week_of(START + timedelta(days=6))
