"""Files as they come: each is a document, or holds documents where it is an archive."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from balise.errors import Said, TooLargeError
from balise.ingest.archives import Archive, Budget
from balise.ingest.forms import EMPTY_ZIP, HEAD, ZIP, Form, form_of, is_media_name
from balise.ingest.limits import MOST_BYTES, MOST_NESTED
from balise.ingest.opening import guarded, opened
from balise.words import mark

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PRIVATE = re.compile(
    r"(^|/)(direct-messages?[\w-]*\.js|messages/|[^/]*inbound_messages[^/]*\.csv"
    r"|message_\d+\.(json|html)|_chat\.txt|[^/]*whatsapp[^/]*\.txt)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One readable piece: a file, or a member of an archive.

    `name` is what the user sees; `member` is its part inside an archive. `modified` is when it was
    written, as far as that is known. `open` gives a stream that need not be able to go back.
    """

    name: str
    member: str = ""
    modified: datetime
    form: Form
    open: Callable[[], BinaryIO]


def documents(path: Path) -> Iterator[Document]:
    """Give the documents in a file: itself, or the members where it is an archive.

    Raises
    ------
    FileMissingError, FileDeniedError, NotAFileError
        Where it cannot be opened.
    FileBrokenError, FileLockedError
        Where an archive cannot be opened.
    TooLargeError, ArchiveRefusedError, PackedFileError
        Where it is, or would unpack to, more than an export holds.
    """

    def stream() -> BinaryIO:
        return guarded(opened(path), path.name)

    with stream() as file:
        form = form_of(file.read(HEAD), path.name, partial(opened, path))
    size, modified = path.stat().st_size, datetime.fromtimestamp(path.stat().st_mtime, UTC)
    if form == "archive":
        archive = Archive(path.name, partial(opened, path), Budget(packed=size))
        yield from _members(archive, modified)
        return
    if form != "binary" and size > MOST_BYTES:
        what = Said(mark("a table"))
        raise TooLargeError(file=path.name, what=what, megabytes=MOST_BYTES >> 20)
    yield Document(name=path.name, modified=modified, form=form, open=stream)


def is_private(member: str) -> bool:
    """Tell by its name that a member of an archive holds messages: it is not even opened.

    Examples
    --------
    >>> is_private("data/direct-messages.js"), is_private("data/tweets.js")
    (True, False)
    """
    return _PRIVATE.search(member) is not None


def _members(archive: Archive, modified: datetime, above: str = "") -> Iterator[Document]:
    """Give the members of an archive, and those of the archives in it: no export goes deeper."""
    with archive.members() as infos:
        for info in infos:
            form = _form_of_member(archive, info)
            if form == "archive" and not above:
                yield from _members(_inner(archive, info), modified, above=f"{info.filename}/")
                continue
            yield Document(
                name=f"{archive.name}/{info.filename}",
                member=above + info.filename,
                modified=_written(info, modified),
                form="binary" if form == "archive" else form,
                open=partial(archive.open, info),
            )


def _inner(archive: Archive, info: zipfile.ZipInfo) -> Archive:
    """Take a member that is an archive itself; it is small enough to be held."""
    name = f"{archive.name}/{info.filename}"
    return Archive(name, partial(_held, archive, info), archive.budget)


def _held(archive: Archive, info: zipfile.ZipInfo) -> BinaryIO:
    with archive.open(info) as member:
        return io.BytesIO(member.read())


def _form_of_member(archive: Archive, info: zipfile.ZipInfo) -> Form:
    if is_private(info.filename) or is_media_name(info.filename):
        return "binary"
    head = archive.head(info, HEAD)
    if not head.startswith((ZIP, EMPTY_ZIP)):
        return form_of(head, info.filename, partial(archive.open, info))
    if info.file_size > MOST_NESTED:
        if info.filename.lower().endswith(".zip"):
            what = Said(mark("an archive inside an archive"))
            raise TooLargeError(file=archive.name, what=what, megabytes=MOST_NESTED >> 20)
        return "binary"  # a presentation, which would be read only to see what it is
    return form_of(head, f"{archive.name}/{info.filename}", partial(_held, archive, info))


def _written(info: zipfile.ZipInfo, archive: datetime) -> datetime:
    """Members often carry 1980-01-01 or a zone-less time: the archive's own is then the better."""
    try:
        stamp = datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return archive
    return stamp if datetime(2006, 1, 1, tzinfo=UTC) < stamp <= archive else archive
