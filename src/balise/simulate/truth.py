"""What a post is truly worth: the effects that a good analysis should find again.

The log of the engagement of a post is the sum of: the level of its account, a drift by week
(AR(1)), the effect of its format for that account, of its local hour (a bump on the circle of 24
hours, which differs by account), of the day of the week, of its call to action, of its hashtags
(four act, the others do nothing), of a post that came earlier on the same day, and of a boost;
plus noise with heavy tails. Pillars, length and language do nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from balise.domain.post import KINDS
from balise.simulate.brand import Brand, Presence

Floats = NDArray[np.float64]
HASHTAGS = (
    "Bricolage", "Renovation", "JardinDeVille", "PeintureMurale", "FaitMain", "AtelierOuvert",
    "ReparerPlutotQueJeter", "Plantes", "BoisMassif", "AstuceMaison", "QuartierVivant",
    "PetitsTravaux", "Terrasse", "DIY",
)  # fmt: skip
BRAND_HASHTAG = "QuincaillerieDuParc"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OPEN_HOURS = slice(7, 22)  # hour effects have mean 0 over the hours at which a brand posts

_CTAS = {"comment": 0.24, "save": 0.12, "book": -0.06, "visit": -0.12}
_ACTIVE_TAGS = (0.22, 0.15, -0.2, -0.15)
_FUTURE_WEEKS = 208  # a drawn drift goes on this long after the past, for plans and closed loops
_PERSISTENCE, _STEP = 0.9, 0.11
_ELASTICITY = 0.5  # of engagement to the number of followers


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How strong each part of a world is: 1 as drawn, 0 none.

    `volume` is added to the log level of every account: 3 makes a brand some 20 times as big.
    """

    effects: float = 1.0
    drift: float = 1.0
    noise: float = 1.0
    volume: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTruth:
    """The truth of one account: `drift` by week, `followers` by day, `hours` by local hour."""

    level: float
    drift: Floats
    followers: Floats
    kinds: Mapping[str, float]
    hours: Floats
    sd: float

    def base(self, day: int) -> float:
        """Log engagement of a typical post on that day of the world."""
        day = min(max(day, 0), len(self.followers) - 1)
        growth = _ELASTICITY * float(np.log(self.followers[day] / self.followers[0]))
        return self.level + float(self.drift[day // 7]) + growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The truth of the brand; hashtags are lower case and without their sign."""

    accounts: Mapping[str, AccountTruth]
    weekday: Floats
    ctas: Mapping[str, float]
    hashtags: Mapping[str, float]
    fatigue: float
    paid: float

    def effects(self, ids: tuple[str, ...]) -> dict[tuple[str, str], float]:
        """Log effects by factor and level, those of formats and hours averaged over `ids`."""
        own = [self.accounts[one] for one in ids]
        hours = np.mean([one.hours for one in own], axis=0)
        table = {("kind", k): float(np.mean([o.kinds[k] for o in own])) for k in KINDS}
        table |= {("hour", str(hour)): float(hours[hour]) for hour in range(24)}
        table |= {("weekday", d): float(self.weekday[i]) for i, d in enumerate(WEEKDAYS)}
        table |= {("cta", name): effect for name, effect in self.ctas.items()}
        table |= {("hashtag", tag): effect for tag, effect in self.hashtags.items()}
        return table | {("same_day", "later"): self.fatigue, ("paid", "yes"): self.paid}


def _bump(rng: np.random.Generator, height: float) -> Floats:
    """One smooth bump on the circle of 24 hours (von Mises)."""
    angle = (np.arange(24) - rng.uniform(8, 21)) * (2 * np.pi / 24)
    bump: Floats = height * np.exp(rng.uniform(2, 6) * (np.cos(angle) - 1))
    return bump


def _hours(rng: np.random.Generator) -> Floats:
    table = _bump(rng, rng.uniform(0.25, 0.5)) + _bump(rng, rng.uniform(0.08, 0.2))
    centred: Floats = table - table[OPEN_HOURS].mean()
    return centred


def _drift(rng: np.random.Generator, weeks: int) -> Floats:
    steps = rng.normal(0, _STEP, weeks)
    drift = np.zeros(weeks)
    for week in range(1, weeks):
        drift[week] = _PERSISTENCE * drift[week - 1] + steps[week]
    return drift


def _followers(rng: np.random.Generator, first: int, days: int) -> Floats:
    """Followers by day: some come, fewer go."""
    change = rng.poisson(0.0016 * first + 0.2, days) - rng.poisson(0.0007 * first + 0.1, days)
    path: Floats = np.maximum(first + np.cumsum(change), 1).astype(np.float64)
    return path


def _account(
    rng: np.random.Generator,
    one: Presence,
    shared: Mapping[str, float],
    strength: Strength,
    weeks: int,
) -> AccountTruth:
    kinds = {kind: shared[kind] + rng.normal(0, 0.3) for kind in KINDS}
    centre = float(np.mean([kinds[kind] for kind in one.kinds]))
    return AccountTruth(
        kinds={kind: strength.effects * (kinds[kind] - centre) for kind in KINDS},
        hours=strength.effects * _hours(rng),
        drift=strength.drift * _drift(rng, weeks),
        followers=_followers(rng, one.followers, weeks * 7),
        level=one.level + strength.volume + float(rng.normal(0, 0.15)),
        sd=strength.noise * one.sd * float(rng.uniform(0.9, 1.1)),
    )


def draw_truth(seed: int, brand: Brand, weeks: int, strength: Strength) -> Truth:
    """Draw the truth of a brand; an account's own does not depend on the other accounts.

    Examples
    --------
    >>> from balise.simulate.brand import QUINCAILLERIE
    >>> none = draw_truth(1, QUINCAILLERIE, 40, Strength(effects=0))
    >>> set(map(abs, none.effects(("x:QuincParcDemo",)).values()))
    {0.0}
    """
    rng = np.random.default_rng([seed, 1])
    k = strength.effects
    shared = {kind: float(rng.normal(0.25 * ("video" in kind), 0.3)) for kind in KINDS}
    weekday = rng.normal(0, 0.09, 7)
    tags = np.zeros(len(HASHTAGS))
    tags[rng.permutation(len(HASHTAGS))[: len(_ACTIVE_TAGS)]] = _ACTIVE_TAGS
    names = [tag.casefold() for tag in HASHTAGS]
    return Truth(
        accounts={
            one.id: _account(
                np.random.default_rng([seed, 2, crc32(one.id.encode())]),
                one,
                shared,
                strength,
                weeks + _FUTURE_WEEKS,
            )
            for one in brand.presences
        },
        weekday=k * (weekday - weekday.mean()),
        ctas={"": 0.0} | {c: k * (v + float(rng.normal(0, 0.03))) for c, v in _CTAS.items()},
        hashtags=dict(zip(names, (k * tags).tolist(), strict=True))
        | {BRAND_HASHTAG.casefold(): 0.0},
        fatigue=-0.35 * k,
        paid=0.5 * k,
    )
