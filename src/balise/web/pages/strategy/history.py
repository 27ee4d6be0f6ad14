"""The versions of a strategy: what each changed, in words, and the way back to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.team import Right
from balise.domain.version import StrategyVersion
from balise.report.roadmap_words import title
from balise.strategy import Strategy
from balise.strategy.changes import Change
from balise.strategy.tables import MANY
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.pages.strategy import worded
from balise.web.pages.strategy.editing import kept
from balise.web.pages.strategy.parsed import parsed, readable
from balise.web.pages.strategy.parts import PARTS
from balise.web.paging import cut
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark

_SHOWN = 3
_ON_A_PAGE = 20
_ACTIONS = {
    "added": ("good", mark("added")),
    "removed": ("bad", mark("removed")),
    "changed": ("accent", mark("changed")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One change in words."""

    badge: str
    action: str
    part: str
    entry: str
    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One version, and what it changed against the one before."""

    version: StrategyVersion
    changes: Sequence[Said]
    more: int
    is_last: bool
    is_first: bool
    is_read: bool


@needs(Right.INSPECT)
def history(request: HttpRequest, brand: str) -> HttpResponse:
    """List the versions, the last first."""
    s, space = speech_of(request), site_of(request).space
    every = space.strategies(brand)
    number = request.GET.get("page", "1")
    at = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1  # noqa: PLR2004 - digits
    here = reverse("strategy_history", kwargs={"brand": brand})
    shown, place = cut(
        s, tuple(range(len(every)))[::-1], max(at, 1), lambda n: f"{here}?page={n}", _ON_A_PAGE
    )
    return page(
        request,
        "strategy/history.html",
        brand=brand,
        here="strategy",
        lines=[_line(s, every, n) for n in shown],
        numbers=[one.number for one in reversed(every)],
        place=place,
        may_edit=who_of(request).may(Right.EDIT, brand),
    )


def _line(s: Speech, every: Sequence[StrategyVersion], n: int) -> Line:
    before, after = readable(every[n - 1].text) if n else None, readable(every[n].text)
    changes = list(changed(s, before, after)) if before and after else []
    return Line(
        version=every[n],
        changes=changes[:_SHOWN],
        more=max(0, len(changes) - _SHOWN),
        is_last=n == len(every) - 1,
        is_first=n == 0,
        is_read=after is not None and (before is not None or n == 0),
    )


@needs(Right.INSPECT)
def difference(request: HttpRequest, brand: str) -> HttpResponse:
    """Tell what differs between two versions, item by item."""
    s, space = speech_of(request), site_of(request).space
    every = {str(one.number): one for one in space.strategies(brand)}
    first, last = (every.get(request.GET.get(name, "")) for name in ("from", "to"))
    if first is None or last is None:
        raise Http404
    found = list(changed(s, parsed(first.text), parsed(last.text)))
    return page(
        request,
        "strategy/difference.html",
        brand=brand,
        here="strategy",
        first=first,
        last=last,
        changes=found,
        is_same_text=first.text == last.text,
        may_edit=who_of(request).may(Right.EDIT, brand),
    )


@needs(Right.EDIT, post=Right.EDIT)
def restore(request: HttpRequest, brand: str) -> HttpResponse:
    """Make an earlier version the last one, as a new version."""
    back = HttpResponseRedirect(reverse("strategy_history", kwargs={"brand": brand}))
    if request.method != "POST":
        return back
    s, space = speech_of(request), site_of(request).space
    every = {str(one.number): one for one in space.strategies(brand)}
    found = every.get(request.POST.get("version", ""))
    if found is None:
        messages.error(request, s.text(mark("There is no such version.")))
        return back
    new = readable(found.text)
    if new is None:
        messages.error(request, s.text(mark("This version cannot be used: its text has mistakes.")))
        return back
    return kept(request, brand, new, readable(space.strategies(brand)[-1].text))


def changed(s: Speech, before: Strategy, after: Strategy) -> Iterator[Said]:
    """Say what differs."""
    for one in before.diff(after):
        yield _said(s, one)


def _said(s: Speech, change: Change) -> Said:
    table, _, rest = change.path.partition(".")
    entry, key = ("", rest) if table not in MANY else _split(rest, change)
    badge, action = _ACTIONS[change.action]
    return Said(
        badge=badge,
        action=s.text(action),
        part=s.text(PARTS[table].title),
        entry=_entry(s, table, entry),
        key=worded.label(s, table, key) if key else "",
        before=_value(s, table, key, change.before),
        after=_value(s, table, key, change.after),
    )


def _entry(s: Speech, table: str, entry: str) -> str:
    """Name an entry as people do: an account by its network, days by their first."""
    network, _, handle = entry.partition(":")
    if table == "accounts" and handle:
        return f"{s.term('network', network)} {handle}"
    return title(named(s, s.term("kind", entry) if table == "adaptations" else entry))


def _split(rest: str, change: Change) -> tuple[str, str]:
    """Part the name of an entry from a key; a whole entry has no key."""
    whole = change.before if change.before is not None else change.after
    if change.action != "changed" and hasattr(whole, "__dataclass_fields__"):
        return rest, ""
    entry, _, key = rest.rpartition(".")
    return entry, key


def _value(s: Speech, table: str, key: str, value: Any) -> str:
    return "" if value is None else worded.value(s, table, key, value)
