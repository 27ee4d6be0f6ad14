"""Videos that users add to posts, read without decoding one picture of them.

An MP4 or MOV is a row of boxes, each with its size and its kind; what a network asks (how long, how
wide, how high) stands in a few small ones. Nothing else is read, and no more than some kilobytes
are in memory. Boxes for notes of cameras, such as the place, are written over where they stand, so
that no other moves (ISO/IEC 14496-12; QuickTime File Format).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, NoReturn

from balise.errors import MediumBrokenError, Said
from balise.words import mark

_MOST_BOXES = 4_000
_MOST_SIDE = 16_384
_MOST_SECONDS = 48 * 3600
_PART = 1 << 20
_NOTES = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})
"""Boxes in which cameras and programs leave what they like; no player needs one."""
_CUT = mark("a part of it is missing")
_ODD = mark("its parts contradict one another")
_NO_VIDEO = mark("there is no picture in it")
_NO_LENGTH = mark("it does not say how long it lasts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box: its kind, where it begins, where what is in it begins, and where it ends."""

    kind: bytes
    start: int
    inside: int
    end: int


@dataclass(slots=True, kw_only=True)
class Movie:
    """What is told of a video; `notes` are the boxes that are to be written over."""

    seconds: float = 0.0
    width: int = 0
    height: int = 0
    is_quicktime: bool = False
    notes: list[Box] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Reading:
    file: IO[bytes]
    name: str
    size: int
    boxes: int = 0

    def broken(self, what: str) -> NoReturn:
        raise MediumBrokenError(file=self.name, what=Said(what))

    def take(self, at: int, n: int) -> bytes:
        self.file.seek(at)
        data = self.file.read(n)
        if len(data) < n:
            self.broken(_CUT)
        return data

    def within(self, start: int, end: int) -> Iterator[Box]:
        """Give the boxes of a stretch, which they must fill."""
        while start < end:
            self.boxes += 1
            if self.boxes > _MOST_BOXES or end - start < 8:  # noqa: PLR2004 - size and kind
                self.broken(_ODD)
            size, kind = struct.unpack(">I4s", self.take(start, 8))
            head = 8
            if size == 1:
                (size,), head = struct.unpack(">Q", self.take(start + 8, 8)), 16
            elif size == 0 and end == self.size:
                size = end - start  # the last box may go to the end of the file
            if size < head:
                self.broken(_ODD)
            if start + size > end:
                self.broken(_CUT)
            yield Box(kind=kind, start=start, inside=start + head, end=start + size)
            start += size


def movie(file: IO[bytes], size: int, name: str) -> Movie:
    """Read how long, how wide and how high a video is.

    Raises
    ------
    MediumBrokenError
        It is cut short, says what cannot be, or has no picture.
    """
    reading, found = _Reading(file=file, name=name, size=size), Movie()
    parts: set[bytes] = set()
    for box in reading.within(0, size):
        parts.add(box.kind)
        if box.kind == b"ftyp":
            found.is_quicktime = reading.take(box.inside, 4) == b"qt  "
        elif box.kind == b"moov":
            _moov(reading, box, found)
        elif box.kind in _NOTES:
            found.notes.append(box)
    if not {b"moov", b"mdat"} <= parts:
        reading.broken(_CUT)
    if not (found.width and found.height):
        reading.broken(_NO_VIDEO)
    if not 0 < found.seconds <= _MOST_SECONDS:
        reading.broken(_NO_LENGTH)
    return found


def _moov(reading: _Reading, moov: Box, found: Movie) -> None:
    scale = length = 0
    for box in reading.within(moov.inside, moov.end):
        if box.kind == b"mvhd":
            scale, length = _length(reading, box)
        elif box.kind == b"trak":
            _trak(reading, box, found)
        elif box.kind == b"mvex":
            length = length or _whole(reading, box)
        elif box.kind in _NOTES:
            found.notes.append(box)
    found.seconds = round(length / scale, 3) if scale else 0.0


def _length(reading: _Reading, box: Box) -> tuple[int, int]:
    is_long = reading.take(box.inside, 1) == b"\x01"
    told = reading.take(box.inside + (20 if is_long else 12), 12 if is_long else 8)
    scale, length = struct.unpack(">IQ" if is_long else ">II", told)
    return scale, 0 if length in {0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF} else length


def _whole(reading: _Reading, mvex: Box) -> int:
    """Tell how long a video is that is stored in fragments."""
    for box in reading.within(mvex.inside, mvex.end):
        if box.kind == b"mehd":
            is_long = reading.take(box.inside, 1) == b"\x01"
            told = reading.take(box.inside + 4, 8 if is_long else 4)
            return int(struct.unpack(">Q" if is_long else ">I", told)[0])
    return 0


def _trak(reading: _Reading, trak: Box, found: Movie) -> None:
    size, is_seen = (0, 0), False
    for box in reading.within(trak.inside, trak.end):
        if box.kind == b"tkhd":
            size = _size(reading, box)
        elif box.kind == b"mdia":
            is_seen = any(
                one.kind == b"hdlr" and reading.take(one.inside + 8, 4) == b"vide"
                for one in reading.within(box.inside, box.end)
            )
        elif box.kind in _NOTES:
            found.notes.append(box)
    if is_seen and not found.width:
        if max(size) > _MOST_SIDE:
            reading.broken(_ODD)
        found.width, found.height = size


def _size(reading: _Reading, box: Box) -> tuple[int, int]:
    """Give width and height as they are shown: a telephone held upright turns them."""
    at = box.inside + (52 if reading.take(box.inside, 1) == b"\x01" else 40)
    a, b, _, c, d, *_, width, height = struct.unpack(">9i2I", reading.take(at, 44))
    is_turned = a == 0 and d == 0 and b != 0 and c != 0
    wide, high = width >> 16, height >> 16
    return (high, wide) if is_turned else (wide, high)


def parts(file: IO[bytes], size: int, notes: list[Box]) -> Iterator[bytes]:
    """Give a video part by part, the boxes of notes emptied where they stand."""
    at = 0
    file.seek(0)
    while at < size:
        part = bytearray(file.read(min(_PART, size - at)))
        if not part:
            return
        for box in notes:
            _over(part, at, box.start + 4, b"free")
            _over(part, at, box.inside, b"\0" * (min(box.end, at + len(part)) - box.inside))
        yield bytes(part)
        at += len(part)


def _over(part: bytearray, at: int, start: int, said: bytes) -> None:
    """Write over a part that begins at `at` what lies in it of some bytes from `start` on."""
    first, last = max(start, at), min(start + len(said), at + len(part))
    if first < last:
        part[first - at : last - at] = said[first - start : last - start]
