"""Posts and what was learnt of them -> an audit. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from balise.domain.audit import AccountAudit, Audit
from balise.domain.ports import AccountDay
from balise.domain.tag import Proposed
from balise.report.auditing.asks import asking
from balise.report.auditing.dated import DAYS, Dated, by_account, tagged, window
from balise.report.auditing.pieces import pieces
from balise.report.auditing.profile import profile
from balise.report.auditing.results import Sizes, comparisons
from balise.report.auditing.rhythm import rhythm
from balise.report.auditing.tags import tagging
from balise.report.auditing.tallies import LEAST, shares
from balise.report.auditing.themes import themes
from balise.report.auditing.worked import worked
from balise.report.values import Material
from balise.words.glossary import TERMS

_FAR = 10
"""Times as many posts that a main account has as one that only shares some of its posts."""


def audit(
    material: Material,
    *,
    industry: str = "",
    followers: Mapping[str, float] | None = None,
    pillars: Proposed | None = None,
    days: int = DAYS,
) -> Audit:
    """Audit what a brand did.

    Parameters
    ----------
    material
        Posts with their readings, the accounts and their days, and the fit where there is one.
    industry
        One of `balise.strategy.yardsticks.industries`; empty: rates of all industries.
    followers
        Followers by account (`<network>:<handle>`) or by network where that has one account, told
        by hand where files do not.
    pillars
        What is proposed for the posts that have no pillar; `None`: nobody looked for any.
    days
        How far back habits are told, up to the newest post. Effects are of all posts.
    """
    seen = window(material, days)
    sizes = Sizes.of(material.days, _by_hand(followers or {}, material))
    accounts = _accounts(material, seen.posts, sizes)
    guests = {one.id for one in accounts if one.is_guest}
    hosted = [one for one in seen.posts if one.account not in guests]
    estimates = tuple(material.fit.estimates()) if material.fit else ()
    return Audit(
        brand=material.brand,
        kpi=material.kpi,
        posts=len(seen.posts),
        accounts=accounts,
        asking=asking(seen.posts),
        tagging=tagging(tagged(seen.posts), _names(material, accounts)),
        worked=worked(material.kpi, estimates, len(seen.posts)),
        formats=shares((one.post.kind for one in seen.posts), len(seen.posts)),
        themes=None if pillars is None else themes(seen.posts, pillars),
        comparisons=comparisons(hosted, sizes, industry),
        pieces=pieces(seen.posts),
        start=seen.start,
        end=seen.end,
        earlier=seen.earlier,
        set_aside=seen.set_aside,
        industry=industry,
        is_made_up=material.is_made_up,
    )


def _by_hand(followers: Mapping[str, float], material: Material) -> Mapping[str, float]:
    """Take what is told of a network as told of its account, or of each that posts there."""
    known = {f"{one.post.network}:{one.post.account}" for one in material.posts}
    known |= {one.id for one in material.accounts}
    told = {one: followers[one.partition(":")[0]] for one in known
            if one.partition(":")[0] in followers}  # fmt: skip
    return told | {name: value for name, value in followers.items() if ":" in name}


def _names(material: Material, accounts: Sequence[AccountAudit]) -> list[str]:
    """Name the brand and its accounts, but for names that stand for one that nobody gave."""
    names = [one.handle for one in accounts if one.handle != one.network and not one.is_guest]
    if ("brand", material.brand) not in TERMS:
        names.append(material.brand)
    return [name.partition("(")[0] or name for name in names]


def _guests(posts: Mapping[str, Sequence[Dated]]) -> set[str]:
    """Find accounts of a handful of posts beside one of the same network with far more."""
    most: dict[str, int] = {}
    for name, mine in posts.items():
        network = name.partition(":")[0]
        most[network] = max(most.get(network, 0), len(mine))
    return {
        name
        for name, mine in posts.items()
        if len(mine) < LEAST and _FAR * len(mine) <= most[name.partition(":")[0]]
    }


def _accounts(material: Material, posts: Sequence[Dated], sizes: Sizes) -> tuple[AccountAudit, ...]:
    """Audit each account, also one of which no post is known."""
    mine = by_account(posts)
    days: dict[str, list[AccountDay]] = {}
    for day in material.days:
        days.setdefault(f"{day.network}:{day.account}", []).append(day)
    known = {one.id: one.timezone for one in material.accounts}
    guests = _guests(mine)
    found = (
        _account(
            name, mine.get(name, []), days.get(name, []), known.get(name, material.timezone), sizes
        )
        for name in dict.fromkeys((*mine, *sorted({*known, *days})))
    )
    return tuple(replace(one, is_guest=one.id in guests) for one in found)


def _account(
    name: str, posts: Sequence[Dated], days: Sequence[AccountDay], timezone: str, sizes: Sizes
) -> AccountAudit:
    network, _, handle = name.partition(":")
    size, on = sizes.latest(name, posts)
    spoken = [one.post.language for one in posts if one.post.language]
    return AccountAudit(
        network=network,
        handle=handle,
        timezone=timezone,
        rhythm=rhythm(posts),
        formats=shares((one.post.kind for one in posts), len(posts)),
        languages=shares(spoken, len(spoken)),
        followers=size,
        followers_on=on,
        profile=profile(network, handle, posts, days),
    )
