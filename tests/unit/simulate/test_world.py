from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import polars as pl
import pytest

from balise.domain.plan import Slot
from balise.errors import ColumnMissingError, RecordNotFoundError
from balise.simulate import QUINCAILLERIE, Brand, Presence, Strength, World
from balise.simulate.ageing import share_reached

HANDLE = "quincaillerie.parc.demo"


def slot(hour: int, *, account: str = HANDLE, kind: str = "image") -> Slot:
    return Slot(
        slot_id=f"s{hour}",
        content_id="c",
        network="facebook",
        account=account,
        publish_at=datetime(2026, 11, 10, hour, tzinfo=UTC),
        kind=kind,
        cta="visit",
        hashtags=("#Bricolage",),
        q05=0,
        q50=0,
        q95=0,
    )


def slots_frame() -> pd.DataFrame:
    at = pd.to_datetime(["2026-11-10T09:00Z", "2026-11-10T12:00Z", "2026-11-11T09:00Z"])
    names = {"network": "facebook", "account": HANDLE, "kind": "image"}
    return pd.DataFrame({"publish_at": at, "hashtags": [["DIY"], [], ["#DIY"]]}).assign(**names)


def test_it_gives_the_same_world_for_the_same_seed() -> None:
    assert World(3, weeks=6).published == World(3, weeks=6).published
    assert World(3, weeks=6).truth() == World(3, weeks=6).truth()


def test_it_gives_another_world_for_another_seed() -> None:
    assert World(3, weeks=6).posts() != World(4, weeks=6).posts()
    assert World(3).truth() != World(4).truth()


def test_it_fills_forty_weeks_on_four_networks() -> None:
    world = World(7)
    counts = pd.Series([post.network for post in world.posts()]).value_counts()
    assert set(counts.index) == {"facebook", "instagram", "x", "tiktok"}
    assert counts.between(60, 130).all()
    assert all(world.start <= p.published_at.date() <= world.ends_at.date() for p in world.posts())


def test_it_gives_every_post_an_id_of_its_own() -> None:
    posts = World(7).posts()
    assert len({post.uid for post in posts}) == len(posts)


def test_it_writes_hundreds_of_captions() -> None:
    posts = World(7).posts()
    assert len({post.text for post in posts}) > 350
    assert {post.language for post in posts} == {"fr", "en"}
    assert max(len(post.text) for post in posts if post.network == "x") <= 280
    assert not any("{" in post.text for post in posts)
    assert all(f"#{tag}" in post.text for post in posts for tag in post.hashtags)
    assert all(link.url in post.text for post in posts for link in post.links)


def test_it_says_in_the_name_of_the_brand_that_it_is_made_up() -> None:
    assert "données inventées / made-up data" in QUINCAILLERIE.name
    assert {account.brand for account in QUINCAILLERIE.accounts} == {QUINCAILLERIE.name}
    assert "made-up" in World(7, weeks=2).readings(World(7, weeks=2).ends_at)[0].source


def test_it_has_one_answer_and_one_repost_on_x() -> None:
    posts = World(7).posts()
    answers = [post for post in posts if post.is_reply]
    reposts = [post for post in posts if post.is_repost]
    assert [post.network for post in answers + reposts] == ["x", "x"]
    assert answers[0].text.startswith("@")
    assert reposts[0].text.startswith("RT @")


def test_it_lets_figures_only_grow_with_age() -> None:
    world = World(7, weeks=4)
    moments = [world.ends_at + timedelta(hours=h) for h in (-200, 0, 5, 50, 500)]
    for one in world.published:
        rows = [one.values(moment) for moment in moments]
        for name, total in one.totals.items():
            path = [row[name] for row in rows]
            assert path == sorted(path)
            assert path[-1] <= total


@pytest.mark.parametrize("network", ["facebook", "instagram", "x", "tiktok", "other"])
def test_it_reaches_the_whole_result_in_the_end(network: str) -> None:
    shares = [share_reached(network, age) for age in range(-1, 2000, 3)]
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert shares[-1] > 0.999


def test_it_reads_only_posts_that_are_out() -> None:
    world = World(7, weeks=4)
    early, late = world.readings(world.ends_at - timedelta(14)), world.readings(world.ends_at)
    assert len(early) < len(late) == len(world.posts())


def test_it_meets_the_same_slot_with_the_same_fate() -> None:
    world, frame = World(7), slots_frame()
    alone = world.observe(frame.iloc[2:])
    pd.testing.assert_frame_equal(world.observe(frame).iloc[2:].reset_index(drop=True), alone)
    assert world.observe(frame)["views"].tolist() != world.observe(frame, draw=1)["views"].tolist()


def test_it_answers_in_the_library_of_the_question() -> None:
    world, frame = World(7), slots_frame()
    as_polars = pl.from_pandas(frame)
    from_arrow = world.observe(as_polars.to_arrow())
    expected = world.observe(frame)
    assert isinstance(expected, pd.DataFrame)
    assert isinstance(world.observe(as_polars), pl.DataFrame)
    assert type(from_arrow).__module__ == "pyarrow.lib"
    assert from_arrow["post_uid"].to_pylist() == expected["post_uid"].tolist()
    assert world.observe(as_polars)["post_uid"].to_list() == expected["post_uid"].tolist()
    assert str(expected["published_at"].dtype) == "datetime64[us, UTC]"
    assert world.observe(as_polars).schema["published_at"] == pl.Datetime("us", "UTC")


def test_it_publishes_slots_of_a_plan() -> None:
    got = World(7).observe([slot(9), slot(15)])
    assert got["kind"].tolist() == ["image", "image"]
    assert got["text"].str.contains("#Bricolage").all()
    assert got["impressions"].isna().all()
    assert (got["as_of"] > got["published_at"]).all()


def test_it_keeps_the_columns_of_a_plan_without_slots() -> None:
    world = World(7)
    assert list(world.observe([]).columns) == list(world.observe([slot(9)]).columns)


def test_it_holds_that_a_second_post_on_a_day_is_worth_less() -> None:
    world = World(7)
    alone, both = world.expected_log([slot(15)]), world.expected_log([slot(15), slot(9)])
    assert both[0] - alone[0] == pytest.approx(world.truth()[("same_day", "later")])


def test_it_refuses_a_slot_of_an_account_it_does_not_have() -> None:
    with pytest.raises(RecordNotFoundError, match="facebook:nobody"):
        World(7).observe([slot(9, account="nobody")])


def test_it_names_the_column_that_a_frame_of_slots_lacks() -> None:
    with pytest.raises(ColumnMissingError, match="kind"):
        World(7).observe(slots_frame().drop(columns="kind"))


def test_it_has_no_effect_at_all_in_a_null_world() -> None:
    assert not any(World.null(7).truth().values())
    assert not any(World.null(7).truth("tiktok:" + HANDLE).values())
    hours = World.null(7).expected_log([slot(hour) for hour in range(6, 20)])
    assert np.ptp(hours) == 0


def test_it_shows_a_boosted_post_more_often_unless_nothing_has_an_effect() -> None:
    frame = slots_frame()
    for world, gain in ((World(7), 2), (World.null(7), 1)):
        plain, paid = (world.observe(frame.assign(is_paid=flag))["views"] for flag in (False, True))
        assert (paid / plain).median() >= gain
    assert (paid == plain).all()


def test_it_keeps_drift_and_noise_in_a_null_world() -> None:
    history = World.null(7).history()
    assert history["reactions"].std() > 0


def test_it_lets_formats_differ_by_account() -> None:
    world = World(7)
    facebook, instagram = (world.truth(f"{n}:{HANDLE}") for n in ("facebook", "instagram"))
    assert facebook[("kind", "image")] != instagram[("kind", "image")]
    assert facebook[("cta", "save")] == instagram[("cta", "save")]


def test_it_has_few_hashtags_that_act_and_many_that_do_not() -> None:
    tags = {k: v for k, v in World(7).truth().items() if k[0] == "hashtag"}
    assert sum(v > 0 for v in tags.values()) == sum(v < 0 for v in tags.values()) == 2
    assert sum(v == 0 for v in tags.values()) >= 10


def test_it_takes_a_brand_of_ones_own() -> None:
    shop = Presence(
        network="linkedin", handle="d", level=3, followers=90, per_week=5, kinds={"text": 1}
    )
    brand = Brand(name="Essai (made-up)", timezone="America/Montreal", presences=(shop,))
    world = World(1, brand=brand, weeks=10, start=date(2025, 1, 6))
    assert {post.uid.partition(":")[0] for post in world.posts()} == {"linkedin"}
    assert world.history()["views"].notna().all()


def test_it_makes_a_bigger_brand_where_asked() -> None:
    small, big = World(7), World(7, strength=Strength(volume=2))
    gain = big.expected_log([slot(9)]) - small.expected_log([slot(9)])
    assert gain[0] == pytest.approx(2)
