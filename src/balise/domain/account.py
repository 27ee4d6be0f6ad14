"""Where a brand speaks."""

from __future__ import annotations

from dataclasses import dataclass

NETWORKS = (
    "facebook", "instagram", "threads", "x", "linkedin", "tiktok", "youtube", "pinterest",
    "mastodon", "bluesky", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account of a brand on one network.

    `id` is `<network>:<handle>`; `timezone` is an IANA name, the zone in which its hours are told.
    """

    id: str
    brand: str
    network: str
    handle: str
    timezone: str = "UTC"
