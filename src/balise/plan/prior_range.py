"""What published figures say of a total, before there is anything of one's own."""

from __future__ import annotations

from dataclasses import replace

from balise.domain.kpi import Kpi
from balise.domain.plan import Outlook
from balise.plan.coming import Coming
from balise.plan.totals import Asked
from balise.strategy.expect import expected

PRIOR = "prior"


def prior_range(found: Outlook, kpi: Kpi, asked: Asked, followers: dict[str, float]) -> Outlook:
    """Fill in the range of others' accounts where it is of this very KPI, and of every account.

    It says what is usual, and nothing of how likely: no chance and no middle are told from it.
    """
    if kpi.name != "engagement" or kpi.aggregate != "total" or not asked.coming:
        return found
    ranges = [_range(one, followers) for one in asked.coming]
    known = [one for one in ranges if one is not None]
    if len(known) < len(ranges):
        return found
    low, high = (found.published + sum(one[side] for one in known) for side in (0, 1))
    return replace(found, q05=low, q95=high, lack=f"{found.lack} {PRIOR}")


def _range(one: Coming, followers: dict[str, float]) -> tuple[float, float] | None:
    told = expected(one.post.network, followers.get(one.account_id))
    if told.kpi != "engagement" or told.low is None or told.high is None:
        return None
    return told.low * one.share, told.high * one.share
