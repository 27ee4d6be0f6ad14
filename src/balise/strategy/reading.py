"""The text of a strategy read into its nouns, with all that is wrong in it told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from balise.domain.reading import Finding
from balise.domain.strategy import Strategy
from balise.domain.toml_place import places
from balise.errors import StrategyError
from balise.strategy.checks import check
from balise.strategy.kinds import UNFIT, Unfit
from balise.strategy.parts import Entry, Parts
from balise.strategy.sheet import Sheet, fault, shown
from balise.strategy.tables import MANY, SINGLE, unknown
from balise.strategy.versions import CURRENT, migrated, version_of
from balise.words.unreadable import why_unreadable

MOST_BYTES = 1 << 20
"""A strategy is written by hand; what is larger is something else."""
FILE = "strategy.toml"
_MOST = 500
"""Entries of one table: more than anyone follows."""
_POSITION = re.compile(r"line (\d+), column (\d+)")
_NEEDED = {"strategy": "[strategy]", "objectives": "[[objectives]]", "accounts": "[[accounts]]"}
_RENAMED = {"strategy": "identity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A strategy, the text in today's layout, and what is worth knowing though not wrong."""

    strategy: Strategy
    text: str
    findings: tuple[Finding, ...] = field(default=())


def read(text: str, *, file: str = FILE) -> Read:
    """Read the text of a strategy.

    Raises
    ------
    StrategyError
        Where anything in it is wrong; its `findings` tell all of it.
    """
    try:
        return _read(text, file)
    except RecursionError as error:
        raise refused([fault("strategy-deep", file, 1)]) from error


def _read(text: str, file: str) -> Read:
    text = text.removeprefix("\ufeff")
    if len(_bytes(text, file)) > MOST_BYTES:
        raise refused([fault("strategy-large", file, 1, most=1)])
    given = _toml(text, file)
    version = version_of(given)
    if version < CURRENT:
        text = migrated(text, version)
        given = _toml(text, file)
    sheet = Sheet(file=file, places=places(text), given=given)
    at = ("strategy", "version")
    if version > CURRENT:
        sheet.tell("strategy-later", at, version=shown(version), known=CURRENT)
        raise refused(sheet.findings)
    if version < CURRENT:
        sheet.tell("strategy-migrated", at, version=version, known=CURRENT)
    made = _strategy(given, sheet)
    if made is None:
        raise refused(sheet.sorted())
    return Read(strategy=made, text=text, findings=sheet.sorted())


def refused(findings: Iterable[Finding]) -> StrategyError:
    """Make the error that tells of some findings."""
    every = tuple(findings)
    wrong = [found for found in every if found.severity == "error"]
    first = wrong[0]
    return StrategyError(
        file=first.file, line=first.line, first=first, n=len(wrong), findings=every
    )


def _bytes(text: str, file: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:  # half of a pair of surrogates
        line = text[: error.start].count("\n") + 1
        raise refused([fault("strategy-utf8", file, line)]) from error


def _toml(text: str, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        found = _POSITION.search(said)
        line, column = (int(found[1]), found[2]) if found else (text.count("\n") + 1, "")
        code, reason = "strategy-syntax", why_unreadable(said)
        cause: Exception = error
    except ValueError as error:  # a whole number of thousands of digits
        code, reason, line, column, cause = "strategy-syntax", "9999…", 1, "", error
    told = fault(code, file, line, reason=reason)
    raise refused([replace(told, column=column)]) from cause


def _strategy(given: Mapping[str, Any], sheet: Sheet) -> Strategy | None:
    for key in given:
        if key not in SINGLE and key not in MANY:
            unknown(key, (*SINGLE, *MANY), sheet, ())
    for key, header in _NEEDED.items():
        if given.get(key, []) == []:
            sheet.tell("strategy-table-missing", (), header=header)
    single = {key: _single(key, given[key], sheet) for key in SINGLE if key in given}
    many = {key: _many(key, given[key], sheet) for key in MANY if key in given}
    tables = {key: _rest(value) for key, value in single.items()}
    check(Parts(sheet=sheet, tables=tables, entries=many))
    if any(found.severity == "error" for found in sheet.findings):
        return None
    singles: dict[str, Any] = {_RENAMED.get(key, key): value for key, value in single.items()}
    lists: dict[str, Any] = {
        key: tuple(entry.noun for entry in every) for key, every in many.items()
    }
    return Strategy(**singles, **lists)


def _single(key: str, value: object, sheet: Sheet) -> Any:
    if isinstance(value, dict):
        return SINGLE[key].read(value, sheet, (key,))
    sheet.tell("strategy-table", (key,), key=key, header=f"[{key}]")
    return UNFIT


def _many(key: str, value: object, sheet: Sheet) -> list[Entry]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        sheet.tell("strategy-table", (key,), key=key, header=f"[[{key}]]")
        return []
    if len(value) > _MOST:
        sheet.tell("strategy-many", (key, _MOST), header=f"[[{key}]]", n=len(value), most=_MOST)
        return []
    read = ((n, MANY[key].read(each, sheet, (key, n))) for n, each in enumerate(value))
    return [Entry(n, _rest(noun)) for n, noun in read]


def _rest(value: Any) -> Any:
    """Give what could be read of a value, to be checked too: all mistakes are told at once."""
    return value.rest if isinstance(value, Unfit) else value
