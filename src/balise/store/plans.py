"""Plans, each kept as it was made, and beside them what was done to their slots since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from balise.domain.plan import Plan, Slot
from balise.domain.plan_json import plan_from_dict, plan_to_dict
from balise.domain.version import PlanVersion, SlotTouch
from balise.errors import RecordNotFoundError
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


def latest(alias: str, brand: str) -> PlanVersion | None:
    """Give the plan that was kept last."""
    row = _rows(alias, brand).order_by("number").last()
    return _version(brand, row, touches(alias, brand)) if row else None


def touch(alias: str, brand: str, done: SlotTouch) -> SlotTouch:
    """Add to the log of the last plan that has the slot."""
    found = _rows(alias, brand).filter(plannedslot__slot=_name(done.slot_id))
    if done.plan_number:
        found = found.filter(number=done.plan_number)
    plan = found.order_by("number").defer("text").last()
    if plan is None:
        raise RecordNotFoundError(what="slot", name=done.slot_id, known=_known(alias, brand))
    models.SlotTouch.objects.using(alias).create(
        plan=plan,
        slot=_name(done.slot_id),
        at=done.at,
        by=clean.text(done.by),
        state=done.state or "",
        touch=done.touch,
    )
    return replace(done, plan_number=plan.number)


def touches(alias: str, brand: str) -> tuple[SlotTouch, ...]:
    """Give the whole log in order of time; of one moment, as it came in."""
    log = models.SlotTouch.objects.using(alias).filter(plan__brand__name=brand)
    names = ("plan__number", "slot", "at", "by", "state", "touch")
    return tuple(
        SlotTouch(plan_number=number, slot_id=slot, at=at, by=by, state=state or None, touch=done)
        for number, slot, at, by, state, done in log.order_by("at", "id").values_list(*names)
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


def _version(brand: str, row: Any, done: Iterable[SlotTouch]) -> PlanVersion:
    plan = plan_from_dict(json.loads(row.text))
    mine = [one for one in done if one.plan_number == row.number]
    return PlanVersion(
        brand=brand,
        number=row.number,
        made_at=row.made_at,
        plan=_as_left(plan, mine) if mine else plan,
        digest=row.digest,
    )


def _as_left(plan: Plan, done: Iterable[SlotTouch]) -> Plan:
    """Give a plan with the last state and touch of each slot that was touched."""
    last: dict[str, dict[str, Any]] = {}
    for one in done:
        said = {"state": one.state, "touch": one.touch}
        facts = {name: value for name, value in said.items() if value is not None}
        last.setdefault(one.slot_id, {}).update(facts)
    return replace(plan, slots=tuple(_left(slot, last) for slot in plan.slots))


def _left(slot: Slot, last: Mapping[str, Mapping[str, Any]]) -> Slot:
    return replace(slot, **last.get(_name(slot.slot_id), {}))
