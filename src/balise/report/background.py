"""What imported data tell an interview before its first question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from balise.domain.metric import ENGAGEMENT, METRICS
from balise.domain.ports import MeasuredPost
from balise.domain.strategy import Presence
from balise.report.growth import series
from balise.report.values import Material
from balise.strategy import kinds
from balise.strategy.answers import Background
from balise.words import Speech, mark

WEEKS = 12
"""The time of late: as long as a strategy usually is."""


def background(known: Material, language: str) -> Background:
    """Fill in accounts, paces and what KPIs got of late, with a sentence that says so.

    Nothing is claimed: sums over the last weeks, which an interview proposes as a baseline.
    """
    own = [one for one in known.posts if one.post.is_original]
    if not own:
        return Background(name=known.brand if _fits(kinds.NAME, known.brand) else "")
    end = max(one.post.published_at for one in own)
    since = end - timedelta(weeks=WEEKS)
    late = [one for one in own if one.post.published_at > since]
    weeks = min(WEEKS, max(1.0, (end - min(x.post.published_at for x in own)).days / 7))
    zones = [account.timezone for account in known.accounts]
    return Background(
        name=known.brand if _fits(kinds.NAME, known.brand) else "",
        timezone=zones[0] if zones else known.timezone,
        accounts=tuple(_accounts(known, own)),
        per_week={
            f"{network}:{handle}": round(n / weeks, 1)
            for (network, handle), n in _counts(late).items()
        },
        baselines={**_sums(late, weeks), **_outcomes(known, end.date(), weeks)},
        posts=len(own),
        told=(_said(own, zones[0] if zones else known.timezone, Speech(language)),),
    )


def _fits(kind: kinds.Kind, text: str) -> bool:
    """Tell whether a text of a file may stand in a strategy."""
    try:
        kind.take(text)
    except ValueError:
        return False
    return True


def _said(own: list[MeasuredPost], zone: str, s: Speech) -> str:
    first, last = (
        pick(one.post.published_at for one in own).astimezone(ZoneInfo(zone)).date()
        for pick in (min, max)
    )
    said = mark("{n} posts from {first} to {last} are known: what they tell is filled in.")
    return s.text(said, n=s.number(len(own)), first=s.day(first), last=s.day(last))


def _counts(posts: Iterable[MeasuredPost]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for one in posts:
        account = one.post.network, one.post.account
        found[account] = found.get(account, 0) + 1
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _accounts(known: Material, own: list[MeasuredPost]) -> Iterable[Presence]:
    """Name one account a network, the most active, with its latest followers."""
    seen: set[str] = set()
    for network, handle in _counts(own):
        if network in seen or network == "other" or not _fits(kinds.HANDLE, handle.lstrip("@")):
            continue
        seen.add(network)
        days = [d for d in known.days if (d.network, d.account) == (network, handle)]
        followers = [value for _, value in series(days, "followers")]
        told = [x.post.followers for x in own if x.post.network == network and x.post.followers]
        latest = [*told, *followers]
        yield Presence(
            network=network,
            handle=handle.lstrip("@"),
            followers=latest[-1] if latest else None,
        )


def _sums(posts: list[MeasuredPost], weeks: float) -> dict[str, float]:
    """Add up what posts of late got, by metric, as far as it adds up; a week's worth."""
    found: dict[str, float] = {}
    for one in posts:
        for name, value in one.values.items():
            if name in METRICS and METRICS[name].adds_up:
                found[name] = found.get(name, 0.0) + value
    parts = [found[name] for name in ENGAGEMENT if name in found]
    if parts:
        found["engagement"] = sum(parts)
    return {name: value / weeks for name, value in found.items() if value > 0}


def _outcomes(known: Material, end: date, weeks: float) -> dict[str, float]:
    """Add up the counts of outcomes over the same weeks, by their name."""
    since = end - timedelta(weeks=weeks)
    found: dict[str, float] = {}
    for one in known.outcomes:
        if since < one.starts and one.ends <= end:
            value = one.values.get("count")
            if value is not None:
                found[one.name] = found.get(one.name, 0.0) + value
    return {name: value / weeks for name, value in found.items() if value > 0}
