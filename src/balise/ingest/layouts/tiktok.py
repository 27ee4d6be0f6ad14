"""TikTok: Studio (creators) and Business Suite."""

from __future__ import annotations

import re

from balise.ingest.days import DayTable
from balise.ingest.layout import Row, aliases
from balise.ingest.posts import PostTable
from balise.ingest.times import tiktok_time

_ID = re.compile(r"/(?:video|photo)/(\d{15,20})")
_HANDLE = re.compile(r"tiktok\.com/@([\w.]+)/")
_IN_NAME = re.compile(
    r"(?:Content|Overview|Followers|FollowerHistory|Viewers)"
    r"(?:_\d{4}-\d{2}-\d{2}_\d{10,13})?_([a-z][\w.]*?)(?:\.zip|/|\.csv|\.xlsx)"
)


def _kind(row: Row, _named: str) -> str:
    return "carousel" if "/photo/" in row["url"] else "short_video"


_COMMON = aliases(
    text="Video title|Videotitel|Titre de la vidéo",
    url="Video link|Videolänk|Lien de la vidéo",
    published="Post time|Publiceringstid|Heure de publication",
)

STUDIO = PostTable(
    name="tiktok.studio.content",
    network="tiktok",
    columns={
        **_COMMON,
        **aliases(
            exported="Time",
            reactions="Total likes",
            comments="Total comments",
            shares="Total shares",
            views="Total views",
            ignored="Views in the last 7 days",
        ),
    },
    needs=("url", "published", "views"),
    native_id=lambda _row: "",
    id_in_url=_ID,
    handle_in_url=_HANDLE,
    handle_in_name=_IN_NAME,
    moment_of=lambda native, _row: tiktok_time(native),
    kind_of=_kind,
)

BUSINESS = PostTable(
    name="tiktok.business.videos",
    network="tiktok",
    columns={
        **_COMMON,
        **aliases(
            views="Video views|Videovisningar|Vues de la vidéo",
            reactions="Likes|Gilla-markeringar|J'aime",
            comments="Comments|Kommentarer|Commentaires",
            shares="Shares|Delningar|Partages",
            saves="Add to Favorites|Favorites|Lägg till i favoriter|Ajouts aux favoris",
        ),
    },
    needs=("url", "published", "views", "reactions"),
    zone="UTC",
    native_id=lambda _row: "",
    id_in_url=_ID,
    handle_in_url=_HANDLE,
    moment_of=lambda native, _row: tiktok_time(native),
    kind_of=_kind,
)

BUSINESS_DAYS = DayTable(
    name="tiktok.business.daily",
    network="tiktok",
    columns=aliases(
        day="Date",
        views="Video views",
        reach="Reached audience",
        profile_visits="Profile views",
        reactions="Likes",
        shares="Shares",
        comments="Comments",
        phone_clicks="Phone number clicks",
        leads="Leads submission",
        net_follows="Net growth",
        new_follows="New followers",
        unfollows="Lost followers",
    ),
    needs=("day", "views", "reach"),
)

OVERVIEW = DayTable(
    name="tiktok.studio.overview",
    network="tiktok",
    columns=aliases(
        day="Date",
        views="Video Views",
        profile_visits="Profile Views",
        reactions="Likes",
        comments="Comments",
        shares="Shares",
        new_follows="New followers",
    ),
    needs=("day", "views", "profile_visits", "comments"),
    yearless=True,
    handle_in_name=_IN_NAME,
)

FOLLOWERS = DayTable(
    name="tiktok.studio.followers",
    network="tiktok",
    columns=aliases(
        day="Date", followers="Followers", net_follows="Difference in followers from previous day"
    ),
    needs=("day", "followers", "net_follows"),
    yearless=True,
    handle_in_name=_IN_NAME,
)

VIEWERS = DayTable(
    name="tiktok.studio.viewers",
    network="tiktok",
    columns=aliases(
        day="Date",
        viewers="Total Viewers",
        new_viewers="New Viewers",
        returning_viewers="Returning Viewers",
    ),
    needs=("day", "viewers"),
    yearless=True,
    handle_in_name=_IN_NAME,
)

LAYOUTS = (STUDIO, BUSINESS, BUSINESS_DAYS, OVERVIEW, FOLLOWERS, VIEWERS)
