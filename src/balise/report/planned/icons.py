"""Small pictures of formats and signs: stroked in a square of 16, in the colour of the text.

Each stands beside words that a screen reader says, and in the legend.
"""

from __future__ import annotations

from collections.abc import Mapping

ICONS: Mapping[str, str] = {
    "text": '<path d="M3 4h10M3 8h10M3 12h6"/>',
    "link": '<path d="M7 3H3v10h10V9M9 3h4v4M13 3 7 9"/>',
    "image": '<rect x="2" y="3" width="12" height="10" rx="1"/><path d="m3 12 4-4 2 2 2-2 3 3"/>'
    '<circle cx="10.5" cy="5.8" r=".9"/>',
    "carousel": '<rect x="2" y="3" width="8" height="10" rx="1"/><path d="M12.2 4.5v7M14.4 6v4"/>',
    "video": '<rect x="1.5" y="3" width="13" height="10" rx="1.5"/>'
    '<path d="M6.5 5.8v4.4L10 8z" fill="currentColor"/>',
    "short_video": '<rect x="4" y="1.5" width="8" height="13" rx="1.5"/>'
    '<path d="M6.7 5.8v4.4L10 8z" fill="currentColor"/>',
    "story": '<circle cx="8" cy="8" r="6" stroke-dasharray="3 1.7"/>'
    '<circle cx="8" cy="8" r="2.4"/>',
    "document": '<path d="M4 1.8h5.5L12.5 5v9.2H4zM9.2 2v3.2h3"/>',
    "poll": '<path d="M3 13V8.5M8 13V3M13 13V6.5" stroke-width="2.4"/>',
    "live": '<circle cx="8" cy="8" r="2" fill="currentColor"/>'
    '<path d="M4.6 11.4a4.8 4.8 0 0 1 0-6.8M11.4 4.6a4.8 4.8 0 0 1 0 6.8"/>',
    "article": '<rect x="2.5" y="2" width="11" height="12" rx="1"/>'
    '<path d="M5 5h6M5 8h6M5 11h3.5"/>',
    "repost": '<path d="M3 9V6.5A1.5 1.5 0 0 1 4.5 5H12M10 3l2 2-2 2M13 7v2.5a1.5 1.5 0 0 1-1.5 '
    '1.5H4m2 2-2-2 2-2"/>',
    "reply": '<path d="M7 3.5 3 7.5l4 4M3.2 7.5H9a4 4 0 0 1 4 4v1"/>',
    "other": '<circle cx="8" cy="8" r="5.5"/>',
    "series": '<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3"/>',
    "lot": '<rect x="2.5" y="2.5" width="11" height="11" rx="2"/>'
    '<circle cx="5.6" cy="5.6" r="1" fill="currentColor"/><circle cx="8" cy="8" r="1" '
    'fill="currentColor"/><circle cx="10.4" cy="10.4" r="1" fill="currentColor"/>',
    "boost": '<path d="M8 13V3.5M4 7.2 8 3.2l4 4"/>',
    "draft": '<path d="m3 13 .7-3L10.5 3.2l2.3 2.3L6 12.3zM9 4.7 11.3 7"/>',
    "approved": '<path d="m3 8.5 3.4 3.4L13 4.6" stroke-width="2"/>',
    "published": '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    "skipped": '<path d="m4 4 8 8M12 4l-8 8" stroke-width="2"/>',
    "holiday": '<path d="M4 14.5V2M4 2.8h8.5l-2 2.7 2 2.7H4" fill="none"/>',
    "moment": '<path d="M8 2 14 8l-6 6-6-6z"/>',
    "event": '<path d="m8 1.8 1.9 4 4.3.6-3.1 3 .7 4.4L8 11.7l-3.8 2.1.7-4.4-3.1-3 4.3-.6z" '
    'fill="currentColor"/>',
    "closed": '<circle cx="8" cy="8" r="5.8"/><path d="m4 4 8 8"/>',
}
BADGES: Mapping[str, str] = {
    "facebook": "FB", "instagram": "IG", "threads": "TH", "x": "X", "linkedin": "LI",
    "tiktok": "TT", "youtube": "YT", "pinterest": "PI", "mastodon": "MA", "bluesky": "BS",
}  # fmt: skip
"""Two letters of a network, as the trade writes them."""


def icon(code: str) -> str:
    """Give the drawing of a sign; a format that has none is drawn as any other.

    Examples
    --------
    >>> icon("text"), icon("hologram") == icon("other")
    ('<path d="M3 4h10M3 8h10M3 12h6"/>', True)
    """
    return ICONS.get(code, ICONS["other"])


def drawing(code: str, colour: str) -> str:
    """Write a sign as an SVG file of its own, in a colour.

    Examples
    --------
    >>> drawing("text", "#000")[-10:]
    '</g></svg>'
    """
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="none" '
        f'stroke="{colour}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">'
        f"{icon(code).replace('currentColor', colour)}</g></svg>"
    )
