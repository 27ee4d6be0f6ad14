"""The canonical metrics, and how each adds up.

Of an audience, `audience` is a share of the account's people and `audience_count` a number of
them; `views_share` and `watch_time_share` are shares of views and of hours watched, not of people.
What is told of one segment has its name behind the metric's: `views.country.BE` (see `Segment`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Unit = Literal["count", "people", "seconds", "ratio", "currency"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A canonical metric. Only one that `adds_up` may be summed over posts or days."""

    name: str
    unit: Unit = "count"

    @property
    def adds_up(self) -> bool:
        """Unique people, ratios and means never add up (reach of two days is not their sum).

        Examples
        --------
        >>> [METRICS[name].adds_up for name in ("views", "watch_time_s", "avg_watch_s", "reach")]
        [True, True, False, False]
        """
        return self.unit in {"count", "seconds", "currency"} and not self.name.startswith("avg_")


def _table(unit: Unit, names: str) -> dict[str, Metric]:
    return {name: Metric(name=name, unit=unit) for name in names.split()}


METRICS: Mapping[str, Metric] = {
    **_table(
        "count",
        "impressions views video_views engaged_views thumb_impressions paid_impressions "
        "reactions comments shares reposts quotes saves engagements shares_native "
        "clicks_all link_clicks other_clicks photo_clicks hashtag_clicks permalink_clicks "
        "profile_visits detail_expands media_views media_engagements app_opens app_installs "
        "navigation sticker_taps follows unfollows net_follows new_follows views_3s views_60s "
        "negative_feedback conversions leads posts_published sessions key_events phone_clicks "
        "organic_views paid_views",
    ),
    **_table(
        "people",
        "reach paid_reach organic_reach unique_impressions viewers viewers_3s viewers_60s "
        "new_viewers returning_viewers engaged_users clickers followers unique_negative_feedback "
        "visitors active_followers audience_count",
    ),
    **_table("seconds", "watch_time_s avg_watch_s"),
    **_table(
        "ratio",
        "avg_pct_viewed ctr_impressions engagement_rate_native audience views_share "
        "watch_time_share",
    ),
    **_table("currency", "revenue spend"),
}

ENGAGEMENT = ("reactions", "comments", "shares")
"""`engagement` is the sum of these; `engagements` is the network's own count and another figure."""

EXPOSURES = ("impressions", "reach", "views")
RATES = {f"engagement_rate_by_{name}": name for name in EXPOSURES}


def metric_of(name: str) -> Metric | None:
    """Give the metric by its name, or by that of a figure told of one segment.

    Examples
    --------
    >>> [metric_of(name).unit for name in ("views", "views.country.BE", "audience.city.St. Vith")]
    ['count', 'count', 'ratio']
    >>> metric_of("applause") is None
    True
    """
    return METRICS.get(name.partition(".")[0])
