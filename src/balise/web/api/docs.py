"""The document of the API as a page to read: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse

from balise.web.api.paths import PREFIX
from balise.web.render import page


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a field of what is sent."""

    name: str
    kind: str
    place: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address with its method."""

    name: str
    method: str
    path: str
    about: str
    right: str
    tag: str
    fields: tuple[Field, ...]
    answers: str


def docs(request: HttpRequest) -> HttpResponse:
    """Show what programs can ask."""
    from balise.web.api.urls import document  # noqa: PLC0415 - the page is one of its addresses

    told = document()
    every = list(operations(told))
    groups = [(tag, list(those)) for tag, those in groupby(every, key=lambda one: one.tag)]
    root = request.build_absolute_uri(PREFIX)
    return page(request, "api/docs.html", groups=groups, version=told["info"]["version"], root=root)


def operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    """List all addresses, in the order of their subjects."""
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            yield Operation(
                name=one["operationId"],
                method=method.upper(),
                path=path,
                about=one.get("description", one["summary"]),
                right=one.get("x-right", ""),
                tag=one["tags"][0],
                fields=(*_asked(document, one), *_sent(document, one)),
                answers=_answers(one),
            )


def _asked(document: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[Field]:
    for found in one.get("parameters", ()):
        yield Field(
            name=found["name"],
            kind=_kind(document, found["schema"]),
            place=found["in"],
            required=found.get("required", False),
        )


def _sent(document: Mapping[str, Any], one: Mapping[str, Any]) -> Iterator[Field]:
    for form in one.get("requestBody", {}).get("content", {}).values():
        schema = _whole(document, form["schema"])
        needed = schema.get("required", ())
        for name, said in schema.get("properties", {}).items():
            yield Field(
                name=name, kind=_kind(document, said), place="body", required=name in needed
            )


def _answers(one: Mapping[str, Any]) -> str:
    """Name what comes back."""
    for form in (
        one["responses"].get(200, one["responses"].get(202, {})).get("content", {}).values()
    ):
        return _short(form["schema"])
    return "file"


def _short(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if schema.get("type") == "array":
        return f"[{_short(schema['items'])}]"
    return str(schema.get("title") or schema.get("type", "object"))


def _whole(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference."""
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _kind(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    found = _whole(document, schema)
    if "anyOf" in found:
        return " | ".join(_kind(document, one) for one in found["anyOf"])
    if "enum" in found:
        return " | ".join(f'"{one}"' for one in found["enum"])
    said = str(found.get("format") or found.get("type", "object"))
    bounds = f" {found['minimum']}–{found['maximum']}" if {"minimum", "maximum"} <= {*found} else ""
    return f"[{_kind(document, found['items'])}]" if said == "array" else said + bounds
