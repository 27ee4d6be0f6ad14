"""The layouts of exports, one file a source. A new one joins `LAYOUTS`, the narrowest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balise.ingest.layouts import (
    ads,
    facebook,
    instagram,
    linkedin,
    linkedin_top,
    meta_account,
    sheets,
    tiktok,
    x,
    youtube,
)

if TYPE_CHECKING:
    from balise.ingest.layout import Layout

LAYOUTS: tuple[Layout, ...] = (
    *instagram.LAYOUTS,
    *facebook.LAYOUTS,
    *x.LAYOUTS,
    *tiktok.LAYOUTS,
    *youtube.LAYOUTS,
    *linkedin.LAYOUTS,
    *linkedin_top.LAYOUTS,
    *ads.LAYOUTS,
    *sheets.LAYOUTS,
    *meta_account.LAYOUTS,
    *youtube.LATE,
)

REFUSED = frozenset(
    {"message author", "conversation id", "sender_name", "message text", "inbox", "dm text"}
)
"""Headers of private messages: a file with one of them is never read."""
