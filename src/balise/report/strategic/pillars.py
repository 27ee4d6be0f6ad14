"""The pillars of a strategy: what share was asked for, planned and made, and how each did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from balise.domain.audit import Share
from balise.domain.estimate import Estimate
from balise.domain.hashtag import fold
from balise.domain.plan import Slot
from balise.domain.strategy import Strategy
from balise.report.auditing.tallies import share
from balise.report.period import known
from balise.report.strategic.values import Pillars, Theme
from balise.report.values import Material, Span


def pillars(
    material: Material, strategy: Strategy, slots: Sequence[Slot], span: Span | None
) -> Pillars | None:
    """Tell of each pillar what was asked, planned and made, and what its posts bring.

    Parameters
    ----------
    material
        Posts, and what is learnt of them.
    strategy
        Whose pillars.
    slots
        Those that were planned for the days of `span`.
    span
        The days of the report; without any all posts count.

    Returns
    -------
    Pillars or None
        None where the strategy has no pillar.
    """
    if not strategy.pillars:
        return None
    found = [
        fold(k.measured.post.pillar or "")
        for k in known(material)[0]
        if k.is_mature and (span is None or span.start <= k.at.date() <= span.end)
    ]
    ours = {fold(one.name) for one in strategy.pillars}
    made, planned = Counter(found), Counter(fold(one.pillar) for one in slots if one.pillar)
    told = sum(n for name, n in made.items() if name in ours)
    did = _did(material)
    return Pillars(
        themes=tuple(
            Theme(
                name=one.name,
                wanted=one.share,
                planned=_share(one.name, planned),
                made=share(one.name, made[fold(one.name)], told),
                did=did.get(fold(one.name)),
            )
            for one in strategy.pillars
        ),
        told=told,
        untold=len(found) - told,
    )


def _share(name: str, planned: Counter[str]) -> Share | None:
    return share(name, planned[fold(name)], planned.total()) if planned else None


def _did(material: Material) -> dict[str, Estimate]:
    every = material.fit.estimates() if material.fit else ()
    return {fold(e.level): e for e in every if e.factor == "pillar" and e.scope == "all"}
