"""An export: a file whose tables are recognised by what they hold, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balise.domain.reading import Batch, Finding
from balise.errors import FormatRefusedError, FormatUnknownError, TableMissingError
from balise.ingest.as_of import as_of
from balise.ingest.documents import Document, digest_of, documents, is_private
from balise.ingest.layout import Context, Layout, Sheet, fields_of
from balise.ingest.layouts import LAYOUTS, REFUSED
from balise.ingest.tables import Line, Table, normal, tables
from balise.ingest.x_archive import XArchive, holds_messages, holds_posts
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Readable = tuple[Layout, Sheet] | XArchive
_NAMED = 5
"""So many unread members of an archive, and unused columns, are named; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file, recognised. `digest` is the SHA-256 of its bytes; `parts` are its tables."""

    source: str
    digest: str
    parts: tuple[Readable, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def format(self) -> str:
        """The formats of its tables, such as `meta.instagram.posts`."""
        names = (p.name if isinstance(p, XArchive) else p[0].name for p in self.parts)
        return ", ".join(sorted(set(names)))

    @property
    def has_posts(self) -> bool:
        """Whether a table tells of posts; files that do are read before those of accounts."""
        return any(isinstance(p, XArchive) or p[0].subject == "posts" for p in self.parts)

    def batches(self, context: Context) -> Iterator[Batch]:
        """Stream what the file holds, at most 5,000 posts at a time."""
        if self.findings:
            yield Batch(findings=self.findings)
        for part in self.parts:
            for batch in _batches(part, context):
                context.remember(batch.posts)
                yield batch


def _batches(part: Readable, context: Context) -> Iterator[Batch]:
    if isinstance(part, XArchive):
        return part.batches(context)
    layout, sheet = part
    return layout.batches(sheet, context)


@dataclass(slots=True, kw_only=True)
class _Found:
    """What the documents of one file turn out to be."""

    parts: list[Readable] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)

    def look_at(self, document: Document) -> None:
        """Recognise one document."""
        if is_private(document.member):
            self.private.append(document.member)
        elif document.form == "script":
            self._script(document)
        elif document.form in {"text", "workbook"}:
            self._tables(document)
        else:
            self.unread.append(document.member)

    def _script(self, document: Document) -> None:
        if holds_posts(document):
            self.parts.append(XArchive(document=document))
        elif holds_messages(document):
            self.private.append(document.member or document.name)
        else:
            self.unread.append(document.member)

    def _tables(self, document: Document) -> None:
        known: set[str] = set()
        others: dict[str, str] = {}
        for table in tables(document):
            if table.file in known:
                continue  # the same cells told apart by another sign
            lead = table.lead()
            if _is_private(lead):
                self.private.append(document.member or document.name)
                return
            matched = _match(table, lead)
            if matched:
                known.add(table.file)
                self.parts.append(matched)
            elif table.file not in others:
                others[table.file] = table.sheet or document.member
                self.headers += _widest(lead)
        self.unread += [name for file, name in others.items() if file not in known]

    def findings(self, file: str) -> Iterator[Finding]:
        """Say what was not read, and what had to be mended."""
        for member in self.private:
            yield finding("member-private", file=file, member=member)
        if self.unread:
            yield finding("members-unread", file=file, members=_listed(self.unread))
        for part in self.parts:
            if not isinstance(part, XArchive):
                yield from _damage(part[1])
                yield from _unused(*part)


def open_export(path: Path) -> Export:
    """Recognise a file.

    Raises
    ------
    FileMissingError, FileDeniedError, FileBrokenError
        Where it cannot be opened.
    FormatUnknownError
        Where nothing in it is a known export; the message names its columns.
    TableMissingError
        Where there is not even a table in it.
    FormatRefusedError
        Where it holds private messages and nothing else that is known.
    """
    digest = digest_of(path)
    found = _Found()
    for document in documents(path):
        found.look_at(document)
    if not found.parts:
        if found.private:
            raise FormatRefusedError(file=path.name)
        if not found.headers:
            raise TableMissingError(file=path.name)
        raise FormatUnknownError(file=path.name, headers=", ".join(found.headers[:30]))
    return Export(
        source=path.name,
        digest=digest,
        parts=tuple(found.parts),
        findings=tuple(found.findings(path.name)),
    )


def _match(table: Table, lead: list[Line]) -> tuple[Layout, Sheet] | None:
    for layout in LAYOUTS:
        position = layout.header_in(lead)
        if position is not None:
            line, cells = lead[position]
            header = tuple(normal(cell) for cell in cells)
            above = [cell for _, row in lead[:position] for cell in row if cell]
            return layout, Sheet(
                table=table,
                header=header,
                header_line=line,
                title=above[-1] if above else "",
                fields=fields_of(header, layout.columns),
                as_of=as_of(table.file, table.modified),
            )
    return None


def _is_private(lead: list[Line]) -> bool:
    return any(REFUSED & {normal(cell) for cell in cells} for _, cells in lead)


def _widest(lead: Iterable[Line]) -> list[str]:
    row = max((cells for _, cells in lead), key=len, default=[])
    return [cell[:60] for cell in row if cell]


def _listed(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f", … (+{more})" if more > 0 else "")


def _damage(sheet: Sheet) -> Iterator[Finding]:
    """Tell of what had to be mended before the table could be read."""
    table = sheet.table
    if table.repaired:
        n = sum(1 for _ in sheet.rows())
        yield finding("repaired", file=table.file, n=n)
    if table.lost:
        yield finding("bytes-broken", file=table.file, n=table.lost)
    if table.encoding and not table.encoding.startswith("utf-"):
        yield finding("encoding", file=table.file, encoding=table.encoding)


def _unused(layout: Layout, sheet: Sheet) -> Iterator[Finding]:
    """Tell of columns that the layout does not know."""
    known = {header for headers in layout.columns.values() for header in headers}
    unknown = [name for name in dict.fromkeys(sheet.header) if name and name not in known]
    if known and unknown:
        yield finding("column-unknown", file=sheet.table.file, columns=_listed(unknown))
