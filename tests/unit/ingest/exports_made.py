"""Exports as the networks write them, byte for byte, of posts that never were."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import openpyxl  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]

Row = Sequence[object]

INSTAGRAM = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,"
    "Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)
STORIES = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,"
    "Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Profile visits,Replies,"
    "Navigation,Link clicks,Sticker taps,Follows"
)
FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,"
    "Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,"
    'Data comment,Date,Views,Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,'
    "Total clicks,Link Clicks,Other Clicks,Seconds viewed,Average Seconds viewed"
)
FACEBOOK_FR = (
    "Identifiant de la publication,ID de la Page,Nom de la page,Titre,Description,"
    "Heure de publication,Permalien,Type de publication,Date,Vues,Couverture,"
    '"Réactions, commentaires et partages",Réactions,Commentaires,Partages,Total des clics'
)
VIDEOS = (
    "Video asset ID,Universal video ID,Page ID,Page name,Title,Duration (sec),Publish time,"
    "Custom labels,Data comment,Date,Reach,3-second video views,1-minute video views,"
    'Seconds viewed,Average Seconds viewed,"Reactions, comments and shares",Reactions,Comments,'
    "Shares,Percentage of total views at interval 0"
)
INSIGHTS = (
    "Post ID,Permalink,Post Message,Type,Countries,Languages,Posted,Audience Targeting,"
    "Lifetime Post Total Reach,Lifetime Post organic reach,Lifetime Post Total Impressions,"
    "Lifetime Engaged Users,Lifetime Post Consumers,Lifetime Post Consumptions,"
    "Lifetime Organic views to 95%,Lifetime Organic views to 95%"
)
TWEETS = (
    "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,"
    "replies,likes,user profile clicks,url clicks,hashtag clicks,detail expands,permalink clicks,"
    "app opens,app installs,follows,email tweet,dial phone,media views,media engagements,"
    "promoted impressions,promoted engagements"
)
X_CONTENT = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,"
    "Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
X_VARIANT = (
    "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,"
    "Replies,Reposts,Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks"
)
X_DAYS = (
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    "Profile visits,Create Post,Video views,Media views"
)
X_VIDEO = "Date,Views,Watch Time (ms),Completion Rate,Average Watch Time (ms),Estimated Revenue"
TIKTOK = "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views"
TIKTOK_BUSINESS = (
    "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites"
)
TIKTOK_DAYS = (
    "Date,Video views,Reached audience,Profile views,Likes,Shares,Comments,Phone number clicks ,"
    "Leads submission,Net growth,New followers,Lost followers"
)
YOUTUBE = {
    "en": "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,"
    "Impressions,Impressions click-through rate (%)",
    "fr": "Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues,"
    "Durée de visionnage (heures),Abonnés,Impressions,Taux de clics par impressions (%)",
    "de": "In\u00adhal\u00adt,Vi\u00adde\u00ado\u00adti\u00adtel,"
    "Ver\u00adöf\u00adfent\u00adli\u00adchungs\u00adzeit\u00adpunkt des Vi\u00adde\u00ados,"
    "Dau\u00ader,Auf\u00adru\u00adfe,"
    "Wie\u00adder\u00adga\u00adbe\u00adzeit (Stun\u00adden),Abon\u00adnen\u00adten,"
    "Im\u00adpres\u00adsio\u00adnen,Klick\u00adra\u00adte der Im\u00adpres\u00adsio\u00adnen (%)",
    "es": "Contenido,Título del vídeo,Hora de publicación del vídeo,Duración,Visualizaciones,"
    "Tiempo de visualización (horas),Suscriptores,Impresiones,"
    "Porcentaje de clics de las impresiones (%)",
}
PAGE_POSTS = (
    "Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,"
    "Campaign end date,Audience,Impressions,Views,Offsite Views,Clicks,Click through rate (CTR),"
    "Likes,Comments,Reposts,Follows,Engagement rate,Content Type"
)
PAGE_DAYS = (
    "Date,Impressions (organic),Impressions (sponsored),Impressions (total),"
    "Unique impressions (organic),Clicks (organic),Clicks (sponsored),Clicks (total),"
    "Reactions (total),Comments (total),Reposts (total),Engagement rate (total)"
)


def table(header: str, rows: Iterable[Row], *, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Write rows under a header as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoting else 0)
    writer.writerow(next(csv.reader([header])))
    writer.writerows(rows)
    return out.getvalue()


def bom(text: str) -> bytes:
    """Write as Meta and TikTok: a byte order mark first."""
    return b"\xef\xbb\xbf" + text.encode()


def zipped(**files: bytes) -> bytes:
    """Pack members; two underscores in a name stand for its dot, one pair of them for a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def xlsx(**sheets: Iterable[Row]) -> bytes:
    """Make a workbook of today."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row]:
                if cell.data_type == "f":  # a text that only begins like a formula
                    cell.data_type = "s"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def xls(**sheets: Iterable[Row]) -> bytes:
    """Make a workbook of before 2007."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name.replace("_", " "))
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def wrapped(text: str) -> bytes:
    """Damage a table as a spreadsheet does: each line one quoted cell."""
    return bom("".join('"' + line.replace('"', '""') + '"\n' for line in text.splitlines()))


SHORTCODES = ("DQCCXyAAAAA", "DQCCXyAAAAB", "DQCCXyAAAAC")
INSTAGRAM_ROWS: list[Row] = [
    ("17900000000000001", "178", "moulin.demo", "Le Moulin", "Pain frais,\ntous les jours #pain",
     0, "05/26/2026 10:23", "https://www.instagram.com/p/DYzZ_demo01/", "IG image", "", "Lifetime",
     120, 100, 12, 1, "", 3, 2),
    ("17900000000000002", "178", "moulin.demo", "Le Moulin", 'La "baguette" du moulin', 31,
     "05/27/2026 09:00", "https://www.instagram.com/reel/DYzZ_demo02/", "IG reel", "", "Lifetime",
     900, 800, 40, 5, 2, 0, 9),
    ("17900000000000003", "178", "moulin.demo", "Le Moulin", "", 0, "06/02/2026 18:40",
     "https://www.instagram.com/p/DYzZ_demo03/", "IG carousel", "", "Lifetime",
     0, 50, 4, "", "", "", 0),
]  # fmt: skip
FACEBOOK_ROWS: list[Row] = [
    ("122100000000001", "611", "Le Moulin", "Nouveaux horaires https://example.org", "", 0,
     "01/14/2026 04:15", "N/A", "https://www.facebook.com/moulin/posts/pfbid0demo", 0, 0, "Links",
     "", "", "", "", "Lifetime", 53, 38, 6, 4, 1, 1, 9, 7, 2, "", ""),
    ("122100000000002", "611", "Le Moulin", "", "Visite du fournil", 63, "01/20/2026 11:00", "N/A",
     "https://www.facebook.com/reel/122100000000002/", 0, 0, "Reels", "", "", "", "", "Lifetime",
     0, 71, 3, 3, 0, 0, 0, "", "", 812.409, 11.4),
]  # fmt: skip
X_IDS = ("1902622306553184746", "1902260000000000000", "1901900000000000123")
X_ROWS: list[Row] = [
    (X_IDS[0], "Thu, Mar 20, 2025", "Salt &amp; flour https://example.org",
     f"https://x.com/moulin_demo/status/{X_IDS[0]}", 33, 4, 9, 0, 0, 0, 1, 2, 0, 3, 1, 0, 0),
    (X_IDS[1], "Wed, Mar 19, 2025", "@friend thanks", f"https://x.com/moulin_demo/status/{X_IDS[1]}",
     12, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
]  # fmt: skip
TIKTOK_IDS = ("7567452112981069079", "7590060843279060246")


def _tiktok(n: int, *figures: object) -> Row:
    link = f"https://www.tiktok.com/@moulin.demo/video/{TIKTOK_IDS[n]}"
    return ("January 2", f"La farine {n}", link, ("October 31", "December 31")[n], *figures)


def _tweet(n: int, *figures: object) -> Row:
    when = ("2025-03-20 07:18 +0000", "2025-03-19 07:19 +0000")[n]
    link = f"https://twitter.com/moulin_demo/status/{X_IDS[n]}"
    promoted = ("-", "-")
    return (X_IDS[n], link, "Fresh bread &amp; more", when, *figures, *promoted)


TWEET_ROWS = [
    _tweet(0, "3274.0", "58.0", "0.0177", "3.0", "2.0", "20.0", *["1.0"] * 11, "5.0"),
    _tweet(1, "0.0", "2.0", "Infinity", "0.0", "0.0", "1.0", *["0.0"] * 11, "0.0"),
]
ARCHIVE = [
    {"tweet": {"id_str": X_IDS[0], "id": X_IDS[0], "created_at": "Thu Mar 20 07:18:55 +0000 2025",
               "full_text": "Bread &amp; salt", "favorite_count": "4", "retweet_count": "1",
               "lang": "en", "entities": {"urls": [], "media": [
                   {"type": "photo", "expanded_url": f"https://x.com/moulin_demo/status/{X_IDS[0]}"}
               ]}}},
    {"tweet": {"id_str": X_IDS[1], "created_at": "Wed Mar 19 07:19:14 +0000 2025",
               "full_text": "RT @other: hello", "favorite_count": "0", "retweet_count": "99",
               "entities": {}}},
]  # fmt: skip


def script(content: object, name: str = "tweets", part: int = 0) -> bytes:
    """Write a file of the archive of X."""
    return f"window.YTD.{name}.part{part} = {json.dumps(content, indent=2)}".encode()


def series(title: str) -> bytes:
    """Write a daily series of Meta."""
    lines = [f'"{title}"', '"Date","Primary"', '"2026-05-25T00:00:00","14551"',
             '"2026-05-26T00:00:00","0"']  # fmt: skip
    return ("\ufeffsep=,\n" + "\n".join(lines) + "\n").encode("utf-16-le")


def audience() -> bytes:
    """Write the audience of a page: tables one below the other."""
    blocks = ('"Age & gender"\n"","Women","Men"\n"18-24","10.6","6.5"\n"25-34","26.2","19.1"\n\n'
              '"Top countries"\n"Belgium","France"\n"75.1","5.9"\n\n'
              '"Follows"\n"Date","Primary"\n"2026-05-25T00:00:00","4"\n')  # fmt: skip
    return ("\ufeffsep=,\n" + blocks).encode("utf-16-le")


def youtube(language: str) -> str:
    """Write a table of videos."""
    number = {"fr": "28\u202f000", "de": "28000", "es": "28000", "en": "28000"}[language]
    rate = {"fr": "1,68", "de": "1.68", "es": "1,68", "en": "1.68"}[language]
    day = {"fr": "28 août 2025", "de": "Aug 28, 2025", "es": "28 ago 2025", "en": "Aug 28, 2025"}
    hours = {"fr": "12,5", "es": "12,5"}.get(language, "12.5")
    total = {"de": "Gesamt"}.get(language, "Total")
    rows: list[Row] = [
        (total, "", "", "", number, hours, 9, 400, rate),
        ("dQdemoAAAA1", "Le fournil", day[language], 45, number, hours, 9, 400, rate),
        ("dQdemoAAAA2", "La meule", "", 300, 12, hours, -1, "", ""),
    ]
    return table(YOUTUBE[language], rows)


def page_workbook() -> bytes:
    """Make the workbook of a LinkedIn page: each sheet begins with an explanation."""
    url = "https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000000"
    posts: list[Row] = [
        ("Aggregated engagement metrics for your organization's content posts",),
        PAGE_POSTS.split(","),
        ("Bread at work", url, "Organic", "", "A. Demo", "02/25/2025", "", "", "", 120.0, "", "",
         6.0, 0.05, 4.0, 1.0, 0.0, "", 0.09, "Image"),
        ("Sponsored bread", url[:-1] + "1", "Sponsored", "Spring", "A. Demo", "02/26/2025", "", "",
         "", 10.0, "", "", 1.0, 0.1, 0.0, 0.0, 0.0, "", 0.1, ""),
    ]  # fmt: skip
    days: list[Row] = [
        ("Aggregated metrics of your page",),
        PAGE_DAYS.split(","),
        ("02/25/2025", 100.0, 20.0, 120.0, 80.0, 5.0, 1.0, 6.0, -1.0, 1.0, 0.0, 0.05),
    ]
    return xls(Metrics=days, All_posts=posts)


def member_workbook() -> bytes:
    """Make the workbook of a LinkedIn member: two tables side by side on one sheet."""
    url = "https://www.linkedin.com/feed/update/urn:li:activity:73000000000000000"
    top: list[Row] = [
        ("Maximum of 50 posts available to include in this list",),
        (),
        ("Post URL", "Post Publish Date", "Engagements", None, "Post URL", "Post Publish Date",
         "Impressions"),
        (url + "01", "2/25/2025", 12, None, url + "02", "2/26/2025", 900),
        (url + "02", "2/26/2025", 3, None, url + "03", "2/27/2025", 40),
    ]  # fmt: skip
    return xlsx(
        DISCOVERY=[("Overall Performance", "2/1/2025 - 2/28/2025"), ("Impressions", 940)],
        ENGAGEMENT=[("Date", "Impressions", "Engagements"), ("2/25/2025", 100, 12)],
        TOP_POSTS=top,
        FOLLOWERS=[
            ("Total followers on 2/28/2025:", 512), (), ("Date", "New followers"), ("2/25/2025", 3)
        ],
        DEMOGRAPHICS=[("Top Demographics", "Value", "Percentage"), ("Job titles", "Baker", 0.12)],
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An export and what is in it: posts, rows of posts that fall, and its formats."""

    name: str
    format: str
    make: Callable[[], bytes]
    posts: int = 0
    rows: int = 0


def _days(header: str, *rows: Row, quoting: int = 0) -> bytes:
    return table(header, rows, quoting=quoting).encode()


MADE = (
    Made(name="May-25-2026_Jun-21-2026_1490000000000001.csv", format="meta.instagram.posts",
         make=lambda: bom(table(INSTAGRAM, INSTAGRAM_ROWS)), posts=3, rows=3),
    Made(name="wrapped.csv", format="meta.instagram.posts",
         make=lambda: wrapped(table(INSTAGRAM, INSTAGRAM_ROWS[1:])), posts=2, rows=2),
    Made(name="semicolons.csv", format="meta.instagram.posts", posts=1, rows=1,
         make=lambda: ";".join(INSTAGRAM.split(",")).encode() + b"\n"
         + ";".join(map(str, INSTAGRAM_ROWS[2])).replace("Moulin", "Moul\u00een").encode("cp1252")),
    Made(name="stories.csv", format="meta.instagram.stories", posts=1, rows=1,
         make=lambda: bom(table(STORIES, [(*INSTAGRAM_ROWS[0][:8], "IG story", "", "Lifetime",
                                           90, 80, 3, 0, 1, 2, 120, 4, 1, 0)]))),
    Made(name="facebook.csv", format="meta.facebook.posts",
         make=lambda: bom(table(FACEBOOK, FACEBOOK_ROWS)), posts=2, rows=2),
    Made(name="facebook_fr.csv", format="meta.facebook.posts", posts=1, rows=1,
         make=lambda: bom(table(FACEBOOK_FR, [
             ("122100000000009", "611", "Le Moulin", "Bonjour", "", "01/21/2026 04:00",
              "https://www.facebook.com/moulin/posts/122100000000009", "Photos", "Lifetime",
              20, 15, 2, 2, 0, 0, 1)]))),
    Made(name="videos.csv", format="meta.facebook.videos", posts=1, rows=1,
         make=lambda: bom(table(VIDEOS, [
             ("555", "556", "611", "Le Moulin", "Le four", 40, "11/02/2025 07:30", "", "",
              "Lifetime", 300, 120, 4, 900.5, 3.1, 7, 5, 1, 1, 1.0)]))),
    Made(name="Insights.csv", format="facebook.insights.posts", posts=1, rows=2,
         make=lambda: _days(
             INSIGHTS,
             ("", "", "", "", "", "", "", "", "Lifetime: The total number of people", "", "", "",
              "", "", "Total Count", "Unique Users"),
             ("611_901", "https://www.facebook.com/moulin/posts/901", "Old bread", "Photo", "", "",
              "3/9/2018 4:05", "", 210, 200, 400, 12, 9, 14, 3, 2))),
    Made(name="Reach.csv", format="meta.daily", make=lambda: series("Reach")),
    Made(name="Audience.csv", format="meta.audience", make=audience),
    Made(name="tweet_activity_metrics_moulin_demo_20250301_20250401_en.csv", format="x.tweets",
         make=lambda: table(TWEETS, TWEET_ROWS, quoting=1).encode(), posts=2, rows=2),
    Made(name="account_analytics_content_2025-03-01_2025-03-22.csv", format="x.content",
         make=lambda: table(X_CONTENT, X_ROWS).encode(), posts=2, rows=2),
    Made(name="variant.csv", format="x.content", posts=1, rows=1,
         make=lambda: table(X_VARIANT, [(X_IDS[0], "Thu Mar 20 2025", *X_ROWS[0][2:])]).encode()),
    Made(name="account_overview_analytics.csv", format="x.overview.daily",
         make=lambda: _days(X_DAYS, ("Fri, Feb 27, 2026", *range(13)))),
    Made(name="account_video_analytics.csv", format="x.video.daily",
         make=lambda: b"Video overview,,,,,\n"
         + _days(X_VIDEO, ("Fri, Feb 27, 2026", 10, 9000, 0.4, 900, 0))),
    Made(name="tweets.js", format="x.archive", make=lambda: script(ARCHIVE), posts=2, rows=2),
    Made(name="twitter-2025-04-01-abcdef.zip", format="x.archive", posts=2, rows=2,
         make=lambda: zipped(**{
             "data/account.js": script([{"account": {}}], "account"),
             "data/direct-messages.js": script([{"secret": "hush"}], "direct_messages"),
             "data/like.js": script([{}], "like"), "data/manifest.js": b"window.__THAR_CONFIG = {}",
             "data/tweets.js": script(ARCHIVE[:1]),
             "data/tweets-part1.js": script(ARCHIVE[1:], part=1),
             "data/tweets_media/a.jpg": b"\xff\xd8\xff\xe0", "Your archive.html": b"<html>"})),
    Made(name="Content_moulin.demo.zip", format="tiktok.studio.content", posts=2, rows=2,
         make=lambda: zipped(**{"Content.csv": bom(table(
             TIKTOK, [_tiktok(0, 9, 1, 0, 210), _tiktok(1, 2, 0, 0, 30)], quoting=1).rstrip())})),
    Made(name="Overview_2026-01-02_1767312000_moulin.demo.zip", format="tiktok.studio.overview",
         make=lambda: zipped(**{"Overview.csv": bom(table(
             "Date,Video Views,Profile Views,Likes,Comments,Shares",
             [("December 31", 10, 1, 2, -4, 0), ("January 1", 12, 1, 2, 0, 0)], quoting=1))})),
    Made(name="Viewers.csv", format="tiktok.studio.viewers",
         make=lambda: bom(table("Date,Total Viewers,New Viewers,Returning Viewers",
                                [("July 1", "undefined", "undefined", "undefined"),
                                 ("July 2", 5, 4, 1)], quoting=1))),
    Made(name="business.csv", format="tiktok.business.videos", posts=1, rows=1,
         make=lambda: bom(table(TIKTOK_BUSINESS, [(
             "La farine", _tiktok(0)[2], "2025/10/31 18:19:10", 172353, 1774, 42, 413, 180)]))),
    Made(name="business_days.csv", format="tiktok.business.daily",
         make=lambda: bom(table(
             TIKTOK_DAYS, [("2025/10/31", 9, 8, 1, 0, 0, 0, "NAN", 0, 1, 2, 1)]))),
    *(Made(name=f"Table data {language}.csv", format="youtube.videos", posts=1, rows=3,
           make=lambda language=language: youtube(language).encode())  # type: ignore[misc]
      for language in YOUTUBE),
    Made(name="Channel 2025-01-01_2025-09-01.zip", format="youtube.daily, youtube.videos, "
         "youtube.videos.daily", posts=2, rows=5,
         make=lambda: zipped(**{
             "Table data.csv": youtube("en").encode(),
             "Totals.csv": b"Date,Views\n2025-08-28,400\n2025-08-29,500\n",
             "Chart data.csv": table(
                 "Date,Content,Video title,Video publish time,Duration,Views",
                 [("2025-08-28", "dQdemoAAAA1", "Le fournil", "Aug 28, 2025", 45, 7),
                  ("2025-08-29", "dQdemoAAAA1", "Le fournil", "Aug 28, 2025", 45, 8)]).encode()})),
    Made(name="geography.csv", format="youtube.dimension",
         make=lambda: b"Geography,Views,Watch time (hours)\nTotal,10,1\nBE,7,0.5\nFR,x,0.5\n"),
    Made(name="page.xls", format="linkedin.page.daily, linkedin.page.posts", make=page_workbook,
         posts=2, rows=2),
    Made(name="Content_2025-02-01_2025-02-28_ADemo.xlsx",
         format="linkedin.member.audience, linkedin.member.daily, linkedin.member.discovery, "
         "linkedin.member.followers, linkedin.member.posts",
         make=member_workbook, posts=3, rows=3),
)  # fmt: skip
