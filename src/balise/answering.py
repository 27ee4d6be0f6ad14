"""What a brand did and what worked, told from the store.

posts, accounts and their fit --answers--> what worked     --audit--> habits, what is missing
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from balise import cycle, report as reporting
from balise.domain.audit import Audit
from balise.domain.ports import Store
from balise.domain.tag import Proposed
from balise.errors import NotEnoughPostsError
from balise.learn.kpi import leading


def answers(
    store: Store,
    brand: str,
    *,
    kpi: str = "engagement",
    start: date | None = None,
    end: date | None = None,
) -> reporting.Answers:
    """Answer what worked, from `start` to `end` against the period before.

    Raises what `learn` raises, and `PeriodError` where the period ends before it starts.
    """
    known = cycle.learnt(store, reporting.gather(store, brand), kpi=kpi)
    return reporting.answer(known, start=start, end=end)


def audit(  # noqa: PLR0913 - what an audit is told, each by its name
    store: Store,
    brand: str,
    *,
    kpi: str = "",
    industry: str = "",
    followers: Mapping[str, float] | None = None,
    pillars: Proposed | None = None,
) -> Audit:
    """Audit what a brand did and what came of it, before a strategy is written.

    Where there is too little to learn from, what worked is empty and the rest is told all the same.
    No `kpi`: the one that posts have. `pillars`: what `tagging.propose` has for posts without any.
    """
    known = reporting.gather(store, brand)
    known = replace(known, kpi=kpi or leading(one.values for one in known.posts))
    with suppress(NotEnoughPostsError):
        known = cycle.learnt(store, known, kpi=known.kpi)
    return reporting.audit(known, industry=industry, followers=followers, pillars=pillars)
