"""What slots say, each revision as it was written, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.db.models import Max

from balise.domain.content import Attachment, Comment, Content, Voice
from balise.domain.version import SlotTouch, Why
from balise.store import clean, models, plans
from balise.store.bridge import asks, asks_once

if TYPE_CHECKING:
    from balise.store.address import Address
    from balise.store.database import Place

_FILE = ("digest", "name", "media_type", "width", "height", "bytes", "seconds")


class ContentRoom:
    """The part of `balise.store.repository.DjangoStore` that keeps contents."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def place(self) -> Place:
            """The database."""

        @property
        def address(self) -> Address:
            """Its address."""

    @asks
    def write_content(self, brand: str, content: Content) -> Content:
        """Keep a revision, and take an approval of another content back; gives what is kept."""
        return write(self.place.alias, brand, content)

    @asks_once
    def contents(self, brand: str, slots: Sequence[str] | None = None) -> Mapping[str, Content]:
        """Give the last content of each slot, or of some, by its name."""
        return latest(self.place.alias, brand, slots)

    @asks
    def revisions(self, brand: str, slot_id: str) -> tuple[Content, ...]:
        """Give every content that a slot had, oldest first."""
        return revisions(self.place.alias, brand, slot_id)

    @asks
    def comment(self, brand: str, said: Comment) -> Comment:
        """Keep a comment; where it asks for changes, an approval is taken back."""
        return comment(self.place.alias, brand, said)

    @asks_once
    def comments(self, brand: str, slot_id: str = "") -> tuple[Comment, ...]:
        """Give the comments of a slot, or of all, in order of time."""
        return comments(self.place.alias, brand, slot_id)

    @asks
    def keep_attachment(self, brand: str, file: Attachment, *, by: str, at: datetime) -> None:
        """Note that a brand has a file; the very same file is noted once."""
        keep_attachment(self.place.alias, brand, file, by=by, at=at)

    @asks
    def attachments(self, brand: str, digests: Sequence[str]) -> Mapping[str, Attachment]:
        """Give those of some files that the brand has, by digest."""
        return attachments(self.place.alias, brand, digests)


def write(alias: str, brand: str, content: Content) -> Content:
    """Keep a revision; one at a time of a brand, so that no approval comes between."""
    with transaction.atomic(using=alias):
        owner = plans.locked(alias, brand)
        plan = plans.plan_of(alias, brand, content.slot_id)
        said, slot = _clean(content), clean.uid(content.slot_id)
        rows = models.SlotContent.objects.using(alias).filter(brand=owner, slot=slot)
        last = rows.order_by("revision").last()
        if last and last.content_hash == said.content_hash:
            return _content(last)
        made = models.SlotContent.objects.using(alias).create(
            brand=owner,
            slot=slot,
            revision=last.revision + 1 if last else 1,
            text=said.text,
            media=[asdict(one) for one in said.media],
            hashtags=list(said.hashtags),
            cta=said.cta,
            link=said.link,
            language=said.language,
            by=said.by,
            at=said.at or datetime.now(UTC),
            content_hash=said.content_hash,
        )
        _take_back(alias, plan, said.by, made.at, slot=slot, why="written")
    return _content(made)


def latest(alias: str, brand: str, slots: Sequence[str] | None = None) -> dict[str, Content]:
    """Give the last content of each slot, or of some."""
    rows = models.SlotContent.objects.using(alias).filter(brand__name=brand)
    if slots is not None:
        rows = rows.filter(slot__in=[clean.uid(one) for one in slots])
    last = rows.values("slot").annotate(last=Max("id")).values("last")
    return {row.slot: _content(row) for row in rows.filter(pk__in=last).order_by("slot")}


def revisions(alias: str, brand: str, slot_id: str) -> tuple[Content, ...]:
    """Give every content of a slot, oldest first."""
    rows = models.SlotContent.objects.using(alias).filter(
        brand__name=brand, slot=clean.uid(slot_id)
    )
    return tuple(_content(row) for row in rows.order_by("revision"))


def comment(alias: str, brand: str, said: Comment) -> Comment:
    """Keep a comment, and take an approval back where changes are asked for."""
    slot = clean.uid(said.slot_id)
    with transaction.atomic(using=alias):
        owner = plans.locked(alias, brand)
        plan = plans.plan_of(alias, brand, said.slot_id)
        row = models.SlotComment.objects.using(alias).create(
            brand=owner,
            slot=slot,
            by=clean.text(said.by),
            at=said.at,
            text=clean.text(said.text),
            voice=said.voice,
        )
        if said.voice == "changes":
            _take_back(alias, plan, said.by, said.at, slot=slot, why="asked")
    return replace(said, slot_id=slot, by=row.by, text=row.text)


def comments(alias: str, brand: str, slot_id: str) -> tuple[Comment, ...]:
    """Give comments in order of time; of one moment, as they came in."""
    rows = models.SlotComment.objects.using(alias).filter(brand__name=brand)
    if slot_id:
        rows = rows.filter(slot=clean.uid(slot_id))
    return tuple(
        Comment(slot_id=slot, by=by, at=at, text=text, voice=cast("Voice", voice))
        for slot, by, at, text, voice in rows.order_by("at", "id").values_list(
            "slot", "by", "at", "text", "voice"
        )
    )


def keep_attachment(alias: str, brand: str, file: Attachment, *, by: str, at: datetime) -> None:
    """Note that a brand has a file."""
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=brand)
    facts = {name: getattr(file, name) for name in _FILE if name != "digest"}
    models.Attachment.objects.using(alias).get_or_create(
        brand=owner,
        digest=file.digest,
        defaults={**facts, "name": clean.text(file.name), "by": clean.text(by), "at": at},
    )


def attachments(alias: str, brand: str, digests: Sequence[str]) -> dict[str, Attachment]:
    """Give those of some files that a brand has."""
    asked = [one for one in digests if clean.text(one) == one]
    rows = models.Attachment.objects.using(alias).filter(brand__name=brand, digest__in=asked)
    return {row["digest"]: Attachment(**row) for row in rows.values(*_FILE)}


def _take_back(  # noqa: PLR0913 - the facts of one row of the log
    alias: str, plan: Any, by: str, at: datetime, *, slot: str, why: Why
) -> None:
    """Take an approval back, where there is one; it was before, whatever the clocks say."""
    if plans.state_of(alias, plan, slot) == "approved":
        moment = plans.after(alias, plan, slot, at)
        plans.add(alias, plan, SlotTouch(slot_id=slot, at=moment, by=by, state="planned", why=why))


def _clean(content: Content) -> Content:
    return replace(
        content,
        text=clean.text(content.text),
        media=tuple(
            replace(one, name=clean.text(one.name), alt=clean.text(one.alt))
            for one in content.media
        ),
        hashtags=tuple(clean.text(one) for one in content.hashtags),
        cta=clean.text(content.cta),
        link=clean.text(content.link),
        language=clean.text(content.language),
        by=clean.text(content.by),
    )


def _content(row: models.SlotContent) -> Content:
    return Content(
        slot_id=row.slot,
        text=row.text,
        media=tuple(Attachment(**one) for one in row.media),
        hashtags=tuple(row.hashtags),
        cta=row.cta,
        link=row.link,
        language=row.language,
        revision=row.revision,
        by=row.by,
        at=row.at,
    )
