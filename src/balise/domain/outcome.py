"""What no network sees: sales, tickets, donations, answers to a survey, visits to a site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

DIMENSIONS = ("code", "campaign", "channel", "origin", "medium")
"""What a table may tell its figures apart by; `origin` and `medium` are utm_source, utm_medium."""

TOTALS = (
    "count", "amount", "sessions", "engaged_sessions", "key_events", "events", "revenue", "answers",
)  # fmt: skip
"""Figures that add up over days. Money carries its currency behind a point: `amount.EUR`."""

LEVELS = (
    "score", "score_sd", "users", "new_users", "engagement_rate", "key_event_rate",
    "avg_engagement_s", "events_per_session",
)  # fmt: skip
"""Figures that never do: marks, unique people, rates and means."""

Key = tuple[str, date, date, tuple[str | None, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a table tells of one day, or of a longer period, and of one code or campaign.

    Parameters
    ----------
    name
        Of the outcome: `till`, `tickets`, `survey`; an objective of a strategy may name it.
    starts, ends
        First and last day; the same where the table is by day.
    values
        Figures by name (`TOTALS`, `LEVELS`); absent is not known, never 0.
    as_of
        When the table was made: of two that tell of the same day the later one holds.
    code, campaign, channel, origin, medium
        `None`: the table does not tell; empty: this row is of none.
    source
        The format of the table.

    Examples
    --------
    >>> day = date(2026, 5, 2)
    >>> sold = Outcome(
    ...     name="till", starts=day, ends=day, values={"count": 3}, code="MAY", as_of=datetime.now()
    ... )
    >>> sold.breakdown, sold.is_daily
    (('code',), True)
    """

    name: str
    starts: date
    ends: date
    values: Mapping[str, float]
    as_of: datetime
    code: str | None = None
    campaign: str | None = None
    channel: str | None = None
    origin: str | None = None
    medium: str | None = None
    source: str = ""

    @property
    def parts(self) -> tuple[str | None, ...]:
        """Give what it is told apart by, in the order of `DIMENSIONS`."""
        return self.code, self.campaign, self.channel, self.origin, self.medium

    @property
    def breakdown(self) -> tuple[str, ...]:
        """Name what its table tells apart. Figures of two breakdowns are the same ones twice."""
        return tuple(n for n, v in zip(DIMENSIONS, self.parts, strict=True) if v is not None)

    @property
    def key(self) -> Key:
        """Name what it tells of: a later table that tells of the same replaces it."""
        return self.name, self.starts, self.ends, self.parts

    @property
    def is_daily(self) -> bool:
        """Whether it tells of one day."""
        return self.starts == self.ends


def adds_up(value: str) -> bool:
    """Tell whether a figure may be summed over days, codes or campaigns.

    Examples
    --------
    >>> adds_up("amount.EUR"), adds_up("score"), adds_up("users")
    (True, False, False)
    """
    return value.partition(".")[0] in TOTALS
