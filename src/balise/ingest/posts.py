"""Tables with one row a post: what a layout of them says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, find_header
from balise.ingest.post_rows import PostRows

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping

    from balise.domain.reading import Basis, Batch
    from balise.ingest.tables import Line
    from balise.ingest.times import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTable:
    """A layout with one row a post.

    `needs` are the fields that tell it from others, `zone` the zone of times without one (None:
    the user's own). `kinds` leads from the normalised word of the type column to a kind.
    `id_in_url` finds the native id in the link, `moment_of` the time in id and link, `near` a time
    that lies within minutes of it, `kind_of` the kind of a row. `scales` multiplies a metric,
    `fractions` are rates that must not be above 1, `totals` the words of a totals row.
    `month_only`: the file gives the month of a post and no more.
    """

    name: str
    network: str
    columns: Columns
    needs: tuple[str, ...]
    zone: str | None = None
    basis: Basis = "lifetime"
    kinds: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    fractions: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    id_in_url: re.Pattern[str] | None = None
    handle_in_url: re.Pattern[str] | None = None
    handle_in_name: re.Pattern[str] | None = None
    native_id: Callable[[Row], str] = lambda row: row["id"]
    text_of: Callable[[Row], str] = lambda row: row["text"]
    account_of: Callable[[Row], str] = lambda row: row["account"]
    when: Callable[[Row], str] = lambda row: row["published"]
    moment_of: Callable[[str, Row], Moment | None] = lambda _id, _row: None
    near: Callable[[Row], Moment | None] = lambda _row: None
    kind_of: Callable[[Row, str], str] = lambda _row, named: named
    month_only: bool = False
    subject: Subject = "posts"

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the header row."""
        return find_header(lead, self.columns, self.needs)

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Read the rows, a batch at a time."""
        return PostRows(self, sheet, context).batches()
