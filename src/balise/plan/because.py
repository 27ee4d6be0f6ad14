"""Why a slot is what it is, in one sentence with its interval."""

from __future__ import annotations

from collections.abc import Sequence

from balise.domain.plan import Slot
from balise.domain.reason import Reason
from balise.domain.strategy import Strategy
from balise.words import Speech, capital, mark

_TOLD = {
    "kind": mark("{level} brings {change} here ({low} to {high}, 90 % interval)"),
    "hour": mark("{level} brings {change} ({low} to {high}, 90 % interval)"),
    "weekday": mark("{level} brings {change} ({low} to {high}, 90 % interval)"),
    "cta": mark("the ask “{level}” brings {change} ({low} to {high}, 90 % interval)"),
    "pillar": mark("“{level}” brings {change} ({low} to {high}, 90 % interval)"),
}
_SERIES = mark("Your appointment “{name}”.")
_EVENT = mark("“{phase}”: {days} before “{event}”.")
_ON_DAY = mark("“{phase}”: the day of “{event}”.")
_AFTER = mark("“{phase}”: {days} after “{event}”.")
_DRAFT = mark("Your draft “{name}”, within its dates.")
_STANDS = mark("Approved already, and left as it is.")
_PRIOR = mark(
    "Nothing is learnt yet: published figures set the format, and hours are tried in turn."
)
_GUESS = mark("Best guess so far, not sure yet: {what}.")
_EVEN = mark("No choice stands out yet here: this keeps the shares you asked for.")
_MOST = 2
_LEAST = 1.005


def because(slot: Slot, strategy: Strategy, speech: Speech) -> str:
    """Say why a slot is what it is.

    Appointments, events and drafts are their own reason; of the rest the one or two multipliers of
    the forecast that raise it most are told, each with its 90 % interval.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from balise.domain.strategy import Identity
    >>> at = datetime(2026, 12, 1, 17, tzinfo=UTC)
    >>> slot = Slot(
    ...     slot_id="1",
    ...     content_id="1",
    ...     network="x",
    ...     account="a",
    ...     publish_at=at,
    ...     kind="text",
    ...     series="Tuesday tip",
    ... )
    >>> because(slot, Strategy(identity=Identity(name="A"), objectives=(), accounts=()), Speech())
    'Your appointment “Tuesday tip”.'
    """
    given = _given(slot, strategy, speech)
    if given or not slot.grounds:
        return given or speech.text(_PRIOR)
    told = best(slot.grounds)
    if not told:
        return speech.text(_EVEN)
    said = "; ".join(_one(one, slot, speech) for one in told)
    if all(one.low <= 1 for one in told):
        return speech.text(_GUESS, what=said)
    return f"{capital(said)}."


def _given(slot: Slot, strategy: Strategy, speech: Speech) -> str:
    """Say what was decided before any figure; empty where nothing was."""
    if slot.state in {"approved", "published"}:
        return speech.text(_STANDS)
    if slot.draft:
        return speech.text(_DRAFT, name=slot.draft)
    if slot.series:
        return speech.text(_SERIES, name=slot.series)
    return _before(slot, strategy, speech) if slot.event else ""


def best(grounds: Sequence[Reason]) -> list[Reason]:
    """Choose the multipliers that raise a forecast most."""
    raising = [one for one in grounds if one.factor in _TOLD and one.multiplier > _LEAST]
    return sorted(raising, key=lambda one: -one.multiplier)[:_MOST]


def _one(one: Reason, slot: Slot, speech: Speech) -> str:
    return speech.text(
        _TOLD[one.factor],
        level=_level(one, slot, speech),
        change=speech.change(one.multiplier),
        low=speech.change(one.low),
        high=speech.change(one.high),
    )


def _level(one: Reason, slot: Slot, speech: Speech) -> str:
    if one.factor == "hour":
        return speech.text("{hour}:00", hour=slot.local_at.hour)
    return speech.term(one.factor, one.level)


def _before(slot: Slot, strategy: Strategy, speech: Speech) -> str:
    event = next((one for one in strategy.events if one.name == slot.event), None)
    if event is None:  # the strategy was changed since
        return ""
    days = (event.date - slot.local_at.date()).days
    said = _ON_DAY if not days else _EVENT if days > 0 else _AFTER
    n = abs(days)
    return speech.text(
        said, phase=slot.phase, event=slot.event, days=speech.plural("{n} day", "{n} days", n)
    )
