"""One pass over the JSON of a network: from entries to posts, readings and findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from balise.domain.reading import BATCH, Batch, Reading
from balise.errors import TooManyRowsError
from balise.ingest.as_of import as_of
from balise.ingest.derive import enriched
from balise.ingest.limits import MOST_POSTS
from balise.ingest.networks_json.entries import Entries
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balise.domain.post import Post
    from balise.ingest.documents import Document
    from balise.ingest.layout import Context
    from balise.ingest.networks_json.fields import Record, Told

_NAME = re.compile(r"\w{1,60}")
_MOST_UNUSED = 20


class Dialect(Protocol):
    """How one interface of a network writes posts."""

    @property
    def name(self) -> str:
        """The format's name, `<network>.<interface>`."""
        ...

    def begins(self, entries: Sequence[Any]) -> bool:
        """Tell a document of this dialect by its first entries."""
        ...

    def is_private(self, record: Record) -> bool:
        """Tell what was not written for everybody: it is counted, and never read."""
        ...

    def told(self, record: Record) -> Told:
        """Read one entry."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkJson:
    """A document of JSON whose dialect is known."""

    document: Document
    dialect: Dialect

    @property
    def name(self) -> str:
        """The format's name."""
        return self.dialect.name

    def batches(self, context: Context) -> Iterator[Batch]:
        """Stream the posts, at most `BATCH` at a time.

        Raises
        ------
        FileBrokenError, TooLargeError, TooManyRowsError
            Where the document is not complete, or more than any network writes.
        """
        return _Pass(self, context).batches()


class _Pass:
    """What was found so far, and what waits to be given."""

    def __init__(self, source: NetworkJson, context: Context) -> None:
        self.source, self.context = source, context
        self.file = source.document.name
        self.as_of = as_of(self.file, source.document.modified)
        self.seen: set[str] = set()
        self.unused: dict[str, None] = {}
        self.private = self.views_zero = self.rows = 0
        self.posts: list[Post] = []
        self.readings: dict[str, Reading] = {}

    def batches(self) -> Iterator[Batch]:
        for position, entry in enumerate(Entries(self.source.document), 1):
            if position > MOST_POSTS:
                raise TooManyRowsError(file=self.file, most=MOST_POSTS)
            self._take(position, entry)
            if self.rows == BATCH:
                yield self._batch()
        self._sum_up()
        yield self._batch()

    def _take(self, position: int, entry: object) -> None:
        if isinstance(entry, dict) and self.source.dialect.is_private(entry):
            self.private += 1
            return
        self.rows += 1
        told = self.source.dialect.told(entry) if isinstance(entry, dict) else None
        if told is None or not told.uid:
            self._find(told.lacks if told else "entry-foreign", position, drops_row=True)
        elif told.post and told.uid in self.seen:
            self._find("duplicate-row", position, drops_row=True)
        else:
            self._keep(position, told)

    def _keep(self, position: int, told: Told) -> None:
        for column, value in told.unreadable.items():
            self._find("number-unreadable", position, column, value=value)
        if len(self.unused) < _MOST_UNUSED:
            self.unused.update((name, None) for name in told.unused if _NAME.fullmatch(name))
        if told.post:
            self.seen.add(told.uid)
            self.posts.append(enriched(self._owned(told.post)))
        elif not told.values:
            self._find("figure-missing", position, drops_row=True)
        if told.values:
            self._measure(told)

    def _owned(self, post: Post) -> Post:
        if post.account:
            return post
        return replace(post, account=self.context.account_of(post.network, self.file))

    def _measure(self, told: Told) -> None:
        """Note figures; those of one post may come one by one."""
        known = self.readings.get(told.uid)
        values = {**(known.values if known else {}), **told.values}
        if values.get("views") == 0 and values.get("reach", 0) > 0:
            del values["views"]  # as the tables of Meta have it: 0 stands for what is not known
            self.views_zero += 1
        at = max(self.as_of, told.post.published_at) if told.post else self.as_of
        self.readings[told.uid] = Reading(
            post_uid=told.uid, as_of=at, values=values, source=self.source.name
        )

    def _sum_up(self) -> None:
        if self.private:
            self._find("posts-private", n=self.private)
        if self.views_zero:
            self._find("views-zero", column="views", n=self.views_zero)
        if self.unused:
            self._find("column-unknown", columns=", ".join(self.unused))

    def _find(
        self,
        code: str,
        line: int = 0,
        column: str = "",
        *,
        drops_row: bool = False,
        **params: object,
    ) -> None:
        self.context.findings.append(
            finding(code, file=self.file, line=line, column=column, drops_row=drops_row, **params)
        )

    def _batch(self) -> Batch:
        batch = Batch(
            posts=tuple(self.posts),
            readings=tuple(self.readings.values()),
            findings=self.context.drain(),
            rows=self.rows,
        )
        self.posts, self.readings, self.rows = [], {}, 0
        return batch
