"""What a workspace is asked when somebody wants a yes to posts that are ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from balise import coming_out
from balise.domain.content import Card, Comment, Voice
from balise.domain.hook import Event
from balise.domain.note import Note
from balise.domain.ports import Store
from balise.errors import MomentPastError, SlotAgreedError, SlotUnwrittenError


class Asking:
    """The part of `balise.workspace.Workspace` by which who writes asks those who approve."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def store(self) -> Store:
            """The store."""

        def announce(self, brand: str, event: Event, facts: Mapping[str, object]) -> int:
            """Tell those programs that asked to be told."""

        def cards(
            self, brand: str, within: tuple[datetime, datetime] | None = None
        ) -> tuple[Card, ...]:
            """Give every slot of the last plan with what it says (`balise.drafting`)."""

        def _say(self, brand: str, slot_id: str, text: str, *, by: str, voice: Voice) -> Comment:
            """Keep a comment (`balise.drafting`)."""

    def ask_approval(
        self,
        brand: str,
        slot_ids: Sequence[str],
        *,
        by: str,
        line: str = "",
        now: datetime | None = None,
    ) -> tuple[Card, ...]:
        """Say of slots that they are ready, and ask for a yes to what they say; all or none.

        The ask is over when one says something else, or when somebody agrees or wants changes. One
        that is open stays as it is: who asked first keeps their place.

        Parameters
        ----------
        line
            What whoever approves should know; they read it beside the post.
        now
            The moment of asking.

        Raises
        ------
        SlotClosedError, SlotAgreedError, SlotUnwrittenError
            A slot is published or skipped, is approved already, or says nothing yet.
        MomentPastError
            The time of a slot is over: a yes would come too late.
        """
        at = now or datetime.now(UTC)
        for slot in coming_out.open_slots(self.store, brand, slot_ids, at):
            if slot.publish_at <= at:
                raise MomentPastError(moment=f"{slot.local_at:%Y-%m-%d %H:%M}")
        wanted = {*slot_ids}
        for card in (one for one in self.cards(brand) if one.slot.slot_id in wanted):
            name = card.slot.slot_id
            if card.slot.state == "approved":
                raise SlotAgreedError(name=name)
            if not card.is_written:
                raise SlotUnwrittenError(name=name)
            if card.ready is not None:
                wanted.remove(name)
        news = [name for name in dict.fromkeys(slot_ids) if name in wanted]
        for name in news:
            self._say(brand, name, line, by=by, voice="ready")
        if news:
            told = {"n": len(news), "slots": news}
            note = Note(
                code="approval-asked", by=by, at=datetime.now(UTC), brand=brand, params=told
            )
            self.store.note(note)
            self.announce(brand, Event.POST_APPROVAL_ASKED, {"slots": news, "by": by})
        return tuple(one for one in self.cards(brand) if one.slot.slot_id in {*slot_ids})
