"""Files as they come: what each really is by its first bytes, and the members of archives."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, Literal

from balise.errors import FileBrokenError, FileDeniedError, FileMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Form = Literal["text", "workbook", "archive", "script", "json", "binary"]

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.|Thumbs\.db$)")
_PRIVATE = re.compile(
    r"(^|/)(direct-messages?[\w-]*\.js|messages/|[^/]*inbound_messages[^/]*\.csv)", re.IGNORECASE
)
_MEDIA = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"%PDF", b"RIFF", b"\x1f\x8b")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\f\r\x1a\x1b"))
_MOST_CONTROL = 0.05
"""Random bytes hold twice as many; a text that was damaged here and there stays a text."""
_HEAD = 4096
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,  # a password, or a compression that this Python does not know
    EOFError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One readable piece: a file, or a member of an archive.

    `name` is what the user sees; `member` is its part inside an archive. `modified` is when it was
    written, as far as that is known.
    """

    name: str
    member: str = ""
    modified: datetime
    form: Form
    open: Callable[[], BinaryIO]


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file, the name by which an import is known.

    Raises
    ------
    FileMissingError
        Where there is no such file.
    FileDeniedError
        Where the system does not let us read it.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise FileMissingError(file=path.name) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileDeniedError(file=path.name, reason=reason) from error


def documents(path: Path) -> Iterator[Document]:
    """Give the documents in a file: itself, or the members where it is an archive.

    Raises
    ------
    FileMissingError
        Where there is no such file.
    FileBrokenError
        Where an archive cannot be opened.
    """
    if not path.is_file():
        raise FileMissingError(file=path.name)
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    with path.open("rb") as file:
        form = _form(file.read(_HEAD), lambda: path.open("rb"))
    if form == "archive":
        yield from _members(path.name, path, modified)
        return
    yield Document(name=path.name, modified=modified, form=form, open=lambda: path.open("rb"))


def _form(head: bytes, reopen: Callable[[], BinaryIO]) -> Form:
    if head.startswith(_OLE2):
        return "workbook"
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return "workbook" if _is_workbook(reopen) else "archive"
    if head.startswith(_MEDIA) or head[4:8] == b"ftyp":
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"window.YTD."):
        return "script"
    if _is_binary(head):
        return "binary"
    return "json" if start.startswith((b"{", b"[")) else "text"


def _is_binary(head: bytes) -> bool:
    """Tell bytes that are no text by their control characters.

    Text of two bytes a character has a zero in most pairs, always at the same place.
    """
    if head.startswith(_WIDE):
        return False
    is_wide = any(2 * half.count(0) > len(half) for half in (head[::2], head[1::2]) if half)
    seen = head.replace(b"\0", b"") if is_wide else head
    return len(seen) - len(seen.translate(None, _CONTROL)) > _MOST_CONTROL * len(seen)


def _is_workbook(reopen: Callable[[], BinaryIO]) -> bool:
    try:
        with reopen() as file, zipfile.ZipFile(file) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except _DAMAGE:
        return False


def is_private(member: str) -> bool:
    """Tell by its name that a member of an archive holds messages: it is not even opened.

    Examples
    --------
    >>> is_private("data/direct-messages.js"), is_private("data/tweets.js")
    (True, False)
    """
    return _PRIVATE.search(member) is not None


def _members(name: str, path: Path, modified: datetime) -> Iterator[Document]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [
                i for i in archive.infolist() if not i.is_dir() and not _JUNK.search(i.filename)
            ]
    except _DAMAGE as error:
        raise FileBrokenError(file=name, reason=str(error)) from error
    for info in infos:
        opener = _opener(path, name, info.filename)
        yield Document(
            name=f"{name}/{info.filename}",
            member=info.filename,
            modified=_written(info, modified),
            form="binary" if is_private(info.filename) else _form(_head(path, name, info), opener),
            open=opener,
        )


def _head(path: Path, name: str, info: zipfile.ZipInfo) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(info) as member:
            return member.read(_HEAD)
    except _DAMAGE as error:
        raise FileBrokenError(file=name, reason=str(error)) from error


def _opener(path: Path, name: str, member: str) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            with zipfile.ZipFile(path) as archive:
                return io.BytesIO(archive.read(member))
        except _DAMAGE as error:
            raise FileBrokenError(file=name, reason=str(error)) from error

    return opened


def _written(info: zipfile.ZipInfo, archive: datetime) -> datetime:
    """Members often carry 1980-01-01 or a zone-less time: the archive's own is then the better."""
    try:
        stamp = datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return archive
    return stamp if datetime(2006, 1, 1, tzinfo=UTC) < stamp <= archive else archive
