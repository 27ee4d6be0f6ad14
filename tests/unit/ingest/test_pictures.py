"""Pictures of users: read by what is in them, written anew, or refused in plain words."""

from __future__ import annotations

import io
import struct
import zlib
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageCms

from balise.errors import PictureError, PictureLargeError, PictureMovingError
from balise.ingest import pictures
from balise.ingest.pictures import picture

RED, BLUE = (200, 30, 30), (30, 30, 200)


def written(form: str, image: Image.Image | None = None, **ways: Any) -> bytes:
    stream = io.BytesIO()
    (image or Image.new("RGB", (8, 6), RED)).save(stream, form, **ways)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("form", "media_type", "ending"),
    [("JPEG", "image/jpeg", "jpg"), ("PNG", "image/png", "png"), ("WEBP", "image/webp", "webp")],
)
def test_what_a_file_is_is_found_in_it_and_not_by_its_name(
    form: str, media_type: str, ending: str
) -> None:
    told, kept = picture(written(form), "photo.gif")
    assert (told.media_type, told.name) == (media_type, f"photo.{ending}")
    assert (told.width, told.height, told.bytes) == (8, 6, len(kept))
    assert told.digest == sha256(kept).hexdigest()
    assert opened(kept).format == form


def test_the_same_file_gives_the_same_bytes() -> None:
    assert picture(written("JPEG"), "a.jpg") == picture(written("JPEG"), "a.jpg")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_a_camera_adds_is_kept(form: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = "ACME-CAMERA", "where I live"
    exif.get_ifd(0x8825)[2] = (50.0, 51.0, 7.0)
    data = written(form, exif=exif, comment=b"SECRET-NOTE") + b"<?php SECRET-TAIL ?>"
    assert b"ACME-CAMERA" in data
    _, kept = picture(data, "a")
    again = opened(kept)
    assert not again.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(again.info)
    for secret in (b"ACME-CAMERA", b"where I live", b"SECRET"):
        assert secret not in kept


def test_a_picture_taken_sideways_stands_upright() -> None:
    image = Image.new("RGB", (20, 10), RED)
    image.paste(BLUE, (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter: what is left is up
    told, kept = picture(written("PNG", image, exif=exif), "a.png")
    assert (told.width, told.height) == (10, 20)
    assert opened(kept).convert("RGB").getpixel((5, 2)) == BLUE


def test_holes_stay_holes_and_colours_become_those_of_screens() -> None:
    clear = Image.new("RGBA", (4, 4), (10, 20, 30, 0))
    assert opened(picture(written("PNG", clear), "a.png")[1]).getpixel((0, 0)) == (10, 20, 30, 0)
    _, kept = picture(written("JPEG", Image.new("CMYK", (4, 4), (0, 255, 255, 0))), "a.jpg")
    assert opened(kept).mode == "RGB"
    for mode in ("1", "L", "LA", "P", "I;16"):
        told, kept = picture(written("PNG", Image.new(mode, (5, 5))), "a.png")
        assert (told.width, opened(kept).mode in {"L", "RGB", "RGBA"}) == (5, True)


def test_colours_that_a_profile_describes_are_changed_and_a_broken_one_says_nothing() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, b"no profile at all" * 20):
        told, kept = picture(written("JPEG", icc_profile=profile), "a.jpg")
        assert told.width == 8
        assert "icc_profile" not in opened(kept).info


def test_the_second_view_of_a_telephones_picture_is_left_out() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in (RED, BLUE)]
    data = written("MPO", frames[0], save_all=True, append_images=frames[1:])
    told, kept = picture(data, "a.jpg")
    assert told.media_type == "image/jpeg"
    assert getattr(opened(kept), "n_frames", 1) == 1


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(form: str) -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in (RED, BLUE)]
    data = written(form, frames[0], save_all=True, append_images=frames[1:])
    with pytest.raises(PictureMovingError, match=r"party\.png is an animation"):
        picture(data, "party.png")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(40),
        written("GIF"),
        written("BMP"),
        written("TIFF"),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.7",
        b"<!doctype html><script>alert(1)</script>",
        written("JPEG")[:60],
        written("PNG")[:50],
        b"\xff\xd8\xff" + bytes(100),
    ],
)
def test_anything_else_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(PictureError, match=r"a\.jpg cannot be read as a picture\. Save it as JPEG"):
        picture(data, "a.jpg")


def test_too_many_bytes_or_pixels_are_refused_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def part(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"")) + (
        part(b"IEND", b"")
    )  # fmt: skip
    with pytest.raises(PictureError):
        picture(bomb, "bomb.png")
    monkeypatch.setattr(pictures, "MOST_PIXELS", 40)
    with pytest.raises(PictureLargeError, match="8 × 6"):
        picture(written("PNG"), "a.png")
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    with pytest.raises(PictureLargeError):
        picture(written("PNG"), "a.png")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd", "passwd.png"),
        ("C:\\photos\\porte d’été.JPG", "porte d’été.png"),
        ("a\x00b\n.png", "a b.png"),
        ("\u202egnp.exe", "gnp.png"),
        ("", "picture.png"),
        ("...", "picture.png"),
        ("x" * 500 + ".png", "x" * 76 + ".png"),
    ],
)
def test_a_name_is_only_shown(name: str, shown: str) -> None:
    assert picture(written("PNG"), name)[0].name == shown


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12),
    st.integers(0, 400),
)
def test_a_damaged_file_is_kept_as_a_picture_or_refused(
    form: str, damage: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(written(form))
    for place, value in damage:
        if place < len(data):
            data[place] = value
    try:
        told, kept = picture(bytes(data[: len(data) - cut] if cut % 3 == 0 else data), "a")
    except PictureError:
        return
    assert opened(kept).size == (told.width, told.height)
