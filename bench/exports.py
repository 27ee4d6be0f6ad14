"""Large made-up exports, as the networks write them, for what is measured here."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from balise.simulate.brand import QUINCAILLERIE
from balise.simulate.captions import write
from balise.simulate.entry import Entry
from balise.simulate.layouts.meta import publish_time

X = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements",
    "Bookmarks", "Shares", "New follows", "Replies", "Reposts", "Profile visits",
    "Detail Expands", "URL Clicks", "Hashtag Clicks", "Permalink Clicks",
)  # fmt: skip
META = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
    "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes",
    "Shares", "Follows", "Comments", "Saves",
)  # fmt: skip
_FIRST = datetime(2015, 1, 1, tzinfo=UTC)
_X_EPOCH_MS, _INSTAGRAM_EPOCH_MS = 1288834974657, 1314220021721
_SHORTCODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_KINDS = {"x": ("text", "link", "image"), "instagram": ("image", "carousel", "short_video")}
_CTAS = ("", "", "visit", "book", "comment", "share", "buy")
_TAGS = ("Bricolage", "Jardin", "FaitMaison", "Bois", "Récup", "Atelier", "Quartier")
_CAPTIONS = 20_000
_LINK = re.compile(r"https://\S+")


def captions(network: str, n: int) -> list[str]:
    """Write captions of a made-up shop, nearly all in French."""
    rng = np.random.default_rng(1)
    found = []
    for _ in range(n):
        entry = Entry(
            network=network,
            handle="demo",
            local=_FIRST,
            at=_FIRST,
            kind=str(rng.choice(_KINDS[network])),
            cta=str(rng.choice(_CTAS)),
            hashtags=tuple(rng.choice(_TAGS, rng.integers(0, 4), replace=False)),
            pillar=str(rng.choice(("how-to", "shop", "workshops", "community"))),
        )
        found.append(write(entry, QUINCAILLERIE, rng).text)
    return found


def write_x(path: Path, rows: int) -> None:
    """Write an export of X, the newest first; every text is another."""
    figures = np.random.default_rng(0).negative_binomial(1, 0.02, size=(rows, 13))
    said = captions("x", min(rows, _CAPTIONS))
    step = timedelta(days=3650) / rows
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(X)
        for i in range(rows):
            at = _FIRST + (rows - i) * step
            ms = int(at.timestamp() * 1000) - _X_EPOCH_MS
            native = (ms << 22) | (i & 4095)
            day = f"{at:%a, %b} {at.day}, {at.year}"
            # X writes every address in its own short form
            text = _LINK.sub(f"https://t.co/{i:010x}", said[i % len(said)])
            link = f"https://x.com/made_up/status/{native}"
            writer.writerow([native, day, f"{text} {i}", link, *figures[i].tolist()])


def _shortcode(at: datetime, i: int) -> str:
    number = (int(at.timestamp() * 1000) - _INSTAGRAM_EPOCH_MS << 23) | (i & 0x7FFFFF)
    return "".join(_SHORTCODE[number >> shift & 63] for shift in range(60, -6, -6))


def write_instagram(path: Path, rows: int) -> None:
    """Write an export of Meta Business Suite, captions over many lines."""
    figures = np.random.default_rng(0).negative_binomial(1, 0.02, size=(rows, 7))
    said = captions("instagram", min(rows, _CAPTIONS))
    step = timedelta(days=3650) / rows
    kinds = ("IG image", "IG carousel", "IG reel")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(META)
        for i in range(rows):
            at = _FIRST + (rows - i) * step
            link = f"https://www.instagram.com/p/{_shortcode(at, i)}/"
            writer.writerow([
                17_800_000_000_000_000 + i, "17841400000000001", "made.up", "Made up",
                f"{said[i % len(said)]} {i}", 0, publish_time(at), link, kinds[i % 3], "",
                "Lifetime", *figures[i].tolist(),
            ])  # fmt: skip
