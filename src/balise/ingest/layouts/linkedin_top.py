"""LinkedIn, a member's own workbook: the sheet of the best posts, two tables side by side."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from balise.domain.post import Post
from balise.domain.reading import BATCH, Batch, Reading
from balise.ingest.days import measured
from balise.ingest.layout import Columns, Context, Row, Sheet, Subject, aliases, find_header
from balise.ingest.layouts.linkedin import URN
from balise.ingest.numbers import Numbers, decimal_sign
from balise.ingest.tables import Line, normal
from balise.ingest.times import Moment, Times, day_order, linkedin_time
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP = aliases(
    url="Post URL",
    published="Post publish date",
    engagements="Engagements",
    impressions="Impressions",
)
_METRICS = ("engagements", "impressions")
_WIDTH = 3  # link, day, figure


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One post, joined from the tables in which it stands."""

    row: Row
    day: str
    values: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopPosts:
    """The member's best posts: two tables side by side, by engagements and by impressions.

    A post that stands in one of them has the other metric missing, not 0.
    """

    name: str = "linkedin.member.posts"
    subject: Subject = "posts"
    columns: Columns = field(default_factory=lambda: _TOP)

    def header_in(self, lead: list[Line]) -> int | None:
        """Find the row with both halves of the header."""
        return find_header(lead, _TOP, tuple(_TOP))

    def batches(self, sheet: Sheet, context: Context) -> Iterator[Batch]:
        """Join the two tables by link."""
        account = context.account_of("linkedin", sheet.table.file)
        entries = _joined(sheet, context)
        order, _ = day_order(entry.day for entry in entries.values())
        posts, readings = [], []
        for url, entry in entries.items():
            match = URN.search(url)
            moment = linkedin_time(match[1]) if match else None
            moment = moment or Times(order=order).read(entry.day)
            if moment is None:
                context.findings.append(
                    finding(
                        "time-unreadable",
                        file=sheet.table.file,
                        line=entry.row.line,
                        column="published",
                        drops_row=True,
                        value=entry.day[:80],
                    )
                )
                continue
            post = _post(match[1] if match else "", url, account, moment)
            posts.append(post)
            if entry.values:
                readings.append(_reading(post, entry.values, sheet))
        for start in range(0, max(len(posts), 1), BATCH):
            yield Batch(
                posts=tuple(posts[start : start + BATCH]),
                readings=tuple(readings[start : start + BATCH]),
                findings=context.drain(),
                rows=0 if start else len(entries),
            )


def _joined(sheet: Sheet, context: Context) -> dict[str, _Entry]:
    samples = (cell for name in _METRICS for cell in sheet.cells(name))
    numbers = Numbers(decimal_sign(samples, sheet.table.usual_decimal))
    entries: dict[str, _Entry] = {}
    for half in _halves(sheet):
        for row in half.rows():
            url = row["url"]
            if not url:
                continue  # the shorter of the two tables has ended
            entry = entries.setdefault(url, _Entry(row=row, day=row["published"]))
            entry.day = entry.day or row["published"]
            for name in half.fields.keys() & set(_METRICS):
                value = measured(row, name, numbers, sheet, context)
                if value is not None:
                    entry.values.setdefault(name, value)
    return entries


def _halves(sheet: Sheet) -> Iterator[Sheet]:
    """Give each of the two tables as a sheet of its own columns."""
    by_header = {header: name for name, headers in _TOP.items() for header in headers}
    for start, header in enumerate(sheet.header):
        if by_header.get(header) == "url":
            columns = range(start, min(start + _WIDTH, len(sheet.header)))
            names = {i: by_header.get(normal(sheet.header[i])) for i in columns}
            yield replace(sheet, fields={name: (i,) for i, name in names.items() if name})


def _post(native: str, url: str, account: str, moment: Moment) -> Post:
    digest = hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()
    return Post(
        uid=f"linkedin:{native}" if native else f"linkedin:url:{digest}",
        network="linkedin",
        account=account,
        published_at=moment.at,
        precision=moment.precision,
        url=url,
    )


def _reading(post: Post, values: dict[str, float], sheet: Sheet) -> Reading:
    return Reading(
        post_uid=post.uid,
        as_of=max(sheet.as_of, post.published_at),
        values=values,
        basis="period",
        source="linkedin.member.posts",
    )


LAYOUTS = (TopPosts(),)
