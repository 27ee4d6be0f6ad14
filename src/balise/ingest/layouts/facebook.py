"""Facebook: Business Suite posts and videos, Creator Studio, and the former Page Insights."""

from __future__ import annotations

import re
from dataclasses import replace

from balise.ingest.layout import Row, aliases
from balise.ingest.layouts.meta_words import ID, KINDS, NOTES, SHARED, MetaPosts
from balise.ingest.posts import PostTable
from balise.ingest.times import PACIFIC

_INTERVALS = "|".join(
    f"Percentage of {views} views at interval {n}"
    for views in ("total", "15-second")
    for n in range(41)
)
_VIEWERS = "|".join(
    f"3-second video views by Top Audience ({gender}, {ages})"
    for gender in "FM"
    for ages in ("13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")
)

_COLUMNS = {
    **SHARED,
    **aliases(
        id=ID,
        page_id="Page ID|ID de la Page|Identificador de la página|Identificador de la cuenta|"
        "Sid-id|Konto-id",
        account="Page name|Nom de la page|Nombre de la página|Nombre de la cuenta|Sidnamn|"
        "Kontonamn",
        caption="Title|Titre|Título|Titel",
        description="Description|Descripción|Beskrivning|Beschreibung",
        interactions="Reactions, Comments and Shares|Réactions, commentaires et partages|"
        "Reacciones, comentarios y veces que se ha compartido|"
        "Reaktioner, kommentarer och delningar",
        reactions="Reactions|Réactions|Reacciones|Reaktioner|Likes|Reaktionen|Gefällt mir",
        engagements="Engagements",
        engaged_users="Engaged users",
        returning_viewers="Returning Viewers",
        clicks_all="Total clicks|Total des clics|Total de clics|Totalt antal klick",
        link_clicks="Link Clicks|Clics sur un lien|Clics en el enlace|Länkklick",
        other_clicks="Other Clicks|Autres clics|Otros clics|Övriga klick",
        photo_clicks="Matched Audience Targeting Consumption (Photo Click)",
        video_clicks="Matched Audience Targeting Consumption (Video Click)",
        organic_reach="Reach from Organic posts",
        paid_reach="Reach from Boosted posts",
        views_3s="3-second video views",
        views_60s="1-minute video views",
        viewers_3s="3-second viewers",
        viewers_60s="1-minute viewers",
        negative_feedback="Negative feedback from users",
        unique_negative_feedback="Unique negative feedback from users",
        watch_time_s="Seconds viewed",
        avg_watch_s="Average Seconds viewed",
        revenue="Estimated earnings (USD)",
        paid_impressions="Ad impressions",
        paid="Funded content status|Statut du contenu financé",
        language="Languages",
        campaign="Custom labels|Libellés personnalisés",
        ignored=NOTES + "|Caption type|Is crosspost|Is share|"
        "3-second video views from Boosted posts|3-second video views from Organic posts|"
        "1-minute video views from Boosted posts|1-minute video views from Organic posts|"
        "Negative feedback from users: Hide all|Negative feedback from users: Hide|"
        "Ad CPM (USD)|reels_plays:count|Photo Views|Clicks to Play",
    ),
}


def _longer(row: Row) -> str:
    """Take the longer: the caption is in the title, for some videos in the description."""
    return max(row["caption"], row["description"], key=len)


def _page_of_id(row: Row) -> str:
    """Give the page, which is the part of an id before the underscore."""
    page, _, rest = row["id"].partition("_")
    return page if rest else ""


POSTS = MetaPosts(
    name="meta.facebook.posts",
    network="facebook",
    domain="facebook.com/",
    columns=_COLUMNS,
    needs=("id", "account", "published", "kind"),
    zone=PACIFIC,
    kinds=KINDS,
    text_of=_longer,
    id_in_url=re.compile(r"facebook\.com/(?:[^?#]*?/)?(?:posts|videos|reel|permalink)/(\d+)"),
)

VIDEOS = PostTable(
    name="meta.facebook.videos",
    network="facebook",
    columns={
        **{name: headers for name, headers in _COLUMNS.items() if name != "id"},
        **aliases(
            id="Video asset ID|Identificador de la pieza de vídeo|Identifiant de l'élément vidéo",
            universal_id="Universal video ID",
            interactions="Reactions, comments and shares",
            ignored=NOTES
            + "|Ad CPM (USD)|"
            + "|".join(
                f"{average}Seconds viewed from {source}"
                for average in ("", "Average ")
                for source in ("Recommendations", "Followers", "Shares", "Boosted posts")
            )
            + f"|{_INTERVALS}|{_VIEWERS}",
        ),
    },
    needs=("id", "account", "published"),
    zone=PACIFIC,
    kind_of=lambda _row, _named: "video",
    text_of=_longer,
)

_INSIGHTS = aliases(
    id="Post ID",
    url="Permalink",
    text="Post Message",
    kind="Type",
    published="Posted",
    reach="Lifetime Post Total Reach",
    organic_reach="Lifetime Post organic reach",
    paid_reach="Lifetime Post Paid Reach",
    impressions="Lifetime Post Total Impressions",
    paid_impressions="Lifetime Post Paid Impressions",
    engaged_users="Lifetime Engaged Users",
    clickers="Lifetime Post Consumers",
    clicks_all="Lifetime Post Consumptions",
    negative_feedback="Lifetime Negative feedback",
    reactions="like",
    comments="comment",
    shares="share",
    ignored="Countries|Languages|Audience Targeting|Lifetime Video length|"
    "Lifetime Post Organic Impressions|Lifetime Organic views to 95%",
)
_SHARES_PAGE = re.compile(r"facebook\.com/([\w.-]+)/(?:posts|photos|videos)")

INSIGHTS = PostTable(
    name="facebook.insights.posts",
    network="facebook",
    columns=_INSIGHTS,
    needs=("url", "published", "reach"),
    zone=PACIFIC,
    kinds={**KINDS, "sharedvideo": "video"},
    handle_in_url=_SHARES_PAGE,
    account_of=_page_of_id,
)

TALK = replace(
    INSIGHTS, name="facebook.insights.reactions", needs=("url", "published", "reactions", "shares")
)
"""The sheet of the workbook that has likes, comments and shares, and no reach."""

LAYOUTS = (VIDEOS, POSTS, INSIGHTS, TALK)
