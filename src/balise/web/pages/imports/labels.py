"""What a column of a table may be, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from balise.domain.metric import METRICS
from balise.words import Speech, capital, mark

KINDS: Mapping[str, str] = {
    "posts": mark("a post"),
    "days": mark("a day of an account"),
    "outcome": mark("a sale, a ticket, an answer"),
}
"""What a row of a table may be."""
_FIELDS: Mapping[str, str] = {
    "published": mark("when it was published"),
    "time": mark("hour, in a column of its own"),
    "id": mark("number of the post"),
    "url": mark("link to the post"),
    "text": mark("text of the post"),
    "title": mark("title"),
    "kind": mark("format (image, video …)"),
    "account": mark("account"),
    "network": mark("network"),
    "campaign": mark("campaign"),
    "pillar": mark("theme"),
    "paid": mark("whether it was advertised"),
    "duration_s": mark("length of the video"),
    "followers_then": mark("followers at the time"),
    "followers": mark("followers"),
    "ignored": mark("nothing, leave it out"),
    "day": mark("day"),
    "starts": mark("first day"),
    "ends": mark("last day"),
    "week": mark("week"),
    "month": mark("month"),
    "count": mark("number of sales or tickets"),
    "amount": mark("amount of money"),
    "sessions": mark("visits"),
    "engaged_sessions": mark("engaged visits"),
    "key_events": mark("key events"),
    "events": mark("events"),
    "revenue": mark("revenue"),
    "answers": mark("number of answers"),
    "score": mark("mean score"),
    "score_sd": mark("spread of the scores"),
    "users": mark("visitors"),
    "new_users": mark("new visitors"),
    "engagement_rate": mark("share of engaged visits"),
    "key_event_rate": mark("share of visits with a key event"),
    "avg_engagement_s": mark("seconds of attention"),
    "events_per_session": mark("events per visit"),
    "code": mark("promotional code"),
    "channel": mark("channel"),
    "origin": mark("source of the visit"),
    "medium": mark("medium"),
    "currency": mark("currency"),
    "receipt": mark("number of the receipt"),
}
SURE: Mapping[str, str] = {
    "sure": mark("recognised"),
    "likely": mark("likely"),
    "unknown": mark("please check"),
}


def label(s: Speech, field: str) -> str:
    """Name what a column is; money in a currency of its own is named with it."""
    name, _, currency = field.partition(".")
    said = s.text(_FIELDS[name]) if name in _FIELDS else s.term("metric", name)
    return capital(f"{said} ({currency})" if currency else said)


def column(s: Speech, field: str) -> str:
    """Name the column of a finding: what Balise makes of it, else its header as it is written.

    Examples
    --------
    >>> column(Speech("en"), "views"), column(Speech("en"), "Prix.HT")
    ('Views', 'Prix.HT')
    """
    return label(s, field) if field in _FIELDS or is_metric(field) else field


def is_metric(field: str) -> bool:
    """Tell figures that networks count from the rest."""
    return field in METRICS
