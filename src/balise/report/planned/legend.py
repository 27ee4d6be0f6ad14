"""How to read the calendar: only what is in it is explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from balise.domain.plan import Plan
from balise.report.names import capital
from balise.report.planned.grid import Key, Week
from balise.words import Speech, mark

_SIGNS = {
    "series": mark("recurring appointment"),
    "lot": mark("drawn by lot, to learn"),
    "boost": mark("boosted with money"),
    "draft": mark("your own draft"),
    "approved": mark("approved"),
    "published": mark("published already"),
    "skipped": mark("left out"),
    "holiday": mark("public holiday"),
    "moment": mark("moment of trade"),
    "event": mark("your event"),
}


def keys(
    s: Speech, plan: Plan, weeks: Sequence[Week], accounts: Sequence[tuple[str, str, str]]
) -> tuple[Key, ...]:
    """List accounts, formats and signs that the calendar shows."""
    return (*_accounts(s, plan, accounts), *_kinds(s, plan), *_signs(s, weeks))


def _accounts(s: Speech, plan: Plan, accounts: Sequence[tuple[str, str, str]]) -> Iterator[Key]:
    there = {(one.network, one.account) for one in plan.slots}
    for network, handle, badge in accounts:
        if (network, handle) in there:
            name = s.term("network", network)
            yield Key(said=f"{name} · {handle}" if handle else name, code=network, badge=badge)


def _kinds(s: Speech, plan: Plan) -> Iterator[Key]:
    for kind in dict.fromkeys(one.kind for one in plan.slots):
        yield Key(said=capital(s.term("kind", kind)), icon=kind)


def _signs(s: Speech, weeks: Sequence[Week]) -> Iterator[Key]:
    days = [day for week in weeks for day in week.days]
    chips = [chip for day in days for chip in day.chips]
    shown = {sign.icon for chip in chips for sign in chip.signs}
    shown |= {sign.icon for day in days for sign in day.marks}
    shown |= {"series" for chip in chips if chip.series}
    for name, said in _SIGNS.items():
        if name in shown:
            yield Key(said=capital(s.text(said)), icon=name)
    if any(chip.copy for chip in chips):
        yield Key(said=s.text(mark("First of two copies of one piece")), badge="1/2", look="copy")
    if any(week.lanes for week in weeks):
        yield Key(said=s.text(mark("Phase of an event")), look="band")
    if any(day.closed for day in days):
        yield Key(said=s.text(mark("Nothing is published")), look="closed")
    if any(week.free for week in weeks):
        yield Key(said=s.text(mark("Place kept free")), look="free")
