"""What stands as the list is asked for, but in another month than the one it shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from balise.domain.standing import Standing
from balise.web.pages.calendar.span import Span
from balise.words import Speech, mark


def elsewhere(
    s: Speech, standing: Standing, shown: Span, state: str, now: datetime
) -> Mapping[str, str]:
    """Say how many posts of which something is asked are not shown, and lead to the next of them.

    Empty where there are none, and for states in which nothing is asked of anybody.
    """
    days = sorted(
        standing.day_of(one.publish_at)
        for one in standing.slots
        if standing.asked_of(one, now) == state
    )
    out = [day for day in days if not shown.has(day)]
    if not out or shown.view != "list":
        return {}
    day = next((one for one in out if one >= shown.end), out[0])
    said = s.plural(
        mark("{n} more post in another month, on {day}"),
        mark("{n} more posts in other months, the next on {day}"),
        len(out),
        day=s.day(day),
    )
    return {
        "said": said,
        "address": shown.address(standing.brand, day=day.isoformat(), state=state),
    }
