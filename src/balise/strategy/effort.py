"""What a network and a format take of a team's week. The defaults are ours, from no source."""

from __future__ import annotations

from collections.abc import Mapping

from balise.domain.ranking import Capacity
from balise.reference.benchmarks import cadence

HOURS: Mapping[str, float] = {
    "text": 1.0, "link": 0.75, "image": 1.5, "carousel": 3.0, "video": 8.0, "short_video": 4.0,
    "story": 0.5, "document": 4.0, "poll": 0.5, "live": 4.0, "article": 4.0, "repost": 0.25,
}  # fmt: skip
"""Hours of one piece, from the idea to the answers to its comments. Our default, to be replaced by
the team's own (`Capacity.hours_per_piece`)."""
USUAL_HOURS = 2.0
KINDS: Mapping[str, tuple[str, ...]] = {
    "facebook": ("image", "carousel", "short_video", "video", "link", "text"),
    "instagram": ("image", "carousel", "short_video", "story"),
    "threads": ("text", "image"),
    "x": ("text", "image", "video", "link"),
    "linkedin": ("text", "image", "document", "video", "poll", "link"),
    "tiktok": ("short_video", "carousel"),
    "youtube": ("short_video", "video"),
    "pinterest": ("image", "short_video"),
    "mastodon": ("text", "image"),
    "bluesky": ("text", "image"),
}
"""Formats that each network is made of; the text of a video network is no post of its own."""
_SIDE = frozenset({"link", "story", "poll", "repost"})
"""What does not carry an account on its own."""
RHYTHM: Mapping[str, float] = {
    "threads": 3.0, "tiktok": 1.5, "youtube": 1.0, "pinterest": 3.0, "mastodon": 3.0,
    "bluesky": 3.0,
}  # fmt: skip
"""Least useful posts a week where no cadence of small accounts is published. Our default."""
USUAL_RHYTHM = 2.0


def hours_of(kind: str, capacity: Capacity) -> float:
    """Hours that one piece takes.

    Examples
    --------
    >>> hours_of("video", Capacity()), hours_of("video", Capacity(hours_per_piece={"video": 3}))
    (8.0, 3)
    """
    return capacity.hours_per_piece.get(kind, HOURS.get(kind, USUAL_HOURS))


def rhythm(network: str, capacity: Capacity, most: float | None = None) -> float:
    """Least useful posts a week: what the team says, a published cadence, or our default.

    `most` is what the strategy allows the account.

    Examples
    --------
    >>> rhythm("facebook", Capacity()), rhythm("facebook", Capacity(), most=1)
    (2.5, 1)
    """
    published = cadence(network)
    usual = published.value if published else RHYTHM.get(network, USUAL_RHYTHM)
    asked = capacity.rhythm.get(network, usual)
    return asked if most is None else min(asked, most)


def week_of(network: str, capacity: Capacity, most: float | None = None) -> float | None:
    """Hours a week of the least useful rhythm, in the format that costs the team least.

    `None` where the team makes no format of the network.

    Examples
    --------
    >>> week_of("instagram", Capacity()), week_of("tiktok", Capacity(pieces={"image": 3}))
    (3.0, None)
    """
    kinds = [
        kind
        for kind in KINDS.get(network, ("text", "image"))
        if kind not in _SIDE and (not capacity.pieces or capacity.pieces.get(kind, 0) > 0)
    ]
    if not kinds:
        return None
    return rhythm(network, capacity, most) * min(hours_of(kind, capacity) for kind in kinds)


def hours_in(capacity: Capacity) -> float | None:
    """Hours a week that there are, `None` where no limit is known.

    Examples
    --------
    >>> hours_in(Capacity(pieces={"image": 2, "short_video": 1})), hours_in(Capacity())
    (7.0, None)
    """
    if capacity.hours is not None or not capacity.pieces:
        return capacity.hours
    return sum(n * hours_of(kind, capacity) for kind, n in capacity.pieces.items())
