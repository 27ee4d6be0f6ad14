"""Which posts may go into a table, and why others may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from balise.domain.plan import Slot
from balise.domain.reading import Finding
from balise.handoff.load import Load
from balise.handoff.sheet import Due, Sheet
from balise.handoff.texts import clean, text_of
from balise.words import finding

_OPEN = frozenset({"planned", "approved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Lets the posts of a plan through that a program will take, and notes why it keeps others."""

    load: Load
    sheet: Sheet
    refused: list[tuple[Slot, Finding]] = field(default_factory=list)

    def through(self) -> Iterator[Due]:
        """Give the posts that may go, in order of time; what was published or skipped is done."""
        said: dict[tuple[str, str], Due] = {}
        slots = [slot for slot in self.load.plan.slots if slot.state in _OPEN]
        for slot in sorted(slots, key=lambda one: (one.publish_at, one.account_id, one.slot_id)):
            due = self._due(slot)
            why = self._told(due)
            if not why and due.is_finished:
                why = self._twice(due, said)
            if why:
                self.refused.append((slot, why))
            else:
                yield due

    def _due(self, slot: Slot) -> Due:
        text, is_finished = text_of(self.load, slot, has_link=self.sheet.has_link)
        return Due(
            slot=slot,
            at=slot.publish_at.astimezone(UTC) if self.sheet.is_utc else slot.local_at,
            text=text,
            is_finished=is_finished,
            brief=self.load.briefs.get(slot.slot_id),
            media=tuple(clean(one).strip() for one in self.load.media.get(slot.slot_id, ())),
            id=self.load.ids.get(slot.account_id, ""),
        )

    def _told(self, due: Due) -> Finding | None:
        slot, sheet = due.slot, self.sheet
        if sheet.networks is not None and slot.network not in sheet.networks:
            return self._said("handoff-network", slot, network=slot.network)
        if sheet.needs_id and not due.id:
            return self._said("handoff-id", slot, account=slot.account_id)
        if slot.publish_at <= self.load.now:
            return self._said("handoff-past", slot)
        if slot.publish_at - self.load.now <= sheet.lead:
            return self._said("handoff-near", slot, minutes=sheet.lead // timedelta(minutes=1))
        if not sheet.is_utc and not _is_plain(slot):
            return self._said("handoff-clock", slot, zone=slot.timezone)
        return None if due.text else self._said("handoff-empty", slot)

    def _twice(self, due: Due, said: dict[tuple[str, str], Due]) -> Finding | None:
        apart = self.sheet.apart
        key = ("" if apart else due.slot.account_id, due.text)
        before = said.get(key)
        if before and (apart is None or due.slot.publish_at - before.slot.publish_at < apart):
            return self._said("handoff-twice", due.slot, other=before.slot.slot_id)
        said[key] = due
        return None

    def _said(self, code: str, slot: Slot, **facts: object) -> Finding:
        return _left_out(
            code,
            slot=slot.slot_id,
            when=slot.local_at.strftime("%Y-%m-%d %H:%M"),
            program=self.sheet.program,
            n=1,
            **facts,
        )


_COUNTED = frozenset({"handoff-network", "handoff-id"})
"""What is said once of an account, with the number of its posts."""


def _is_plain(slot: Slot) -> bool:
    """Whether the clock of its zone shows the time of the post once, as it is meant."""
    zone = ZoneInfo(slot.timezone)
    shown: datetime = slot.local_at.replace(tzinfo=None)
    meant = {shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return slot.publish_at.astimezone(UTC) in meant and len(meant) == 1


def counted(refused: Iterable[Finding]) -> Iterator[Finding]:
    """Say once, with their number, what is the same of several posts."""
    found = list(refused)
    many = Counter(_kind(one) for one in found if one.code in _COUNTED)
    for one in found:
        if one.code not in _COUNTED:
            yield one
        elif n := many.pop(_kind(one), 0):
            yield _left_out(one.code, **{**one.params, "n": n})


def _left_out(code: str, **facts: Any) -> Finding:
    return finding(code, file="", drops_row=True, **facts)


def _kind(one: Finding) -> tuple[str, str]:
    return one.code, one.params.get("network", "") + one.params.get("account", "")
