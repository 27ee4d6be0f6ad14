"""What a workspace is asked about the files of posts: pictures, videos, documents, subtitles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from balise.domain.content import Attachment, Files
from balise.domain.ports import Store
from balise.errors import MediumError, PictureError, RecordNotFoundError, Said
from balise.ingest.media import medium
from balise.ingest.pictures import picture

_LONGEST_NAME = 200


class Attaching:
    """The part of `balise.workspace.Workspace` that keeps the files of posts."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        @property
        def files(self) -> Files:
            """Where the bytes of files lie."""

    def keep_picture(self, brand: str, name: str, data: bytes, *, by: str = "") -> Attachment:
        """Keep a picture for the posts of a brand, written anew without what cameras add to it.

        Raises
        ------
        PictureError
            It is no JPEG, PNG or WebP, a broken one, too large, or it moves.
        ExtraMissingError
            Balise was installed without the extra `worker`.
        """
        found, kept = picture(data, name)
        self.files.keep(found.digest, kept)
        self.store.keep_attachment(brand, found, by=by, at=datetime.now(UTC))
        return found

    def keep_medium(self, brand: str, name: str, file: IO[bytes], *, by: str = "") -> Attachment:
        """Keep a picture, video, document or subtitles for the posts of a brand.

        What a file is, is found in it. It is read part by part; what cameras add is taken out.

        Raises
        ------
        PictureError, MediumError
            It is nothing that a post can carry, broken, or too large.
        """
        told, parts = medium(file, name)
        digest, size = self.files.take(parts)
        found = replace(told, digest=digest, bytes=size)
        self.store.keep_attachment(brand, found, by=by, at=datetime.now(UTC))
        return found

    def medium(self, brand: str, digest: str) -> tuple[Attachment, IO[bytes]]:
        """Give a file of a brand, open to be read; raises `RecordNotFoundError` as `picture`."""
        return self._file(brand, digest), self.files.open(digest)

    def picture(self, brand: str, digest: str) -> tuple[Attachment, bytes]:
        """Give a picture of a brand, and its bytes.

        Raises
        ------
        RecordNotFoundError
            The brand has none of that digest.
        """
        return self._file(brand, digest), self.files.read(digest)

    def _file(self, brand: str, digest: str) -> Attachment:
        found = self.store.attachments(brand, [digest]).get(digest)
        if found is None:
            raise RecordNotFoundError(what=Said("picture"), name=digest[:64], known="-")
        return found

    def held(self, brand: str, media: Sequence[Attachment]) -> tuple[Attachment, ...]:
        """Tell files as they were kept, not as is said: only name, words and subtitles are given.

        Raises
        ------
        PictureError, MediumError
            A file was not kept here, or what should be subtitles is something else.
        """
        asked = [name for one in media for name in (one.digest, one.captions) if name]
        known = self.store.attachments(brand, asked)
        for one in media:
            if one.digest not in known or known[one.digest].form == "subtitles":
                raise PictureError(file=one.name or one.digest[:64])
            if one.captions and known.get(one.captions, one).form != "subtitles":
                raise MediumError(file=one.captions[:64])
        return tuple(
            replace(
                known[one.digest],
                name=one.name[:_LONGEST_NAME],
                alt=one.alt,
                captions=one.captions if known[one.digest].form == "video" else "",
            )
            for one in media
        )
