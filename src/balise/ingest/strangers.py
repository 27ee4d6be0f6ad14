"""Files that are no export: what each is, said in one line that names the right export.

Nothing of what such a file says is ever repeated: it may be somebody's private message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from balise.errors import (
    AddressError,
    FileEmptyError,
    FormatRefusedError,
    NumbersFileError,
    OtherFileError,
    PackedFileError,
    Said,
)
from balise.ingest.documents import is_private
from balise.ingest.forms import EMPTY_ZIP, OLE2, ZIP, parts_of_zip
from balise.ingest.opening import opened
from balise.reference.export_paths import guess
from balise.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LOOKED_AT = 1 << 16
PICTURE, VIDEO, SOUND = Said(mark("a picture")), Said(mark("a video")), Said(mark("a sound"))
DOCUMENT, SLIDES = Said(mark("a text document")), Said(mark("a presentation"))
PAGE, CALENDAR = Said(mark("a page saved from the browser")), Said(mark("a calendar"))
SHORTCUT, ACCOUNT = Said(mark("a shortcut")), Said(mark("a copy of an account, without figures"))
ADVERTS, PDF = Said(mark("a report of advertisements")), Said(mark("a PDF"))
PICTURES, DATABASE = Said(mark("an archive of pictures")), Said(mark("a database"))

_BY_START: tuple[tuple[bytes, Said], ...] = (
    (b"%PDF", PDF),
    (b"\xff\xd8\xff", PICTURE), (b"\x89PNG", PICTURE), (b"GIF8", PICTURE), (b"BM", PICTURE),
    (b"II*\x00", PICTURE), (b"MM\x00*", PICTURE), (b"<svg", PICTURE),
    (b"\x1aE\xdf\xa3", VIDEO), (b"\x00\x00\x01\xba", VIDEO), (b"\x00\x00\x01\xb3", VIDEO),
    (b"OggS", SOUND), (b"ID3", SOUND), (b"fLaC", SOUND), (b"\xff\xfb", SOUND),
    (b"{\\rtf", DOCUMENT),
    (b"SQLite format 3\x00", DATABASE),
    (b"BEGIN:VCALENDAR", CALENDAR),
    (b"[InternetShortcut]", SHORTCUT), (b"[Desktop Entry]", SHORTCUT),
    (b"L\x00\x00\x00\x01\x14\x02", SHORTCUT),
)  # fmt: skip
_PACKED = (
    (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "RAR"),
    (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"),
)  # fmt: skip
_OLE = (
    ("WordDocument".encode("utf-16-le"), DOCUMENT), ("PowerPoint".encode("utf-16-le"), SLIDES),
)  # fmt: skip
_FOLDERS = (("word", DOCUMENT), ("ppt", SLIDES))
_KINDS = ((b"opendocument.text", DOCUMENT), (b"opendocument.pres", SLIDES), (b"epub", DOCUMENT))
_ENDS = ((".pages", DOCUMENT), (".key", SLIDES))
_HEIC = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_RIFF = {b"WEBP": PICTURE, b"AVI ": VIDEO, b"WAVE": SOUND}
_PAGE = re.compile(
    rb"^\s*(?:<!--|<\?xml)?[\s\S]{0,400}?<(?:!doctype html|html[\s>])", re.IGNORECASE
)
_WEBLOC = re.compile(rb"<plist[\s\S]{0,400}<key>URL</key>|^bplist00[\s\S]{0,40}URL", re.IGNORECASE)
_GOOGLE = re.compile(rb'^\s*\{\s*"[^}]{0,400}docs\.google\.com|"doc_id"', re.DOTALL)
_ACCOUNT = re.compile(
    rb"your_(?:facebook|instagram)_activity|media_map_data|string_list_data|label_values"
    rb"|_a706|logged_information|personal_information/|creation_timestamp|_v2\"\s*:|Your Activity"
)
_MESSAGES = re.compile(
    rb'"sender_name"|"participants"\s*:|"is_still_participant"|window\.YTD\.direct_message'
)
_CHAT = re.compile(
    r"^\W{0,3}\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4},?\s(?:\w\s)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?[ap]\.?m\.?)?(?:\]\s|\s[-\u2013]\s)[^:\n]{1,60}:",
    re.IGNORECASE | re.MULTILINE,
)
_CHAT_NAME = re.compile(r"(^|/)(_chat|[^/]*whatsapp[^/]*)\.txt$", re.IGNORECASE)
_MEDIA_ONLY = re.compile(r"\.(jpe?g|png|heic|webp|gif|mp4|mov)$", re.IGNORECASE)
_LINES_OF_CHAT = 2
_MAIL = re.compile(r"\A(?:(?:Received|Delivered-To|Return-Path|From|MIME-Version|Message-ID):.*\n)")
_ADDRESS = re.compile(r"(?:https?:/{1,2}|www\.)\S+", re.IGNORECASE)
_ADVERTS = frozenset(
    {
        "campaign name", "ad name", "ad set name", "amount spent", "amount spent (eur)",
        "amount spent (usd)", "ad group", "ad group name", "cost per result", "cost per click",
        "nom de la campagne", "nom de la publicité", "nom de l'ensemble de publicités",
        "montant dépensé", "montant dépensé (eur)", "coût par résultat", "reporting starts",
        "cpm (cost per 1,000 impressions)", "début des rapports", "total spent", "cost", "avg. cpc",
    }
)  # fmt: skip
_SIGNS_OF_ADVERTS = 2
_PROSE = 0.8
_TITLE, _WORDS = 60, 7
"""Letters and spaces of the longest title of a column: what is longer is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What can be seen of a file from outside: its name, its first bytes, the names in it."""

    name: str
    head: bytes
    parts: tuple[str, ...] = ()
    kind: bytes = b""

    @classmethod
    def at(cls, path: Path) -> Look:
        """Look at a file."""
        with opened(path) as file:
            head = file.read(_LOOKED_AT)
            if not head.startswith((ZIP, EMPTY_ZIP)):
                return cls(name=path.name, head=head)
            parts, kind = parts_of_zip(file, path.name)
        return cls(name=path.name, head=head, parts=tuple(parts), kind=kind)

    @property
    def text(self) -> str:
        """The first bytes as text."""
        wide = self.head[1:2] == b"\x00" or self.head.startswith((b"\xff\xfe", b"\xfe\xff"))
        return self.head.decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff")

    @property
    def start(self) -> bytes:
        """The first bytes that are no blank."""
        return self.head.lstrip(b"\xef\xbb\xbf \t\r\n")


def refuse(path: Path) -> None:
    """Say what a file is that is no export; nothing where it may be a table.

    Parameters
    ----------
    path
        The file, of which only the first 64 kB are looked at, and the names in an archive.

    Raises
    ------
    FileEmptyError, OtherFileError, NumbersFileError, PackedFileError
        Where the file is of a known kind.
    FormatRefusedError
        Where it holds private messages.
    """
    look = Look.at(path)
    if not look.start:
        raise FileEmptyError(file=look.name, **_advice(look))
    if _holds_messages(look):
        raise FormatRefusedError(file=look.name, **_advice(look))
    packed = next((kind for start, kind in _PACKED if look.head.startswith(start)), None)
    if packed or look.head[257:262] == b"ustar":
        raise PackedFileError(file=look.name, kind=packed or "tar")
    if look.name.lower().endswith(".numbers"):
        raise NumbersFileError(file=look.name)
    if what := _what(look):
        raise OtherFileError(file=look.name, what=what, **_advice(look))


def refuse_table(file: str, headers: Iterable[str]) -> None:
    """Say that a table tells of advertisements; nothing where its headers do not.

    Raises
    ------
    OtherFileError
        Where they do.
    """
    told = {" ".join(header.casefold().split()) for header in headers}
    if len(told & _ADVERTS) >= _SIGNS_OF_ADVERTS:
        raise OtherFileError(file=file, what=ADVERTS, **guess(file).advice())


def refuse_private(file: str) -> NoReturn:
    """Refuse a file of private messages, naming the export that is wanted instead.

    Raises
    ------
    FormatRefusedError
        Always.
    """
    raise FormatRefusedError(file=file, **guess(file).advice())


def refuse_address(path: str) -> None:
    """Say that an address was given where a file is wanted; nothing where it is none.

    Raises
    ------
    AddressError
        Where it is one.

    Examples
    --------
    >>> refuse_address("posts.csv")
    """
    if _ADDRESS.match(path):
        whole = re.sub(r"^(https?):/+", r"\1://", path)  # a path keeps one slash of two
        raise AddressError(file=whole, **guess(path).advice())


def is_table(rows: list[list[str]]) -> bool:
    """Tell a table from a text that has commas, of which no word may be repeated.

    The widest row is the header: each of its cells is a title of a few words, and most rows that
    follow are as wide.

    Examples
    --------
    >>> is_table([["shopping", "price"], ["milk", "2"]]), is_table([["Hello"], ["Yes", "I will"]])
    (True, False)
    """
    header = max(rows, key=len, default=[])
    alike = sum(len(row) == len(header) for row in rows)
    is_titles = all(len(cell) <= _TITLE and cell.count(" ") <= _WORDS for cell in header)
    return len(header) > 1 and alike > 1 and 2 * alike > len(rows) and is_titles


def is_prose(path: Path) -> bool:
    """Tell a text that somebody wrote from a table: a blank follows nearly every comma in it."""
    text = Look.at(path).text
    commas = text.count(",")
    is_comma = commas > max(text.count(";"), text.count("\t"))
    return is_comma and text.count(", ") + text.count(",\n") > _PROSE * commas


def _advice(look: Look) -> dict[str, str]:
    """Name the export of the network that the name, else the contents, point to."""
    by_name = guess(look.name)
    return (by_name if by_name.network else guess(look.text[:20_000])).advice()


def _holds_messages(look: Look) -> bool:
    if is_private(look.name) or _MESSAGES.search(look.head):
        return True
    if look.parts:
        return any(_CHAT_NAME.search(part) for part in look.parts)
    text = look.text
    return len(_CHAT.findall(text[:8000])) >= _LINES_OF_CHAT or bool(_MAIL.match(text))


def _what(look: Look) -> Said | None:
    if look.parts:
        return _of_zip(look)
    return _by_start(look) or _by_words(look)


def _by_start(look: Look) -> Said | None:
    if look.head[4:8] == b"ftyp":
        return PICTURE if look.head[8:12] in _HEIC else VIDEO
    if look.head.startswith(b"RIFF"):
        return _RIFF.get(look.head[8:12], VIDEO)
    if look.head.startswith(OLE2):
        return next((what for word, what in _OLE if word in look.head), None)
    return next((what for start, what in _BY_START if look.start.startswith(start)), None)


def _by_words(look: Look) -> Said | None:
    first = look.head[:2000]
    if _WEBLOC.search(first) or _GOOGLE.search(first):
        return SHORTCUT
    if _PAGE.search(first):
        return ACCOUNT if _ACCOUNT.search(look.head) else PAGE
    is_json = look.start.startswith((b"{", b"["))
    return ACCOUNT if is_json and _ACCOUNT.search(look.head) else None


def _of_zip(look: Look) -> Said | None:
    folders = {part.partition("/")[0] for part in look.parts}
    by_folder = next((what for folder, what in _FOLDERS if folder in folders), None)
    by_kind = next((what for word, what in _KINDS if word in look.kind), None)
    by_name = next((what for end, what in _ENDS if look.name.lower().endswith(end)), None)
    if by_folder or by_kind or by_name:
        return by_folder or by_kind or by_name
    if any(_ACCOUNT.search(part.encode(errors="replace")) for part in look.parts):
        return ACCOUNT
    files = [part for part in look.parts if not part.endswith("/")]
    return PICTURES if files and all(_MEDIA_ONLY.search(part) for part in files) else None
