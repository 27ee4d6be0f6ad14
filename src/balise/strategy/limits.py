"""Rhythm, capacity, shares, hashtags and money held against one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from balise.domain.strategy import STAGES, Presence, Series
from balise.strategy.parts import Entry, Parts

_ROUNDING = 0.005
"""Shares that are written with two digits may miss 1 by this much."""
_DAYS = 7


def rhythm(parts: Parts) -> None:
    """Check that the posts of an account fit into its days."""
    for entry in parts.all("accounts", "posts_per_week", "posts_per_day"):
        one: Presence = entry.noun
        least = one.posts_per_week[0]
        if least > _DAYS * one.posts_per_day:
            at = ("accounts", entry.n, "posts_per_week")
            parts.sheet.tell("strategy-rhythm", at, n=least, per_day=one.posts_per_day)
    for entry in parts.all("accounts", "posts_per_day", "min_gap_hours", "hours"):
        one = entry.noun
        first, end = one.hours
        if (one.posts_per_day - 1) * one.min_gap_hours > end - first:
            gap = f"{one.min_gap_hours:g}"
            at = ("accounts", entry.n, "posts_per_day")
            parts.sheet.tell("strategy-gap", at, n=one.posts_per_day, gap=gap)


def shares(parts: Parts) -> None:
    """Check that shares of the same posts add up to 1 at most."""
    funnel: Mapping[str, float] = parts.tables.get("funnel") or {}
    _sum(parts, "funnel", list(funnel.values()), is_all=set(funnel) == set(STAGES))
    said = [entry.noun.share for entry in parts.all("pillars", "share")]
    known = [share for share in said if share is not None]
    is_all = len(known) == len(said) and parts.is_whole("pillars", "share")
    _sum(parts, "pillars", known, is_all=is_all)


def _sum(parts: Parts, table: str, figures: list[float], *, is_all: bool) -> None:
    total = sum(figures)
    if total > 1 + _ROUNDING:
        parts.sheet.tell("strategy-shares-over", (table,), sum=f"{total:.4g}")
    elif figures and is_all and total < 1 - _ROUNDING:
        parts.sheet.tell("strategy-shares-under", (table,), sum=f"{total:.4g}")


def hashtags(parts: Parts) -> None:
    """Check that no tag is banned and used, and that those of the brand fit into a post."""
    tags = parts.tables.get("hashtags")
    banned = {tag.casefold() for tag in getattr(tags, "banned", ())}
    for key in ("brand", "pool"):
        for n, tag in enumerate(getattr(tags, key, ())):
            if tag.casefold() in banned:
                parts.sheet.tell("strategy-tag-banned", ("hashtags", key, n), value=tag)
    tags = parts.table("hashtags", "brand", "max_per_post")
    if tags and len(tags.brand) > tags.max_per_post:
        n, most = len(tags.brand), tags.max_per_post
        parts.sheet.tell("strategy-tags-many", ("hashtags", "brand"), n=n, most=most)


def capacity(parts: Parts) -> None:
    """Check that what series and adaptations need can be made."""
    limits: Mapping[str, float] | None = parts.tables.get("capacity")
    if limits is None:
        return
    if not limits and parts.sheet.given["capacity"] == {}:
        parts.sheet.tell("strategy-capacity-empty", ("capacity",))
        return
    wrong = set(parts.sheet.given["capacity"]) - set(limits)
    needed: Counter[str] = Counter()
    for table in ("series", "adaptations"):
        for entry in parts.all(table, "kind"):
            kind = entry.noun.kind
            if kind in wrong:
                continue
            if kind and not limits.get(kind):
                parts.sheet.tell("strategy-capacity-none", (table, entry.n, "kind"), kind=kind)
            elif kind and table == "series":
                needed[kind] += 1
    for kind, n in needed.items():
        if n > limits[kind]:
            most = f"{limits[kind]:g}"
            parts.sheet.tell(
                "strategy-capacity-short", ("capacity", kind), kind=kind, n=n, most=most
            )


def series(parts: Parts) -> None:
    """Check that the accounts of a series may post at its hour, and as often as it comes."""
    if not parts.is_whole("accounts", "network", "hours", "posts_per_week"):
        return
    accounts = [entry.noun for entry in parts.all("accounts")]
    for entry in parts.all("series", "networks", "hour"):
        one: Series = entry.noun
        its = [account for account in accounts if _is_on(one, account)]
        if one.hour is not None and its and not any(_is_open(its_one, one.hour) for its_one in its):
            parts.sheet.tell("strategy-hour-closed", ("series", entry.n, "hour"), value=one.hour)
    if len(accounts) == 1:
        _often(
            parts,
            parts.all("accounts")[0],
            [entry.noun for entry in parts.all("series", "networks")],
        )


def _often(parts: Parts, entry: Entry, every: Iterable[Series]) -> None:
    """Where there is one account every series is its own."""
    n = sum(1 for one in every if _is_on(one, entry.noun))
    most = entry.noun.posts_per_week[1]
    if n > most:
        at = ("accounts", entry.n, "posts_per_week")
        parts.sheet.tell("strategy-series-rhythm", at, n=n, most=most)


def _is_on(one: Series, account: Presence) -> bool:
    return not one.networks or account.network in one.networks


def _is_open(account: Presence, hour: int) -> bool:
    return account.hours[0] <= hour < account.hours[1]


def budget(parts: Parts) -> None:
    """Check that one boost can be paid."""
    money = parts.table("budget", "total", "boost_per_post")
    if money and money.boost_per_post and money.boost_per_post[0] > money.total:
        most, total = f"{money.boost_per_post[0]:g}", f"{money.total:g}"
        at = ("budget", "boost_per_post")
        parts.sheet.tell("strategy-boost", at, most=most, total=total)


def values(parts: Parts) -> None:
    """Say how objectives are weighed where only some have a worth in money."""
    every = (entry.noun for entry in parts.all("objectives", "name", "aggregate", "value"))
    aims = [aim for aim in every if aim.aggregate != "level"]
    without = [aim.name for aim in aims if aim.value is None]
    if without and len(without) < len(aims):
        parts.sheet.tell("strategy-values-mixed", ("objectives",), names=", ".join(without))
