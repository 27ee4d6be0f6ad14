"""What needs a hand, as pages list it: in words, with the link to where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from balise.domain.errand import Errand
from balise.domain.standing import Standing
from balise.domain.team import Right, Who
from balise.errands import errands
from balise.web.nav import address
from balise.words import Speech
from balise.words.errands import URGENCIES, WAYS, errand

_TONES = {1: "bad", 2: "warn", 3: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do.

    `way` names the link `address`; both are empty where the page is not there.
    """

    said: str
    urgency: int
    when: str
    tone: str
    address: str
    way: str


def to_do(s: Speech, who: Who, standing: Standing, now: datetime) -> tuple[ToDo, ...]:
    """List what needs the hand of somebody, the most urgent first."""
    return tuple(_to_do(s, standing.brand, one) for one in _mine(who, standing, now))


def _mine(who: Who, standing: Standing, now: datetime) -> Iterator[Errand]:
    """Leave what somebody could do nothing about; who writes is told what waits for a yes."""
    for one in errands(standing, now):
        is_watched = one.needs is Right.APPROVE and who.may(Right.EDIT, standing.brand)
        if is_watched or who.may(one.needs, standing.brand):
            yield one


def _to_do(s: Speech, brand: str, one: Errand) -> ToDo:
    where = address(one.place, brand)
    return ToDo(
        said=errand(s, one),
        urgency=one.urgency,
        when=s.text(URGENCIES[one.urgency]),
        tone=_TONES[one.urgency],
        address=where,
        way=s.text(WAYS[one.place]) if where else "",
    )
