"""Effects in which the accounts' own processes have a part: kinds and networks.

An account's taste in kinds is a part of f, not of b. The effect of a kind for all is that of its
posts as they occur: the coefficient and the mean of the accounts' own departures, weighted by
their posts of that kind. One account alone thus gets the sum of both, which its posts do tell,
and not the two parts, which they do not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy import linalg

from balise.learn.contrasts import Contrast
from balise.learn.cores import ahead
from balise.learn.posterior import Parts, Posterior
from balise.learn.process import Array, covariance

CLEAR = 0.01
"""Expected share of accounts that are said to differ and do not."""
_BOTH = frozenset({"kind", "network"})
"""Factors of which the accounts' own processes have a part."""
_LARGE = 0.1
_TINY = 1e-12
_LEAST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One account's own effect of a kind, log scale, against its own mix of kinds."""

    scope: str
    kind: str
    n: int
    outside: int
    mean: float
    sd: float


def every(posterior: Posterior) -> dict[str, Parts]:
    """Give the own parts of each account, worked out once."""
    missing = [account for account in posterior.cells if account not in posterior.parts]
    found = ahead(partial(_parts, posterior), missing)
    posterior.parts.update(zip(missing, found, strict=True))
    return {account: posterior.parts[account] for account in posterior.cells}


def shared(
    posterior: Posterior, asked: Sequence[Contrast], parts: Mapping[str, Parts]
) -> list[tuple[float, float]]:
    """Give mean and standard deviation of contrasts, the accounts' own parts included.

    Not so where an experiment told of the level: what accounts make of a kind without a draw by
    chance is no part of what the draw measured.
    """
    return [
        _shared(posterior, one, parts if _has_own_part(posterior, one) else {}) for one in asked
    ]


def wrong_sign(mean: float, sd: float) -> float:
    """Give the posterior probability that an effect has the other sign than its mean.

    Examples
    --------
    >>> wrong_sign(0.0, 1.0), round(wrong_sign(-1.645, 1.0), 3)
    (0.5, 0.05)
    """
    return 0.5 * math.erfc(abs(mean) / sd / math.sqrt(2)) if sd > 0 else 0.5


def own_kinds(posterior: Posterior, parts: Mapping[str, Parts]) -> list[Own]:
    """Find accounts whose own effect of a kind clearly differs from that of all accounts.

    All the kinds that such an account uses often are told, for a kind is good or bad against them.
    """
    if len(posterior.cells) == 1 or len(posterior.kinds) == 1:
        return []
    scopes = scopes_of(posterior)
    found: list[tuple[float, str, list[Own]]] = []
    for account, part in parts.items():
        used = [kind for kind, code in posterior.kinds.items() if part.n[code] >= _LEAST]
        if len(used) > 1:
            each = [_own(posterior, part, kind, scopes[account]) for kind in used]
            found.append((min(wrong for wrong, _ in each), account, [own for _, own in each]))
    found.sort(key=lambda one: one[:2])
    share = np.cumsum([wrong for wrong, _, _ in found]) / np.arange(1, len(found) + 1)
    return [
        own
        for (_, _, each), mean in zip(found, share, strict=True)
        if mean <= CLEAR
        for own in each
    ]


def scopes_of(posterior: Posterior) -> dict[str, str]:
    """Name accounts as their posts do: by the handle, with the network where two share one."""
    handles = {account: account.split(":", 1)[1] for account in posterior.cells}
    used = list(handles.values())
    return {a: handle if used.count(handle) == 1 else a for a, handle in handles.items()}


def _has_own_part(posterior: Posterior, contrast: Contrast) -> bool:
    is_drawn = (contrast.factor, contrast.level) in posterior.randomised
    return contrast.factor in _BOTH and not is_drawn


def _shared(
    posterior: Posterior, contrast: Contrast, parts: Mapping[str, Parts]
) -> tuple[float, float]:
    mean, slope = float(contrast.vector @ posterior.coefficients.mean), contrast.vector.copy()
    extra, weights = 0.0, _weights(posterior, contrast) if parts else {}
    for account, part in parts.items():
        weight = weights[account]
        mean += float(weight @ part.mean(posterior.coefficients.mean))
        slope = slope + weight @ part.slope
        extra += float(weight @ part.local @ weight)
    return mean, _sd(slope, posterior.coefficients.covariance, extra)


def _own(posterior: Posterior, part: Parts, kind: str, scope: str) -> tuple[float, Own]:
    """How likely the departure has the other sign, and the account's whole effect of the kind."""
    code = posterior.kinds[kind]
    weight = np.append(0.0, -part.n / part.n.sum())
    weight[1 + code] += 1
    spread = posterior.coefficients.covariance
    b = posterior.coefficients.mean
    departure, slope = float(weight @ part.mean(b)), weight @ part.slope
    local = float(weight @ part.local @ weight)
    unsure = _sd(slope, spread, local)
    wrong = wrong_sign(departure, unsure) if abs(departure) >= _LARGE else 0.5
    whole = _kind_vector(posterior, part, kind)
    slope = slope + whole
    n = int(part.n[code])
    return wrong, Own(
        scope=scope,
        kind=kind,
        n=n,
        outside=int(part.n.sum()) - n,
        mean=departure + float(whole @ b),
        sd=_sd(slope, spread, local),
    )


def _sd(slope: Array, spread: Array, local: float) -> float:
    return math.sqrt(max(float(slope @ spread @ slope) + local, _TINY))


def _kind_vector(posterior: Posterior, part: Parts, kind: str) -> Array:
    vector = np.zeros(len(posterior.design.columns))
    for column in posterior.design.columns:
        if column.factor == "kind" and column.level in posterior.kinds:
            share = part.n[posterior.kinds[column.level]] / part.n.sum()
            vector[column.index] = float(column.level == kind) - share
    return vector


def _parts(posterior: Posterior, account: str) -> Parts:
    """The level and each kind's departure, averaged over the account's posts of that kind."""
    cells, known = posterior.cells[account], posterior.condition(account)
    scales, kinds = posterior.scales_of(account), np.arange(len(posterior.kinds))
    mine = (kinds[:, None] == cells.place.kind[None, :]).astype(float)
    n = mine @ cells.count
    mean = mine * cells.count / np.maximum(n, _TINY)[:, None]
    taste = covariance(replace(scales, level=0.0, drift=0.0), cells.place, cells.place)
    departure = mean @ taste  # of a kind that was never used nothing is known: zero
    cross = np.vstack([np.full((1, len(cells.count)), scales.level), departure])
    pull = linalg.cho_solve((known.factor, True), cross.T, check_finite=False).T
    apart = np.where(n > 0, np.einsum("kc,kc->k", departure, mean), scales.kind + scales.taste)
    return Parts(
        base=pull @ cells.mean,
        slope=-(pull @ cells.columns),
        local=np.diag([scales.level, *apart]) - pull @ cross.T,
        n=mine @ cells.posts,
    )


def _weights(posterior: Posterior, contrast: Contrast) -> dict[str, Array]:
    """Account -> weight of its level and of each kind's departure in the contrast."""
    counts = {
        account: np.bincount(cells.place.kind, cells.posts, minlength=len(posterior.kinds))
        for account, cells in posterior.cells.items()
    }
    total = sum(float(n.sum()) for n in counts.values())
    found = {}
    for account, n in counts.items():
        weight = np.zeros(1 + len(n))
        if contrast.factor == "kind":
            code = posterior.kinds[contrast.level]
            whole = sum(float(other[code]) for other in counts.values())
            weight[1:] = -n / total
            weight[1 + code] += n[code] / whole
        else:
            here = account.split(":", 1)[0] == contrast.level
            weight[0] = (n.sum() / contrast.n if here else 0.0) - n.sum() / total
        found[account] = weight
    return found
