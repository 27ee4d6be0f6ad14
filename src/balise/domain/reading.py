"""What was measured, and what an import says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from balise.domain.outcome import Outcome
from balise.domain.post import Post
from balise.errors import BaliseError

Basis = Literal["lifetime", "period", "day"]
Severity = Literal["error", "warning", "info"]
BATCH = 5_000
"""The most posts or readings that one batch holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All the metrics of one post, or of one day of an account, as they stood at `as_of`.

    A metric that is absent from `values` is not known; it is never 0 for that reason.
    `post_uid` is `account:<network>:<handle>` for the account itself, with the `day` it tells of.
    """

    post_uid: str
    as_of: datetime
    values: Mapping[str, float]
    basis: Basis = "lifetime"
    source: str = ""
    day: date | None = None

    def __reduce__(self) -> tuple[Callable[..., Reading], tuple[Any, ...]]:
        """Pickle by values alone, as `Post` does."""
        values = (self.post_uid, self.as_of, self.values, self.basis, self.source, self.day)
        return _reading, values


def _reading(*values: Any) -> Reading:
    uid, as_of, figures, basis, source, day = values
    return Reading(post_uid=uid, as_of=as_of, values=figures, basis=basis, source=source, day=day)


class Aged(NamedTuple):
    """One figure of a post at an age in hours; `uid` is `<network>:<id>`."""

    uid: str
    account: str
    kind: str
    age_h: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a file that the user should know: what, where and what to do.

    `message` is English; `balise.words` says the same in another language from `code` and `params`.
    `line` counts from 1; 0 is the file as a whole. `drops_row` tells that the row was left out.
    Of a strategy or a draft, `severity` tells whether it stands in the way (`error`), and `rule`
    names the dated rule of a network that it comes from.
    """

    file: str
    line: int
    column: str
    code: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)
    drops_row: bool = False
    severity: Severity = "info"
    rule: str = ""

    def __str__(self) -> str:
        """Say it in English."""
        return self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A piece of an export on its way to the store, at most `BATCH` of each.

    `line` is how many lines of the file were read until then, 0 where it has none.
    """

    posts: tuple[Post, ...] = ()
    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    rows: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of one file. Every row of it is a post, a reading, a duplicate or a finding.

    `posts` are new ones, `readings` new ones, `duplicates` readings that were already known.
    `outcomes` are the days (and codes, campaigns) of which a table without posts tells something
    new: single sales of a day are one. `error` tells why nothing of a file was read.
    """

    source: str
    format: str
    rows: int
    posts: int
    readings: int
    duplicates: int
    findings: tuple[Finding, ...] = ()
    already_imported: bool = False
    error: BaliseError | None = None
    outcomes: int = 0

    def again(self, source: str) -> ImportReport:
        """Report the same file once more, under the name it has now: nothing of it is new."""
        known = self.readings + self.outcomes + self.duplicates
        return replace(self, source=source, posts=0, readings=0, outcomes=0, duplicates=known)
