"""Slots that a person moves, changes or adds: what follows from it, as a plan would have told it.

A planner's own rules are not asked here: a person may break them, and is told where. Who agreed
to a slot agreed to it as it stood: as another it is planned again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from balise.domain.plan import OwnDraft, Slot
from balise.plan.because import because
from balise.plan.make import Planner
from balise.plan.roles import stage_of
from balise.plan.tags import tagging
from balise.words import Speech, mark

BY_HAND = mark("Placed by hand.")
_UNTOLD: dict[str, Any] = {
    "q05": math.nan,
    "q50": math.nan,
    "q95": math.nan,
    "stand_in": None,
    "grounds": (),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What is asked of a slot that is added by hand; an empty `cta` asks for nothing."""

    network: str
    account: str
    kind: str
    at: datetime
    pillar: str = ""
    cta: str = ""


def moved(planner: Planner, slot: Slot, at: datetime) -> Slot:
    """Give a slot at another moment, with what it should bring there."""
    return told(planner, replace(slot, publish_at=minute(at), touch="moved", state="planned"))


def changed(planner: Planner, slot: Slot) -> Slot:
    """Give a slot whose kind, pillar or ask was changed, with its stage and what it should bring.

    Copies of a piece share it: one of another kind is another piece, and the caller names it.
    """
    stage = stage_of(planner.strategy, slot.pillar, slot.cta, slot.objective)
    return told(planner, replace(slot, stage=stage, touch="rewritten", state="planned"))


def added(planner: Planner, asked: Added, there: Sequence[Slot]) -> Slot:
    """Make a slot of a person's own: drawn by nobody, so never randomised."""
    at = minute(asked.at)
    zone = planner.horizon.timezone
    bare = Slot(
        slot_id="",
        content_id="",
        network=asked.network,
        account=asked.account,
        publish_at=at,
        timezone=zone,
        kind=asked.kind,
        pillar=asked.pillar,
        cta=asked.cta,
        reason=Speech(planner.strategy.identity.language).text(BY_HAND),
    )
    stem = f"{asked.network}-{asked.account}-{bare.local_at:%Y%m%d-%H%M}"
    named = replace(
        bare,
        slot_id=_free(stem, {one.slot_id for one in there}),
        content_id=piece(planner, bare, there),
        hashtags=tagging(planner.strategy, planner.fits.values()).tags(asked.network, asked.kind),
    )
    aimed = planner.placing.aimed(named)
    return told(planner, aimed)


def piece(planner: Planner, slot: Slot, there: Sequence[Slot]) -> str:
    """Name a piece that no other slot has."""
    week = planner.horizon.week(slot.local_at.date()) + 1
    stem = f"{planner.horizon.start:%Y%m%d}-w{week}-{slot.kind}"
    return _free(stem, {one.content_id for one in there}, first=1)


def _free(stem: str, taken: set[str], *, first: int = 0) -> str:
    names = (f"{stem}-{n}" if n else stem for n in count(first))
    return next(name for name in names if name not in taken)


def told(planner: Planner, slot: Slot) -> Slot:
    """Say what a slot should bring where it is now, and why it is there."""
    blank = replace(slot, **_UNTOLD)
    known = slot.account_id in planner.worth.asked
    found = planner.placing.forecast([blank])[0] if known else blank
    speech = Speech(planner.strategy.identity.language)
    if slot.reason == speech.text(BY_HAND):
        return found
    return replace(found, reason=because(replace(found, state="planned"), planner.strategy, speech))


def minute(at: datetime) -> datetime:
    """Give a moment in UTC, to the minute; one without a zone is refused."""
    if at.tzinfo is None:
        raise ValueError(at)
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def own_drafts(slots: Sequence[Slot]) -> tuple[OwnDraft, ...]:
    """Take the user's own drafts from where they stand: that they are there breaks no rule."""
    return tuple(
        OwnDraft(
            draft_id=one.draft, network=one.network, account=one.account, kind=one.kind,
            pillar=one.pillar, cta=one.cta,
        )
        for one in slots
        if one.draft
    )  # fmt: skip
