"""The layouts of exports, one file a source. A new one joins `LAYOUTS`, the narrowest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balise.ingest.layouts import (
    ads,
    facebook,
    ga4,
    grid,
    hootsuite,
    instagram,
    linkedin,
    linkedin_audience,
    linkedin_top,
    meta_account,
    meta_audience,
    pinterest,
    sheets,
    sprout,
    tiktok,
    tiktok_audience,
    x,
    youtube,
    youtube_audience,
)
from balise.ingest.outcomes import TABLE

if TYPE_CHECKING:
    from balise.ingest.layout import Layout

LAYOUTS: tuple[Layout, ...] = (
    *grid.LAYOUTS,
    *hootsuite.LAYOUTS,
    *sprout.LAYOUTS,
    *instagram.LAYOUTS,
    *facebook.LAYOUTS,
    *x.LAYOUTS,
    *tiktok.LAYOUTS,
    *tiktok_audience.LAYOUTS,
    *youtube.LAYOUTS,
    *youtube_audience.LAYOUTS,
    *linkedin.LAYOUTS,
    *linkedin_audience.LAYOUTS,
    *linkedin_top.LAYOUTS,
    *ads.LAYOUTS,
    *sheets.LAYOUTS,
    *ga4.LAYOUTS,
    *pinterest.LAYOUTS,
    *meta_account.LAYOUTS,
    *meta_audience.LAYOUTS,
    *youtube.LATE,
    TABLE,
)

REFUSED = frozenset(
    {"message author", "conversation id", "sender_name", "message text", "inbox", "dm text"}
)
"""Headers of private messages: a file with one of them is never read."""
