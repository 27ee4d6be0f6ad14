"""TikTok: Studio (creators) and Business Suite, whose headers may be Swedish."""

from __future__ import annotations

import re

from balise.ingest.days import DayTable
from balise.ingest.layout import Row, aliases
from balise.ingest.posts import PostTable
from balise.ingest.times import tiktok_time

_ID = re.compile(r"/(?:video|photo)/(\d{15,20})")
_HANDLE = re.compile(r"tiktok\.com/@([\w.]+)/")
IN_NAME = re.compile(
    r"(?:Content|Overview|Followers|Follower(?:History|Activity|Gender|TopTerritories)|Viewers)"
    r"(?:_\d{4}-\d{2}-\d{2}_\d{10,13})?_([a-z][\w.]*?)(?:\.zip|/|\.csv|\.xlsx)"
)


def _kind(row: Row, _named: str) -> str:
    return "carousel" if "/photo/" in row["url"] else "short_video"


_COMMON = aliases(
    text="Video title|Videotitel|Titre de la vidéo",
    url="Video link|Videolänk|Lien de la vidéo",
    published="Post time|Publishing time|Publiceringstid|Heure de publication",
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
    handle_in_name=IN_NAME,
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
        day="Date|Datum",
        views="Video views|Videovisningar",
        reach="Reached audience|Målgrupp som nåtts",
        profile_visits="Profile views|Profilvisningar",
        reactions="Likes|Gilla-markeringar",
        shares="Shares|Delningar",
        comments="Comments|Kommentarer",
        link_clicks="Website clicks|Webbplatsklickar",
        phone_clicks="Phone number clicks|Telefonnummerklickar",
        leads="Leads submission|Insamlade leads",
        net_follows="Net growth|Nettotillväxt",
        new_follows="New followers|Nya följare",
        unfollows="Lost followers|Tappade följare",
        ignored="Product link clicks|Klick på produktlänkar|Product link complete payment|"
        "Produktlänk genomför betalning|Product link GMV|GMV för produktlänkar|"
        "App download link clicks|Klick på nedladdningslänk för app",
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
    handle_in_name=IN_NAME,
)

FOLLOWERS = DayTable(
    name="tiktok.studio.followers",
    network="tiktok",
    columns=aliases(
        day="Date", followers="Followers", net_follows="Difference in followers from previous day"
    ),
    needs=("day", "followers", "net_follows"),
    yearless=True,
    handle_in_name=IN_NAME,
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
    handle_in_name=IN_NAME,
)

LAYOUTS = (STUDIO, BUSINESS, BUSINESS_DAYS, OVERVIEW, FOLLOWERS, VIEWERS)
