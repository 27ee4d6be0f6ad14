"""How posts do on a network, or in a format, against its peers: published rates, then own data.

Published rates compare only within a series (`Benchmark.series`), so of each only differences are
used, each as one noisy figure; series contradict each other, and their noise says so. Own posts
speak with the variance of their mean: with a handful the published rates hold, with some dozens
they have gone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from balise.domain.estimate import Estimate
from balise.domain.fitted import Fitted
from balise.domain.ranking import Rate
from balise.reference import benchmarks
from balise.reference.benchmarks import Benchmark, Contrast, Outcome
from balise.strategy.gaussian import Effects, Seen, posterior

BETWEEN_NETWORKS, BETWEEN_KINDS = 0.4, 0.4
"""sd on the log scale of how a brand's posts differ from network to network, and between formats of
one network, before anything is known. Ours: half to twice, nine times in ten."""
SERIES_NOISE, FOLLOWERS_NOISE, KINDS_NOISE = 0.8, 2.0, 0.5
"""sd of one published rate as a figure for one brand: the publishers' own brands, industries and
formulas. Rates by followers are of large brands, with followers gathered over many years, and put
networks in another order than rates by impressions do: they weigh a sixth of those. Ours."""
OWN_NOISE = 0.05
"""sd that no number of own posts takes away."""
AT_WORK = (0.7, 0.5)
"""What LinkedIn gains for people who are met at work. Ours, from no source: twice, give or take."""
NOT_AT_WORK = (-0.5, 0.4)
"""What LinkedIn loses for all others, who read it for their work. Ours, from no source."""
NO_LINK = (-0.7, 0.5)
"""What a network whose posts hold no link to press loses where clicks or sales are asked. Ours."""
WITHOUT_LINKS = frozenset({"instagram", "tiktok"})
CLICKS = frozenset({"link_clicks", "conversions", "revenue", "leads", "sessions", "key_events"})
_FEW = 3
Own = Fitted | Sequence[Rate] | None
Told = Benchmark | Contrast
_Z = 1.645


def of_networks(
    names: Sequence[str], own: Own, *, at_work: bool = False, clicks: bool = False
) -> tuple[Effects, list[Told]]:
    """Tell how posts do on each network, log scale, and the published rates behind it."""
    series, rows = _series(
        [r for r in benchmarks.rows() if r.network in names and r.outcome == "engagement"]
    )
    prior = dict.fromkeys(names, (0.0, BETWEEN_NETWORKS))
    if "linkedin" in prior:
        prior["linkedin"] = _moved(prior["linkedin"], AT_WORK if at_work else NOT_AT_WORK)
    for name in WITHOUT_LINKS.intersection(names) if clicks else ():
        prior[name] = _moved(prior[name], NO_LINK)
    return posterior(names, prior, [*series, *own_networks(own)]), [*rows]


def of_kinds(
    network: str, names: Sequence[str], own: Own, outcome: Outcome
) -> tuple[Effects, list[Told]]:
    """Tell how the formats of a network do, log scale, and the published rates behind it."""
    told = [
        row
        for row in benchmarks.rows()
        if row.network == network and row.outcome == outcome and row.kind in names
    ]
    rows: list[Told] = [*told]
    series = []
    for _, group in groupby(sorted(told, key=_by_series), key=_by_series):
        rates = {row.kind: (math.log(row.value), KINDS_NOISE**2) for row in group}
        series.append(Seen(values=rates))
    if not any(len(one.values) > 1 for one in series):
        rows = []
    pairs = [c for c in benchmarks.contrasts() if c.network == network and c.outcome == outcome]
    for contrast in pairs:
        if contrast.kind in names and contrast.against in names:
            rows.append(contrast)
            series.append(_pair(contrast))
    against = [c for c in pairs if not c.against and c.kind in names]
    if against:
        rows += against
        values = {c.kind: (math.log(c.ratio), KINDS_NOISE**2) for c in against}
        series.append(Seen(values=values))
    prior = dict.fromkeys(names, (0.0, BETWEEN_KINDS))
    return posterior(names, prior, [*series, *own_kinds(own, network)]), rows


def _moved(prior: tuple[float, float], by: tuple[float, float]) -> tuple[float, float]:
    return prior[0] + by[0], math.hypot(prior[1], by[1])


def _by_series(row: Benchmark) -> str:
    return repr((row.series, row.industry))


def _series(told: Iterable[Benchmark]) -> tuple[list[Seen], list[Benchmark]]:
    """Gather series that speak of three networks or more: of each publisher the latest.

    Where a publisher tells industries only, their mean counts as one series.
    """
    groups: dict[tuple[str, str], dict[int, list[Benchmark]]] = {}
    for row in told:
        if row.kind in {"all", "short_video"} and "interactions per" not in row.unit:
            of_years = groups.setdefault((row.original_publisher, row.definition), {})
            of_years.setdefault(row.year, []).append(row)
    seen, used = [], []
    for of_years in groups.values():
        enough = [rows for _, rows in sorted(of_years.items()) if _spans(rows)]
        if not enough:
            continue
        whole = [row for row in enough[-1] if row.industry == "all"]
        kept = whole if _spans(whole) else enough[-1]
        values: dict[str, list[float]] = {}
        for row in kept:
            values.setdefault(row.network, []).append(math.log(row.value))
        by_followers = kept[0].denominator == "followers"
        noise = (FOLLOWERS_NOISE if by_followers else SERIES_NOISE) ** 2
        seen.append(Seen(values={k: (sum(v) / len(v), noise) for k, v in values.items()}))
        used += kept
    return seen, used


def _spans(rows: Iterable[Benchmark]) -> bool:
    return len({row.network for row in rows}) >= _FEW


def _pair(contrast: Contrast) -> Seen:
    return Seen(
        values={
            contrast.kind: (math.log(contrast.ratio), KINDS_NOISE**2 / 2),
            contrast.against: (0.0, KINDS_NOISE**2 / 2),
        }
    )


def own_networks(own: Own) -> list[Seen]:
    """What own posts tell of networks: effects of a fit, or rates pooled over formats.

    Examples
    --------
    >>> rates = [
    ...     Rate(network=name, kind="image", n=100, mean=2, sd=1) for name in ("x", "facebook")
    ... ]
    >>> round(own_networks(rates)[0].values["x"][1], 4)
    0.0125
    """
    if own is None:
        return []
    if isinstance(own, Fitted):
        return _estimated(own.estimates(), "network")
    found: dict[str, list[Rate]] = {}
    for rate in own:
        if rate.n > 0:
            found.setdefault(rate.network, []).append(rate)
    return [Seen(values={network: _pooled(rates) for network, rates in found.items()})]


def own_kinds(own: Own, network: str) -> list[Seen]:
    """What own posts tell of the formats of a network; a fit tells those of all networks alike."""
    if own is None:
        return []
    if isinstance(own, Fitted):
        return _estimated(own.estimates(), "kind")
    rates = [rate for rate in own if rate.network == network and rate.n > 0]
    return [Seen(values={rate.kind: _pooled([rate]) for rate in rates})]


def _pooled(rates: Sequence[Rate]) -> tuple[float, float]:
    n = sum(rate.n for rate in rates)
    mean = sum(rate.n * rate.mean for rate in rates) / n
    var = sum((rate.n * rate.sd) ** 2 / rate.n for rate in rates) / n**2
    return mean, var + OWN_NOISE**2


def _estimated(estimates: Sequence[Estimate], factor: str) -> list[Seen]:
    values: Mapping[str, tuple[float, float]] = {
        one.level: (
            math.log(one.multiplier),
            (math.log(one.high / one.low) / (2 * _Z)) ** 2 + OWN_NOISE**2,
        )
        for one in estimates
        if (one.factor, one.scope) == (factor, "all") and 0 < one.low <= one.high < math.inf
    }
    return [Seen(values=values)]


def posts_behind(own: Own, network: str, kind: str = "") -> int:
    """Own posts that speak of a network or of one of its formats."""
    if own is None:
        return 0
    if isinstance(own, Fitted):
        factor, level = ("kind", kind) if kind else ("network", network)
        told = (
            e.n for e in own.estimates() if (e.factor, e.level, e.scope) == (factor, level, "all")
        )
        return sum(told)
    return sum(r.n for r in own if r.network == network and kind in {"", r.kind})
