from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from balise.domain.post import Post
from balise.simulate import World, exports
from balise.simulate.ids import (
    instagram_shortcode,
    instagram_time,
    native_id,
    tiktok_id,
    tiktok_time,
    x_id,
    x_time,
)
from balise.simulate.layouts.meta import publish_time
from balise.simulate.world import START

CHANGES = [  # the hours round the changes of clock in Los Angeles and in Brussels
    datetime(2026, 3, 8, 9, 59, tzinfo=UTC),
    datetime(2026, 3, 8, 10, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 8, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
]


TOLD = [
    "03/08/2026 01:59",
    "03/08/2026 03:00",
    "03/28/2026 17:59",
    "03/28/2026 18:00",
    "10/24/2026 17:30",
    "11/01/2026 01:30",
    "11/01/2026 01:30",
]


@cache
def world() -> World:
    return World(7)


@cache
def files() -> dict[str, bytes]:
    return exports(world())


def named(word: str) -> list[str]:
    return [name for name in files() if word in name]


def meta(kind: str) -> list[pd.DataFrame]:
    """Give the post files of Meta whose header holds `kind`, the latest last."""
    parsed = [pd.read_csv(io.BytesIO(files()[n]), dtype=str) for n in named("2026_")]
    return sorted((t for t in parsed if kind in t.columns), key=len)


def unpacked(start: str) -> pd.DataFrame:
    (name,) = [one for one in files() if one.startswith(start)]
    with zipfile.ZipFile(io.BytesIO(files()[name])) as archive:
        (inner,) = archive.namelist()
        return pd.read_csv(io.BytesIO(archive.read(inner)), dtype=str)


def of(network: str) -> dict[str, Post]:
    mine = [post for post in world().posts() if post.network == network]
    return {post.uid.partition(":")[2]: post for post in mine}


def test_it_gives_the_same_bytes_for_the_same_seed() -> None:
    assert files() == exports(World(7))
    assert files() != exports(World(8))


@pytest.mark.parametrize("at", CHANGES)
def test_it_makes_ids_that_hold_the_time(at: datetime) -> None:
    assert x_time(x_id(at, 99)) == tiktok_time(tiktok_id(at, 99)) == at
    assert instagram_time(instagram_shortcode(at, 99)) == at


def test_it_makes_ids_as_long_as_the_real_ones() -> None:
    lengths = {
        n: len(native_id(n, CHANGES[0], 1)) for n in ("instagram", "facebook", "x", "tiktok")
    }
    assert lengths == {"instagram": 17, "facebook": 15, "x": 19, "tiktok": 19}


@pytest.mark.parametrize(("at", "told"), list(zip(CHANGES, TOLD, strict=True)))
def test_it_tells_the_time_of_los_angeles_across_changes_of_clock(at: datetime, told: str) -> None:
    assert publish_time(at) == told


def test_it_keeps_the_hours_of_the_brand_across_changes_of_clock() -> None:
    zone = ZoneInfo("Europe/Brussels")
    assert {post.published_at.astimezone(zone).hour for post in world().posts()} <= set(
        range(7, 22)
    )
    assert {post.published_at.utcoffset() for post in world().posts()} == {timedelta(0)}


def test_it_holds_every_instagram_post_once() -> None:
    table, posts = meta("Saves")[-1], of("instagram")
    assert sorted(table["Post ID"]) == sorted(posts)
    for row in table.to_dict("records"):
        post = posts[row["Post ID"]]
        assert row["Description"] == post.text
        assert row["Publish time"] == publish_time(post.published_at)
        assert instagram_time(row["Permalink"].split("/")[-2]) == post.published_at
    assert table["Account name"].str.contains("made-up").all()


def test_it_adds_readings_with_a_later_instagram_file() -> None:
    early, late = (t.set_index("Post ID")["Views"].astype(int) for t in meta("Saves"))
    assert set(early.index) < set(late.index)
    grown = late[early.index] - early
    assert (grown >= 0).all()
    assert (grown > 0).sum() >= 3


def test_it_holds_every_facebook_post_once() -> None:
    table, posts = meta("Page name")[-1], of("facebook")
    assert sorted(table["Post ID"]) == sorted(posts)
    texts = table["Title"].fillna("") + table["Description"].fillna("")
    assert texts.tolist() == [posts[one].text for one in table["Post ID"]]
    parts = table[["Reactions", "Comments", "Shares"]].astype(int).sum(axis=1)
    assert (table["Reactions, Comments and Shares"].astype(int) == parts).all()
    assert table["Page name"].str.contains("made-up").all()


def test_it_has_the_traps_of_the_real_files() -> None:
    facebook, instagram = meta("Page name")[-1], meta("Saves")[-1]
    reach = facebook["Reach"].astype(float)
    assert ((facebook["Views"] == "0") & (reach > 0)).sum() >= 2
    assert instagram["Reach"].isna().any()
    assert instagram["Follows"].isna().any()
    captions = "".join(instagram["Description"])
    assert all(mark in captions for mark in ("\n", ",", '"', "🌿"))


def test_it_writes_as_meta_byte_for_byte() -> None:
    (name,) = [n for n in named("2026_") if b"Page name" in files()[n]]
    data = files()[name]
    assert data.startswith(b'\xef\xbb\xbf"Post ID","Page ID","Page name",Title,Description,')
    assert data.endswith(b"\n")
    assert b"\r" not in data


def test_it_writes_daily_series_in_utf_16() -> None:
    for name, title in (("Reach.csv", "Instagram reach"), ("Follows.csv", "Instagram follows")):
        data = files()[name]
        assert data.startswith(b"\xff\xfes\x00e\x00p\x00=\x00,\x00\n\x00")
        lines = data.decode("utf-16").splitlines()
        assert lines[1:4][:2] == [f'"{title}"', '"Date","Primary"']
        assert len(lines) == 3 + 7 * world().weeks
        assert lines[3].startswith(f'"{START}T00:00:00"')


def test_it_holds_every_post_on_x_once() -> None:
    (name,) = named("account_analytics_content")
    rows = list(csv.DictReader(io.StringIO(files()[name].decode(), newline="")))
    posts = of("x")
    assert sorted(row["Post id"] for row in rows) == sorted(posts)
    for row in rows:
        post = posts[row["Post id"]]
        assert row["Post text"] == post.text
        assert x_time(row["Post id"]) == post.published_at
        told = datetime.strptime(row["Date"], "%a, %b %d, %Y").replace(tzinfo=UTC)
        assert told.date() == post.published_at.date()
    assert sum(row["Post text"].startswith("@") for row in rows) == 1


def test_it_tells_the_days_of_x_from_the_newest() -> None:
    table = pd.read_csv(io.BytesIO(files()["account_overview_analytics.csv"]))
    days = pd.to_datetime(table["Date"], format="%a, %b %d, %Y")
    assert len(table) == 7 * world().weeks
    assert days.is_monotonic_decreasing
    assert table["Create Post"].sum() == len(of("x"))
    assert (table.drop(columns="Date") >= 0).all(axis=None)


def test_it_holds_every_video_once() -> None:
    table, posts = unpacked("Content_"), of("tiktok")
    ids = table["Video link"].str.rsplit("/", n=1).str[1]
    assert sorted(ids) == sorted(posts)
    zone = ZoneInfo("Europe/Brussels")
    for native, told in zip(ids, table["Post time"], strict=True):
        at = posts[native].published_at
        assert tiktok_time(native) == at
        assert told == f"{at.astimezone(zone):%B} {at.astimezone(zone).day}"


def test_it_gives_the_followers_of_tiktok_day_by_day() -> None:
    table = unpacked("Followers_")
    assert (table["Followers"][:5] == "undefined").all()
    known = table["Followers"][5:].astype(int)
    difference = table["Difference in followers from previous day"].astype(int)
    assert (known.diff().dropna() == difference[6:]).all()
    assert len(unpacked("Overview_")) == len(table) == 7 * world().weeks


def test_it_says_that_all_is_made_up() -> None:
    note = files()["LISEZMOI-README.txt"].decode()
    assert "TOUT EST INVENTÉ" in note
    assert "ALL OF IT IS MADE UP" in note


def test_it_leaves_out_what_came_after_the_download() -> None:
    early = exports(world(), datetime(2026, 5, 4, 8, tzinfo=UTC))
    assert sum(map(len, early.values())) < sum(map(len, files().values()))
    assert "account_analytics_content_2026-02-02_2026-05-04.csv" in early
