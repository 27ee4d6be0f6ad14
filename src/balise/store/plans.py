"""Plans, each kept as it was made, and beside them what was done to their slots since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.db.models import Max

from balise.domain.plan import Plan, Slot, State, Touch
from balise.domain.plan_json import plan_from_dict, plan_to_dict, slot_from_dict, slot_to_dict
from balise.domain.version import PlanVersion, SlotTouch, Why
from balise.errors import ContentChangedError, PlanMissingError, RecordNotFoundError
from balise.store import clean, models

_NAMED = 5


def keep(alias: str, brand: str, plan: Plan, made_at: datetime) -> int:
    """Keep a plan, or give the number of the last one where it is the very same.

    Of two processes that write the same number one is refused by the database, and looks again.
    """
    owner, _ = models.Brand.objects.using(alias).get_or_create(name=brand)
    text = json.dumps(plan_to_dict(plan))  # ASCII: what no database keeps is escaped
    digest = sha256(text.encode()).hexdigest()
    slots = {_name(slot.slot_id) for slot in plan.slots}
    while True:
        last = _rows(alias, brand).order_by("number").defer("text").last()
        if last and last.digest == digest:
            return int(last.number)
        try:
            with transaction.atomic(using=alias):
                made = models.PlanVersion.objects.using(alias).create(
                    brand=owner,
                    number=last.number + 1 if last else 1,
                    made_at=made_at,
                    text=text,
                    digest=digest,
                )
                models.PlannedSlot.objects.using(alias).bulk_create(
                    [models.PlannedSlot(plan=made, slot=slot) for slot in sorted(slots)]
                )
        except IntegrityError:
            continue
        return int(made.number)


def every(alias: str, brand: str) -> tuple[PlanVersion, ...]:
    """Give all plans, oldest first."""
    done = touches(alias, brand)
    return tuple(_version(brand, row, done) for row in _rows(alias, brand).order_by("number"))


def latest(alias: str, brand: str, done: Iterable[SlotTouch]) -> PlanVersion | None:
    """Give the plan that was kept last, as `done`, the whole log, left it."""
    row = _rows(alias, brand).order_by("number").last()
    return _version(brand, row, done) if row else None


def touch(alias: str, brand: str, done: SlotTouch) -> SlotTouch:
    """Add to the log of the last plan that has the slot; a slot that is `added` is new there.

    An approval is of the content that is there: where it names another, that was changed since it
    was read. A slot that is moved or changed is to be approved anew.
    """
    with transaction.atomic(using=alias):
        owner = locked(alias, brand)
        if done.why == "added":
            plan = _joined(alias, brand, done)
        else:
            plan = plan_of(alias, brand, done.slot_id, done.plan_number)
        if done.state == "approved":
            done = replace(done, content_hash=_agreed(alias, owner, done))
        elif done.slot is not None and state_of(alias, plan, done.slot_id) == "approved":
            at = after(alias, plan, done.slot_id, done.at)
            done = replace(done, at=at, state="planned")  # it was agreed to as it stood
        add(alias, plan, done)
    return replace(done, plan_number=plan.number)


def add(alias: str, plan: Any, done: SlotTouch) -> None:
    """Write a row of the log."""
    models.SlotTouch.objects.using(alias).create(
        plan=plan,
        slot=_name(done.slot_id),
        at=done.at,
        by=clean.text(done.by),
        state=done.state or "",
        touch=done.touch,
        now=json.dumps(slot_to_dict(done.slot)) if done.slot else "",
        content_hash=done.content_hash,
        why=done.why,
    )


def locked(alias: str, brand: str) -> Any:
    """Give a brand, if there is one; nobody else changes its slots before the transaction ends.

    PostgreSQL locks its row; transactions of SQLite come one after the other anyway.
    """
    return models.Brand.objects.using(alias).select_for_update().filter(name=brand).first()


def plan_of(alias: str, brand: str, slot_id: str, number: int = 0) -> Any:
    """Give the last plan that has a slot, or that of a number; raises where none has it."""
    found = _rows(alias, brand).filter(plannedslot__slot=_name(slot_id))
    if number:
        found = found.filter(number=number)
    plan = found.order_by("number").defer("text").last()
    if plan is None:
        raise RecordNotFoundError(what="slot", name=slot_id, known=_known(alias, brand))
    return plan


def state_of(alias: str, plan: Any, slot_id: str) -> str:
    """Tell the state that a slot of a plan was left in; empty where the log says of none."""
    log = models.SlotTouch.objects.using(alias).filter(plan=plan, slot=_name(slot_id))
    last = log.exclude(state="").order_by("at", "id").last()
    return last.state if last else _made_as(alias, plan, slot_id)


def after(alias: str, plan: Any, slot_id: str, at: datetime) -> datetime:
    """Give a moment, no earlier than the last that the log has of a slot: processes may wait."""
    log = models.SlotTouch.objects.using(alias).filter(plan=plan, slot=_name(slot_id))
    last: datetime | None = log.aggregate(last=Max("at"))["last"]
    return max(at, last) if last else at


def _made_as(alias: str, plan: Any, slot_id: str) -> str:
    """Tell the state in which a plan was kept: what stood in the plan before stands in it."""
    text = models.PlanVersion.objects.using(alias).values_list("text", flat=True).get(pk=plan.pk)
    there = {_name(one.slot_id): one.state for one in _read(text).slots}
    return there.get(_name(slot_id), "planned")


def _joined(alias: str, brand: str, done: SlotTouch) -> Any:
    """Give the last plan a slot of a new name."""
    plan = _rows(alias, brand).order_by("number").defer("text").last()
    if plan is None:
        raise PlanMissingError
    slot = models.PlannedSlot(plan=plan, slot=_name(done.slot_id))
    slot.save(using=alias, force_insert=True)
    return plan


def _agreed(alias: str, owner: Any, done: SlotTouch) -> str | None:
    """Give the hash of what is approved; raises where it is not what was read."""
    rows = models.SlotContent.objects.using(alias).filter(brand=owner, slot=_name(done.slot_id))
    last = rows.order_by("revision").last()
    there = last.content_hash if last else None
    if done.content_hash is not None and done.content_hash != (there or ""):
        raise ContentChangedError(name=done.slot_id)
    return there


def touches(alias: str, brand: str) -> tuple[SlotTouch, ...]:
    """Give the whole log in order of time; of one moment, as it came in."""
    log = models.SlotTouch.objects.using(alias).filter(plan__brand__name=brand)
    return tuple(
        SlotTouch(
            plan_number=row.plan.number,
            slot_id=row.slot,
            at=row.at,
            by=row.by,
            state=cast("State | None", row.state or None),
            touch=cast("Touch | None", row.touch),
            slot=_slot(row.now) if row.now else None,
            content_hash=row.content_hash,
            why=cast("Why", row.why),
        )
        for row in log.select_related("plan").defer("plan__text").order_by("at", "id")
    )


def _rows(alias: str, brand: str) -> Any:
    return models.PlanVersion.objects.using(alias).filter(brand__name=brand)


def _known(alias: str, brand: str) -> str:
    """Name the first slots of the last plan, so that a reader sees how they are called."""
    last = _rows(alias, brand).order_by("number").defer("text").last()
    if last is None:
        return "-"
    slots = models.PlannedSlot.objects.using(alias).filter(plan=last).order_by("slot")
    names = list(slots.values_list("slot", flat=True)[:_NAMED])
    return ", ".join(names) + (", …" if len(names) == _NAMED else "")


def _name(slot_id: str) -> str:
    return clean.uid(slot_id)


@lru_cache(maxsize=16)
def _read(text: str) -> Plan:
    """Read a plan; the last few are kept, for pages ask for the same one again and again."""
    return plan_from_dict(json.loads(text))


@lru_cache(maxsize=512)
def _slot(text: str) -> Slot:
    return slot_from_dict(json.loads(text))


def _version(brand: str, row: Any, done: Iterable[SlotTouch]) -> PlanVersion:
    plan = _read(row.text)
    mine = [one for one in done if one.plan_number == row.number]
    return PlanVersion(
        brand=brand,
        number=row.number,
        made_at=row.made_at,
        plan=_as_left(plan, mine) if mine else plan,
        digest=row.digest,
    )


def _as_left(plan: Plan, done: Sequence[SlotTouch]) -> Plan:
    """Give a plan with each slot as it was left: where it was moved to, its state and its touch."""
    slots = {_name(one.slot_id): one for one in plan.slots}
    slots |= {one.slot_id: one.slot for one in done if one.slot and one.why == "added"}
    for one in done:
        was = slots.get(one.slot_id)
        if was is None:
            continue
        now = replace(one.slot, state=was.state, touch=was.touch) if one.slot else was
        said: dict[str, Any] = {"state": one.state, "touch": one.touch}
        slots[one.slot_id] = replace(now, **{k: v for k, v in said.items() if v is not None})
    left = list(slots.values())
    if any(one.slot for one in done):
        left.sort(key=lambda one: (one.publish_at, one.account_id))
    return replace(plan, slots=tuple(left))
