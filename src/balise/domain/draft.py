"""What is written and not yet published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath

VIDEO = frozenset({"mp4", "mov", "m4v", "webm", "avi", "mkv"})
GIF = frozenset({"gif"})
DOCUMENT = frozenset({"pdf"})
IMAGE = frozenset({"jpg", "jpeg", "png", "webp", "heic", "avif", "bmp", "tif", "tiff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One file of a draft; what is `None` or empty is not known.

    `alt` is the alternative text, `captions` the file of captions of a video. `bytes` is its size.
    `known` is what was found in the file, where that was looked at; its name may say otherwise.
    """

    file: str
    alt: str = ""
    captions: str = ""
    seconds: float | None = None
    width: float | None = None
    height: float | None = None
    bytes: float | None = None
    known: str = ""

    @property
    def form(self) -> str:
        """Tell what it is, by its name at worst: `image`, `gif`, `video`, `document` or `other`.

        Examples
        --------
        >>> Media(file="shop/DOOR.JPG").form, Media(file="door.mp4").form
        ('image', 'video')
        """
        if self.known:
            return self.known
        ending = PurePosixPath(self.file.replace("\\", "/")).suffix.lower().removeprefix(".")
        forms = (("image", IMAGE), ("gif", GIF), ("video", VIDEO), ("document", DOCUMENT))
        return next((form for form, endings in forms if ending in endings), "other")

    @property
    def ratio(self) -> float | None:
        """Width by height."""
        return self.width / self.height if self.width and self.height else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One post to be, as it stands in `file` at `line` (0: not known).

    `publish_at` is aware and in UTC; where a plan is to choose the time it may do so between the
    local days `earliest` and `latest`. `hashtags` are those beside the text, without the sign.
    `is_ad`, `is_partner` and `is_ai` are `None` where nothing was said. `places` gives the line of
    a setting by its name.
    """

    network: str
    text: str = ""
    account: str = ""
    kind: str = ""
    title: str = ""
    publish_at: datetime | None = None
    hashtags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    link: str = ""
    cta: str = ""
    objective: str = ""
    language: str = ""
    country: str = ""
    id: str = ""
    pillar: str = ""
    earliest: date | None = None
    latest: date | None = None
    is_ad: bool | None = None
    is_partner: bool | None = None
    is_ai: bool | None = None
    file: str = ""
    line: int = 0
    places: tuple[tuple[str, int], ...] = ()

    @property
    def form(self) -> str:
        """Its kind; where it was not said, what its media tell."""
        if self.kind or not self.media:
            return self.kind
        if len(self.media) > 1:
            return "carousel"
        return {"gif": "image", "other": ""}.get(self.media[0].form, self.media[0].form)

    def line_of(self, column: str) -> int:
        """Give the line of a setting, else that of the draft."""
        return dict(self.places).get(column, self.line)
