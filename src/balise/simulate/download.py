"""The files that the owner of the made-up brand would download from the networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from balise.simulate.layouts import meta, readme, tiktok, x
from balise.simulate.layouts.view import View, look
from balise.simulate.world import World

_EARLIER = timedelta(days=28)
Files = dict[str, bytes]


def _instagram(view: View) -> Files:
    earlier = look(view.world, view.account, view.as_of - _EARLIER)
    return {
        meta.file_name(earlier): meta.instagram_posts(earlier),
        meta.file_name(view): meta.instagram_posts(view),
        "Reach.csv": meta.daily_reach(view),
        "Follows.csv": meta.daily_follows(view),
    }


def _facebook(view: View) -> Files:
    return {meta.file_name(view): meta.facebook_posts(view)}


def _x(view: View) -> Files:
    return {x.file_name(view): x.posts(view), "account_overview_analytics.csv": x.overview(view)}


def _tiktok(view: View) -> Files:
    data = (tiktok.content(view), tiktok.overview(view), tiktok.follower_history(view))
    return dict(zip(tiktok.file_names(view), data, strict=True))


_WRITERS: Mapping[str, Callable[[View], Files]] = {
    "instagram": _instagram,
    "facebook": _facebook,
    "x": _x,
    "tiktok": _tiktok,
}


def exports(world: World, as_of: datetime | None = None) -> Files:
    """Give the downloads of every account, by file name, in the layout of the real ones.

    Parameters
    ----------
    world
        The made-up brand.
    as_of
        When they are downloaded, aware; the end of the past unless given. The figures of young
        posts are immature. Instagram is also downloaded four weeks earlier.

    Returns
    -------
    dict
        File name to bytes, with a note that says in French and in English that all is made up.

    Examples
    --------
    >>> [name for name in exports(World(7, weeks=8)) if "account" in name]
    ['account_analytics_content_2026-02-02_2026-03-29.csv', 'account_overview_analytics.csv']
    """
    moment = as_of or world.ends_at
    names = [f"{one.network}: {one.handle}" for one in world.brand.presences]
    day = str(moment.astimezone(world.zone).date())
    files = {readme.NAME: readme.note(world.brand.name, world.seed, day, names)}
    for one in world.brand.presences:
        writer = _WRITERS.get(one.network)
        if writer:
            files |= writer(look(world, one.id, moment))
    return files
