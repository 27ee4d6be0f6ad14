"""Files of users: told by what is in them, read part by part, or refused in plain words."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st
from tests.unit.ingest.films import PDF, SRT, box, film, track

from balise.domain.content import Attachment
from balise.errors import (
    BaliseError,
    DocumentActiveError,
    MediumBrokenError,
    MediumError,
    MediumLargeError,
    PictureError,
    SubtitlesError,
)
from balise.ingest import media
from balise.ingest.media import medium


def read(data: bytes, name: str = "a") -> tuple[Attachment, bytes]:
    told, parts = medium(io.BytesIO(data), name)
    return told, b"".join(parts)


def test_a_video_is_told_by_its_boxes_and_not_by_its_name() -> None:
    told, kept = read(film(), "photo.png")
    assert (told.media_type, told.name) == ("video/mp4", "photo.mp4")
    assert (told.width, told.height, told.seconds) == (1280, 720, 12.5)
    assert kept == film()
    assert read(film(brand=b"qt  "))[0].media_type == "video/quicktime"


def test_a_telephone_that_was_held_upright_makes_a_film_that_is_higher_than_wide() -> None:
    told, _ = read(film(3, track(handler=b"soun"), track(turned=True)))
    assert (told.width, told.height) == (720, 1280)


def test_what_a_camera_notes_is_written_over_and_nothing_else_moves() -> None:
    place = box(b"udta", box(b"\xa9xyz", b"+50.8503+004.3517/"))
    data = film(2, notes=place, after=box(b"uuid", b"SECRET" * 400_000) + box(b"free", b"HIDDEN"))
    _, kept = read(data)
    assert b"+50.8503" in data
    assert not any(said in kept for said in (b"+50.8503", b"SECRET", b"HIDDEN"))
    assert len(kept) == len(data)
    assert kept.index(b"pixels") == data.index(b"pixels")
    assert read(kept)[0].seconds == 2


@pytest.mark.parametrize(
    "data",
    [
        film()[:-1],
        film()[:60],
        film(0),
        film() + b"PK\x03\x04",
        film(1, track(handler=b"soun")),
        film(1, track(0, 720)),
        film(1, track(60_000, 4)),
        box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", b"x"),
        box(b"ftyp", b"isom", bytes(4)) + struct.pack(">I4sQ", 1, b"moov", 1 << 62),
        film(1, *(box(b"trak") for _ in range(5_000))),
    ],
    ids=["a byte short", "cut in its head", "no length", "a zip behind", "only sound", "no width",
         "huge", "no moov", "endless", "a thousand tracks"],
)  # fmt: skip
def test_a_video_that_is_broken_or_lies_is_refused(data: bytes) -> None:
    with pytest.raises(MediumBrokenError):
        read(data)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 700), said=st.binary(min_size=1, max_size=12), cut=st.integers(0, 700))
@example(at=8, said=b"heic", cut=700)
def test_no_hostile_file_does_more_than_be_refused(at: int, said: bytes, cut: int) -> None:
    data = bytearray(film() + PDF)
    data[at : at + len(said)] = said
    with suppress(BaliseError):
        read(bytes(data[:cut]))


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF", b"MZ\x90\x00", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>",
     film(brand=b"heic"), b"RIFF\x00\x00\x00\x00AVI LIST", b"\x1aE\xdf\xa3webm"],
)  # fmt: skip
def test_what_no_post_can_carry_is_refused_whatever_it_is_called(data: bytes) -> None:
    for name in ("a.mp4", "a.png", "a.pdf"):
        with pytest.raises(MediumError):
            read(data, name)


def test_an_archive_of_nothing_a_million_times_is_not_opened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", bytes(10_000_000))
    with pytest.raises(MediumError):
        read(bomb.getvalue(), "slides.pdf")
    with pytest.raises(MediumBrokenError):
        read(PDF + bomb.getvalue())


def test_a_picture_that_is_none_inside_is_refused() -> None:
    for head in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a"):
        with pytest.raises(PictureError):
            read(head + b"<script>alert(1)</script>")


def test_a_document_is_kept_as_it_is() -> None:
    told, kept = read(PDF, "deck.exe")
    assert (told.media_type, told.name, told.form) == ("application/pdf", "deck.pdf", "document")
    assert kept == PDF


@pytest.mark.parametrize("name", [b"JavaScript", b"JS", b"Launch", b"EmbeddedFile", b"Encrypt"])
def test_a_document_that_does_something_is_refused(name: bytes) -> None:
    held = PDF.replace(b"/Catalog", b"/Catalog/" + name + b" 2 0 R")
    with pytest.raises(DocumentActiveError):
        read(held)
    # also where the word lies across two parts that are read one after the other
    far = PDF[:9] + b"%" * ((1 << 20) - 14) + b"\n/" + name + b" " + PDF[9:]
    with pytest.raises(DocumentActiveError):
        read(far)


def test_subtitles_are_written_anew_as_browsers_read_them() -> None:
    told, kept = read(SRT, "film.srt")
    assert (told.form, told.name) == ("subtitles", "film.vtt")
    assert kept.decode() == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\nBonjour\n\n00:00:04.000 --> 00:00:05.000\nbye\n"
    )
    assert read(kept)[1] == kept
    evil = SRT.replace(b"bye", b"<script>x</script> a --> b & c")
    assert read(evil)[1].decode().endswith("x a → b &amp; c\n")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"WEBVTT\n\nnothing", 1),
        (b"1\n00:00:05,000 --> 00:00:04,000\nHi", 2),
        (SRT + b"\r\n3\r\n00:00:01,000 --> 00:00:02,000\r\nback", 10),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff\xfe", 4),
    ],
)
def test_subtitles_that_cannot_be_read_name_the_line(data: bytes, line: int) -> None:
    with pytest.raises(SubtitlesError) as refused:
        read(data, "a.srt")
    assert f"line {line}" in str(refused.value)


def test_what_is_too_large_is_said_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_VIDEO", "MOST_DOCUMENT"):
        monkeypatch.setattr(media, name, 20)
    for data in (film(), PDF):
        with pytest.raises(MediumLargeError):
            read(data)


def test_a_video_is_never_in_memory_whole() -> None:
    class Watched(io.BytesIO):
        most = 0

        def read(self, *given: Any) -> bytes:
            got = super().read(*given)
            Watched.most = max(Watched.most, len(got))
            return got

    _, parts = medium(Watched(film(data=bytes(5 << 20))), "a")
    assert sum(map(len, parts)) > 5 << 20
    assert Watched.most <= 1 << 20
