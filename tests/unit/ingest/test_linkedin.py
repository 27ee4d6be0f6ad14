from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.ingest import exports_made as made
from tests.unit.ingest.reads import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

ACTIVITY = "linkedin:7300000000000000000"


def test_it_reads_the_workbook_of_a_page(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.page_workbook(), "page.xls")
    post = read.posts[0]
    assert (post.uid, post.kind, post.is_paid) == (ACTIVITY, "image", False)
    assert read.posts[1].is_paid
    assert read.posts[1].campaign == "Spring"
    assert post.published_at.isoformat().startswith("2025-02-25T03:53:47")
    values = read.values(ACTIVITY)
    assert (values["impressions"], values["clicks_all"]) == (120, 6)
    assert values["ctr_impressions"] == pytest.approx(0.05)
    assert "follows" not in values
    (day,) = [r for r in read.readings if r.day]
    assert (str(day.day), day.values["reactions"]) == ("2025-02-25", -1)


def rates(*written: float) -> bytes:
    url = "https://www.linkedin.com/feed/update/urn:li:activity:730000000000000000"
    header = "Post title,Post link,Created date,Impressions,Clicks,Click through rate (CTR)"
    rows = [("t", f"{url}{n}", "02/25/2025", 100, 5, rate) for n, rate in enumerate(written)]
    return made.table(header, rows).encode()


def test_it_reads_rates_in_percent_as_shares(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, rates(5.0, 4.0, 0.5))
    found = [r.values["ctr_impressions"] for r in read.readings]
    assert found == pytest.approx([0.05, 0.04, 0.005])


def test_it_does_not_believe_a_rate_above_one(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, rates(0.05, 0.04, 3.0))
    assert [r.values.get("ctr_impressions") for r in read.readings] == [0.05, 0.04, None]
    assert "rate-over-one" in read.codes


def test_it_joins_the_two_tables_of_a_members_best_posts(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.member_workbook(), "Content.xlsx")
    own = [r for r in read.readings if r.source == "linkedin.member.posts"]
    posts = {r.post_uid[-2:]: dict(r.values) for r in own}
    assert posts == {
        "01": {"engagements": 12},
        "02": {"engagements": 3, "impressions": 900},
        "03": {"impressions": 40},
    }
    assert {p.published_at.year for p in read.posts} == {2025}


def test_it_reads_every_sheet_of_a_member(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, made.member_workbook(), "Content.xlsx")
    days = [(r.source, dict(r.values)) for r in read.readings if r.day]
    assert days == [
        ("linkedin.member.daily", {"impressions": 100, "engagements": 12}),
        ("linkedin.member.followers", {"followers": 512}),
        ("linkedin.member.followers", {"new_follows": 3}),
    ]
    assert "members-unread" not in read.codes
