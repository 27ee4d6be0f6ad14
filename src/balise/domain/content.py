"""What is said at a slot, what was said of it before, and whether somebody agreed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Literal, Protocol

from balise.domain.plan import Slot

Voice = Literal["note", "changes", "ready"]
Standing = Literal[
    "planned", "ready", "changes", "approved", "skipped", "published", "missed", "over",
]  # fmt: skip
Form = Literal["image", "video", "document", "subtitles"]
SUBTITLES = "text/vtt"
UNLINKED = frozenset({"instagram", "tiktok"})
"""Networks where an address in the text is plain text that nobody can tap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a post as the workspace keeps it: a picture, a video, a document or subtitles.

    Parameters
    ----------
    digest
        SHA-256 of the kept file, by which it is asked for.
    name
        As its user calls it.
    alt
        Alternative text.
    media_type
        Such as `image/jpeg`, found by what is in the file.
    width, height, bytes
        In pixels, and its size; 0 where it has no width.
    seconds
        How long a video lasts; 0 for what does not last.
    captions
        Digest of the subtitles that go with a video.

    Examples
    --------
    >>> Attachment(digest="d", name="a", media_type="video/mp4").form
    'video'
    """

    digest: str
    name: str
    alt: str = ""
    media_type: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0
    seconds: float = 0.0
    captions: str = ""

    @property
    def form(self) -> Form:
        """Tell what it is by its type."""
        if self.media_type == SUBTITLES:
            return "subtitles"
        first = self.media_type.partition("/")[0]
        return "video" if first == "video" else "document" if first == "application" else "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    r"""What a slot says, as somebody left it.

    Parameters
    ----------
    text
        As it is written; `posted` adds what goes out below it.
    hashtags
        With their sign.
    cta
        The call to action of the strategy that it carries.
    revision, by, at
        Counted from 1 for each slot; none is ever changed. 0: not kept yet.

    Examples
    --------
    >>> one = Content(slot_id="s1", text="Open on Sunday.", hashtags=("#shop",))
    >>> one.posted("x")
    'Open on Sunday.\n\n#shop'
    >>> one.content_hash == Content(slot_id="s2", text="Open on Monday.").content_hash
    False
    """

    slot_id: str
    text: str = ""
    media: tuple[Attachment, ...] = ()
    hashtags: tuple[str, ...] = ()
    cta: str = ""
    link: str = ""
    language: str = ""
    revision: int = 0
    by: str = ""
    at: datetime | None = None

    @property
    def content_hash(self) -> str:
        """Name all that a reader will see: SHA-256 of the words, files, tags, ask and link."""
        pictures = [
            [one.digest, one.alt, *filter(None, [one.captions])]
            for one in self.media  # without subtitles it is what it was before there were any
        ]
        said = [self.text, pictures, list(self.hashtags), self.cta, self.link, self.language]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether a reader would see nothing."""
        return not (self.text or self.media or self.link)

    def posted(self, network: str) -> str:
        """Write it as it goes out: the text, then its link and its hashtags where it has them not.

        Where a link in a text cannot be tapped it is left out.
        """
        has_link = not self.link or self.link in self.text or network in UNLINKED
        there = self.text.casefold().split()
        tags = [tag for tag in self.hashtags if tag.casefold() not in there]
        parts = [self.text, "" if has_link else self.link, " ".join(tags)]
        return "\n\n".join(filter(None, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said of a slot. Never changed.

    A `note` asks for nothing; by the others `changes` are asked for, or a yes to what is `ready`.
    """

    slot_id: str
    by: str
    at: datetime
    text: str
    voice: Voice = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who agreed to a slot, when, and to which content; empty where nothing was written yet."""

    slot_id: str
    by: str
    at: datetime
    content_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A slot with all that a calendar shows of it.

    `content` is None where nothing was written; `asked` is the comment by which changes were asked
    for, `ready` that by which a yes was, each until it is answered (`balise.domain.asks`);
    `comments` counts them all. A slot `is_missed` where its account was read since, and had no such
    post; it `is_over` where its time is, and nobody looked.
    """

    slot: Slot
    content: Content | None = None
    approval: Approval | None = None
    asked: Comment | None = None
    ready: Comment | None = None
    comments: int = 0
    is_missed: bool = False
    is_over: bool = False

    @property
    def is_written(self) -> bool:
        """Whether there is something to agree to."""
        return self.content is not None and not self.content.is_empty

    @property
    def standing(self) -> Standing:
        """Tell where the slot stands in a word."""
        if (self.is_missed or self.is_over) and self.slot.state in {"planned", "approved"}:
            return "missed" if self.is_missed else "over"
        if self.slot.state == "planned" and (self.asked or self.ready):
            return "changes" if self.asked else "ready"
        return self.slot.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How long a text is as its network counts it; `limit` is None where none is known.

    `way` is how it is counted (`balise.check.lengths.COUNTS`), `rule` the dated rule behind the
    limit.
    """

    used: int
    limit: int | None = None
    way: str = "graphemes"
    rule: str = ""

    @property
    def left(self) -> int | None:
        """Tell how much more it may have; below 0 where it is too long."""
        return None if self.limit is None else self.limit - self.used


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a reader sees of a post, as far as it is known of the network.

    Parameters
    ----------
    above, below
        The text that is seen at once, and what comes after "more"; `below` is empty where no fold
        is known or the text ends above it.
    fold, rule
        Letters that are seen at once, and the dated rule that says so; None where none is known.
    link
        An address that is shown as such: it stands below the text and may be tapped.
    counted
        Length and limit.
    """

    network: str
    account: str
    above: str
    below: str = ""
    fold: int | None = None
    rule: str = ""
    media: tuple[Attachment, ...] = ()
    link: str = ""
    counted: Counted


class ContentStore(Protocol):
    """What is asked of a store about contents. Brands and slots that are not there are refused."""

    def write_content(self, brand: str, content: Content) -> Content:
        """Keep a revision, and take an approval of another content back; gives what is kept.

        The very content that was kept last is kept once.
        """
        ...

    def contents(self, brand: str, slots: Sequence[str] | None = None) -> Mapping[str, Content]:
        """Give the last content of each slot, or of some, by its name."""
        ...

    def revisions(self, brand: str, slot_id: str) -> tuple[Content, ...]:
        """Give every content that a slot had, oldest first."""
        ...

    def comment(self, brand: str, said: Comment) -> Comment:
        """Keep a comment; where it asks for changes, an approval is taken back."""
        ...

    def comments(self, brand: str, slot_id: str = "") -> tuple[Comment, ...]:
        """Give the comments of a slot, or of all, in order of time."""
        ...

    def keep_attachment(self, brand: str, file: Attachment, *, by: str, at: datetime) -> None:
        """Note that a brand has a file; the very same file is noted once."""
        ...

    def attachments(self, brand: str, digests: Sequence[str]) -> Mapping[str, Attachment]:
        """Give those of some files that the brand has, by digest."""
        ...


class Files(Protocol):
    """Where the bytes of attachments lie."""

    def keep(self, digest: str, data: bytes) -> None:
        """Keep a file; one that is there already stays as it is."""
        ...

    def take(self, parts: Iterable[bytes]) -> tuple[str, int]:
        """Keep a file that comes part by part; gives its digest and its size."""
        ...

    def read(self, digest: str) -> bytes:
        """Read a file."""
        ...

    def open(self, digest: str) -> IO[bytes]:
        """Open a file, to be read part by part."""
        ...
