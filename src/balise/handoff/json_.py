"""A plan as JSON, with its briefs and texts; the plan can be read back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, NoReturn

from balise.domain.brief import Brief
from balise.domain.handed import Handed
from balise.domain.plan import Plan
from balise.domain.plan_json import plan_from_dict, plan_to_dict
from balise.errors import PlanFormatError
from balise.handoff.load import Form, Load
from balise.words import mark


def plan_from_json(data: bytes | str) -> Plan:
    """Read a plan that was handed over as JSON.

    Raises
    ------
    PlanFormatError
        Where it is no JSON, or no plan.
    """
    try:
        read = json.loads(data, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise PlanFormatError(place="JSON") from None
    return plan_from_dict(read.get("plan") if isinstance(read, dict) else read)


def _refused(name: str) -> NoReturn:
    raise ValueError(name)


def _write(load: Load) -> Iterator[Handed]:
    briefs = {slot_id: _brief(brief) for slot_id, brief in load.briefs.items()}
    whole = {"plan": plan_to_dict(load.plan), "briefs": briefs, "texts": dict(load.texts)}
    yield Handed(
        name="plan.UTC.json",
        media_type="application/json",
        data=_encoded(whole),
        rows=len(load.plan.slots),
    )


def _brief(brief: Brief) -> dict[str, Any]:
    told = asdict(brief)
    del told["slot"]  # it stands in the plan
    return told


def _encoded(whole: object) -> bytes:
    try:
        return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1).encode()
    except UnicodeEncodeError:  # half a character, which only an escape can write
        return json.dumps(whole, allow_nan=False, indent=1).encode()


FORM = Form(
    label=mark("JSON for programs"),
    write=_write,
    verified=True,
    source="Balise",
    checked=date(2026, 11, 26),
)
