"""What an objective is measured by, and how its figures add up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from balise.domain.metric import METRICS, RATES, Metric, metric_of
from balise.domain.outcome import LEVELS, TOTALS
from balise.domain.strategy import Aggregate

Source = Literal["metric", "outcome"]
_WORD = re.compile(r"[^\W\d_]+")
_SCORES = frozenset(
    ("survey", "score", "rating", "nps", "csat", "satisfaction", "sondage", "enquête", "enquete")
)
"""Words that name a mark given by people; how many gave one is `survey.answers`."""
_EXPOSURES = {**RATES, "ctr_impressions": "impressions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A figure that is aimed at: a metric of posts and accounts, or an outcome of no network.

    A total is the sum over posts (or days of an outcome); a rate is a mean over what was shown,
    and names that; a level (followers, reach of a period, a mark in a survey) is followed.

    Parameters
    ----------
    name
        A metric, a rate, or the name of an outcome with, where it has several, its figure behind a
        point: `till`, `till.amount.EUR`, `survey.score`.
    aggregate
        How it is put together.

    Examples
    --------
    >>> Kpi(name="link_clicks", aggregate="total").is_attributed
    True
    >>> survey = Kpi(name="survey.score", aggregate="level")
    >>> survey.source, survey.is_attributed, survey.natural
    ('outcome', False, 'level')
    """

    name: str
    aggregate: Aggregate

    @property
    def metric(self) -> Metric | None:
        """The canonical metric; none where it is an outcome, or put together from several."""
        return metric_of(self.name)

    @property
    def source(self) -> Source:
        """Where it is read from."""
        return "metric" if self.name in KPIS or self.metric else "outcome"

    @property
    def figure(self) -> str:
        """The figure of an outcome; empty where none is named."""
        return self.name.partition(".")[2] if self.source == "outcome" else ""

    @property
    def exposure(self) -> str:
        """What a rate is divided by; empty where it is no rate, or a network keeps it to itself."""
        return _EXPOSURES.get(self.name, "")

    @property
    def is_attributed(self) -> bool:
        """Whether posts bring it: a level is of the whole account or of all people asked."""
        return self.aggregate != "level"

    @property
    def natural(self) -> Aggregate:
        """How such a figure is put together where nothing else is said."""
        if self.name in RATES:
            return "rate"
        if self.metric:
            if self.metric.adds_up:
                return "total"
            return "rate" if self.metric.name in _RATIOS else "level"
        if self.figure:
            return "level" if self.figure.partition(".")[0] in LEVELS else "total"
        return "level" if _SCORES & set(_WORD.findall(self.name.casefold())) else "total"

    @property
    def adds_up(self) -> bool:
        """Whether it may be a total; an outcome may, unless its figure or name is of a score."""
        return self.natural == "total"

    @property
    def counts_people(self) -> bool:
        """Whether it counts people, of whom one may be met many times."""
        people = {"users", "new_users"}
        return self.metric.unit == "people" if self.metric else self.figure in people


_RATIOS = ("ctr_impressions", "engagement_rate_native", "avg_pct_viewed")
SHARES = (*RATES, *_RATIOS)
"""Rates, told as a share from 0 to 1."""
KPIS = ("engagement", *RATES, *METRICS)
"""What posts and accounts may be measured by."""
FIGURES = (*TOTALS, *LEVELS)
"""What an outcome may hold."""
