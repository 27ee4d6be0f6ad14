"""What a profile should have: what the files tell of it is ticked, the rest is to be looked up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from balise.domain.audit import PROFILE, ProfileItem
from balise.domain.ports import AccountDay
from balise.reference import cta
from balise.report.auditing.dated import Dated

CALLED = "phone_clicks"
"""A figure of the account itself that only a profile with a button for calls can have."""
_WITH_PINS = frozenset(
    {"facebook", "instagram", "threads", "x", "linkedin", "tiktok", "mastodon", "bluesky"}
)
_THERE = ("bio", "profil")
"""Where a post sends its reader for a link."""


def profile(
    network: str, handle: str, posts: Sequence[Dated], days: Iterable[AccountDay]
) -> tuple[ProfileItem, ...]:
    """Check one profile.

    Examples
    --------
    >>> [(one.item, one.tick) for one in profile("youtube", "shop", [], [])][:2]
    [('name', 'yes'), ('picture', 'ask')]
    """
    found = {"name": _name(network, handle, posts)}
    if n := sum(one.values.get(CALLED, 0) > 0 for one in days):
        found["contact"] = ProfileItem(item="contact", tick="yes", why="called", n=n)
    if n := sum(_sends(one) for one in posts):
        found["link"] = ProfileItem(item="link", tick="ask", why="sent", n=n)
    return tuple(
        found.get(item) or ProfileItem(item=item, tick="ask")
        for item in PROFILE
        if item != "pinned" or network in _WITH_PINS
    )


def _name(network: str, handle: str, posts: Sequence[Dated]) -> ProfileItem:
    """Tick a name; a file that names no account leaves its network in place of one."""
    if handle in {"", network}:
        return ProfileItem(item="name", tick="ask", why="unnamed")
    return ProfileItem(item="name", tick="yes", why="posts", n=len(posts))


def _sends(one: Dated) -> bool:
    """Whether a post sends its readers to the profile for a link."""
    if not any(word in one.post.text.casefold() for word in _THERE):
        return False
    text = unicodedata.normalize("NFKC", one.post.text)
    asks = cta.matches(one.post.text, one.post.language)
    return any(
        ask.intent == "visit" and word in text[ask.start : ask.end].casefold()
        for ask in asks
        for word in _THERE
    )
