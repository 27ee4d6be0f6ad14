"""A file that somebody gives as a logo -> a picture drawn anew: nothing of the file is kept.

What hides in a picture (places, names, scripts, a second file behind it) is gone with it.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

from balise.domain.branding import MOST_BYTES, Logo
from balise.errors import ExtraMissingError, LogoError, Said
from balise.words import mark

_READ = ("PNG", "JPEG")
_MOST_PIXELS = 40_000_000
_WIDEST, _HIGHEST = 960, 480
"""What a cover and a footer can show, at twice the pixels."""
_NARROWEST = 8
_FLATTEST = 12
"""The most that a logo may be wider than high, or higher than wide."""
_LARGE = mark("the file is larger than 2 MB")
_OTHER = mark("it is no PNG or JPEG picture that can be read")
_SIZE = mark("a side of it is too short, or far longer than the other")
_MANY = mark("it has more than 40 million pixels")


def drawn_anew(data: bytes) -> Logo:
    """Read a PNG or JPEG file and draw it again, no larger than a cover shows it.

    Raises
    ------
    ExtraMissingError
        Where what reads pictures is not installed.
    LogoError
        Where the file is no such picture, is too large, or is a bare stripe.
    """
    if len(data) > MOST_BYTES:
        raise LogoError(reason=Said(_LARGE))
    try:
        from PIL import Image, ImageOps  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissingError(what="PNG, JPEG", extra="worker") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of files that are odd but can be read
        try:
            with Image.open(io.BytesIO(data), formats=_READ) as opened:
                _fits(*opened.size)
                is_jpeg = opened.format == "JPEG"
                return _saved(ImageOps.exif_transpose(opened), is_jpeg=is_jpeg)
        except LogoError:
            raise
        except Exception as error:  # whatever a broken file makes a reader of pictures say
            raise LogoError(reason=Said(_OTHER)) from error


def _fits(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        raise LogoError(reason=Said(_MANY))
    short, long = sorted((width, height))
    if short < _NARROWEST or long > _FLATTEST * short:
        raise LogoError(reason=Said(_SIZE))


def _saved(picture: Any, *, is_jpeg: bool) -> Logo:
    """Draw it in the form it had: PNG lets its ground through, JPEG does not."""
    form = "jpeg" if is_jpeg else "png"
    fresh = picture.convert("RGB" if is_jpeg else "RGBA")
    fresh.info.clear()
    fresh.thumbnail((_WIDEST, _HIGHEST))
    written = io.BytesIO()
    options = {"quality": 90} if is_jpeg else {"optimize": True}
    fresh.save(written, form.upper(), **options)
    return Logo(data=written.getvalue(), form=form, width=fresh.width, height=fresh.height)
