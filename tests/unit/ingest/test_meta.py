from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes, read_file

from balise.domain.account import Account
from balise.ingest.layout import Context

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "instagram:17900000000000001"


def instagram(*changes: tuple[int, object]) -> bytes:
    row = list(made.INSTAGRAM_ROWS[0])
    for column, value in changes:
        row[column] = value
    return made.bom(made.table(made.INSTAGRAM, [row]))


def test_it_reads_the_posts_of_instagram(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.bom(made.table(made.INSTAGRAM, made.INSTAGRAM_ROWS)))
    post = read.posts[0]
    assert (post.uid, post.account, post.kind) == (FIRST, "moulin.demo", "image")
    assert post.text == "Pain frais,\ntous les jours #pain"
    assert post.hashtags == ("pain",)
    assert [one.kind for one in read.posts] == ["image", "short_video", "carousel"]
    assert read.readings[0].basis == "lifetime"


def test_it_takes_a_blank_cell_as_missing_and_not_as_zero(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.bom(made.table(made.INSTAGRAM, made.INSTAGRAM_ROWS)))
    assert "follows" not in read.values(FIRST)
    assert read.values(FIRST)["saves"] == 2
    assert read.values("instagram:17900000000000003") == {"reach": 50, "reactions": 4, "saves": 0}


def test_it_takes_views_of_0_beside_reach_as_missing_and_says_so(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.bom(made.table(made.INSTAGRAM, made.INSTAGRAM_ROWS)))
    assert "views-zero" in read.codes
    assert read.dropped == 0


def test_it_keeps_views_of_0_where_nobody_was_reached(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, instagram((11, 0), (12, 0)))
    assert read.values(FIRST)["views"] == 0


@pytest.mark.parametrize(
    ("written", "utc", "code"),
    [
        ("05/26/2026 10:23", "2026-05-26T17:23", None),
        ("01/15/2026 10:23", "2026-01-15T18:23", None),
        ("03/08/2026 01:59", "2026-03-08T09:59", None),
        ("03/08/2026 02:30", "2026-03-08T10:30", "time-skipped"),
        ("03/08/2026 03:00", "2026-03-08T10:00", None),
        ("11/01/2026 01:30", "2026-11-01T08:30", "time-twice"),
        ("11/01/2026 02:00", "2026-11-01T10:00", None),
    ],
)
def test_it_reads_times_by_the_clock_of_los_angeles(
    tmp_path: Path, written: str, utc: str, code: str | None
) -> None:
    read = read_bytes(tmp_path, instagram((6, written), (7, "https://www.instagram.com/p/x/")))
    assert read.posts[0].published_at.isoformat().startswith(utc)
    assert [c for c in read.codes if c.startswith("time")] == ([code] if code else [])
    assert read.posts[0].precision == "minute"


def shortcode(milliseconds: int) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    number = (milliseconds - 1314220021721) << 23
    return "".join(letters[number >> 6 * place & 63] for place in reversed(range(11)))


@pytest.mark.parametrize(
    ("uploaded", "utc"),
    [(1793521740000, "2026-11-01T08:30"), (1793525340000, "2026-11-01T09:30")],
)
def test_it_settles_a_time_that_came_twice_by_the_link(
    tmp_path: Path, uploaded: int, utc: str
) -> None:
    link = f"https://www.instagram.com/p/{shortcode(uploaded)}/"
    read = read_bytes(tmp_path, instagram((6, "11/01/2026 01:30"), (7, link)))
    assert read.posts[0].published_at.isoformat().startswith(utc)
    assert "time-twice" not in read.codes


def test_it_settles_the_order_of_day_and_month_by_the_link(tmp_path: Path) -> None:
    link = f"https://www.instagram.com/p/{shortcode(1775037600000)}/"  # 1 April 2026
    read = read_bytes(tmp_path, instagram((6, "01/04/2026 03:00"), (7, link)))
    assert read.posts[0].published_at.isoformat().startswith("2026-04-01T10:00")
    assert "month-first-assumed" not in read.codes


def test_it_says_that_the_month_was_taken_first_where_nothing_tells(tmp_path: Path) -> None:
    read = read_bytes(
        tmp_path, instagram((6, "01/04/2026 03:00"), (7, "https://www.instagram.com/p/x/"))
    )
    assert read.posts[0].published_at.month == 1
    assert "month-first-assumed" in read.codes


@pytest.mark.parametrize("value", ["1,2,3", "abc", "1_000", "²"])
def test_it_tells_of_a_figure_that_is_none(tmp_path: Path, value: str) -> None:
    read = read_bytes(tmp_path, instagram((13, value)))
    (found,) = read.findings
    assert (found.code, found.line, found.column) == ("number-unreadable", 2, "reactions")
    assert "reactions" not in read.values(FIRST)
    assert len(read.posts) == 1


@pytest.mark.parametrize("value", ["", "yesterday", "13/13/2026 10:00", "05/26/1926 10:23"])
def test_it_drops_a_row_without_a_time_and_says_so(tmp_path: Path, value: str) -> None:
    read = read_bytes(tmp_path, instagram((6, value)))
    assert (read.rows, len(read.posts), read.dropped) == (1, 0, 1)


def test_it_tells_of_a_post_that_stands_twice(tmp_path: Path) -> None:
    rows = [made.INSTAGRAM_ROWS[0], made.INSTAGRAM_ROWS[0]]
    read = read_bytes(tmp_path, made.bom(made.table(made.INSTAGRAM, rows)))
    assert (len(read.posts), read.codes) == (1, ["duplicate-row"])


def test_it_keeps_each_day_of_a_daily_breakdown(tmp_path: Path) -> None:
    rows = [list(made.INSTAGRAM_ROWS[0]) for _ in range(2)]
    rows[0][10], rows[1][10] = "06/13/2026", "06/14/2026"
    read = read_bytes(tmp_path, made.bom(made.table(made.INSTAGRAM, rows)))
    assert len(read.posts) == 1
    assert [str(one.day) for one in read.readings] == ["2026-06-13", "2026-06-14"]
    assert {one.basis for one in read.readings} == {"day"}


def test_it_knows_a_post_by_its_link_where_a_spreadsheet_damaged_the_id(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, instagram((0, "1.79E+16")))
    assert read.posts[0].uid == "instagram:DYzZ_demo01"
    assert read.codes == ["id-damaged"]


def test_it_says_that_a_damaged_id_without_a_link_is_lost(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, instagram((0, "1.79E+16"), (7, "")))
    assert read.posts[0].uid.startswith("instagram:hash:")
    assert "id-lost" in read.codes


def test_it_reads_stories(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, next(m for m in made.MADE if m.name == "stories.csv").make())
    assert read.posts[0].kind == "story"
    assert read.values(FIRST)["comments"] == 2
    assert read.values(FIRST)["navigation"] == 120


def test_it_takes_the_caption_of_facebook_from_title_or_description(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.bom(made.table(made.FACEBOOK, made.FACEBOOK_ROWS)))
    assert [p.text for p in read.posts] == [
        "Nouveaux horaires https://example.org",
        "Visite du fournil",
    ]
    assert [p.kind for p in read.posts] == ["link", "short_video"]
    assert read.values("facebook:122100000000001")["link_clicks"] == 7
    assert "interactions" not in read.values("facebook:122100000000001")
    assert read.values("facebook:122100000000002")["watch_time_s"] == 812.409


def test_it_reads_facebook_in_french(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, next(m for m in made.MADE if m.name == "facebook_fr.csv").make())
    values = read.values("facebook:122100000000009")
    assert values == {
        "views": 20, "reach": 15, "reactions": 2, "comments": 0, "shares": 0, "clicks_all": 1
    }  # fmt: skip


def test_it_leaves_out_the_row_that_explains_the_former_insights(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, next(m for m in made.MADE if m.name == "Insights.csv").make())
    assert [p.uid for p in read.posts] == ["facebook:611_901"]
    assert read.posts[0].account == "moulin"
    assert [f.code for f in read.findings if f.drops_row] == ["row-foreign"]
    assert read.values("facebook:611_901")["clicks_all"] == 14


def test_it_reads_the_sheet_of_reactions_of_the_former_insights(tmp_path: Path) -> None:
    header = "Post ID,Permalink,Post Message,Type,Posted,share,like,comment"
    row = ("611_901", "https://www.facebook.com/moulin/posts/901", "Old", "Photo",
           "3/19/2018 4:05", 2, 7, 1)  # fmt: skip
    read = read_bytes(tmp_path, made.table(header, [row]).encode())
    assert read.values("facebook:611_901") == {"shares": 2, "reactions": 7, "comments": 1}


def test_it_gives_a_daily_series_to_the_lone_account(tmp_path: Path) -> None:
    account = Account(id="instagram:m", brand="b", network="instagram", handle="moulin.demo")
    path = tmp_path / "Reach.csv"
    path.write_bytes(made.series("Reach"))
    read = read_file(path, context=Context.of([account]))
    assert {r.post_uid for r in read.readings} == {"account:instagram:moulin.demo"}
    assert [dict(r.values) for r in read.readings] == [{"reach": 14551}, {"reach": 0}]
    assert read.findings == []


def test_it_says_that_a_series_names_no_network(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.series("Content interactions"))
    assert read.codes == ["account-unknown"]
    assert dict(read.readings[0].values) == {"engagements": 14551}


def test_it_reads_the_network_in_the_title_of_a_series(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.series("Instagram follows"))
    assert read.readings[0].post_uid == "account:instagram:instagram"
    assert dict(read.readings[0].values) == {"new_follows": 14551}


def test_it_reads_the_audience(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.audience())
    shares = next(r for r in read.readings if r.day is None).values
    assert shares["audience.age_gender.18-24 women"] == pytest.approx(0.106)
    assert shares["audience.country.Belgium"] == pytest.approx(0.751)
    assert [dict(r.values) for r in read.readings if r.day] == [{"new_follows": 4}]
