"""A plan as the files that calendars and other tools read.

Examples
--------
>>> from datetime import UTC, datetime
>>> from balise.domain.estimate import Provenance
>>> from balise.domain.plan import Plan, Slot
>>> at = datetime(2027, 3, 2, 17, 30, tzinfo=UTC)
>>> slot = Slot(
...     slot_id="s1",
...     content_id="c1",
...     network="x",
...     account="parc",
...     publish_at=at,
...     kind="text",
...     timezone="Europe/Brussels",
... )
>>> plan = Plan(
...     slots=(slot,),
...     objectives=(),
...     optimality_gap=0.0,
...     violations=(),
...     strategy_hash="",
...     provenance=Provenance(snapshot="", model="1", seed=0, made_at=at),
... )
>>> now = datetime(2027, 1, 1, tzinfo=UTC)
>>> (file,) = hand_off(
...     plan, (), form="buffer", language="en", now=now, texts={"s1": "The shop is open."}
... )
>>> print(file.name)
buffer-x-parc.Europe-Brussels.csv
>>> print(file.data.decode().splitlines()[1])
The shop is open.,,,2027-03-02 18:30
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from balise.domain.brief import Brief
from balise.domain.handed import Handed
from balise.domain.plan import Plan
from balise.errors import FormUnsaidError
from balise.handoff.forms import FORMS, NOT_OFFERED
from balise.handoff.json_ import plan_from_json
from balise.handoff.load import Form, Known, Load
from balise.words import Speech


def hand_off(
    plan: Plan,
    briefs: Iterable[Brief],
    *,
    form: str,
    language: str,
    now: datetime,
    **known: Unpack[Known],
) -> tuple[Handed, ...]:
    """Write a plan in one of `FORMS`: the files, with what was left out of each and why.

    Parameters
    ----------
    briefs
        Of its posts, in any order; a post without one goes with its text alone.
    form
        A name of `FORMS`.
    language
        Of calendars and of what people read, `fr` or `en`.
    now
        Programs refuse what is past. An aware time.
    **known
        `texts` (slot to finished text), `media` (slot to public addresses), `ids` (account to how
        the program knows it), `template` (the bytes of the program's own), and of a calendar
        `previous` (the plan handed over before), `revision` (one more each time) and `remind`.

    Raises
    ------
    FormUnsaidError
        Where there is no such form.
    TemplateLackingError, TemplateForeignError
        Where the program's own template is needed, or is another file.
    """
    if form not in FORMS:
        raise FormUnsaidError(name=form, known=", ".join(FORMS))
    if now.tzinfo is None:
        raise ValueError(now)
    load = Load(
        plan=plan,
        speech=Speech(language),
        now=now,
        briefs={brief.slot.slot_id: brief for brief in briefs},
        **known,
    )
    return tuple(FORMS[form].write(load))


__all__ = ["FORMS", "NOT_OFFERED", "Form", "Handed", "hand_off", "plan_from_json"]
