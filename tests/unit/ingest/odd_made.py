"""Files as people have them: cut short, edited by hand, from another language. All made up."""

from __future__ import annotations

from dataclasses import dataclass

from tests.unit.ingest import exports_made as made
from tests.unit.ingest.audience_made import studio
from tests.unit.ingest.exports_made import Row, bom, table

INSTAGRAM_ID = "1790000000000000"
POST = "https://www.instagram.com/p/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A file, and the mapping that it is read by where no layout knows it."""

    name: str
    data: bytes
    mapping: str = ""


def _instagram(n: int, *, when: str = "05/26/2026 10:23", **cells: object) -> Row:
    """Give a row of Instagram, some of its cells another."""
    named: dict[str, object] = {
        "id": f"{INSTAGRAM_ID}{n}", "account_id": "178", "handle": "moulin.demo",
        "name": "Le Moulin", "text": "Pain", "duration": 0, "when": when, "url": f"{POST}odd{n}/",
        "kind": "IG image", "comment": "", "date": "Lifetime", "views": 10, "reach": 8, "likes": 3,
        "shares": 0, "follows": 1, "comments": 2, "saves": 4,
    }  # fmt: skip
    return tuple({**named, **cells}.values())


def _tweet(post: str, url: str = "", *figures: object, text: str = "Salt") -> Row:
    return (
        post,
        "Thu, Mar 20, 2025",
        text,
        url,
        *(figures or (9, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
    )


def _page(n: int, kind: str, paid: str = "Organic", *, rate: object = 0.09) -> Row:
    url = f"https://www.linkedin.com/feed/update/urn:li:activity:730000000000000000{n}"
    return (f"Bread {n}", url, paid, "", "A. Demo", f"02/{20 + n}/2025", "", "", "", 120.0, 7.0, "",
            6.0, 0.05, 4.0, 1.0, 0.0, 2.0, rate, kind)  # fmt: skip


MESSY_INSTAGRAM = (
    _instagram(0),
    _instagram(0),
    _instagram(1, when=""),
    _instagram(2, when="soon"),
    _instagram(3, id="1.79E+16"),
    _instagram(4, id="1.79E+16", url=""),
    _instagram(5, id="1.79E+16", url="https://example.org/elsewhere?x=1"),
    _instagram(6, id="", url="", when=""),
    _instagram(7, likes="many", views="1,200", shares="2.5K"),
    _instagram(8, views=0, reach=0),
    _instagram(9, views=0, reach=5, kind="IG something new"),
    _instagram(10, views="", reach="", likes="", shares="", follows="", comments="", saves=""),
    _instagram(11)[:5],
    _instagram(12, id="", url="", text="Sel"),
    _instagram(12, id="", url="", text="Sel"),
    _instagram(13, kind="IG reel", duration=61.5, when="11/01/2026 01:30"),
    _instagram(14, date="Toda la vida"),
    _instagram(15, when="05/26/2026 10:23:45"),
)
DAILY_INSTAGRAM = (
    _instagram(0, date="06/13/2026"),
    _instagram(0, date="06/13/2026"),
    _instagram(0, date="06/14/2026", views=0),
    _instagram(1, date="31/31/2026"),
    _instagram(2, date="Total"),
    _instagram(
        0, date="06/15/2026", views="", reach="", likes="", shares="", follows="", comments="",
        saves="",
    ),
)  # fmt: skip
VIDEO_ROWS: tuple[Row, ...] = (
    ("Total", "", "", "", 900, 12.5, 9, 400, 1.68),
    ("vid00000001", "A minute", "Aug 28, 2025", 60, 1, "1.5", -2, 10, "1.68 %"),
    ("vid00000002", "Longer", "Aug 29, 2025", 61, 2, "-", "", "", 2),
    ("vid00000003", "Long #Shorts", "Aug 30, 2025", 300, 3, 0, 0, 0, 0),
    ("vid00000004", "A #short one", "Aug 31, 2025", 300, 3, 0, 0, 0, 0.5),
    ("vid00000005", "Not #shortly", "Sep 1, 2025", 0, 3, 0, 0, 0, 0),
    ("vid00000006", "No day", "", 30, 3, 0, 0, 0, 0),
    ("vid00000007", "Clock", "Sep 2, 2025", "0:45", 3, 0, 0, 0, 0),
)
TIKTOK_LINK = "https://www.tiktok.com/@moulin.demo/"
BUSINESS_ROWS: tuple[Row, ...] = (
    ("Photos", f"{TIKTOK_LINK}photo/{made.TIKTOK_IDS[0]}", "2025/10/31 18:19:10", 10, 1, 2, 3, 4),
    (
        "Film",
        f"{TIKTOK_LINK}video/{made.TIKTOK_IDS[1]}",
        "2025/12/31 18:19:10",
        "1.2K",
        1,
        2,
        3,
        "",
    ),
    ("No number", f"{TIKTOK_LINK}video/12", "2025/11/30 23:30:00", 5, 0, 0, 0, 0),
    ("Nothing", "", "", 5, 0, 0, 0, 0),
)
X_LINK = "https://x.com/moulin_demo/status/"
X_ROWS: tuple[Row, ...] = (
    _tweet(made.X_IDS[0], X_LINK + made.X_IDS[0], text="RT @other: hello"),
    _tweet("1.9026E+18", X_LINK + made.X_IDS[1], text="Read https://example.org/a?utm_source=x"),
    _tweet("1.9026E+18", text="No link"),
    _tweet("12", "https://x.com/i/status/12", text="@friend yes #Demo"),
    _tweet("34359738367", X_LINK + "34359738367", text="just below what codes a time"),
    _tweet(made.X_IDS[2], "", "", "", "", "", "", "", "", "", "", "", "", "", ""),
)
TWEETED: tuple[Row, ...] = (
    ("2010-05-01 10:00 +0200", "Old", "https://twitter.com/demo/status/123", 1, 2, 3, "@demo"),
    ("2010-05-01 10:00", "Old too", "", 1, 2, 3, "'demo"),
    ("Sat Nov 09 12:14:18 +0000 2024", "Archive", "https://x.com/demo/status/9", 4, 5, 6, ""),
)
LINKEDIN_PAGE = made.xls(
    Metrics=[
        made.PAGE_DAYS.split(","),
        ("02/25/2025", 100.0, 20.0, 120.0, 80.0, 5.0, 1.0, 6.0, -1.0, 1.0, 0.0, 0.05),
        ("Total", 100.0, 20.0, 120.0, 80.0, 5.0, 1.0, 6.0, -1.0, 1.0, 0.0, 0.05),
        ("later", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 0.5),
    ],
    All_posts=[
        ("Explanation",),
        made.PAGE_POSTS.split(","),
        _page(0, "Multi-image"),
        _page(1, "Article", "Sponsored"),
        _page(2, "Live video", ""),
        _page(3, "Reshare", rate=1.5),
        _page(4, "Something", rate="9 %"),
        _page(4, "Video"),
    ],
)
MEMBER = made.xlsx(
    ENGAGEMENT=[("Date", "Impressions", "Engagements"), ("2/25/2025", 40, 3),
                ("2/26/2025", "", "")],
    FOLLOWERS=[("Total followers on 13/2/2025:", "1,512", ""), ("Date", "New followers"),
               ("13/2/2025", 3), ("14/2/2025", 0)],
    TOP_POSTS=[
        ("Post URL", "Post Publish Date", "Engagements", None, "Post URL", "Post Publish Date",
         "Impressions"),
        ("https://www.linkedin.com/posts/anne_bread-activity-7300000000000000001-ab", "2/25/2025",
         12, None, "https://www.linkedin.com/posts/anne_bread-activity-7300000000000000001-ab",
         "", 900),
        ("https://www.linkedin.com/pulse/article", "2/24/2025", 5, None,
         "https://www.linkedin.com/pulse/no-day", "", 7),
    ],
    DISCOVERY=[("Overall Performance", "1/2/2025 - 28/2/2025"), ("Impressions", 1940),
               ("Members reached", "some"), ("Mood", 3)],
    DEMOGRAPHICS=[("Top Demographics", "Value", "Percentage"), ("Job titles", "Baker", "12%"),
                  ("Job titles", "Baker", "9%"), ("Seniority", "Entry", "> 101%"),
                  ("Seniority", "Senior", 1.5), ("Hobby", "Bread", "2%"), ("", "x", "1%")],
)  # fmt: skip
META = (
    '"Instagram: âge et genre"\n"","Femmes","Hommes"\n"18-24","10,6","6,5"\n"65+","120","x"\n\n'
    '"Principales villes"\n"Gand","Mons"\n"7,5 %","0,9"\n"Liège"\n"3"\n\n'
    '"Länder"\n"Belgien","France",""\n"75,1","5,9","1"\n\n"Facebook follows"\n"Date","Primary"\n'
    '"2026-05-25T00:00:00","4"\n"soon","5"\n\n"Humeurs"\n"Bien","Mal"\n"60","40"\n'
)
PINS = """Pinterest,Analytics
Top Pins
Pinterest Link,Content Type,Impressions,Engagement,Saves
https://www.pinterest.com/pin/123456/,Image,"1.200","2,5",3
https://www.pinterest.com/pin/123457/,Video,x,,
https://www.pinterest.com/,Video,1,1,1
Top Boards
Pinterest Link,Impressions
https://www.pinterest.fr/moulin_demo/pains/,900
https://www.pinterest.fr/moulin_demo/sels?x=1,800
https://www.pinterest.fr/autre/pains/,7
"""
TRAFFIC = """# Start date: 20260501
# End date: 20260531
# ----
Our groups,Session campaign,Country,Sessions,Engaged sessions,Engagement rate,Revenu total,Users
Organic,spring,BE,100,60,60%,"€1,234.50",90
Organic,spring,FR,10,6,0.6,$10.00,9
(other),summer,BE,7,1,0.1,0,7
Paid,summer,BE,many,,,,
Paid,summer,BE,,,,,
,,,117,67,0.5,0,106
Grand total,,,117,67,0.5,0,106

# 20260601-20260630
Date,Session source / medium,Sessions,Key events
20260601,google / organic,3,1
20260631,google / organic,3,1
20260602,direct,4,0
Session source,Session medium,Sessions,Event count
fb,social,5,50
"""
TILL = """Date;Heure;N° ticket;Montant TTC;Canal;Campagne
01/05/2026;09:15;A1;12,50 €;Comptoir;mai
01/05/2026;09:15;A1;3,50 €;Comptoir;mai
01/05/2026;10:00;A2;-4,00 €;Comptoir;mai
01/05/2026;10:05;A3;7,00 CHF;Marché;
02/05/2026;08:00;A4;abc;Comptoir;mai
02/05/2026;08:00;A5;;Comptoir;mai
demain;08:00;A6;5,00 €;Comptoir;mai
;;;;Comptoir;
Total;;;19,00 €;;
"""
SURVEY = """Date,Score,Channel
2026-05-01,5,shop
2026-05-01,3,shop
2026-05-01,4/5,web
2026-05-01,n/a,web
2026-05-01,4,shop
2026-05-02,2,none
2026-05-02,1,-
"""
MEANS = """Week,Answers,Score,Orders,Revenue (EUR)
2026-W21,10,4.5,3,120.50
2026-W21,30,3.5,1,20.00
2026-W22,0,,2,(15.00)
2026-W54,1,1,1,1
KW 23 2026,5,4,1,9
KW 23 2026,5,4,1,9
"""
PERIODS = """From;To;Tickets;Amount
2026-05-01;2026-05-31;10;100,00
2026-06-30;2026-06-01;10;100,00
2026-07-01;later;1;1,00
Mai 2026;;4;40,00
05/2026;;4;40,00
"""
LONG = "z" * 300
ALIKE = """Datum;Betrag;Gesamtbetrag (EUR);Umsatz in EUR;Anzahl;Bewertung;Bemerkung
13.05.2026;1,00;2,00;;1;Nie;x
14.05.2026;1,00;;3,00;1;5;y
14.05.2026;;2,50 USD;;2;4;y
;;;;;;
"""
SPLIT = """When,Where,Network,Hearts,Seen,Rate,Who
01/05/2026 18:30,https://www.instagram.com/p/DQCCXyAAAAA/,insta,1.200,"5,5",12%,@a
13/05/2026 18:30,https://example.org/b,Radio,7,8,"0,5",b
14/05/2026 25:30,https://example.org/c,x,7,8,"150",c
15/05/2026,https://example.org/d,,x,8,,
"""
SPLIT_MAP = """date_order = "day"
decimal = ","
timezone = "Asia/Tokyo"
account = "moulin"
[columns]
When = "published"
Where = "url"
Network = "network"
Hearts = "reactions"
Seen = "views"
Rate = "ctr_impressions"
Who = "ignored"
Gone = "shares"
[networks]
radio = "other"
[scales]
views = 1000
"""
DAYS_MAP = """kind = "days"
network = "bluesky"
account = "moulin"
header_row = 2
[columns]
"#1" = "day"
Vus = "views"
"#3" = "follows"
[scales]
follows = 2
"""
SOLD_MAP = """kind = "outcome"
name = "bread"
currency = "EUR"
period = "week"
date_order = "day"
timezone = "Asia/Tokyo"
[columns]
Day = "day"
Made = "amount"
Sold = "count"
Code = "code"
"""
SHEET = (
    "Date,Heure,Periode,Lien,Titre,Type,Contenue,Vues,Nb Interaction,Likes,Commentaires,Partage,"
    "Enregistrement,Visites du profil,Followers en plus"
)
STATUSES = (
    "status_id,status_type,status_message,status_link,permalink_url,status_published,"
    "num_reactions,num_comments,num_shares,num_likes"
)
SUMMARY = (
    "Page total likes;Type;Category;Post Month;Post Weekday;Post Hour;Paid;"
    "Lifetime Post Total Reach;Lifetime Post Total Impressions;Lifetime Engaged Users;"
    "Lifetime Post Consumers;Lifetime Post Consumptions;comment;like;share;Total Interactions"
)
ODD = (
    Odd(name="long.csv", data=bom(table(made.INSTAGRAM, [
        _instagram(0, likes=LONG, id=LONG, url=""), _instagram(1, when=LONG),
        _instagram(2, date=f"31/31/2026 {LONG}"), _instagram(3, kind=LONG, text=LONG)]))),
    Odd(name="long days.csv", data=table("Date,Views", [(LONG, 3), ("2026-05-01", LONG)]).encode()),
    Odd(name="long sums.csv", data=table("Date,Orders,Amount", [
        (LONG, 1, 2), ("2026-05-13", LONG, 2), ("2026-05-14", 1, LONG), ("2026-05-15", 4, 5)],
    ).encode()),
    Odd(name="long turns.csv", data=table("From,To,Tickets", [
        (f"2026-05-13 {' ' * 90}x", "2026-05-12", 1), ("2026-05-13", "2026-05-12", 2),
        ("2026-05-13", "2026-05-14", 3)]).encode()),
    Odd(name="long traffic 20260501.csv", data=table(
        "Session campaign,Sessions,Key events", [("a", LONG, 1), ("b", 2, LONG)]).encode()),
    Odd(name="long ages.csv", data=table("Viewer age,Views (%)", [
        ("18-24", LONG), (LONG, 4), (LONG, 5), ("25-34", "< 1")]).encode()),
    Odd(name="alike.csv", data=ALIKE.encode()),
    Odd(name="one column.csv", data=b"Date,Views,Likes,a,b,c,d,e\n2026-05-01,1,2,3,4,5,6,7\n",
        mapping="kind = 'days'\nnetwork = 'threads'\n[columns]\nDate = 'day'\nViews = 'views'"),
    Odd(name="messy.csv", data=bom(table(made.INSTAGRAM, MESSY_INSTAGRAM))),
    Odd(name="daily.csv", data=bom(table(made.INSTAGRAM, DAILY_INSTAGRAM))),
    Odd(name="day-first.csv", data=bom(table(made.INSTAGRAM, [
        _instagram(0, when="26/05/2026 10:23"), _instagram(1, when="01/02/2026 10:23"),
        _instagram(2, when="02/26/2026 10:23")]))),
    Odd(name="Table data.csv", data=table(made.YOUTUBE["en"], VIDEO_ROWS).encode()),
    Odd(name="business.csv", data=bom(table(made.TIKTOK_BUSINESS, BUSINESS_ROWS))),
    Odd(name="Overview_2026-01-03_1767398400_moulin.csv", data=studio(
        "Date,Video Views,Profile Views,Likes,Comments,Shares,New followers",
        [("January 2", 5, 1, "undefined", 0, 0, 3), ("January 1", 4, 1, 0, -1, 0, 3),
         ("December 31", 3, "x", 0, 0, 0, 3), ("soon", 2, 1, 0, 0, 0, 3),
         ("December 30", "", "", "", "", "", "")])),
    Odd(name="account_analytics_content_2025-03-01_2025-03-22.csv",
        data=table(made.X_CONTENT, X_ROWS).encode()),
    Odd(name="list.csv",
        data=table("created_at,text,url,replies,retweets,favorites,user", TWEETED).encode()),
    Odd(name="tweet_activity_metrics_moulin_demo_20250301_20250401_en.csv",
        data=b"Date,Tweets published,impressions,engagements,engagement rate,retweets,likes\n"
        b"2025-03-01,2,100,5,0.05,1,4\n2025-03-02,0,0,0,NaN,0,0\n"),
    Odd(name="moulin_content_1740700000.xls", data=LINKEDIN_PAGE),
    Odd(name="Content_2025-02-01_2025-02-28_ADemo.xlsx", data=MEMBER),
    Odd(name="Audience.csv", data=("\ufeffsep=,\n" + META).encode("utf-16-le")),
    Odd(name="Pinterest 20260501-20260531.csv", data=PINS.encode()),
    Odd(name="traffic 20260701.csv", data=TRAFFIC.encode()),
    Odd(name="caisse 2026-05.csv", data=TILL.encode()),
    Odd(name="survey (1).csv", data=SURVEY.encode()),
    Odd(name="weeks.csv", data=MEANS.encode()),
    Odd(name="periods.csv", data=PERIODS.encode()),
    Odd(name="split.csv", data=SPLIT.encode(), mapping=SPLIT_MAP),
    Odd(name="days.csv", mapping=DAYS_MAP,
        data=b"Our days\nJour,Vus,Plus\n01/05/2026,10,1\n02/05/2026,20,-\nTotal,30,1\n"),
    Odd(name="bread.csv", mapping=SOLD_MAP,
        data=b"Day,Made,Sold,Code\n03/05/2026,10.50,2,A\n04/05/2026,9 USD,1,\n"
        b"05/05/2026,1,1,n/a\n"),
    Odd(name="sheet.csv", data=table(SHEET, [
        ("26/05/2026", "18h30", "Mai", f"{POST}DYzZ_demo01/", "Pain", "Carrousel", "Recettes", 100,
         12, 9, 1, 1, 1, 3, 2),
        ("27/05/2026", "", "Mai", f"{POST}DYzZ_demo02/", "Sel", "Reel", "", "1 200", "", 40, "", "",
         "", "", ""),
        ("", "", "", "", "", "", "", "", "", "", "", "", "", "", "")]).encode()),
    Odd(name="statuses.csv", data=table(STATUSES, [
        ("611_901", "photo", "Bread", "", "https://www.facebook.com/moulin/posts/901",
         "2018-03-09 04:05:00", 9, 1, 2, 8),
        ("902", "status", "Salt", "https://example.org", "", "3/9/2018 4:05", 3, 0, 0, 3),
    ]).encode()),
    Odd(name="summary.csv", data=table(SUMMARY.replace(";", ","), [
        (139441, "Photo", 2, 12, 4, 3, 0, 2752, 5091, 178, 109, 159, 4, 79, 17, 100),
        (139441, "Status", 2, 12, 3, 10, 1, 10460, 19057, 1457, 1361, 1674, 5, 130, 29, 164),
        (139441, "Link", 3, 13, 3, 3, "", 1, 1, 1, 1, 1, 1, 1, 1, 1)]).encode()),
    Odd(name="dimension.csv", data=b"Date,Viewer age,Views (%),Average view duration\n"
        b"2025-08-28,18\xe2\x80\x9324 years,12.5,0:02:45\n2025-08-28,18-24,1,0:00:01\n"
        b"2025-08-28,over 65,130,1:00:00\nTotal,,100,\n,Total,1,\n2025-08-29,,1,1\n"),
)  # fmt: skip
