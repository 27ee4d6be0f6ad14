"""Pictures that users add to posts: read by what is in them, and written anew.

What is kept was made here from the pixels alone: no place where it was taken, no camera, no second
file hidden behind the first. The same file always gives the same bytes.
"""

from __future__ import annotations

import io
import re
import warnings
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from balise.domain.content import Attachment
from balise.errors import ExtraMissingError, PictureError, PictureLargeError, PictureMovingError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""What the best cameras of telephones make; more would fill the memory of a small machine."""
_READ = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP"}
"""What is read (a telephone's JPEG may hold a second view: MPO), and what it is written as."""
_OPENED = ("JPEG", "PNG", "WEBP")
"""Kinds to look for; an MPO is opened as the JPEG that it is, and has no kind of its own."""
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_WAYS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "subsampling": 0},
    "PNG": {},
    "WEBP": {"quality": 90},
}
_ODD = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 80


def picture(data: bytes, name: str) -> tuple[Attachment, bytes]:
    """Read a picture, turn it upright, and write it anew without what cameras add.

    Parameters
    ----------
    data
        A file of the user, of any kind: what it is, is found in it and not by its name.
    name
        As the user calls it; it is only shown.

    Returns
    -------
    tuple
        What is known of the picture, and the file to be kept.

    Raises
    ------
    PictureError
        It is no picture, a broken one, too large, or one that moves.
    ExtraMissingError
        The library that reads pictures is not installed.
    """
    if len(data) > MOST_BYTES:
        _too_large(name, f"{len(data) / 1e6:.0f} MB", f"{MOST_BYTES / 1e6:.0f} MB")
    try:
        from PIL import Image  # noqa: PLC0415 - of the extra `worker`
    except ImportError as error:
        raise ExtraMissingError(what="Pillow", extra="worker") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damage that is told as an error, or is none
            with Image.open(io.BytesIO(data), formats=_OPENED) as found:
                return _written(found, name)
    except PictureError:
        raise
    except Exception as error:
        # A hostile file makes a decoder fail in any way that it likes.
        raise PictureError(file=shown_name(name)) from error


def _written(found: Picture, name: str) -> tuple[Attachment, bytes]:
    form = _READ[found.format or ""]
    width, height = found.size
    if width * height > MOST_PIXELS:
        _too_large(name, f"{width} × {height}", f"{MOST_PIXELS // 1_000_000} MP")
    if found.format != "MPO" and getattr(found, "n_frames", 1) > 1:
        raise PictureMovingError(file=shown_name(name))
    upright = _plain(found, form)
    stream = io.BytesIO()
    upright.save(stream, form, **_WAYS[form])
    kept = stream.getvalue()
    told = Attachment(
        digest=sha256(kept).hexdigest(),
        name=f"{PurePosixPath(shown_name(name)).stem.strip()}.{_ENDINGS[form]}",
        media_type=f"image/{form.lower()}",
        width=upright.width,
        height=upright.height,
        bytes=len(kept),
    )
    return told, kept


def _plain(found: Picture, form: str) -> Picture:
    """Give the pixels alone, upright, in the colours that screens have."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - of the extra `worker`

    turned = _in_srgb(ImageOps.exif_transpose(found))
    has_holes = form != "JPEG" and turned.has_transparency_data
    mode = "RGBA" if has_holes else "L" if turned.mode == "L" else "RGB"
    pixels = turned.convert(mode)
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    return bare


def _in_srgb(found: Picture) -> Picture:
    """Change colours that a profile describes to those of screens, which need none."""
    profile = found.info.get("icc_profile")
    if not profile or found.mode not in {"RGB", "RGBA", "CMYK"}:
        return found
    from PIL import ImageCms  # noqa: PLC0415 - of the extra `worker`

    mode = "RGBA" if found.mode == "RGBA" else "RGB"
    try:
        read = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(found, read, screen, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return found  # a profile that cannot be read says nothing
    return changed or found


def shown_name(name: str) -> str:
    r"""Give a name that can be shown and stored, whatever the user's system calls the file.

    Examples
    --------
    >>> shown_name("../../etc/passwd"), shown_name("C:\\photos\\door.jpg"), shown_name("")
    ('passwd', 'door.jpg', 'picture')
    """
    last = _ODD.sub(" ", re.split(r"[/\\]", name)[-1]).strip(" .")
    return last[-_LONGEST:].strip() or "picture"


def _too_large(name: str, what: str, most: str) -> None:
    raise PictureLargeError(file=shown_name(name), what=what, most=most)
