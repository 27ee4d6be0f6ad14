"""What posts may bring before anything was learnt: published figures, others' accounts, widely.

They order formats and accounts where nothing better is there; no result is told of them.
"""

from __future__ import annotations

import math

import numpy as np

from balise.plan.expected import Asked, Expected
from balise.plan.horizon import Horizon
from balise.strategy.expect import expected as published
from balise.strategy.responses import of_kinds

_FOLLOWERS = 500.0
_RATE = 0.02
"""Followers of an account that says none, and engagement a follower where nothing is published:
ours, and of weight only between accounts of one plan."""


def unlearnt(asked: Asked, horizon: Horizon) -> Expected:
    """Expect by published figures: the account's usual post times what its formats do."""
    account = asked.account
    told = published(account.network, account.followers)
    followers = account.followers or _FOLLOWERS
    usual = math.sqrt(told.low * told.high) if told.low and told.high else followers * _RATE
    effects, _ = of_kinds(account.network, tuple(asked.kinds), None, "engagement")
    base = np.full((len(asked.kinds), len(horizon.days), 24), math.nan)
    base[:, :, slice(*account.hours)] = usual * np.exp(effects.mean)[:, None, None]
    return Expected(base=base, ask=np.ones(len(asked.asks)))
