"""A curve: what is believed of how posts age, and what can be asked of it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from balise.domain.interval import Z90
from balise.errors import FitFormatError
from balise.learn import growth
from balise.learn.growth import Learned
from balise.learn.share import HALF, Array, Believed, grown, quantile
from balise.reference.half_life import HalfLife, half_life, rows

FORMAT = 1
_WIDTH = 0.9
"""Standard deviation of the log half-life of a network about the published one: the editions of one
publisher differ by a factor of 2, and publishers by 4 (`balise.reference.half_life.rows`)."""
_SIGMA, _SIGMA_WIDTH = 1.6, 0.35
"""Sigma of a network's curve: that of exponential decay is pi / sqrt(6) = 1.28, and times of
reaction are more spread than that."""
_HIGHEST = 600.0


LEAST_POSTS = 5
"""Posts read repeatedly below which no half-life is told as a brand's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """The half-life of a post of a network and kind, in hours, with its 90 % interval.

    `posts` were read repeatedly. `is_own` tells whether the readings of `LEAST_POSTS` or more
    settle it, by halving the variance; otherwise it rests on `published`, or on all networks where
    none is published.
    """

    network: str
    kind: str
    hours: float
    low: float
    high: float
    posts: int
    is_own: bool
    published: HalfLife | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """The share of a post's final result that has come in at each age.

    Parameters
    ----------
    metric
        The metric whose readings it was learnt from; empty where there were none.
    places
        What was read, at each level of the tree: (network,), (network, kind) and (network, kind,
        account).
    posts
        Posts that were read repeatedly, of each account.
    learned
        What is believed of each place.
    """

    metric: str
    places: tuple[tuple[tuple[str, ...], ...], ...]
    posts: tuple[int, ...]
    learned: Learned

    def predict(  # noqa: PLR0913 - what names a post, each by its name
        self,
        value: float,
        age_h: float,
        at_h: float,
        *,
        account: str | None = None,
        kind: str | None = None,
        network: str | None = None,
    ) -> tuple[float, float, float]:
        """Forecast what a figure read at one age will be, or was, at another.

        Parameters
        ----------
        value
            The figure that was read; one below 0 counts as 0.
        age_h, at_h
            Hours from publication to the reading, and to the moment asked for.
        account, kind, network
            Of the post. Where one is not given or was never read, that of all is taken, and the
            interval is as wide as they differ.

        Returns
        -------
        median, low, high
            90 % interval, in the metric's unit; NaN where nothing can be told: of a figure that is
            not known, or that was read at age 0.

        Examples
        --------
        >>> from balise.learn.maturity import prior
        >>> median, low, high = prior().predict(100.0, 2.0, 48.0, network="facebook")
        >>> bool(100 <= low < median < high)
        True
        """
        if not all(map(math.isfinite, (value, age_h, at_h))) or age_h <= 0:
            return (math.nan, math.nan, math.nan)
        value = max(float(value), 0.0)
        if at_h <= 0:
            return (0.0, 0.0, 0.0)
        if at_h == age_h:
            return (value, value, value)
        believed = self.believed(network=network, kind=kind, account=account)
        growth_, noise = grown(believed, value, age_h, at_h)
        low, middle, high = (
            _reached(value, quantile(growth_, noise, level), is_later=at_h > age_h)
            for level in (0.05, 0.5, 0.95)
        )
        return (middle, low, high)

    def believed(
        self, *, network: str | None = None, kind: str | None = None, account: str | None = None
    ) -> Believed:
        """Tell what is believed of the curve of a post that was not read."""
        spread, noise = self.learned.spread, self.learned.noise
        found = self._find(network, kind, account)
        if found is None:
            mean, variance = published(network or "")
            common = np.diag(variance + spread[0] + spread[1])
            return Believed(mean=mean, common=common, own=spread[2], noise=noise)
        level, place = found
        above = np.diag(spread[level:2].sum(axis=0))
        return Believed(
            mean=self.learned.means[level][place],
            common=self.learned.covariances[level][place] + above,
            own=spread[2],
            noise=noise,
        )

    def _find(
        self, network: str | None, kind: str | None, account: str | None
    ) -> tuple[int, int] | None:
        """Find the narrowest place that holds a post; of several, the one read most."""
        handle = (account or "").removeprefix(f"{network}:") if account else None
        asked: tuple[tuple[str | None, ...], ...] = (
            (network,),
            (network, kind),
            (network, kind, handle),
        )
        for level in (2, 1, 0):
            if level and asked[level][-1] is None:
                continue
            fits = [i for i, place in enumerate(self.places[level]) if _is_in(place, asked[level])]
            if fits:
                return level, max(fits, key=lambda i: (self._weight(level, i), -i))
        return None

    def _weight(self, level: int, place: int) -> int:
        name = self.places[level][place]
        both = zip(self.places[2], self.posts, strict=True)
        return sum(n for account, n in both if account[: level + 1] == name)

    def lifetimes(self, networks: Iterable[str] = ()) -> tuple[Lifetime, ...]:
        """Tell half-lives: of each kind that was read repeatedly, else of the network.

        Parameters
        ----------
        networks
            Networks to tell of even if nothing was read of them.
        """
        read = sorted({place[0] for place in self.places[0]} | set(networks))
        return tuple(one for network in read for one in self._lifetimes(network))

    def _lifetimes(self, network: str) -> list[Lifetime]:
        found = []
        for i, (name, kind) in enumerate(self.places[1]):
            if name == network:
                mean = self.learned.means[1][i][0]
                variance = self.learned.covariances[1][i][0, 0]
                told = _lifetime((network, kind), mean, variance, self._weight(1, i))
                found.append(told)
        if any(one.is_own for one in found):
            return [one for one in found if one.is_own]
        mean, spread = published(network)
        posts = sum(one.posts for one in found)
        whole = spread[0] + growth.prior_spread()[0, 0]
        return [_lifetime((network, ""), mean[0], whole, posts)]

    def to_dict(self) -> dict[str, Any]:
        """Return all of the curve in values that JSON knows."""
        return {
            "format": FORMAT,
            "metric": self.metric,
            "places": [[list(place) for place in level] for level in self.places],
            "posts": list(self.posts),
            "means": [one.tolist() for one in self.learned.means],
            "covariances": [one.tolist() for one in self.learned.covariances],
            "spread": self.learned.spread.tolist(),
            "noise": self.learned.noise,
        }

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> Curve:
        """Read what `to_dict` gave.

        Raises
        ------
        FitFormatError
            It is no curve, or one of a later version.
        """
        if found.get("format") != FORMAT:
            raise FitFormatError(reason=f"format {found.get('format')}")
        means = tuple(np.array(one, float).reshape(-1, 2) for one in found["means"])
        wide = tuple(np.array(one, float).reshape(-1, 2, 2) for one in found["covariances"])
        return cls(
            metric=found["metric"],
            places=tuple(tuple(tuple(place) for place in level) for level in found["places"]),
            posts=tuple(found["posts"]),
            learned=Learned(
                means=(means[0], means[1], means[2]),
                covariances=(wide[0], wide[1], wide[2]),
                spread=np.array(found["spread"], float),
                noise=found["noise"],
            ),
        )

    def to_bytes(self) -> bytes:
        """Return all of the curve, to be read by `from_bytes`."""
        return json.dumps(self.to_dict()).encode()


def from_bytes(data: bytes) -> Curve:
    """Read what `Curve.to_bytes` wrote.

    Raises
    ------
    FitFormatError
        The bytes are no curve, or one of a later version.

    Examples
    --------
    >>> from balise.learn.maturity import prior
    >>> from_bytes(prior().to_bytes()).metric
    ''
    """
    try:
        found = json.loads(data)
    except ValueError as error:
        raise FitFormatError(reason=str(error)) from error
    return Curve.from_dict(found if isinstance(found, dict) else {})


def _lifetime(place: tuple[str, str], mean: float, variance: float, posts: int) -> Lifetime:
    network, kind = place
    before = float(published(network)[1][0] + growth.prior_spread()[0, 0])
    sd = math.sqrt(variance)
    return Lifetime(
        network=network,
        kind=kind,
        hours=math.exp(mean),
        low=math.exp(mean - Z90 * sd),
        high=math.exp(mean + Z90 * sd),
        posts=posts,
        is_own=bool(kind and posts >= LEAST_POSTS and variance <= before / 2),
        published=half_life(network),
    )


def _is_in(place: tuple[str, ...], asked: tuple[str | None, ...]) -> bool:
    return all(a is None or a == p for p, a in zip(place, asked, strict=True))


def _reached(value: float, growth_: float, *, is_later: bool) -> float:
    """Apply a growth; a count does not fall as it gets older."""
    growth_ = max(growth_, 0.0) if is_later else min(growth_, 0.0)
    return max((value + HALF) * math.exp(min(growth_, _HIGHEST)) - HALF, 0.0)


@cache
def published(network: str) -> tuple[Array, Array]:
    """Prior of a network: mean and variance (2,) of the log half-life in hours and of log sigma.

    A network without a published half-life gets the mean of all those published, and their spread.
    """
    found = half_life(network)
    if found is not None and found.value_minutes > 0:
        centre, width = math.log(found.value_minutes / 60), _WIDTH
    else:
        every = sorted({row.network for row in rows()})
        known = [one for name in every if (one := half_life(name)) and one.value_minutes > 0]
        logs = np.log([one.value_minutes / 60 for one in known])
        centre, width = float(logs.mean()), math.hypot(float(logs.std()), _WIDTH)
    return np.array([centre, math.log(_SIGMA)]), np.array([width, _SIGMA_WIDTH]) ** 2
