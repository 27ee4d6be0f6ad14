"""What an analyst writes beside the figures of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

SECTIONS = (
    "changed", "objectives", "alerts", "decisions", "posts", "kind", "network", "cta", "hashtag",
    "time", "pillars", "funnel", "competitors", "growth", "outcomes", "unknown", "findings",
    "method",
)  # fmt: skip
"""The parts of a report, in their order; a note stands in one of them."""
LONGEST = 10_000
"""The most characters of a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The words of a person, never a figure of ours, in one part of the reports of a brand.

    `text` is Markdown of which paragraphs, lists, bold and italics count. `about` is the last day
    of the period that it speaks of: it is shown where that day is reported on. None: always.
    """

    section: str
    text: str
    by: str = ""
    at: datetime
    about: date | None = None

    def belongs(self, start: date | None, end: date | None) -> bool:
        """Tell whether it is shown in a report from `start` to `end`.

        Examples
        --------
        >>> from datetime import UTC
        >>> note = Remark(
        ...     section="posts",
        ...     text="A fair.",
        ...     at=datetime(2027, 3, 1, tzinfo=UTC),
        ...     about=date(2027, 2, 28),
        ... )
        >>> note.belongs(date(2027, 2, 1), date(2027, 2, 28))
        True
        >>> note.belongs(date(2027, 3, 1), date(2027, 3, 31))
        False
        """
        if self.about is None:
            return True
        return start is not None and end is not None and start <= self.about <= end
