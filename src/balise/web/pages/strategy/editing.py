"""The form of a part: rows come and go without script, and a mistake is told at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from balise.domain.team import Right
from balise.strategy import Strategy
from balise.strategy.changes import key_of
from balise.strategy.rewriting import Entry
from balise.strategy.tables import MANY
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.named import named
from balise.web.pages.strategy.boxes import Box, Names, boxes
from balise.web.pages.strategy.parsed import parsed
from balise.web.pages.strategy.parts import PARTS
from balise.web.pages.strategy.saving import Tried, entries_of, entries_sent, tried
from balise.web.pages.strategy.sent import MOST_ROWS
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, capital, mark

_NAMED = ("objectives", "audiences", "pillars", "calls_to_action")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of a form, with the phases of an event."""

    number: int
    title: str
    origin: str
    boxes: Sequence[Box]
    phases: Sequence[Sequence[Box]] = ()
    errors: Sequence[str] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of a part, and what is to be done with it.

    `raced` is where it is told what somebody else saved meanwhile; empty where nobody did.
    """

    table: str
    entries: list[Entry]
    base: str
    tried: Tried = field(default_factory=Tried)
    raced: str = ""


@needs(Right.EDIT, post=Right.EDIT)
def part(request: HttpRequest, brand: str, table: str) -> HttpResponse:
    """Show the form of a part, or take it."""
    if table not in PARTS:
        raise Http404
    ours, base = site_of(request).space.strategy(brand), request.POST.get("base", "")
    if request.method != "POST":
        form = Form(table=table, entries=entries_of(ours.dump(), table), base=ours.digest)
        return _shown(request, brand, ours, form)
    there = entries_of(ours.dump(), table)
    entries = entries_sent(table, request.POST, len(there))
    do = request.POST.get("do", "save")
    if do != "save":
        changed = after(entries, do)
        return _shown(request, brand, ours, Form(table=table, entries=changed, base=base))
    if base != ours.digest and _is_other(request, brand, base, ours, table):
        raced = theirs(request, brand, base)
        form = Form(table=table, entries=entries, base=ours.digest, raced=raced)
        return _raced(request, brand, ours, form)
    found = tried(speech_of(request), ours, table, entries)
    if found.strategy is None:
        form = Form(table=table, entries=entries, base=ours.digest, tried=found)
        return _shown(request, brand, ours, form, 400)
    return kept(request, brand, found.strategy, ours, f"#{table}")


def kept(
    request: HttpRequest, brand: str, new: Strategy, ours: Strategy | None, place: str = ""
) -> HttpResponse:
    """Keep a version, say so, and lead back to the page."""
    s = speech_of(request)
    if ours is not None and new.dump() == ours.dump():
        messages.info(request, s.text(mark("Nothing was changed.")))
    else:
        by = who_of(request).name
        version = site_of(request).space.keep_strategy(new, brand=brand, by=by)
        messages.success(request, s.text(mark("Saved as version {n}."), n=version.number))
    return HttpResponseRedirect(reverse("strategy", kwargs={"brand": brand}) + place)


def after(entries: list[Entry], do: str) -> list[Entry]:
    """Put an empty entry or phase in, or take one out, as a button said."""
    verb, _, at = do.partition("-")
    n, _, m = at.partition("-")
    if verb == "add" and len(entries) < MOST_ROWS:
        return [*entries, Entry()]
    if not (n.isascii() and n.isdecimal() and int(n) < len(entries)):
        return entries
    if verb == "remove":
        return [one for k, one in enumerate(entries) if k != int(n)]
    phases = list(entries[int(n)].values.get("phases", []))
    if verb == "phase":
        phases.append({})
    if verb == "unphase" and m.isascii() and m.isdecimal():
        phases = [one for k, one in enumerate(phases) if k != int(m)]
    one = replace(entries[int(n)], values={**entries[int(n)].values, "phases": phases})
    return [*entries[: int(n)], one, *entries[int(n) + 1 :]]


def _is_other(request: HttpRequest, brand: str, base: str, ours: Strategy, table: str) -> bool:
    """Tell whether somebody else changed this part since the form was opened."""
    versions = site_of(request).space.strategies(brand)
    text = next((one.text for one in versions if one.digest == base), None)
    if text is None:
        return True
    before = parsed(text)
    return any(one.path.split(".")[0] == table for one in before.diff(ours))


def theirs(request: HttpRequest, brand: str, base: str) -> str:
    """Write where it is told what was changed since a version, which may be none of the brand."""
    versions = site_of(request).space.strategies(brand)
    opened = next((one.number for one in versions if one.digest == base), None)
    if opened is None:
        return reverse("strategy", kwargs={"brand": brand})
    where = reverse("strategy_difference", kwargs={"brand": brand})
    return f"{where}?from={opened}&to={versions[-1].number}"


def _raced(request: HttpRequest, brand: str, ours: Strategy, form: Form) -> HttpResponse:
    """Show the form once more over what was saved meanwhile; what was written stays."""
    if form.table in MANY:
        known = {key_of(one): n for n, one in enumerate(getattr(ours, form.table))}
        entries = [replace(one, origin=known.get(_key(one.values))) for one in form.entries]
        form = replace(form, entries=entries)
    return _shown(request, brand, ours, form, 409)


def _key(values: Mapping[str, Any]) -> str:
    if "handle" in values:
        return f"{values.get('network')}:{values['handle']}"
    return str(values.get("name") or values.get("kind") or values.get("starts"))


def _shown(
    request: HttpRequest, brand: str, ours: Strategy, form: Form, status: int = 200
) -> HttpResponse:
    s, part_ = speech_of(request), PARTS[form.table]
    is_many = form.table in MANY
    names = Names(known={key: [one.name for one in getattr(ours, key)] for key in _NAMED})
    is_long = len(form.entries) > MOST_ROWS
    rows = [] if is_long else list(rows_of(s, form, names))
    return page(
        request,
        "strategy/part.html",
        status=status,
        brand=brand,
        here="strategy",
        form=form,
        part=part_,
        title=s.text(part_.title),
        about=s.text(part_.about),
        add=s.text(part_.add) if part_.add else "",
        rows=rows,
        is_many=is_many,
        is_long=is_long,
        wrong=form.tried.fields.get("", ()),
        others=form.tried.others,
    )


def rows_of(s: Speech, form: Form, names: Names) -> list[Row]:
    """Make the rows of a form."""
    if form.table not in MANY:
        values = form.entries[0].values if form.entries else {}
        made = _told(boxes(s, form.table, "", values, names), form.tried.fields)
        return [Row(number=0, title="", origin="0", boxes=made)]
    return [_row(s, form, n, names) for n in range(len(form.entries))]


def _row(s: Speech, form: Form, n: int, names: Names) -> Row:
    entry, wrong = form.entries[n], form.tried.fields
    made = _told(boxes(s, form.table, f"{n}.", entry.values, names), wrong)
    given = entry.values.get("phases", []) if form.table == "events" else []
    phases = [
        _told(boxes(s, "phases", f"{n}.phases.{m}.", raw, names), wrong)
        for m, raw in enumerate(given)
        if isinstance(raw, dict)
    ]
    told = [*wrong.get(str(n), ()), *wrong.get(f"{n}.phases", ())]
    for m in range(len(phases)):
        told += wrong.get(f"{n}.phases.{m}", ())
    is_new = not entry.values and entry.origin is None
    return Row(
        number=n,
        title="" if is_new else _headed(s, form.table, entry.values),
        origin="" if entry.origin is None else str(entry.origin),
        boxes=made,
        phases=phases,
        errors=told,
        is_new=is_new,
    )


def _headed(s: Speech, table: str, values: Mapping[str, Any]) -> str:
    """Write what stands over an entry: an account by its network, a format or a day in words."""
    if table == "accounts":
        return f"{s.term('network', str(values.get('network')))} · {values.get('handle', '')}"
    if table == "adaptations":
        return capital(s.term("kind", str(values.get("kind", ""))))
    return named(s, _key(values))


def _told(made: list[Box], wrong: Mapping[str, Sequence[str]]) -> list[Box]:
    return [replace(box, errors=tuple(wrong.get(box.name, ()))) for box in made]
