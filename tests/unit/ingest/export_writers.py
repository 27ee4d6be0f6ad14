"""Writes posts as the exports of their networks: what is read can be written again."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.unit.ingest import exports_made as made

from balise.domain.post import Post, Precision
from balise.simulate.ids import instagram_shortcode, tiktok_id, x_id

Values = Mapping[str, float]
Measured = tuple[Post, Values]
Row = Sequence[object]
LOS_ANGELES, BRUSSELS = ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/Brussels")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
HANDLE = "moulin_demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a table is put into bytes."""

    delimiter: str = ","
    encoding: str = "utf-8"
    end: str = "\n"
    all_quoted: bool = False
    declared: bool = False

    def write(self, rows: Sequence[Row]) -> bytes:
        """Write rows, a header among them."""
        out = io.StringIO(newline="")
        # The writer quotes the line end that it writes, and no other.
        all_quoted = self.all_quoted or self.end == "\r"
        csv.writer(
            out,
            delimiter=self.delimiter,
            lineterminator=self.end,
            quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
        ).writerows(rows)
        said = f"sep={self.delimiter}{self.end}" if self.declared else ""
        return f"{said}{out.getvalue()}".encode(self.encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One export: its file, its header and how a post stands in it.

    `figures` are the metrics that it tells of, `ident` makes the id of a post, `link` its address;
    `precision` is that of its times.
    """

    format: str
    name: str
    header: Sequence[str]
    figures: tuple[str, ...]
    row: Callable[[Post, Values], Row]
    ident: Callable[[datetime, int], str]
    link: Callable[[str, datetime, int], str]
    kinds: tuple[str, ...] = ()
    pack: Callable[[bytes], bytes] = lambda data: data
    mapping: str = ""
    precision: Precision = "minute"

    def post(self, at: datetime, text: str, n: int) -> Post:
        """Make a post that this export can tell of."""
        network = self.format.partition(".")[0].replace("meta", self.format.split(".")[1])
        native = self.ident(at, n)
        return Post(
            uid=f"{network}:{native}",
            network=network,
            account=HANDLE,
            published_at=at,
            kind=self.kinds[n % len(self.kinds)] if self.kinds else "other",
            text=text,
            url=self.link(native, at, n),
        )

    def write(self, posts: Sequence[Measured], shape: Shape) -> bytes:
        """Write an export of posts with their figures."""
        return self.pack(shape.write([self.header, *(self.row(*one) for one in posts)]))


def count(values: Values, name: str) -> str:
    """Write a count; empty where it is not known."""
    return str(int(values[name])) if name in values else ""


def _counts(values: Values, *names: str) -> list[str]:
    return [count(values, name) for name in names]


def native(post: Post) -> str:
    """Give the id without its network."""
    return post.uid.partition(":")[2]


def told(at: datetime) -> str:
    """Write a day as X does."""
    return f"{at:%a}, {MONTHS[at.month - 1][:3]} {at.day}, {at.year}"


def _meta(at: datetime) -> str:
    return f"{at.astimezone(LOS_ANGELES):%m/%d/%Y %H:%M}"


_IG_KINDS = {"image": "IG image", "short_video": "IG reel", "carousel": "IG carousel"}
_FB_KINDS = {"image": "Photos", "link": "Links", "short_video": "Reels", "text": "Text/Status"}
_X_FIGURES = ("impressions", "reactions", "engagements", "saves", "shares_native", "new_follows",
              "comments", "shares", "profile_visits", "detail_expands", "link_clicks",
              "hashtag_clicks", "permalink_clicks")  # fmt: skip
_IG_FIGURES = ("views", "reach", "reactions", "shares", "follows", "comments", "saves")
_FB_FIGURES = ("views", "reach", "", "reactions", "comments", "shares", "clicks_all",
               "link_clicks", "other_clicks")  # fmt: skip
_TWEET_FIGURES = {"impressions": "impressions", "shares": "retweets", "comments": "replies",
                  "reactions": "likes"}  # fmt: skip
_TT_FIGURES = ("reactions", "comments", "shares", "views")
_TB_FIGURES = ("views", "reactions", "comments", "shares", "saves")


def _instagram(post: Post, values: Values) -> Row:
    when = _meta(post.published_at)
    return [native(post), "178", post.account, "Le Moulin", post.text, 0, when, post.url,
            _IG_KINDS[post.kind], "", "Lifetime", *_counts(values, *_IG_FIGURES)]  # fmt: skip


def _facebook(post: Post, values: Values) -> Row:
    return [native(post), "611", post.account, post.text, "", 0, _meta(post.published_at), "N/A",
            post.url, 0, 0, _FB_KINDS[post.kind], "", "", "", "", "Lifetime",
            *_counts(values, *_FB_FIGURES), "", ""]  # fmt: skip


def _x(post: Post, values: Values) -> Row:
    text = html.escape(post.text, quote=False)
    return [native(post), told(post.published_at), text, post.url, *_counts(values, *_X_FIGURES)]


def _tweet(post: Post, values: Values) -> Row:
    text = html.escape(post.text, quote=False)
    when = f"{post.published_at:%Y-%m-%d %H:%M} +0000"
    return [native(post), post.url, text, when, *_counts(values, *_TWEET_FIGURES)]


def _tiktok(post: Post, values: Values) -> Row:
    day = f"{MONTHS[post.published_at.month - 1]} {post.published_at.day}"
    return ["July 16", post.text, post.url, day, *_counts(values, *_TT_FIGURES)]


def _business(post: Post, values: Values) -> Row:
    when = f"{post.published_at:%Y/%m/%d %H:%M:%S}"
    return [post.text, post.url, when, *_counts(values, *_TB_FIGURES)]


def _youtube(post: Post, values: Values) -> Row:
    is_day = post.precision == "day"  # of which no hour is known
    local = post.published_at if is_day else post.published_at.astimezone(LOS_ANGELES)
    hours = f"{values['watch_time_s'] / 3600:.4f}" if "watch_time_s" in values else ""
    day = f"{MONTHS[local.month - 1][:3]} {local.day}, {local.year}"
    counts = _counts(values, "net_follows", "thumb_impressions")
    return [native(post), post.text, day, 300, count(values, "views"), hours, *counts, ""]


def _sheet(post: Post, values: Values) -> Row:
    local = post.published_at.astimezone(BRUSSELS)
    when = f"{local:%d/%m/%Y %H:%M}"
    return [native(post), when, post.text, post.url, *_counts(values, "reactions", "comments")]


SHEET_HEADER = ("Réf", "Publié, le", "Légende, texte", "Adresse", "Cœurs", "Mots")
SHEET = """kind = "posts"
network = "other"
account = "moulin_demo"
timezone = "Europe/Brussels"
date_order = "day"
[columns]
"Réf" = "id"
"Publié, le" = "published"
"Légende, texte" = "text"
Adresse = "url"
"Cœurs" = "reactions"
Mots = "comments"
"""


def _zip(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("Content.csv", (2026, 7, 16, 0, 0, 0)), data)
    return packed.getvalue()


def _video_id(at: datetime, n: int) -> str:
    return f"dQ{int(at.timestamp()) % 10**6:06d}{n:03d}"


def _number(at: datetime, n: int) -> str:
    return str(122_100_000_000_000 + int(at.timestamp()) * 10 + n)


WRITERS = (
    Writer(format="meta.instagram.posts", name="ig.csv", header=made.INSTAGRAM.split(","),
           figures=_IG_FIGURES, row=_instagram, kinds=tuple(_IG_KINDS), ident=_number,
           link=lambda _id, at, n: f"https://www.instagram.com/p/{instagram_shortcode(at, n)}/"),
    Writer(format="meta.facebook.posts", name="fb.csv", kinds=tuple(_FB_KINDS), ident=_number,
           header=next(csv.reader([made.FACEBOOK])), figures=_FB_FIGURES, row=_facebook,
           link=lambda one, _at, _n: f"https://www.facebook.com/moulin/posts/{one}"),
    Writer(format="x.content", name="x.csv", header=made.X_CONTENT.split(","), row=_x, ident=x_id,
           figures=_X_FIGURES, precision="second",
           link=lambda one, _at, _n: f"https://x.com/{HANDLE}/status/{one}"),
    Writer(format="x.tweets", name="tweets.csv", row=_tweet, ident=x_id, precision="second",
           header=("Tweet id", "Tweet permalink", "Tweet text", "time", *_TWEET_FIGURES.values()),
           figures=tuple(_TWEET_FIGURES),
           link=lambda one, _at, _n: f"https://twitter.com/{HANDLE}/status/{one}"),
    Writer(format="tiktok.studio.content", name="Content_moulin.zip", pack=_zip, row=_tiktok,
           header=made.TIKTOK.split(","), figures=_TT_FIGURES, ident=tiktok_id, precision="second",
           link=lambda one, _at, _n: f"https://www.tiktok.com/@{HANDLE}/video/{one}"),
    Writer(format="tiktok.business.videos", name="tiktok.csv", row=_business, ident=tiktok_id,
           header=made.TIKTOK_BUSINESS.split(","), figures=_TB_FIGURES, precision="second",
           link=lambda one, _at, _n: f"https://www.tiktok.com/@{HANDLE}/video/{one}"),
    Writer(format="youtube.videos", name="Table data.csv", header=made.YOUTUBE["en"].split(","),
           row=_youtube, figures=("views", "watch_time_s", "net_follows", "thumb_impressions"),
           ident=_video_id, precision="day", link=lambda _id, _at, _n: ""),
    Writer(format="other.mapping", name="sheet.csv", header=SHEET_HEADER, row=_sheet,
           figures=("reactions", "comments"), ident=_number, mapping=SHEET,
           link=lambda one, _at, _n: f"https://example.org/{one}"),
)  # fmt: skip
"""Every export that is a table of posts, and a sheet that a mapping describes."""


def linkedin(posts: Sequence[Measured]) -> bytes:
    """Write the workbook of a LinkedIn page."""
    header = ("Post title", "Post link", "Post type", "Created date", "Impressions", "Clicks",
              "Likes", "Comments", "Reposts", "Content Type")  # fmt: skip
    rows = [_page_row(*one) for one in posts]
    return made.xlsx(All_posts=[("Aggregated engagement metrics",), header, *rows])


def _page_row(post: Post, values: Values) -> Row:
    names = ("impressions", "clicks_all", "reactions", "comments", "shares")
    figures = [values.get(name) for name in names]
    day = f"{post.published_at:%m/%d/%Y}"
    return [post.text, post.url, "Organic", day, *figures, "Image"]


def linkedin_link(at: datetime, n: int) -> str:
    """Give the address of a post, whose number holds its time."""
    ms = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return f"https://www.linkedin.com/feed/update/urn:li:activity:{ms << 22 | n}"


def archive(posts: Sequence[Measured]) -> bytes:
    """Write the script of the archive of X."""
    return made.script([{"tweet": _archived(*one)} for one in posts])


def _archived(post: Post, values: Values) -> dict[str, object]:
    media = {"type": "photo", "expanded_url": post.url}
    return {
        "id_str": native(post),
        "created_at": f"{post.published_at:%a %b %d %H:%M:%S +0000 %Y}",
        "full_text": html.escape(post.text, quote=False),
        "favorite_count": count(values, "reactions"),
        "retweet_count": count(values, "shares"),
        "entities": {"urls": [], "media": [media]},
    }


def same(one: bytes, other: bytes) -> bool:
    """Tell whether two scripts say the same."""
    return bool(json.loads(one.partition(b"=")[2]) == json.loads(other.partition(b"=")[2]))
