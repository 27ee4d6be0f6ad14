"""Tables kept by hand or made from exports, with columns seen in real files."""

from __future__ import annotations

import re

from balise.ingest.layout import Row, aliases
from balise.ingest.layouts.meta_words import KINDS
from balise.ingest.posts import PostTable
from balise.ingest.times import PACIFIC


def _day_and_hour(row: Row) -> str:
    return f"{row['day']} {row['time']}".strip()


def _page_of_id(row: Row) -> str:
    """Give the page, which is the part of a status id before the underscore."""
    page, _, rest = row["id"].partition("_")
    return page if rest else ""


INSTAGRAM_SHEET = PostTable(
    name="instagram.sheet",
    network="instagram",
    columns=aliases(
        day="Date",
        time="Heure",
        campaign="Periode|Période",
        url="Lien",
        text="Titre",
        kind="Type",
        pillar="Contenue|Contenu",
        views="Vues",
        interactions="Nb Interaction|Nb Interactions",
        reactions="Likes|J'aime",
        comments="Commentaires",
        shares="Partage|Partages",
        saves="Enregistrement|Enregistrements",
        profile_visits="Visites du profil",
        follows="Followers en plus",
        link_clicks="Appuis sur des liens externes",
        ignored="Durée (Reels)|Nb Image (Carrousel)|Collaboration|Vues Followers|"
        "Vues Non Followers|Activté du Profil|Activité du Profil|Hashtags",
    ),
    needs=("day", "url", "kind", "views", "reactions", "comments"),
    kinds=KINDS,
    native_id=lambda _row: "",
    id_in_url=re.compile(r"instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/([\w-]{5,})"),
    when=_day_and_hour,
)

FACEBOOK_STATUSES = PostTable(
    name="facebook.statuses",
    network="facebook",
    columns=aliases(
        id="status_id",
        kind="status_type",
        text="status_message",
        url="status_link|permalink_url",
        published="status_published",
        reactions="num_reactions",
        comments="num_comments",
        shares="num_shares",
        ignored="num_likes|num_loves|num_wows|num_hahas|num_sads|num_angrys|link_name",
    ),
    needs=("id", "kind", "published", "reactions", "comments"),
    kinds=KINDS,
    account_of=_page_of_id,
)


def _insights_kind(row: Row, named: str) -> str:
    return "text" if row["kind"].casefold() == "status" else named


INSIGHTS_SUMMARY = PostTable(
    name="facebook.insights.summary",
    network="facebook",
    columns=aliases(
        followers_then="Page total likes",
        kind="Type",
        pillar="Category",
        month="Post Month",
        weekday="Post Weekday",
        hour="Post Hour",
        paid="Paid",
        reach="Lifetime Post Total Reach",
        impressions="Lifetime Post Total Impressions",
        engaged_users="Lifetime Engaged Users",
        clickers="Lifetime Post Consumers",
        clicks_all="Lifetime Post Consumptions",
        comments="comment",
        reactions="like",
        shares="share",
        ignored="Lifetime Post Impressions by people who have liked your Page|"
        "Lifetime Post reach by people who like your Page|"
        "Lifetime People who have liked your Page and engaged with your post|"
        "Total Interactions",
    ),
    needs=("kind", "month", "reach", "impressions", "reactions"),
    zone=PACIFIC,
    kinds=KINDS,
    kind_of=_insights_kind,
    native_id=lambda _row: "",
    when=lambda row: row["month"],
    month_only=True,
)

LAYOUTS = (INSTAGRAM_SHEET, FACEBOOK_STATUSES, INSIGHTS_SUMMARY)
