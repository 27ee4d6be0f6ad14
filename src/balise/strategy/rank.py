"""Networks for an audience, in order, with reasons and how sure the order is.

The score of a network is the share of the audience that uses it (`shares`) x how posts do there
against other networks (`responses`) x how far the account's followers are those who are meant
(`followers`). All three are uncertain; the order and its chance come from joint draws of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from balise.domain.ranking import Capacity, Citation, Ground, Ranked, Ranking, Standing
from balise.domain.strategy import Audience, Objective, Presence
from balise.reference.benchmarks import cadence
from balise.strategy import effort, followers as follow, order, responses
from balise.strategy.citing import cited, once
from balise.strategy.gaussian import Effects
from balise.strategy.levels import MEASURE, Figures, published
from balise.strategy.order import Array
from balise.strategy.responses import Own
from balise.strategy.shares import Share, is_trade, share

YEAR = 2026
"""The year that published shares are carried to where none is asked for."""
DRAWS = 2000
WORTH = 1 / 3
"""A network is worth its while where it scores a third of the best or more; ours."""
STAY = 1.5
"""Where hours are short a network with an account counts this much more: its followers are there.
Ours; it moves no score."""
SHARES = frozenset(f"share_{measure}" for measure in MEASURE)
"""Codes of grounds that rest on a figure of the audience's own country."""
Z = 1.645
Followers = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What holds for all audiences."""

    names: tuple[str, ...]
    accounts: Mapping[str, Presence]
    capacity: Capacity
    hours: Mapping[str, float | None]
    own: Own
    followers: Followers
    figures: Figures
    year: int
    clicks: bool
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """Draws of the scores of one audience, with what they rest on."""

    draws: Array
    grounds: Mapping[str, tuple[Ground, ...]]
    sources: Mapping[str, tuple[Citation, ...]]


def rank_networks(  # noqa: PLR0913 - each is one thing that a ranking may know of
    audiences: Sequence[Audience],
    *,
    accounts: Sequence[Presence] = (),
    objectives: Sequence[Objective] = (),
    capacity: Capacity | Mapping[str, float] | None = None,
    own: Own = None,
    followers: Followers | None = None,
    networks: Sequence[str] = tuple(effort.KINDS),
    figures: Figures | None = None,
    year: int = YEAR,
    seed: int = 0,
) -> Ranking:
    """Rank the networks for one audience or several.

    Parameters
    ----------
    audiences
        Whom it is for; none: adults, wherever they are.
    accounts
        The accounts that there are. Networks without one are ranked too.
    objectives
        What is wanted: where it is clicks or sales, networks whose posts carry no link lose.
    capacity
        What the team can do; a mapping is `[capacity]`, pieces a week by kind. `None`: no limit.
    own
        What own posts got: a fit, or `Rate`s by network and kind. It outweighs published rates as
        it grows.
    followers
        Latest reading of each account's audience by its names (`audience.age.25-34`: 0.31), by
        network or by the account's id.
    networks
        Codes of those to rank.
    figures, year
        Published shares to reason from, and the year to carry them to.
    seed
        Of the draws: the same seed gives the same order.

    Returns
    -------
    Ranking
        Of all audiences together, each weighing the same; `parts` has each on its own.

    Examples
    --------
    >>> young = Audience(name="young", ages=(18, 24), countries=("US",))
    >>> [one.name for one in rank_networks([young]).ranked][:2]
    ['youtube', 'instagram']
    """
    able = capacity if isinstance(capacity, Capacity) else Capacity(pieces=capacity or {})
    there = {account.network: account for account in accounts}
    most = {name: float(one.posts_per_week[1]) for name, one in there.items()}
    names = tuple(dict.fromkeys((*networks, *there))) or tuple(effort.KINDS)
    setting = _Setting(
        names=names,
        accounts=there,
        capacity=able,
        hours={name: effort.week_of(name, able, most.get(name)) for name in names},
        own=own,
        followers=followers or {},
        figures=figures or published(),
        year=year,
        clicks=any(one.kpi in responses.CLICKS for one in objectives),
        seed=seed,
    )
    meant = tuple(audiences) or (Audience(name=""),)
    scored = [_scored(audience, setting) for audience in meant]
    parts = tuple(
        _order(audience.name, one, setting) for audience, one in zip(meant, scored, strict=True)
    )
    if len(parts) == 1:
        return parts[0]
    return replace(_order("", _together(scored), setting), parts=parts)


def _together(scored: Sequence[_Scored]) -> _Scored:
    names = scored[0].grounds
    return _Scored(
        draws=np.mean([one.draws for one in scored], axis=0),
        grounds={name: once(g for one in scored for g in one.grounds[name]) for name in names},
        sources={name: once(s for one in scored for s in one.sources[name]) for name in names},
    )


def _scored(audience: Audience, setting: _Setting) -> _Scored:
    """Draw the scores of all networks for one audience."""
    names, random = setting.names, np.random.default_rng(setting.seed)
    at_work = is_trade(audience)
    effects, rates = responses.of_networks(
        names, setting.own, at_work=at_work, clicks=setting.clicks
    )
    normals = random.standard_normal((3, DRAWS, len(names)))
    told = {name: share(audience, name, setting.year, setting.figures) for name in names}
    counted = _counted(audience, setting)
    fits = follow.fits(names, set(setting.accounts), counted)
    uses = np.array([told[name].mean for name in names]) + normals[0] * [
        told[name].sd for name in names
    ]
    fit = fits.draw(normals[2])
    if counted:
        # Followers that suit a brand suit it on all its networks: only the differences count.
        fit = fit - fit.mean(axis=1, keepdims=True)
    draws = 100 / (1 + np.exp(-uses)) * np.exp(effects.draw(normals[1]) + fit)
    grounds = {
        name: (
            _used(told[name]), *told[name].grounds,
            *_response_grounds(name, effects, setting, rated={r.network for r in rates}),
            *_places_grounds(name, setting, at_work=at_work), *_follower_grounds(counted.get(name)),
            *_effort_grounds(name, setting),
        )
        for name in names
    }  # fmt: skip
    sources = {
        name: once(map(cited, [*told[name].rows, *(r for r in rates if r.network == name)]))
        for name in names
    }
    return _Scored(draws=draws, grounds=grounds, sources=sources)


def _used(told: Share) -> Ground:
    spread = Z * told.sd
    low, high = (1 / (1 + math.exp(-(told.mean + side))) for side in (-spread, spread))
    return Ground(code="uses", params={"share": told.median, "low": low, "high": high})


def _standing(p_kept: float, grounds: Sequence[Ground]) -> Standing:
    """Say nothing of where nobody has looked, neither studies nor own posts."""
    codes = {one.code for one in grounds}
    blind = codes & {"country_far", "country_unknown", "country_nowhere"}
    if "no_kind" in codes:
        return "drop"
    seen = codes & {"own_posts", "followers", *SHARES}
    return order.standing(p_kept) if seen or not blind else "cannot tell"


def _counted(audience: Audience, setting: _Setting) -> dict[str, tuple[float, float, float]]:
    """Compare the followers that were counted, by network, with those who are meant."""
    found = {}
    for name in setting.names:
        account = setting.accounts.get(name)
        told = (account and setting.followers.get(account.id)) or setting.followers.get(name)
        fit = follow.fit(audience, told) if told else None
        if fit is not None:
            found[name] = fit
    return found


def _follower_grounds(counted: tuple[float, float, float] | None) -> tuple[Ground, ...]:
    if counted is None:
        return ()
    params = {"share": counted[0], "ratio": math.exp(counted[1])}
    return (Ground(code="followers", params=params),)


def _response_grounds(
    name: str, effects: Effects, setting: _Setting, *, rated: AbstractSet[str]
) -> tuple[Ground, ...]:
    n = responses.posts_behind(setting.own, name)
    ratio = math.exp(float(effects.mean[effects.names.index(name)]))
    if n:
        return (Ground(code="own_posts", params={"n": n, "ratio": ratio}),)
    if name in rated:
        return (Ground(code="response_published", params={"ratio": ratio}),)
    return (Ground(code="response_none"),)


def _places_grounds(name: str, setting: _Setting, *, at_work: bool) -> tuple[Ground, ...]:
    found = []
    if name == "linkedin":
        found.append(Ground(code="at_work" if at_work else "not_at_work"))
    if setting.clicks and name in responses.WITHOUT_LINKS:
        found.append(Ground(code="no_link"))
    return tuple(found)


def _effort_grounds(name: str, setting: _Setting) -> tuple[Ground, ...]:
    hours = setting.hours[name]
    if hours is None:
        return (Ground(code="no_kind"),)
    account = setting.accounts.get(name)
    most = float(account.posts_per_week[1]) if account else None
    posts = effort.rhythm(name, setting.capacity, most)
    said = name in setting.capacity.rhythm
    code = "effort_own" if said else ("effort_published" if cadence(name) else "effort_ours")
    return (Ground(code=code, params={"posts": posts, "hours": hours}),)


def _order(audience: str, scored: _Scored, setting: _Setting) -> Ranking:
    names = setting.names
    hours = [setting.hours[name] for name in names]
    limit = effort.hours_in(setting.capacity)
    put = order.placed(scored.draws)
    stay = np.array([STAY if name in setting.accounts else 1.0 for name in names])
    takes = order.chosen(scored.draws * stay, hours, limit, WORTH)
    kept = takes.mean(axis=0)
    middle = order.chosen(put.median[None, :] * stay, hours, limit, WORTH)[0]
    ranked = tuple(
        Ranked(
            name=names[i],
            score=float(put.median[i]),
            low=float(put.low[i]),
            high=float(put.high[i]),
            p_first=float(put.p_first[i]),
            p_above_next=float(put.p_above_next[i]),
            p_kept=float(kept[i]),
            verdict=_standing(float(kept[i]), scored.grounds[names[i]]),
            hours=hours[i] or 0.0,
            has_account=names[i] in setting.accounts,
            reasons=scored.grounds[names[i]],
            sources=scored.sources[names[i]],
        )
        for i in put.at
    )
    there = [r for r in ranked if r.has_account] or [r for r in ranked if r.verdict != "drop"]
    needed = sum(one.hours for one in there)
    drops = [one for one in there if one.verdict == "drop"]
    return Ranking(
        subject="networks", audience=audience, ranked=ranked, p_order=put.p_order,
        p_lead=put.p_lead, capacity=limit, needed=needed,
        choice=tuple(names[i] for i in put.at if middle[i]),
        p_choice=float((takes == middle).all(axis=1).mean()),
        drops=tuple(one.name for one in drops), frees=sum(one.hours for one in drops),
        seed=setting.seed,
    )  # fmt: skip
