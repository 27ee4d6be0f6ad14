"""What a workspace is asked about the posts of a plan: what they say, and who agreed to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from balise import coming_out, planning
from balise.check import contents as checking
from balise.check.shown import counted, preview
from balise.domain.asks import open_asks
from balise.domain.content import (
    Approval,
    Attachment,
    Card,
    Comment,
    Content,
    Counted,
    Preview,
    Voice,
)
from balise.domain.hook import Event
from balise.domain.plan import Slot, Touch
from balise.domain.ports import Store
from balise.domain.reading import Finding
from balise.domain.version import SlotTouch
from balise.errors import (
    ContentLinkError,
    ContentLongError,
    Said,
    StrategyMissingError,
)
from balise.strategy import Strategy
from balise.words import mark

MOST_LETTERS = 100_000
MOST_PICTURES = 35
MOST_TAGS = 100
MOST_ALT = 10_000
_WEB = frozenset({"http", "https"})
_LONGEST_LINK = 2_000
_BREAKS = re.compile("\r\n?")


class Drafting:
    """The part of `balise.workspace.Workspace` that writes the posts of the last plan.

    Methods that take a slot raise `RecordNotFoundError` where the last plan has none of that name,
    and `PlanMissingError` where there is no plan.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def announce(self, brand: str, event: Event, facts: Mapping[str, object]) -> int:
            """Tell those programs that asked to be told."""

        def strategy(self, brand: str | None = None) -> Strategy:
            """Give the strategy that was kept last."""

        def held(self, brand: str, media: Sequence[Attachment]) -> tuple[Attachment, ...]:
            """Tell files as they were kept (`balise.attaching`)."""

        def _whose(self, brand: str | None) -> str:
            """Choose the brand that is meant."""

        def change_slot(self, brand: str, slot_id: str, *, by: str, cta: str) -> object:
            """Change a slot (`balise.arranging`)."""

    def cards(
        self, brand: str, within: tuple[datetime, datetime] | None = None
    ) -> tuple[Card, ...]:
        """Give every slot of the last plan with what it says and where it stands; none: no plan.

        `within`: only those from a moment on and before another, all else is left unread.
        """
        last = self.store.latest_plan(brand)
        if last is None:
            return ()
        slots, names = last.plan.slots, None
        if within is not None:
            slots = tuple(one for one in slots if within[0] <= one.publish_at < within[1])
            names = [one.slot_id for one in slots]
        said, log = self.store.contents(brand, names), self.store.touches(brand)
        comments = self.store.comments(brand)
        talk = _Talk(
            n=Counter(one.slot_id for one in comments), asks=open_asks(comments, said, log)
        )
        agreed = _approvals([one for one in log if one.plan_number == last.number])
        return tuple(_card(one, said, agreed, talk) for one in slots)

    def card(self, brand: str, slot_id: str) -> Card:
        """Give one of `cards`."""
        planning.slot_of(self.store, brand, slot_id)
        return next(one for one in self.cards(brand) if one.slot.slot_id == slot_id)

    def content(self, brand: str, slot_id: str) -> Content:
        """Give what a slot says; where nothing was written its plan's ask and hashtags stand in.

        That is of revision 0.
        """
        slot = planning.slot_of(self.store, brand, slot_id)
        written = self.store.revisions(brand, slot_id)
        return written[-1] if written else self._blank(brand, slot)

    def write_content(self, brand: str, content: Content, *, by: str = "") -> Content:
        """Keep what a slot says from now on; gives it with its revision.

        An approval of another content is taken back, and the log tells why. The very same content
        is kept once. An ask that is another than the slot's becomes the slot's.

        Raises
        ------
        ContentLongError, ContentLinkError, PictureError
            There is more of something than any network takes, the link is no address of a page, or
            a picture was not kept here by `keep_picture`.
        SlotClosedError
            The slot is published or skipped.
        """
        slot = coming_out.open_slot(self.store, brand, content.slot_id)
        said = self._sound(brand, content)
        kept = self.store.write_content(brand, replace(said, by=by, at=datetime.now(UTC)))
        if said.cta and said.cta != slot.cta:
            self.change_slot(brand, slot.slot_id, by=by, cta=said.cta)
        return kept

    def revisions(self, brand: str, slot_id: str) -> tuple[Content, ...]:
        """Give every content that a slot had, oldest first."""
        planning.slot_of(self.store, brand, slot_id)
        return self.store.revisions(brand, slot_id)

    def approve_slots(
        self,
        brand: str,
        slot_ids: Sequence[str],
        *,
        by: str,
        content_hash: str | Mapping[str, str] | None = None,
    ) -> tuple[Card, ...]:
        """Agree to slots as they are written, or to what was read (`content_hash`).

        `content_hash` is that of the `Content` which was shown, or of each by its slot; None:
        whatever is there. Later changes of text, time or kind take the approval back.

        Raises
        ------
        ContentChangedError
            It was written anew since: nothing is approved then.
        SlotClosedError
            A slot is published or skipped: nothing is approved then.
        """
        coming_out.open_slots(self.store, brand, slot_ids)
        for name in slot_ids:
            read = content_hash[name] if isinstance(content_hash, Mapping) else content_hash
            done = SlotTouch(
                slot_id=name, at=datetime.now(UTC), by=by, state="approved", content_hash=read
            )
            self.store.touch_slot(brand, done)
        if slot_ids:
            self.announce(brand, Event.POST_APPROVED, {"slots": list(slot_ids), "by": by})
        return tuple(one for one in self.cards(brand) if one.slot.slot_id in slot_ids)

    def ask_changes(self, brand: str, slot_id: str, *, by: str, comment: str) -> Comment:
        """Refuse a slot as it is, and say why; an approval is taken back."""
        coming_out.open_slot(self.store, brand, slot_id)
        said = self._say(brand, slot_id, comment, by=by, voice="changes")
        self.announce(brand, Event.POST_CHANGES_ASKED, {"slot": slot_id, "by": by})
        return said

    def comment(self, brand: str, slot_id: str, *, by: str, text: str) -> Comment:
        """Say something of a slot; nothing else changes."""
        planning.slot_of(self.store, brand, slot_id)
        return self._say(brand, slot_id, text, by=by, voice="note")

    def comments(self, brand: str, slot_id: str) -> tuple[Comment, ...]:
        """Give what was said of a slot, in order of time."""
        planning.slot_of(self.store, brand, slot_id)
        return self.store.comments(brand, slot_id)

    def slot_log(self, brand: str, slot_id: str) -> tuple[SlotTouch, ...]:
        """Give what was done to a slot of the last plan, in order of time."""
        planning.slot_of(self.store, brand, slot_id)
        return tuple(one for one in self.store.touches(brand) if one.slot_id == slot_id)

    def skip_slots(self, brand: str, slot_ids: Sequence[str], *, by: str) -> None:
        """Leave slots out; they stay in the plan, and may come back."""
        coming_out.open_slots(self.store, brand, slot_ids)
        for name in slot_ids:
            done = SlotTouch(
                slot_id=name, at=datetime.now(UTC), by=by, state="skipped", touch="skipped"
            )
            self.store.touch_slot(brand, done)

    def unskip_slots(self, brand: str, slot_ids: Sequence[str], *, by: str) -> None:
        """Take slots up again that were left out; what else is in the list stays as it is.

        They are to be approved anew, and were moved or rewritten where they were so before.
        """
        for name in slot_ids:
            if planning.slot_of(self.store, brand, name).state == "skipped":
                was = _touch_before(self.slot_log(brand, name))
                done = SlotTouch(
                    slot_id=name, at=datetime.now(UTC), by=by, state="planned", touch=was
                )
                self.store.touch_slot(brand, done)

    def check_content(self, brand: str, content: Content) -> tuple[Finding, ...]:
        """Find what stands in the way of a content, kept or not: limits, manners, brand and ask.

        `balise.words.drafts.message` and `remedy` say each finding in the reader's language.
        """
        slot = planning.slot_of(self.store, brand, content.slot_id)
        said = self.store.contents(brand)
        others = [
            (one, said[one.slot_id])
            for one in planning.last_plan(self.store, brand).slots
            if one.slot_id in said and one.network == slot.network and one.state != "skipped"
        ]
        return checking.findings(
            slot,
            content,
            strategy=self._rules(brand),
            today=datetime.now(UTC).date(),
            others=others,
        )

    def counted(self, network: str, text: str, kind: str = "") -> Counted:
        """Count a text as its network does (X weighs letters, Mastodon counts links as 23)."""
        return counted(network, text, kind)

    def preview(self, brand: str, content: Content) -> Preview:
        """Lay out what a reader will see of a content, kept or not."""
        return preview(planning.slot_of(self.store, brand, content.slot_id), content)

    def texts(self, brand: str | None = None) -> Mapping[str, str]:
        """Give the texts of the last plan as they are to go out, by slot, for `handoff`."""
        name = self._whose(brand)
        last, said = self.store.latest_plan(name), self.store.contents(name)
        told = {
            one.slot_id: said[one.slot_id].posted(one.network)
            for one in (last.plan.slots if last else ())
            if one.slot_id in said
        }
        return {name: text for name, text in told.items() if text}

    def _rules(self, brand: str) -> Strategy | None:
        try:
            return self.strategy(brand)
        except StrategyMissingError:
            return None

    def _blank(self, brand: str, slot: Slot) -> Content:
        ours = self._rules(brand)
        accounts = ours.accounts if ours else ()
        own = next((one.language for one in accounts if one.id == slot.account_id), "")
        language = own or (ours.identity.language if ours else "")
        return Content(
            slot_id=slot.slot_id, hashtags=slot.hashtags, cta=slot.cta, language=language
        )

    def _say(self, brand: str, slot_id: str, text: str, *, by: str, voice: Voice) -> Comment:
        said = _letters(text)
        at = datetime.now(UTC)
        return self.store.comment(
            brand, Comment(slot_id=slot_id, by=by, at=at, text=said, voice=voice)
        )

    def _sound(self, brand: str, content: Content) -> Content:
        """Give a content as it can be kept; pictures are told as they were kept, not as is said."""
        _few(content.media, MOST_PICTURES)
        _few(content.hashtags, MOST_TAGS)
        media = [replace(one, alt=_letters(one.alt, MOST_ALT)) for one in content.media]
        return replace(
            content,
            text=_letters(content.text),
            media=self.held(brand, media),
            hashtags=_tags(content.hashtags),
            link=_link(content.link),
        )


def _letters(text: str, most: int = MOST_LETTERS) -> str:
    if len(text) > most:
        raise ContentLongError(what=Said(mark("The text")), found=len(text), most=most)
    return _BREAKS.sub("\n", text).strip()


def _few(those: Sequence[object], most: int) -> None:
    if len(those) > most:
        raise ContentLongError(what=Said(mark("The list")), found=len(those), most=most)


def _tags(given: Sequence[str]) -> tuple[str, ...]:
    """Write hashtags with their sign and without spaces, each once."""
    bare = ("".join(_letters(one, 500).split()).lstrip("#＃") for one in given)
    return tuple({tag.casefold(): f"#{tag}" for tag in reversed([*bare]) if tag}.values())[::-1]


def _link(given: str) -> str:
    said = given.strip()
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        is_page = parts.scheme.lower() in _WEB and bool(parts.hostname)
    except ValueError:
        is_page = False
    if not is_page or len(said) > _LONGEST_LINK or any(one.isspace() for one in said):
        raise ContentLinkError(link=said[:100])
    return said


def _touch_before(log: Sequence[SlotTouch]) -> Touch:
    """Tell what a person had done to a slot before it was left out."""
    told = [one.touch for one in log if one.touch not in {None, "skipped"}]
    return (told[-1] if told else None) or ""


def _approvals(log: Sequence[SlotTouch]) -> dict[str, Approval]:
    """Give the approval of each slot whose last state is that."""
    found: dict[str, Approval] = {}
    for one in log:
        if one.state == "approved":
            found[one.slot_id] = Approval(
                slot_id=one.slot_id, by=one.by, at=one.at, content_hash=one.content_hash or ""
            )
        elif one.state is not None:
            found.pop(one.slot_id, None)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    """How much was said of each slot, and what is asked of it."""

    n: Counter[str]
    asks: Mapping[str, Comment]


def _card(
    slot: Slot, said: Mapping[str, Content], agreed: Mapping[str, Approval], talk: _Talk
) -> Card:
    approval = agreed.get(slot.slot_id) if slot.state == "approved" else None
    ask = None if approval else talk.asks.get(slot.slot_id)
    return Card(
        slot=slot,
        content=said.get(slot.slot_id),
        approval=approval,
        asked=ask if ask and ask.voice == "changes" else None,
        ready=ask if ask and ask.voice == "ready" else None,
        comments=talk.n[slot.slot_id],
    )
