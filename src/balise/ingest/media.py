"""Files that users add to posts: what each is, is found in it and never by its name."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO

from balise.domain.content import SUBTITLES, Attachment
from balise.errors import (
    DocumentActiveError,
    MediumBrokenError,
    MediumError,
    MediumLargeError,
    Said,
)
from balise.ingest import movies, pictures, subtitles
from balise.words import mark

MOST_VIDEO = 480 << 20
"""What the pages take at once, and a little less: a network may take more."""
MOST_DOCUMENT = 100 << 20
_HEAD = 4_096
_PART = 1 << 20
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
_STILLS = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"heim", b"heis"})
"""Boxes as of a video, with a picture in them that no network takes."""
_END = re.compile(rb"%%EOF\s*\Z")
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|Encrypt)(?=[\s/<>()\[\]]|\Z)"
)
_OVERLAP = 32
_HOLDS = {
    b"JavaScript": mark("a program"), b"JS": mark("a program"), b"Launch": mark("a program"),
    b"EmbeddedFile": mark("other files"), b"RichMedia": mark("other files"),
    b"XFA": mark("a form"), b"Encrypt": mark("a password"),
}  # fmt: skip

Medium = tuple[Attachment, Iterable[bytes]]


def medium(file: IO[bytes], name: str) -> Medium:
    """Read what a file is, and give it to be kept, part by part; its digest is not known yet.

    Raises
    ------
    PictureError, MediumError
        It is nothing that a post can carry, broken, or too large.
    ExtraMissingError
        The library that reads pictures is not installed.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head, shown = file.read(_HEAD), pictures.shown_name(name)
    if head.startswith(_PICTURES) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return _picture(file, size, name)
    if head[4:8] == b"ftyp" and head[8:12] not in _STILLS:
        _few(shown, size, MOST_VIDEO)
        return _video(file, size, shown)
    if head.startswith(b"%PDF-"):
        _few(shown, size, MOST_DOCUMENT)
        return _document(file, size, shown)
    if subtitles.looks_so(head):
        _few(shown, size, subtitles.MOST_BYTES)
        file.seek(0)
        told = subtitles.webvtt(file.read(size), shown)
        return Attachment(digest="", name=_named(shown, "vtt"), media_type=SUBTITLES), [told]
    raise MediumError(file=shown)


def _picture(file: IO[bytes], size: int, name: str) -> Medium:
    if size > pictures.MOST_BYTES:
        _few(pictures.shown_name(name), size, pictures.MOST_BYTES)
    file.seek(0)
    found, kept = pictures.picture(file.read(size), name)
    return found, [kept]


def _video(file: IO[bytes], size: int, name: str) -> Medium:
    told = movies.movie(file, size, name)
    found = Attachment(
        digest="",
        name=_named(name, "mov" if told.is_quicktime else "mp4"),
        media_type="video/quicktime" if told.is_quicktime else "video/mp4",
        width=told.width,
        height=told.height,
        seconds=told.seconds,
    )
    return found, movies.parts(file, size, told.notes)


def _document(file: IO[bytes], size: int, name: str) -> Medium:
    """Read a PDF as far as it shows that it is whole, and only to be read."""
    file.seek(max(0, size - 1024))
    if not _END.search(file.read()):
        raise MediumBrokenError(file=name, what=Said(mark("its end is missing")))
    before = b""
    for part in _parts(file):
        held = _ACTIVE.search(before + part)
        if held:
            raise DocumentActiveError(file=name, what=Said(_HOLDS[held[1]]))
        before = part[-_OVERLAP:]
    found = Attachment(digest="", name=_named(name, "pdf"), media_type="application/pdf")
    return found, _parts(file)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(_PART):
        yield part


def _named(name: str, ending: str) -> str:
    return f"{PurePosixPath(name).stem.strip()}.{ending}"


def _few(name: str, size: int, most: int) -> None:
    if size > most:
        raise MediumLargeError(file=name, what=f"{size / 1e6:.0f} MB", most=f"{most / 1e6:.0f} MB")
