"""LinkedIn: the page's content and follower workbooks (.xls), the member's own workbook (.xlsx).

No real file was at hand: headers are those that six (page) and eight (member) independent
programs read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from balise.domain.reading import Batch, Reading
from balise.ingest.days import DayTable, account_uid
from balise.ingest.layout import Context, Row, Sheet, aliases
from balise.ingest.numbers import number
from balise.ingest.posts import PostTable
from balise.ingest.tables import normal
from balise.ingest.times import Moment, Times, day_end, day_order, linkedin_time

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLON = "(?::|%3A)"
URN = re.compile(
    rf"(?:urn{_COLON}li{_COLON}(?:activity|share|ugcPost){_COLON}|-(?:activity|share|ugcPost)-)"
    r"(\d{15,20})"
)
_KINDS = {
    "image": "image", "images": "image", "multi-image": "carousel", "carousel": "carousel",
    "video": "video", "article": "article", "text": "text", "poll": "poll",
    "document": "document", "event": "other", "reshare": "repost", "job": "other",
    "live video": "live", "celebration": "other", "link": "link",
}  # fmt: skip


def _moment(native: str, _row: Row) -> Moment | None:
    return linkedin_time(native)


PAGE_POSTS = PostTable(
    name="linkedin.page.posts",
    network="linkedin",
    columns=aliases(
        text="Post title|Update title",
        url="Post link|Update link",
        paid="Post type|Update type",
        campaign="Campaign name",
        ignored="Posted by|Campaign start date|Campaign end date|Audience|Offsite Views",
        published="Created date",
        impressions="Impressions",
        video_views="Views|Views (Excluding offsite video views)|Video views",
        clicks_all="Clicks",
        ctr_impressions="Click through rate (CTR)",
        reactions="Likes|Reactions",
        comments="Comments",
        shares="Reposts|Shares",
        follows="Follows",
        engagement_rate_native="Engagement rate",
        kind="Content Type",
    ),
    needs=("url", "published", "impressions", "clicks_all"),
    zone="UTC",
    kinds=_KINDS,
    fractions=frozenset({"ctr_impressions", "engagement_rate_native"}),
    native_id=lambda _row: "",
    id_in_url=URN,
    moment_of=_moment,
)

_PARTS = "|".join(
    f"{metric} ({part})"
    for metric in (
        "Impressions", "Clicks", "Reactions", "Comments", "Reposts", "Shares", "Engagement rate",
    )
    for part in ("organic", "sponsored")
)  # fmt: skip

PAGE_DAYS = DayTable(
    name="linkedin.page.daily",
    network="linkedin",
    columns=aliases(
        day="Date",
        impressions="Impressions (total)",
        unique_impressions="Unique impressions (organic)",
        clicks_all="Clicks (total)",
        reactions="Reactions (total)",
        comments="Comments (total)",
        shares="Reposts (total)|Shares (total)",
        engagement_rate_native="Engagement rate (total)",
        ignored=_PARTS,
    ),
    needs=("day", "impressions", "clicks_all"),
)

PAGE_FOLLOWERS = DayTable(
    name="linkedin.page.followers",
    network="linkedin",
    columns=aliases(
        day="Date",
        new_follows="Total followers",
        ignored="Sponsored followers|Organic followers|Auto-invited followers",
    ),
    needs=("day", "new_follows"),
)

MEMBER_DAYS = DayTable(
    name="linkedin.member.daily",
    network="linkedin",
    columns=aliases(day="Date", impressions="Impressions", engagements="Engagements"),
    needs=("day", "impressions", "engagements"),
    exact=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerTable(DayTable):
    """Followers won by day, below a line with how many there are in all on the last one."""

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the line above the header, then the days."""
        uid = account_uid(self.network, self.handle_in_name, sheet, context)
        total = _total(sheet, uid, self.name)
        if total:
            yield Batch(readings=(total,))
        yield from DayTable.batches(self, sheet, context)


_TOTAL = re.compile(r"total followers on (\d{1,2}/\d{1,2}/\d{4}):?")


def _total(sheet: Sheet, uid: str, source: str) -> Reading | None:
    """Read `Total followers on 2/28/2025:` and the figure beside it."""
    for _, cells in takewhile(lambda line: line[0] < sheet.header_line, sheet.table.lines()):
        told = _TOTAL.fullmatch(normal(cells[0])) if len(cells) > 1 else None
        value = _number(cells[1]) if told else None
        moment = _last_day(told[1], sheet) if told else None
        if moment and value is not None:
            return Reading(
                post_uid=uid,
                as_of=max(sheet.as_of, day_end(moment.at.date())),
                values={"followers": value},
                basis="day",
                source=source,
                day=moment.at.date(),
            )
    return None


def _last_day(written: str, sheet: Sheet) -> Moment | None:
    return Times(order=day_order([written, *sheet.cells("day")])[0]).read(written)


def _number(cell: str) -> float | None:
    try:
        return number(cell)
    except ValueError:
        return None


MEMBER_FOLLOWERS = FollowerTable(
    name="linkedin.member.followers",
    network="linkedin",
    columns=aliases(day="Date", new_follows="New followers"),
    needs=("day", "new_follows"),
    exact=True,
)

_VISITOR_PARTS = "|".join(
    f"{page} {metric} ({part})"
    for page in ("Overview", "Life", "Jobs", "Total")
    for metric in ("page views", "unique visitors")
    for part in ("desktop", "mobile", "total")
    if (page, part) != ("Total", "total")
)

PAGE_VISITORS = DayTable(
    name="linkedin.page.visitors",
    network="linkedin",
    columns=aliases(
        day="Date",
        profile_visits="Total page views (total)|Total page views",
        visitors="Total unique visitors (total)|Total unique visitors",
        ignored=_VISITOR_PARTS + "|Custom button clicks",
    ),
    needs=("day", "profile_visits"),
)

LAYOUTS = (
    PAGE_POSTS,
    PAGE_DAYS,
    PAGE_FOLLOWERS,
    PAGE_VISITORS,
    MEMBER_FOLLOWERS,
    MEMBER_DAYS,
)
