"""Bytes to lines of text: encodings, byte order marks, and files that a spreadsheet damaged."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from balise.errors import LineTooLongError
from balise.ingest.code_pages import latin_page
from balise.ingest.forms import wide_codec
from balise.ingest.limits import MOST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balise.ingest.documents import Document

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5")
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_LOST = "\ufffd"
_WRITTEN = _LOST.encode()
_MOSTLY = 10
"""So many readable characters beyond ASCII for each that is not: then it is damaged UTF-8."""


def encoding_of(document: Document) -> tuple[str, int]:
    """Tell the encoding of a document, and how many of its characters cannot be read in it.

    Its mark tells, else UTF-8 is taken where (nearly) every byte fits, else the code page that
    best fits the first 64 kB; where none fits it is cp1252.
    """
    with document.open() as file:
        head = file.read(_SAMPLE)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, 0
    if codec := wide_codec(head):
        return codec, 0
    good, lost = _beyond_ascii(document)
    if not lost or good > _MOSTLY * lost:
        return "utf-8", lost
    if page := latin_page(head):
        return page, 0
    best = from_bytes(head, cp_isolation=list(_CODE_PAGES)).best()
    return (best.encoding if best is not None else "cp1252"), 0


def _beyond_ascii(document: Document) -> tuple[int, int]:
    """Count the characters beyond ASCII that UTF-8 reads, and the bytes that it cannot read."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good = lost = 0
    before = b""
    with document.open() as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                signs = text.count(_LOST)
                lost += signs - (before + chunk).count(_WRITTEN)  # some are written as such
                good += len(text) - signs - _ascii_in(text)
            before = chunk[-2:]
    # A download that was cut off may end inside a character: that is damage, not an encoding.
    return good, lost + bool(decoder.getstate()[0])


def _ascii_in(text: str) -> int:
    return len(text.encode("ascii", errors="ignore"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The lines of a document, ends kept. `wrapped`: each line stands in quotes of its own.

    `lost` counts the characters that cannot be read.
    """

    document: Document
    encoding: str
    wrapped: bool = False
    lost: int = 0

    def lines(self) -> Iterator[str]:
        """Stream the lines; NUL characters, which no export holds, are dropped.

        Raises
        ------
        LineTooLongError
            Where a line does not end.
        """
        with self.document.open() as file:
            reader = io.TextIOWrapper(file, encoding=self.encoding, errors="replace", newline="")
            for number, line in enumerate(iter(partial(reader.readline, MOST_LINE), ""), 1):
                if len(line) == MOST_LINE:
                    raise LineTooLongError(file=self.document.name, line=number, most=MOST_LINE)
                clean = line.replace("\x00", "")
                yield unwrap(clean) if self.wrapped else clean


def text_of(document: Document) -> Text:
    """Decode a document and see whether a spreadsheet wrapped its lines.

    A file that was opened as one column and saved again has each line as one quoted cell: its
    first line is `"Post ID,""Account ID"",Description"`.
    """
    encoding, lost = encoding_of(document)
    plain = Text(document=document, encoding=encoding)
    first = next(iter(plain.lines()), "").strip().removeprefix("\ufeff")
    wrapped = first.startswith('"') and len(first) < _SAMPLE and _is_one_cell(first)
    return Text(document=document, encoding=encoding, wrapped=wrapped, lost=lost)


def _is_one_cell(line: str) -> bool:
    cells = next(csv.reader([line]), [""])
    return len(cells) == 1 and cells[0].count(",") > 1


def unwrap(line: str) -> str:
    r"""Undo the quotes that a spreadsheet put around a whole line.

    Examples
    --------
    >>> unwrap('"1,""a b"",2"\n')
    '1,"a b",2\n'
    """
    body = line.rstrip("\r\n")
    end = line[len(body) :]
    if len(body) > 1 and body.startswith('"') and body.endswith('"'):
        return body[1:-1].replace('""', '"') + end
    return line
