"""What a file really is, by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Literal

from balise.errors import FileBrokenError
from balise.ingest.archives import DAMAGE, opened_zip

if TYPE_CHECKING:
    from collections.abc import Callable

Form = Literal["text", "workbook", "archive", "script", "json", "binary"]

HEAD = 4096
"""So many bytes tell what a file is."""

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MEDIA = (
    b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"%PDF", b"RIFF", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1aE\xdf\xa3", b"OggS", b"ID3", b"fLaC",
    b"II*\x00", b"MM\x00*", b"{\\rtf", b"SQLite format 3\x00",
)  # fmt: skip
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\f\r\x1a\x1b"))
_MOST_CONTROL = 0.05
"""Random bytes hold twice as many; a text that was damaged here and there stays a text."""
_MOSTLY = 0.5
_START = 100
_MEDIA_NAME = re.compile(
    r"\.(jpe?g|png|gif|webp|heic|heif|avif|mp4|m4v|mov|webm|avi|mkv|mp3|m4a|aac|wav|ogg|opus)$",
    re.IGNORECASE,
)


def is_media_name(member: str) -> bool:
    """Tell by its name that a member of an archive is a picture, a film or a sound.

    The archive of an account holds thousands of them, and none is opened.
    """
    return _MEDIA_NAME.search(member) is not None


def form_of(head: bytes, name: str, reopen: Callable[[], BinaryIO]) -> Form:
    """Tell the form of a file by its first bytes; an archive is opened to see what it is.

    Raises
    ------
    ArchiveRefusedError
        Where its list of members is too long to be read.
    """
    if head.startswith(OLE2):
        return "workbook"
    if head.startswith((ZIP, EMPTY_ZIP)):
        return _form_of_zip(name, reopen)
    if head.startswith(_MEDIA) or head[4:8] == b"ftyp":
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"window.YTD."):
        return "script"
    if _is_binary(head):
        return "binary"
    return "json" if start.startswith((b"{", b"[")) else "text"


def wide_codec(head: bytes) -> str:
    r"""Name the codec of text of two bytes a character that has no mark; empty for other bytes.

    Titles have a zero in most pairs, at the same place; what stands below may be in any script.

    Examples
    --------
    >>> wide_codec("Post id".encode("utf-16-le")), wide_codec(b"a broken\0 file")
    ('utf-16-le', '')
    """
    start = head[:_START]
    if len(start) < 2:  # noqa: PLR2004 - a pair
        return ""
    first, second = (half.count(0) / len(half) for half in (start[::2], start[1::2]))
    if max(first, second) <= _MOSTLY or min(first, second) >= 1 - _MOSTLY:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _is_binary(head: bytes) -> bool:
    """Tell bytes that are no text by their control characters.

    Nothing but zeros is what a download leaves that was never begun; zeros at the end, what one
    leaves that was never finished.
    """
    if head.startswith(_WIDE):
        return False
    told, codec = head.rstrip(b"\0"), wide_codec(head)
    seen = told.decode(codec, "replace").encode() if codec else told
    if head and not seen:
        return True
    return len(seen) - len(seen.translate(None, _CONTROL)) > _MOST_CONTROL * len(seen)


def parts_of_zip(stream: BinaryIO, name: str) -> tuple[list[str], bytes]:
    """Give the names in a ZIP, and the kind of document that it says it is (OpenDocument)."""
    try:
        with opened_zip(stream, name) as archive:
            names = archive.namelist()
            if "mimetype" not in names:
                return names, b""
            with archive.open("mimetype") as member:
                return names, member.read(100)
    except (FileBrokenError, *DAMAGE):
        return [], b""


def _form_of_zip(name: str, reopen: Callable[[], BinaryIO]) -> Form:
    with reopen() as stream:
        names, kind = parts_of_zip(stream, name)
    if kind.startswith(b"application/"):
        return "workbook" if kind.startswith(ODS) else "binary"
    if "[Content_Types].xml" in names:
        return "workbook" if any(part.startswith("xl/") for part in names) else "binary"
    if any(part.startswith("Index/") and part.endswith(".iwa") for part in names):
        return "binary"  # Numbers, Pages, Keynote
    return "archive"
