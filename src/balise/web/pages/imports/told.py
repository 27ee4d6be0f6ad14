"""What became of the files of one import, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from balise.domain.job import Job
from balise.domain.reading import Finding
from balise.errors import BaliseError, Said
from balise.remembering import KEPT
from balise.report.export_steps import format_said
from balise.web import links
from balise.web.nav import address
from balise.web.pages.imports.labels import column as column_of
from balise.web.remedies import on_page, way_of
from balise.words import Speech, mark

_UNKNOWN = frozenset({"FormatUnknownError"})
"""Errors of tables whose columns somebody can name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Findings of one kind: how many, the first of them, and where all of them are."""

    said: str
    count: str
    place: str
    drops_row: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: its figures by name, what was found in it, or why it was not read.

    `mapping` tells of the kept mapping it was read with, if it was.
    `columns` is where one says what its columns are, `way` where the right export is described;
    each is empty where it is of no use.
    """

    source: str
    format: str
    figures: tuple[tuple[str, str], ...]
    kinds: tuple[Kind, ...]
    error: str
    is_known: bool
    columns: str
    way: str
    mapping: str


def files(s: Speech, job: Job) -> Iterator[File]:
    """Tell of each file, those that were not read first."""
    reports: list[Mapping[str, Any]] = list(job.result.get("reports", ()))
    for one in sorted(reports, key=lambda each: not each["error"]):
        columns, failure = _columns(job, one), _failure(job, one)
        kinds = [each for each in one.get("kinds", ()) if each["code"] != KEPT]
        yield File(
            source=one["source"],
            format=format_said(s, one["format"]),
            figures=tuple(_figures(s, one)),
            kinds=tuple(_kind(s, job.brand, each) for each in kinds),
            error=on_page(s, failure, is_inside=not columns) if failure else "",
            is_known=bool(one["already_imported"]),
            columns=columns,
            way=_way(job, failure) if failure else "",
            mapping=" ".join(_mappings(s, one)),
        )


def _mappings(s: Speech, one: Mapping[str, Any]) -> Iterator[str]:
    """Say with which kept mapping a file was read: that is no flaw, and stands above what is."""
    yield from (s.finding(_finding(each)) for each in one.get("kinds", ()) if each["code"] == KEPT)


def posts(job: Job) -> int:
    """Count the posts that are new."""
    return sum(int(one["posts"]) for one in job.result.get("reports", ()))


def _figures(s: Speech, one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield s.text(mark("Rows")), s.number(one["rows"])
    yield s.text(mark("New posts")), s.number(one["posts"])
    yield s.text(mark("New figures")), s.number(one["readings"] + one["outcomes"])
    yield s.text(mark("Known already")), s.number(one["duplicates"])
    kept = sum(int(each["n"]) for each in one.get("kinds", ()) if each["code"] == KEPT)
    yield s.text(mark("Findings")), s.number(one["findings"] - kept)


def _failure(job: Job, one: Mapping[str, Any]) -> BaliseError | None:
    return replace(job, error=one["error"], facts=_phrased(one, "facts")).failure


def _phrased(one: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Give facts as they were told: those that are phrases are said in the reader's language."""
    said = set(one.get("said", ()))
    return {name: Said(fact) if name in said else fact for name, fact in one[name].items()}


def _way(job: Job, failure: BaliseError) -> str:
    """Lead to the right export on the page of imports; empty where another export is no help."""
    if not ({"command", "headers"} & set(failure.facts)):
        return ""
    way = way_of(failure)
    return f"{address('import', job.brand)}#{f'way-{way.name}' if way else 'how-title'}"


def _columns(job: Job, one: Mapping[str, Any]) -> str:
    if one["error"] not in _UNKNOWN:
        return ""
    names = [PurePosixPath(path).name for path in job.asked["paths"]]
    if one["source"] not in names:  # it lies in an archive
        return ""
    number = str(names.index(one["source"]) + 1)
    return address("import_columns", job.brand, job=job.id, number=number)


def _kind(s: Speech, brand: str, one: Mapping[str, Any]) -> Kind:
    finding = _finding(one)
    line = s.text(mark("line {n}"), n=s.number(finding.line)) if finding.line else ""
    column = finding.column and s.text(mark("column {name}"), name=column_of(s, finding.column))
    return Kind(
        said=s.finding(finding),
        count=s.plural(mark("{n} time"), mark("{n} times"), int(one["n"])),
        place=", ".join(part for part in (line, column) if part),
        drops_row=finding.drops_row,
        address=links.address("findings", brand, ("code", finding.code)),
    )


def _finding(one: Mapping[str, Any]) -> Finding:
    names = ("file", "line", "column", "code", "message", "params", "drops_row")
    told = {name: one[name] for name in names}
    return Finding(**{**told, "params": _phrased(one, "params")})
