"""A table that no export is like: somebody says what its columns are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from balise.domain.account import NETWORKS
from balise.domain.job import Job
from balise.domain.team import Right
from balise.errors import BaliseError, MappingLackError
from balise.web.access import needs, who_of
from balise.web.language import speech_of
from balise.web.nav import address
from balise.web.pages.imports.labels import KINDS, SURE, label
from balise.web.pages.imports.views import gone
from balise.web.render import page
from balise.web.site import site_of
from balise.words import Speech, mark
from balise.working import ColumnGuess, Guess, Kind, Suggestion

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "network": tuple(NETWORKS),
    "date_order": ("day", "month"),
    "decimal": (",", "."),
}
_LABELS: Mapping[str, str] = {
    "network": mark("Network"),
    "account": mark("Handle of the account, where no column has it"),
    "name": mark("Name of what is counted"),
    "currency": mark("Currency, where the cells do not name it"),
    "date_order": mark("In 03/04/2026, first comes"),
    "decimal": mark("Decimal sign"),
}
_ORDERS = {"day": mark("the day"), "month": mark("the month")}
_ASKED: Mapping[str, tuple[str, ...]] = {
    "posts": ("network", "account", "date_order", "decimal"),
    "days": ("network", "account", "date_order", "decimal"),
    "outcome": ("name", "currency", "date_order", "decimal"),
}
_LACKS = mark("Say which column is this: {what}. Nothing can be read without it.")
_LONGEST = 80
FieldsOf = Callable[[Kind], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What holds for the whole table; without `choices` it is written."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...]


@needs(Right.EDIT, post=Right.EDIT)
def columns(request: HttpRequest, brand: str, job: str, number: int) -> HttpResponse:
    """Show what the columns seem to be; what is sent begins the import with it."""
    s, space = speech_of(request), site_of(request).space
    before = space.job(brand, job)
    path = _path(before, number)
    if path not in space.kept_uploads(before):
        return gone(request, brand)
    given = request.POST if request.method == "POST" else request.GET
    found = of_kind(space.suggest(path), given.get("kind", ""), space.fields_of)
    error = ""
    if request.method == "POST":
        found = answered(found, request.POST, space.fields_of)
        try:
            mapping = space.keep_mapping(path, found, s)
        except BaliseError as wrong:
            error = wrong_in(s, wrong)
        else:
            asked = {**before.asked, "paths": [path], "mapping": mapping, "keep_mapping": True}
            begun = space.start_job("import", brand=brand, asked=asked, by=who_of(request).name)
            return HttpResponseRedirect(address("import_job", brand, job=begun.id))
    return asked_page(
        request,
        brand,
        found,
        error=error,
        where=address("import_columns", brand, job=job, number=str(number)),
        back=address("import_job", brand, job=job),
    )


def asked_page(request: HttpRequest, brand: str, found: Suggestion, **more: Any) -> HttpResponse:
    """Ask what columns are; `error`, `where` it is sent and the way `back` are the page's own."""
    s, space = speech_of(request), site_of(request).space
    fields = space.fields_of(found.kind)
    return page(
        request,
        "imports/columns.html",
        status=400 if more["error"] else 200,
        brand=brand,
        name=s.term("brand", brand),
        here="import",
        file=found.file,
        kind=found.kind,
        kinds=[(code, s.text(said)) for code, said in KINDS.items()],
        settings=tuple(_settings(s, found)),
        columns=[(n, one, s.text(SURE[one.sure])) for n, one in enumerate(found.columns)],
        fields=[(field, label(s, field)) for field in dict.fromkeys(fields)],
        **more,
    )


def wrong_in(s: Speech, wrong: BaliseError) -> str:
    """Say what stands in the way of a mapping, in words of the page."""
    if isinstance(wrong, MappingLackError):
        return s.text(_LACKS, what=_lacking(s, str(wrong.facts["lacking"])))
    return s.error(wrong)


def _path(job: Job, number: int) -> str:
    """Give the path of a file of an import by its number, from 1."""
    paths = job.asked.get("paths", ())
    if job.kind != "import" or not 1 <= number <= len(paths):
        raise Http404
    return str(paths[number - 1])


def _settings(s: Speech, found: Suggestion) -> Iterator[Setting]:
    for name in _ASKED[found.kind]:
        guess = found.settings.get(name)
        choices = tuple((code, _choice(s, name, code)) for code in _CHOICES.get(name, ()))
        yield Setting(
            name=name,
            label=s.text(_LABELS[name]),
            value=guess.value if guess else "",
            choices=choices,
        )


def _choice(s: Speech, name: str, code: str) -> str:
    if name == "network":
        return s.term("network", code)
    return s.text(_ORDERS[code]) if name == "date_order" else code


def _lacking(s: Speech, said: str) -> str:
    """Name what is missing; several codes are one or the other of them."""
    codes = [code for code in said.replace("…", "").split(", ") if code.strip()]
    return ", ".join(label(s, code.strip()) for code in codes)


def answered(found: Suggestion, given: QueryDict, fields_of: FieldsOf) -> Suggestion:
    """Put what was sent in place of what was suggested; what is no answer changes nothing."""
    fields = fields_of(found.kind)
    named = tuple(
        _named(one, given.get(f"column.{n}", one.field), fields)
        for n, one in enumerate(found.columns)
    )
    settings = dict(found.settings)
    for name in _ASKED[found.kind]:
        value = given.get(name, "").strip()[:_LONGEST]
        allowed = _CHOICES.get(name)
        if value and (allowed is None or value in allowed):
            settings[name] = Guess(value=value)
        elif not value:
            settings.pop(name, None)
    return _scaled(replace(found, columns=named, settings=settings))


def _named(one: ColumnGuess, field: str, fields: tuple[str, ...]) -> ColumnGuess:
    if field == one.field or field not in fields:
        return one
    return replace(one, field=field, sure="sure", why="")


def of_kind(found: Suggestion, kind: str, fields_of: FieldsOf) -> Suggestion:
    """Take the rows for what somebody says they are; what cannot be in such a one is left out."""
    if kind not in KINDS or kind == found.kind:
        return found
    said = cast("Kind", kind)
    fields = fields_of(said)
    kept = tuple(one if one.field in fields else _moved(one, fields) for one in found.columns)
    return _scaled(replace(found, kind=said, columns=kept))


def _moved(one: ColumnGuess, fields: tuple[str, ...]) -> ColumnGuess:
    is_day = one.field in {"published", "day"}
    meant = next((name for name in ("published", "day") if is_day and name in fields), "ignored")
    return replace(one, field=meant, sure="likely" if meant != "ignored" else "unknown", why="")


def _scaled(found: Suggestion) -> Suggestion:
    """Leave out what is multiplied by, and the words of columns, that are no column's any more."""
    named = {one.field for one in found.columns}
    return replace(
        found,
        scales={name: by for name, by in found.scales.items() if name in named},
        kinds=found.kinds if "kind" in named else {},
        networks=found.networks if "network" in named else {},
    )
