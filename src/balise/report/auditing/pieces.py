"""How many different pieces a brand makes in a week, by format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from balise.report.auditing.dated import Dated
from balise.report.auditing.tallies import LEAST_WEEKS

SAME = 40
"""Letters and digits at the start of two texts that make them one piece."""
_LEAST = 0.05
_READ = 160
_DAYS = timedelta(days=7)
_SIGN = re.compile(r"[\W_]+|https?://\S+")


def pieces(posts: Sequence[Dated]) -> Mapping[str, float]:
    """Tell the pieces a week by kind; nothing where less than a month of posts is known.

    A text that comes out on several networks within a week is one piece, of the kind that it first
    had.
    """
    dated = sorted((one for one in posts if one.day), key=lambda one: one.at)
    if not dated:
        return {}
    weeks = ((dated[-1].at - dated[0].at) / _DAYS) or 0.0
    if weeks < LEAST_WEEKS:
        return {}
    counts = Counter(one.post.kind for one in _distinct(dated))
    # The stretch begins and ends with a post: what counts is how many came after the first.
    pace = (1 - 1 / counts.total()) / weeks
    every = {kind: round(n * pace, 1) for kind, n in counts.most_common()}
    return {kind: n for kind, n in every.items() if n >= _LEAST}


def _distinct(posts: Sequence[Dated]) -> Iterator[Dated]:
    if len({one.account for one in posts}) == 1:
        yield from posts
        return
    seen: dict[str, Dated] = {}
    for one in posts:
        key = _SIGN.sub("", one.post.text[:_READ].casefold())[:SAME]
        other = seen.get(key)
        if len(key) < SAME or other is None or not _is_same(one, other):
            seen[key] = one
            yield one


def _is_same(one: Dated, other: Dated) -> bool:
    return one.account != other.account and one.at - other.at <= _DAYS
