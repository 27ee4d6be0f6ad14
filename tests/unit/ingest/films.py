"""Films of a few hundred bytes, made for tests: true boxes with nothing in them."""

from __future__ import annotations

import struct

_UPRIGHT = (65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
_TURNED = (0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)


def box(kind: bytes, *inside: bytes) -> bytes:
    data = b"".join(inside)
    return struct.pack(">I4s", len(data) + 8, kind) + data


def track(
    width: int = 1280, height: int = 720, handler: bytes = b"vide", *, turned: bool = False
) -> bytes:
    matrix = struct.pack(">9i", *(_TURNED if turned else _UPRIGHT))
    head = bytes(40) + matrix + struct.pack(">2I", width << 16, height << 16)
    told = bytes(8) + handler + bytes(12)
    return box(b"trak", box(b"tkhd", head), box(b"mdia", box(b"hdlr", told)))


def film(
    seconds: float = 12.5,
    *tracks: bytes,
    brand: bytes = b"isom",
    notes: bytes = b"",
    after: bytes = b"",
    data: bytes = b"pixels" * 20,
) -> bytes:
    head = bytes(12) + struct.pack(">II", 1000, int(seconds * 1000)) + bytes(80)
    moov = box(b"moov", box(b"mvhd", head), *(tracks or (track(),)), notes)
    return box(b"ftyp", brand, bytes(4)) + moov + box(b"mdat", data) + after


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
SRT = (
    b"1\r\n00:00:01,000 --> 00:00:03,500\r\nBonjour\r\n\r\n"
    b"2\r\n00:00:04,000 --> 00:00:05,000\r\nbye\r\n"
)
