"""A mapping: what a user says of a table that no layout knows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from balise.domain.metric import METRICS
from balise.domain.outcome import LEVELS, TOTALS

if TYPE_CHECKING:
    from balise.domain.reading import Basis
    from balise.domain.toml_place import Places
    from balise.ingest.numbers import Decimal
    from balise.ingest.periods import Length
    from balise.ingest.times import Order

Kind = Literal["posts", "days", "outcome"]

_METRICS = tuple(
    dict.fromkeys((
        "reactions", "comments", "shares", "saves", "impressions", "views", "reach", "link_clicks",
        "clicks_all", "engagements", "follows", *METRICS,
    ))
)  # fmt: skip
OF_POSTS = (
    "published", "time", "id", "url", "text", "title", "kind", "account", "network", "campaign",
    "pillar", "paid", *_METRICS, "duration_s", "followers_then", "ignored",
)  # fmt: skip
OF_DAYS = ("day", "network", "followers", *_METRICS, "ignored")
OF_OUTCOMES = (
    "day", "time", "starts", "ends", "week", "month", *TOTALS, *LEVELS, "code", "campaign",
    "channel", "origin", "medium", "currency", "receipt", "ignored",
)  # fmt: skip
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "posts": OF_POSTS, "days": OF_DAYS, "outcome": OF_OUTCOMES,
}  # fmt: skip
"""What a column may be said to be, by kind of table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """What a user says of a table: what its columns are, and what it does not say itself.

    Parameters
    ----------
    file, digest
        Name of the mapping, and of what it says.
    kind
        What a row is: a post, a day of an account, or an outcome that no network sees.
    columns
        Header of the table, or its number as `#3`, to a field of `FIELDS`. Empty: the table is
        recognised by what it holds, and only `name` is said of it.
    places
        Where in the mapping each setting stands.
    network, account, name, currency
        What holds for the whole table: of an outcome, `name` and `currency`.
    timezone, date_order, decimal
        How times, days and numbers are written; what is not said is found out from the cells.
    sheet, header_row
        Which sheet of a workbook, and the line of the header: 0 where there is none.
    basis, period
        Whether figures of posts are of all their life; what a day in a row of outcomes stands for.
    kinds, networks, scales
        Words of the table to kinds and networks; fields to what their figures are multiplied by.
    """

    file: str = ""
    digest: str = ""
    kind: Kind = "posts"
    columns: Mapping[str, str] = field(default_factory=dict)
    places: Places = field(default_factory=dict)
    network: str = ""
    account: str = ""
    name: str = ""
    currency: str = ""
    timezone: str = ""
    date_order: Order | None = None
    decimal: Decimal | None = None
    sheet: str = ""
    header_row: int | None = None
    basis: Basis = "lifetime"
    period: Length | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def naming(cls, name: str) -> TableMapping:
        """Say no more of a table than the name of its outcome."""
        digest = hashlib.sha256(f"name = {name}".encode()).hexdigest()
        return cls(kind="outcome", name=name, digest=digest)
