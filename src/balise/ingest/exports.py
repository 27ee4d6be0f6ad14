"""An export: a file whose tables are recognised by what they hold, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn, Protocol

from balise.domain.reading import Batch, Finding
from balise.errors import FileBrokenError, FormatUnknownError, LineTooLongError, TableMissingError
from balise.ingest.as_of import as_of
from balise.ingest.bounds import ending
from balise.ingest.documents import Document, documents, is_private
from balise.ingest.flood import Flood
from balise.ingest.layout import Context, Layout, Sheet, fields_of
from balise.ingest.layouts import LAYOUTS, REFUSED
from balise.ingest.mapped import digest_with, mapped, named, refuse as refuse_mapping
from balise.ingest.meter import Meter, lines_of
from balise.ingest.networks_json import shape_of
from balise.ingest.opening import Stamp, digest_of, stamp_of, unchanged
from balise.ingest.strangers import is_prose, is_table, refuse, refuse_private, refuse_table
from balise.ingest.tables import Line, Table, normal, tables
from balise.ingest.x_archive import XArchive, holds_messages, holds_posts
from balise.words import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from balise.ingest.mapping import TableMapping


class PostFile(Protocol):
    """A document of posts that is no table: the archive of X, the JSON of a network."""

    @property
    def name(self) -> str:
        """The format's name."""
        ...

    def batches(self, context: Context) -> Iterator[Batch]:
        """Stream the posts."""
        ...


Readable = tuple[Layout, Sheet] | PostFile
_NAMED = 5
"""So many unread members of an archive, and unused columns, are named; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file, recognised. `digest` is the SHA-256 of its bytes; `parts` are its tables.

    `size` counts its bytes, `lines` the lines of its texts; `again` opens it anew, in another
    process; `still` raises where it is no more the same file.
    """

    source: str
    digest: str
    parts: tuple[Readable, ...]
    findings: tuple[Finding, ...] = ()
    size: int = 0
    lines: int = 0
    again: Callable[[], Export] | None = None
    still: Callable[[], None] = lambda: None

    @property
    def format(self) -> str:
        """The formats of its tables, such as `meta.instagram.posts`."""
        names = (p[0].name if isinstance(p, tuple) else p.name for p in self.parts)
        return ", ".join(sorted(set(names)))

    @property
    def has_posts(self) -> bool:
        """Whether a table tells of posts; files that do are read before those of accounts."""
        return any(not isinstance(p, tuple) or p[0].subject == "posts" for p in self.parts)

    def batches(self, context: Context) -> Iterator[Batch]:
        """Stream what the file holds, at most 5,000 posts at a time."""
        flood = Flood()
        yield flood.thinned(Batch(findings=self.findings))
        meter = Meter()
        for part in self.parts:
            for batch in _batches(part, context, meter):
                context.remember(batch.posts)
                yield replace(flood.thinned(batch), line=meter.total)
            meter.turn()
        yield Batch(findings=tuple(flood.rest(self.source)))
        self.still()


def _batches(part: Readable, context: Context, meter: Meter) -> Iterator[Batch]:
    if isinstance(part, tuple):
        layout, sheet = part
        return layout.batches(meter.measured(ending(layout, sheet)), context)
    return part.batches(context)


@dataclass(slots=True, kw_only=True)
class _Found:
    """What the documents of one file turn out to be.

    `tried` are the tables that a mapping was tried on, `told` is what it found in them. `keys` are
    the names at the top of a JSON that nothing is known of, `broken` is why it cannot be read.
    """

    mapping: TableMapping | None = None
    parts: list[Readable] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    tried: list[Table] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    keys: tuple[str, ...] = ()
    broken: FileBrokenError | None = None
    lines: int = 0

    def look_at(self, document: Document) -> None:
        """Recognise one document."""
        if is_private(document.member):
            self.private.append(document.member)
        elif document.form == "script":
            self._script(document)
        elif document.form in {"text", "workbook"}:
            n = len(self.parts)
            self._tables(document)
            if len(self.parts) > n and document.form == "text":
                self.lines += lines_of(document)
        elif document.form == "json":
            self._json(document)
        else:
            self.unread.append(document.member)

    def _script(self, document: Document) -> None:
        if holds_posts(document):
            self.parts.append(XArchive(document=document))
        elif holds_messages(document):
            self.private.append(document.member or document.name)
        else:
            self.unread.append(document.member)

    def _json(self, document: Document) -> None:
        shape = shape_of(document)
        if shape.reader:
            self.parts.append(shape.reader)
        elif REFUSED & {normal(key) for key in shape.keys}:
            self.private.append(document.member or document.name)
        else:
            self.unread.append(document.member)
            if not document.member:
                self.keys, self.broken = shape.keys, shape.error

    def _tables(self, document: Document) -> None:
        known: set[str] = set()
        others: dict[str, str] = {}
        titles: dict[str, list[str]] = {}
        for table in tables(document):
            if table.file in known:
                continue  # the same cells told apart by another sign
            lead = _lead(table, document)
            if _is_private(lead):
                self.private.append(document.member or document.name)
                return
            matched = self._match(table, lead)
            if matched:
                known.add(table.file)
                self.parts.append(matched)
            else:
                others.setdefault(table.file, table.sheet or document.member)
                titles[table.file] = max(titles.get(table.file, []), _titles(lead), key=len)
        self.headers += [name for file in titles if file not in known for name in titles[file]]
        self.unread += [name for file, name in others.items() if file not in known]

    def _match(self, table: Table, lead: list[Line]) -> tuple[Layout, Sheet] | None:
        """Recognise a table by what it holds, or read it as the mapping says."""
        if self.mapping is None or not self.mapping.columns:
            return named(_match(table, lead), self.mapping)
        self.tried.append(table)
        found = mapped(table, self.mapping)
        self.told += found.findings() if found else ()
        return (found.layout, found.sheet) if found else None

    def findings(self, file: str) -> Iterator[Finding]:
        """Say what was not read, and what had to be mended."""
        yield from self.told
        for member in self.private:
            yield finding("member-private", file=file, member=member)
        if self.unread:
            yield finding("members-unread", file=file, members=_listed(self.unread))
        for part in self.parts:
            if isinstance(part, tuple):
                yield from _damage(part[1])
                yield from _unused(*part)


def open_export(
    path: Path, mapping: TableMapping | None = None, *, told: tuple[Finding, ...] = ()
) -> Export:
    """Recognise a file, or read it as a mapping says; `told` is found in it beside the rest.

    Raises
    ------
    FileMissingError, FileDeniedError, NotAFileError, FileBrokenError, FileLockedError
        Where it cannot be opened.
    TooLargeError, LineTooLongError, ArchiveRefusedError
        Where it is more than any export holds.
    FormatUnknownError
        Where nothing in it is a known export: the message names its columns, or, by a class below
        it, says what the file is instead.
    FormatRefusedError
        Where it holds private messages and nothing else that is known.
    MappingError
        Where the mapping is of another table.
    """
    stamp = stamp_of(path)
    found = _Found(mapping=mapping)
    try:
        for document in documents(path):
            found.look_at(document)
    except FileBrokenError:
        refuse(path)  # an old text document looks like a workbook until it is opened
        raise
    if not found.parts:
        _refuse(path, found)
    return Export(
        source=path.name,
        digest=digest_with(digest_of(path), mapping),
        parts=tuple(found.parts),
        findings=(*told, *found.findings(path.name)),
        size=stamp.size,
        lines=found.lines,
        again=partial(_again, path, stamp, mapping, told),
        still=partial(unchanged, path, stamp),
    )


def _again(
    path: Path, stamp: Stamp, mapping: TableMapping | None, told: tuple[Finding, ...]
) -> Export:
    unchanged(path, stamp)
    return open_export(path, mapping, told=told)


def _refuse(path: Path, found: _Found) -> NoReturn:
    """Say what a file is in which nothing is known."""
    refuse(path)
    if found.private:
        refuse_private(path.name)
    if found.mapping and found.tried:
        raise refuse_mapping(found.tried, found.mapping, path.name)
    if found.keys:
        raise found.broken or FormatUnknownError(file=path.name, headers=", ".join(found.keys))
    if not found.headers or is_prose(path):
        raise TableMissingError(file=path.name)
    refuse_table(path.name, found.headers)
    raise FormatUnknownError(file=path.name, headers=", ".join(found.headers[:30]))


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


def _lead(table: Table, document: Document) -> list[Line]:
    """Give the first rows; of a member of an archive that has endless lines, none."""
    try:
        return table.lead()
    except LineTooLongError:
        if document.member:
            return []
        raise


def _titles(lead: list[Line]) -> list[str]:
    """Name the columns, only where they are titles and not what somebody wrote."""
    rows = [cells for _, cells in lead]
    if not is_table(rows):
        return []
    return [cell[:60] for cell in max(rows, key=len) if cell]


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
