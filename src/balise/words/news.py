"""What was learnt since somebody looked, with its interval and its posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from balise.domain.estimate import Estimate
from balise.domain.seen import News
from balise.words.belief_levels import account, level
from balise.words.beliefs import evidence
from balise.words.catalogue import mark
from balise.words.outlooks import chance
from balise.words.speech import capital

if TYPE_CHECKING:
    from balise.words.speech import Speech

_SAID: Mapping[tuple[str, str], str] = {
    ("found", "better"): mark("{What}: clearly better ({kpi}), {evidence}."),
    ("found", "worse"): mark("{What}: clearly worse ({kpi}), {evidence}."),
    ("turned", "better"): mark("{What}: clearly better now ({kpi}), and worse before; {evidence}."),
    ("turned", "worse"): mark("{What}: clearly worse now ({kpi}), and better before; {evidence}."),
    ("faded", "better"): mark("{What}: no longer clearly better ({kpi}); before, {evidence}."),
    ("faded", "worse"): mark("{What}: no longer clearly worse ({kpi}); before, {evidence}."),
}
_ROSE = mark("“{what}”: the chance rose from {was} to {now}.")
_FELL = mark("“{what}”: the chance fell from {was} to {now}.")


def told(s: Speech, one: News) -> str:
    """Say one piece of news.

    Examples
    --------
    >>> from balise.words import Speech
    >>> told(Speech("en"), News(turn="chance", objective="spring-sales", was=0.41, now=0.62))
    '“spring sales”: the chance rose from 41% to 62%.'
    """
    if one.estimate is None:
        what = one.objective.replace("-", " ").replace("_", " ")
        said = _ROSE if one.now > one.was else _FELL
        return s.text(said, what=what, was=chance(s, one.was), now=chance(s, one.now))
    said = _SAID[one.turn, one.estimate.verdict]
    what, kpi = capital(named(s, one.estimate)), s.term("metric", one.kpi)
    return s.text(said, What=what, kpi=kpi, evidence=evidence(s, one.estimate))


def named(s: Speech, estimate: Estimate) -> str:
    """Name what an estimate is of, with its account where it holds for one only."""
    what = level(s, estimate.factor, estimate.level)
    if estimate.scope == "all":
        return what
    return s.text(mark("{what} on {account}"), what=what, account=account(s, estimate.scope))
