"""What needs a hand, as pages list it: in words, with the link to where it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from balise.domain.errand import Code, Errand
from balise.domain.standing import Standing
from balise.domain.team import Right, Who
from balise.errands import errands
from balise.web.nav import address
from balise.words import Speech
from balise.words.errands import URGENCIES, WAYS, errand

_STANDINGS: Mapping[Code, str] = {"asked": "ready", "back": "changes"}
"""What is listed alone in the calendar: the posts that stand so."""
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
    where = _where(one, brand)
    return ToDo(
        said=errand(s, one),
        urgency=one.urgency,
        when=s.text(URGENCIES[one.urgency]),
        tone=_TONES[one.urgency],
        address=where,
        way=s.text(WAYS[one.place]) if where else "",
    )


def _where(one: Errand, brand: str) -> str:
    """Lead to the page, and there to the very posts where it can list them."""
    where, standing = address(one.place, brand), _STANDINGS.get(one.code)
    if not where or standing is None or one.day is None:
        return where
    return f"{where}?{urlencode({'view': 'list', 'day': one.day.isoformat(), 'state': standing})}"
