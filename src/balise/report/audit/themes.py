"""Groups of like posts -> pillars that the past proposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from balise.domain.audit import Theme
from balise.report.audit.tallies import share

BETWEEN = " · "
"""What stands between the words that name a group."""


def themes(values: Iterable[str], of: int, *, hold: float | None = None) -> tuple[Theme, ...]:
    """Tell the pillars that posts propose, the largest first.

    Parameters
    ----------
    values
        The group of each post that has one, named by its words.
    of
        All posts, those of no group too.
    hold
        How far two halves of the posts agree on the groups.

    Examples
    --------
    >>> found = themes(["bike · repair", "bike · repair", "coffee · cake"], 4)
    >>> [(one.name, one.keywords, one.share.n) for one in found]
    [('bike', ('bike', 'repair'), 2), ('coffee', ('coffee', 'cake'), 1)]
    """
    counts = Counter(values)
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    firsts = Counter(value.split(BETWEEN)[0] for value in ordered)
    return tuple(
        Theme(
            name=words[0] if firsts[words[0]] == 1 else value,
            share=share(value, counts[value], of),
            keywords=words,
            hold=hold,
        )
        for value in ordered
        for words in [tuple(value.split(BETWEEN))]
    )
