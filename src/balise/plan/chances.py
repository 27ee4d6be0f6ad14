r"""The chances of a lot: as much variety as a week may cost, and no more.

Exchange :math:`j` of an account's week has the chance

.. math:: (1 - e) \frac{\exp(v_j / T)}{\sum_k \exp(v_k / T)} + \frac{e}{m}

where :math:`v_j` is what the week is then expected to bring and :math:`m` the size of the set. Of
all lots of one expected cost the softmax is the most varied (it has the greatest entropy: Jaynes,
Physical Review 106 (1957)), so its temperature is raised until the week costs what it may. The even
part leaves each exchange a chance of at least :math:`e / m`, so that no weight of a later look back
(one over the chance) is without bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EVEN = 0.1
"""e: the part of a lot that is dealt evenly. Ours: a tenth."""
MOST = 12
"""Exchanges of an account's week, the solved one among them. Ours: each one more lets lots learn of
more, and makes rarer the weeks that stand for any one plan; where all are cheap, a changed plan can
be valued after about 30 x MOST account weeks."""
HOTTEST = 1.0
"""Highest temperature, in values of the solved week: where losses are a few hundredths of it, that
is as good as an even lot already."""
LEAST = 1e-6
"""Shares to spend below this draw nothing."""
_ROUNDS = 60
_ROOM = 1 - 1e-9
"""What is spent of what may be, so that no rounding goes over."""


def dearest(explore: float) -> float:
    """Tell the greatest loss, a share of the week, with which an exchange may be in a set.

    Half of what may be spent is kept for the softmax: the even part, a share `EVEN` of the mean
    loss, then never takes more than the other half, whatever the set.

    Examples
    --------
    >>> round(dearest(0.02), 3)
    0.1
    """
    return explore / (2 * EVEN)


def chances(values: Sequence[float] | Floats, temperature: float, even: float = EVEN) -> Floats:
    """Give the chance of each exchange.

    Examples
    --------
    >>> chances([10.0, 9.0, 9.0], temperature=0.5).round(3)
    array([0.742, 0.129, 0.129])
    """
    got = np.asarray(values, dtype=np.float64)
    raised = np.exp((got - got.max()) / temperature)
    found: Floats = (1 - even) * raised / raised.sum() + even / len(got)
    return found


def temperature(values: Sequence[float] | Floats, explore: float) -> float:
    """Find the temperature at which a week, the first of `values` as solved, costs what it may.

    A gain over the solved week is not set off against losses: it buys no more variety.

    Parameters
    ----------
    values
        What the week brings with each exchange; the first, above 0, is as it was solved.
    explore
        The most that the lot may cost in expectation, as a share of the solved week.

    Examples
    --------
    >>> values = [10.0, 9.9, 9.5, 9.5, 9.2]
    >>> found = temperature(values, 0.02)
    >>> float((chances(values, found) @ (10 - np.array(values)) / 10).round(4))
    0.02
    """
    got = np.asarray(values, dtype=np.float64)
    losses = np.maximum(got[0] - got, 0) / got[0]
    may = min(explore, 1.0)
    if _cost(losses, got, HOTTEST) <= may * _ROOM:
        return HOTTEST * float(got[0])
    # The softmax costs at most (m - 1) T / 2.718 of a week at temperature T: under half at may / 20
    # for m up to 24, and the even part costs no more than the other half.
    low, high = np.log(may / 20), np.log(HOTTEST)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if _cost(losses, got, float(np.exp(middle))) <= may * _ROOM:
            low = middle
        else:
            high = middle
    return float(np.exp(low) * got[0])


def _cost(losses: Floats, values: Floats, share: float) -> float:
    return float(chances(values, share * values[0]) @ losses)


def ticket(seed: int, account: str, week: str) -> int:
    """Make the seed of one lot from names alone, the same in every process and in any order.

    Examples
    --------
    >>> ticket(1, "x:shop", "2027-01-04") == ticket(1, "x:shop", "2027-01-04")
    True
    """
    return int.from_bytes(sha256(f"{seed}|{account}|{week}".encode()).digest()[:16], "big")


def outcome(odds: Floats, number: int) -> int:
    """Draw one of several by their chances.

    Examples
    --------
    >>> outcome(np.array([0.0, 1.0]), 7)
    1
    """
    at = np.random.default_rng(number).random() * odds.sum()
    return int(min(np.searchsorted(np.cumsum(odds), at, side="right"), len(odds) - 1))
